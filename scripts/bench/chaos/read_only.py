"""A file system that turns read-only under a running writer, as ext4 does by itself when it finds an error."""

import asyncio
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.bench.chaos.fault import Outcome
from tests.records.test_crash import begin, look

ROOT = Path(__file__).resolve().parents[3]
IMAGE_BYTES = 48 << 20
PATIENCE_S = 30.0

WRITER = """
import asyncio, pathlib, sys
from scribe.errors import StoreError
from scribe.records.store import Store
from tests.records import samples

async def main() -> None:
    async with Store.open(pathlib.Path(sys.argv[1]), samples.SETTINGS) as store:
        seq = await store.last_seq("s1")
        try:
            while True:
                log = samples.stamped(samples.spoken(f"u{seq}", "some words"), after=seq)
                await store.append("s1", log)
                seq += len(log)
                print(seq, flush=True)
        except StoreError as error:
            print(f"refused: {error}", flush=True)

asyncio.run(main())
"""


async def read_only_disk(folder: Path, chance: random.Random, rounds: int) -> Outcome:
    """Refused, told in one line; after the repair everything that was acknowledged is there, and it goes on."""
    if os.geteuid() or not all(map(shutil.which, ("mkfs.ext4", "fsck.ext4", "losetup"))):
        return Outcome(0, "not tried: it needs root and ext4")
    image, mount = folder / "image", folder / "mount"
    mount.mkdir()
    run("truncate", "-s", str(IMAGE_BYTES), str(image))
    run("mkfs.ext4", "-q", "-F", str(image))
    lost = 0
    for number in range(rounds):
        with mounted(image, mount) as device:
            home = mount / "home"
            if number == 0:
                await begin(home)
            said = await asyncio.to_thread(_written, home, device, chance.uniform(0, 0.3))
        acknowledged = max((int(line) for line in said if line.isdigit()), default=0)
        told = [line for line in said if line.startswith("refused:")]
        run("fsck.ext4", "-p", "-f", str(image), good=(0, 1))
        with mounted(image, mount):
            events, findings = await look(mount / "home")
        lost += max(0, acknowledged - len(events)) + len(findings) + (len(told) != 1)
    return Outcome(lost, f"{rounds} times read-only, refused and told; {len(events)} events there after the repair")


def _written(home: Path, device: str, seconds: float) -> list[str]:
    """What the writer said, from its start until it was refused."""
    command = [sys.executable, "-c", WRITER, str(home)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert child.stdout
        first = child.stdout.readline()
        run("sleep", str(seconds))
        Path("/sys/fs/ext4", Path(device).name, "trigger_fs_error").write_text("1")
        rest, _ = child.communicate(timeout=PATIENCE_S)
    finally:
        child.kill()
        child.wait()
    return (first + rest).splitlines()


@contextmanager
def mounted(image: Path, mount: Path) -> Iterator[str]:
    """The loop device."""
    run("mount", "-o", "loop,errors=remount-ro", str(image), str(mount))
    try:
        found = subprocess.run(["findmnt", "-no", "SOURCE", mount], capture_output=True, text=True, check=True)
        yield found.stdout.strip()
    finally:
        run("umount", str(mount))


def run(*command: str, good: tuple[int, ...] = (0,)) -> None:
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode in good, f"{command[0]}: {done.returncode}"
