"""Row 3: the disk of a running room turns read-only while somebody speaks. The tablet is told, and nothing that it was
told before is lost.

In one room of two the system calls are refused for a while (read_only.c), and the room goes on by itself. In the other,
as root, an ext4 finds an error: until it is unmounted and repaired nothing makes it writable again, so that room must
live on, and what it had acknowledged must be there after the repair.
"""

import contextlib
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from scripts.bench.chaos.read_only import IMAGE_BYTES, mounted, run
from scripts.bench.faults import filling, killing, room
from scripts.bench.faults.filling import Count
from scripts.bench.rows import Result

SOURCE = Path(__file__).with_name("read_only.c")


def read_only(folder: Path, times: int, chance: random.Random) -> Result:
    """Rooms, one after the other. `broken`: those whose ext4 found an error."""
    wav, count, broken = folder / "talk.wav", Count(), Count()
    room.write_wav(wav, room.talk(killing.MINUTES))
    room.cues()
    library = folder / "read_only.so"
    run("cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl")
    real = os.geteuid() == 0 and all(map(shutil.which, ("mkfs.ext4", "fsck.ext4", "losetup")))
    rounds = [real and number % 2 == 1 for number in range(times)]
    for number, breaks in enumerate(rounds):
        if breaks:
            _broken(folder / f"image{number}", wav, chance, broken)
        else:
            _refused(folder / f"home{number}", wav, library, chance, count)
    refused, lived = filling.told_of(count, rounds.count(False)), filling.lived_on(broken, rounds.count(True))
    return {
        "rooms": times,
        **refused,
        "on_a_broken_ext4": rounds.count(True),
        **{f"broken_{name}": figure for name, figure in lived.items()},
        "good": refused["good"] and lived["good"],
    }


def _refused(home: Path, wav: Path, library: Path, chance: random.Random, count: Count) -> None:
    home.mkdir(mode=0o700)
    flag = home.parent / "read-only"
    environment = {"LD_PRELOAD": str(library), "READ_ONLY_WHILE": str(flag), "READ_ONLY_HOME": str(home)}

    @contextlib.contextmanager
    def turned(_: int) -> Iterator[None]:
        flag.touch()
        yield
        flag.unlink()

    daemon = killing.started(home, wav, "1", environment=environment)
    filling.compare(home, filling.visited(daemon, chance, count, turned), count)
    shutil.rmtree(home)


def _broken(image: Path, wav: Path, chance: random.Random, count: Count) -> None:
    mount = image.with_suffix(".mount")
    mount.mkdir()
    run("truncate", "-s", str(IMAGE_BYTES), str(image))
    run("mkfs.ext4", "-q", "-F", str(image))
    home = mount / "home"
    with mounted(image, mount) as device:
        home.mkdir(mode=0o700)

        @contextlib.contextmanager
        def turned(_: int) -> Iterator[None]:
            Path("/sys/fs/ext4", Path(device).name, "trigger_fs_error").write_text("1")
            yield

        tablet = filling.visited(filling.playing(home, wav), chance, count, turned, for_good=True)
    run("fsck.ext4", "-p", "-f", str(image), good=(0, 1))
    with mounted(image, mount):
        filling.compare(home, tablet, count)
    image.unlink()
