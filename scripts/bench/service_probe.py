#!/usr/bin/env python3
"""What scripts/bench/service looks at, inside: the installed service, its walls, and how it heals.

A tablet pairs and is the room's microphone for a minute; the daemon is killed, frozen and stopped meanwhile.
"""

import asyncio
import fcntl
import grp
import json
import os
import pwd
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe import commands
from scribe import events as ev
from tests.journeys.test_room import Tablet, blocks, paired_by, start, tablet

ROOM = "/usr/local/sbin/scribe-room"
SCRIBE = "/opt/scribe/bin/scribe"
HOME = Path("/var/lib/scribe")
SETTINGS = Path("/etc/scribe/scribe.toml")
SIOCSIFADDR, SIOCSIFNETMASK, SIOCSIFFLAGS, IFF_UP = 0x8916, 0x891C, 0x8914, 1
"""netdevice(7)."""
FROZEN_S = 45.0
"""Within which a daemon that hangs must be back (SECURITY test table, row 21)."""


class Found:
    def __init__(self, path: Path) -> None:
        self._file = path.open("w", buffering=1)
        self.good = True

    def __call__(self, good: bool, what: str) -> None:
        self.good &= good
        self._file.write(f"{'ok' if good else '!!'}  {what}\n")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def shown(name: str) -> str:
    return run("systemctl", "show", "scribe", "-P", name).stdout.strip()


def pid() -> int:
    return int(shown("MainPID") or 0)


def process(name: str) -> str:
    """A line of /proc/PID/status."""
    lines = Path(f"/proc/{pid()}/status").read_text().splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(f"{name}:")), "")


def until(true: Callable[[], bool], longest_s: float) -> float:
    """Seconds until it is so; infinity when it never is."""
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > longest_s:
            return float("inf")
        time.sleep(0.05)
    return time.monotonic() - began


def ready() -> bool:
    return shown("ActiveState") == "active" and bool(pid())


def network() -> None:
    """Loopback, where every address of these three networks answers: what is refused, the unit refuses."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        for label, address in (("lo", "127.0.0.1"), ("lo:1", "192.168.7.1"), ("lo:2", "1.1.1.2")):
            name = label.encode().ljust(16, b"\0")
            for request, size in ((SIOCSIFADDR, address), (SIOCSIFNETMASK, "255.255.255.0")):
                packed = struct.pack("16sHH4s8x", name, socket.AF_INET, 0, socket.inet_aton(size))
                fcntl.ioctl(any_socket, request, packed)
            fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", name, IFF_UP))


def installed(found: Found) -> None:
    done = run(SCRIBE, "install-service", "--room", "Room 3")
    wrong = "; ".join(line for line in done.stdout.splitlines() if not line.startswith("ok"))
    found(done.returncode == 0, f"installed {done.stdout.splitlines()[-1][4:]} {wrong} {done.stderr.strip()}".strip())
    text = SETTINGS.read_text().replace('#source = "microphone"', 'source = "tablet"')
    SETTINGS.write_text(text.replace("/var/cache/scribe/models", "/opt/models"))
    began = time.monotonic()
    done = run("systemctl", "start", "scribe")
    found(done.returncode == 0 and ready(), f"started in {time.monotonic() - began:.1f} s {done.stderr.strip()}")


def walls(found: Found) -> None:
    """What the kernel says of the running process."""
    owner = pwd.getpwnam("scribe")
    found(process("Uid").split()[0] == str(owner.pw_uid), "runs as the user scribe")
    found(process("CapEff") == "0000000000000000", "has no capability")
    found(process("NoNewPrivs") == "1", "gains no privilege")
    found(process("Seccomp") == "2", "its system calls are filtered")
    limits = Path(f"/proc/{pid()}/limits").read_text()
    found("Max core file size        0                    0" in limits, "leaves no core dump")
    found(str(grp.getgrnam("audio").gr_gid) in process("Groups").split(), "is in the group of the sound cards")
    key = HOME / "key"
    found(
        (HOME / "chart.db").exists() and not key.exists(),
        "opened its store with the sealed key; no key file lies there",
    )
    found(oct(HOME.stat().st_mode)[-3:] == "700", "its state is its own")
    inside = ("nsenter", f"--target={pid()}", "--mount", "--", "/bin/sh", "-c")
    for place in ("/root", "/home", "/boot"):
        seen = run(*inside, f"ls -A {place} 2>/dev/null | wc -l").stdout.strip()
        found(seen == "0", f"sees nothing in {place}")
    for place in ("/usr", "/etc"):
        found("Read-only" in run(*inside, f"touch {place}/written").stderr, f"can't write in {place}")
    run("install", "-o", "scribe", "-m", "755", "/bin/true", str(HOME / "true"))
    found("Permission denied" in run(*inside, f"{HOME}/true").stderr, "can't run what it could have written")
    properties = [f"--property={line}" for line in unit_lines()]
    for address, allowed in (("1.1.1.1", False), ("192.168.7.7", True), ("127.0.0.1", True)):
        reach = f"import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.sendto(b'x', ('{address}', 9))"
        done = run("systemd-run", "--quiet", "--wait", "--pipe", *properties, "/usr/bin/python3", "-c", reach)
        found((done.returncode == 0) == allowed, f"a packet to {address} is {'sent' if allowed else 'refused'}")


def unit_lines() -> list[str]:
    """The unit's directives about the network, for a process that tries them."""
    text = Path("/etc/systemd/system/scribe.service").read_text().splitlines()
    lines = [line for line in text if line.startswith(("IPAddress", "RestrictAddress"))]
    return [line.replace("localhost", "127.0.0.0/8 ::1/128") for line in lines]  # systemd-run knows no names


async def pairing(address: str) -> str:
    done = await asyncio.to_thread(run, ROOM, "pair", "--json")
    return await paired_by(json.loads(done.stdout)["code"], address, "tablet")


async def session(found: Found) -> None:
    address = "ws://127.0.0.1:8443"
    sound = blocks()
    token = await pairing(address)
    async with tablet(address, token) as one:
        await one.client.do(start())
        await one.speak(sound[:200])
        await one.until(lambda: len(one.words()) > 10)
        found(True, f"hears: {len(one.words())} words")
        place, before = one.place(), one.words()
    await healed(found, "killed", signal.SIGKILL, 20.0)
    async with tablet(address, token, place) as two:
        await two.speak(sound[200:400], 200)
        await two.until(lambda: len(two.words()) > 10)
        told = two.welcomes[-1].snapshot if two.welcomes else None
        known = [w.text for u in told.utterances for w in u.words] if told else before
        found(known[: len(before)] == before, f"killed: goes on, 0 of {len(before)} words lost")
        place = two.place()
    await healed(found, "frozen", signal.SIGSTOP, FROZEN_S)
    async with tablet(address, token, place) as three:
        await three.speak(sound[400:], 400)
        await three.client.do(commands.Stop())
        stopping = asyncio.create_task(asyncio.to_thread(run, "systemctl", "stop", "scribe"))
        await settled(found, three, stopping)
    rows = run(ROOM, "sessions", "--json").stdout
    found('"state": "draft"' in rows or '"state":"draft"' in rows, f"the session has its note {rows[:60]}")


async def healed(found: Found, what: str, number: signal.Signals, longest_s: float) -> None:
    old = pid()
    os.kill(old, number)
    took = await asyncio.to_thread(until, lambda: pid() not in (0, old) and ready(), longest_s)
    found(took < longest_s, f"{what}: ready again after {took:.1f} s, at most {longest_s:.0f}")


async def settled(found: Found, viewer: Tablet, stopping: "asyncio.Task[subprocess.CompletedProcess[str]]") -> None:
    began = time.monotonic()
    await stopping
    found(
        shown("Result") == "success",
        f"stopped while the note was written: {time.monotonic() - began:.1f} s, {shown('Result')}",
    )
    done = [e for e in viewer.events if isinstance(e, ev.Session) and e.state == ev.SessionState.DRAFT]
    found(bool(done), "the note was finished before it stopped")


def journal(found: Found) -> None:
    text = run("journalctl", "--no-pager", "-u", "scribe", "-o", "json").stdout
    found('"SCRIBE_CODE":"session-live"' in text, f"its journal has fields ({len(text.splitlines())} records)")


def main() -> None:
    found = Found(Path(sys.argv[1]))
    try:
        network()
        installed(found)
        walls(found)
        asyncio.run(session(found))
        journal(found)
    except BaseException as error:
        found(False, f"the probe broke: {type(error).__name__}: {error}")
        raise
    finally:
        Path("/out/journal.txt").write_text(run("journalctl", "--no-pager").stdout)


main()
