#!/usr/bin/env python3
"""Whether anything leaves the clinic: packets that a room's daemon sends, by where they go.

    scripts/bench/stays_local.py        as root, on Linux; a minute

In a network namespace with loopback, the clinic's LAN (veth, 192.168.10.0/24) and a way out (veth, the default route,
the name server behind it) a whole session is heard and its note written, with a broker and a language model set on the
LAN, figures on, and `scribe doctor` asked. Counted are the packets on either interface, and those that had no route.
First one is sent out on purpose, so that the count is known to count. Exit code 1 when another one went out.
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scribe import commands
from scribe import events as ev
from tests.journeys.program import scribe
from tests.journeys.test_room import blocks, paired, serving, start, tablet

INSIDE = "--inside"
LAN, OUT = "lan", "out"
NEIGHBOUR = "192.168.10.1"
"""On the LAN, where nobody listens: who asks there is refused at once."""
SOUND_BLOCKS = 600
"""Of a tenth of a second."""
DNS = 53
ALL_KINDS, OUTGOING = 3, 4
"""ETH_P_ALL of if_ether.h, PACKET_OUTGOING of if_packet.h."""
SETTLE_S = 5.0
"""For what is said only after a while."""

SETTINGS = {
    "SCRIBE_MQTT__HOST": NEIGHBOUR,
    "SCRIBE_OLLAMA__URL": f"https://{NEIGHBOUR}",
    "SCRIBE_NOTES__ENGINE": "ollama",
    "SCRIBE_METRICS__PORT": "9464",
}


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)


def wire() -> "subprocess.Popen[bytes]":
    """The two interfaces and what is at their other ends; ends with the process that is given back."""
    beyond = subprocess.Popen(["unshare", "--net", "sleep", "infinity"])
    while os.stat(f"/proc/{beyond.pid}/ns/net").st_ino == os.stat("/proc/self/ns/net").st_ino:  # noqa: PTH116
        pass
    ip("link", "set", "lo", "up")
    for name, address in ((LAN, "192.168.10.2/24"), (OUT, "203.0.113.2/24")):
        ip("link", "add", name, "type", "veth", "peer", "name", f"{name}-far")
        Path(f"/proc/sys/net/ipv6/conf/{name}/disable_ipv6").write_text(
            "1"
        )  # the kernel's own greetings are no packets of ours
        ip("link", "set", f"{name}-far", "netns", str(beyond.pid))
        ip("address", "add", address, "dev", name)
        ip("link", "set", name, "up")
    far = ("nsenter", f"--target={beyond.pid}", "--net", "ip")
    subprocess.run([*far, "address", "add", f"{NEIGHBOUR}/24", "dev", f"{LAN}-far"], check=True)
    for name in (LAN, OUT):
        subprocess.run([*far, "link", "set", f"{name}-far", "up"], check=True)
    ip("neighbour", "add", "203.0.113.1", "lladdr", "02:00:00:00:00:01", "dev", OUT)
    ip("route", "add", "default", "via", "203.0.113.1")
    return beyond


def name_server() -> None:
    """Beyond the way out: a name that is asked for is a packet."""
    with tempfile.NamedTemporaryFile("w", delete=False) as file:
        file.write("nameserver 198.51.100.53\n")
    subprocess.run(["mount", "--bind", file.name, os.path.realpath("/etc/resolv.conf")], check=True)


def sent(interface: str) -> int:
    done = subprocess.run(["ip", "-json", "-stats", "link", "show", interface], capture_output=True, check=True)
    return int(json.loads(done.stdout)[0]["stats64"]["tx"]["packets"])


class Watch:
    """Where the packets on the way out wanted to go."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ALL_KINDS))
        self._socket.bind((OUT, 0))
        self._socket.setblocking(False)

    def found(self) -> list[str]:
        """Each kind of packet once, with how many."""
        kinds: Counter[str] = Counter()
        with suppress(BlockingIOError):
            while True:
                packet, (_, _, direction, *_) = self._socket.recvfrom(65_535)
                if direction == OUTGOING:
                    kinds[told(packet)] += 1
        return [f"{kind}: {count}" for kind, count in sorted(kinds.items())]


def told(packet: bytes) -> str:
    """Protocol, address and port (Ethernet, then RFC 791), and what was asked of a name server."""
    if packet[12:14] != b"\x08\x00":
        return f"type {packet[12:14].hex()}"
    start = 14 + (packet[14] & 15) * 4
    port = int.from_bytes(packet[start + 2 : start + 4], "big")
    asked = "".join(chr(byte) if 32 < byte < 127 else "." for byte in packet[start + 20 :]) if port == DNS else ""
    return f"protocol {packet[23]} to {socket.inet_ntoa(packet[30:34])} port {port} {asked}"


def unroutable() -> int:
    """Packets for which the kernel knew no way (IPv4 and IPv6)."""
    found = 0
    lines = Path("/proc/net/snmp").read_text().splitlines()
    names, values = (line.split() for line in lines if line.startswith("Ip:"))
    found += int(values[names.index("OutNoRoutes")])
    for line in Path("/proc/net/snmp6").read_text().splitlines():
        if line.startswith("Ip6OutNoRoutes"):
            found += int(line.split()[1])
    return found


async def a_day(home: Path) -> int:
    """A session from consent to note, and the doctor. Gives back how many words were heard."""
    async with serving(home, **SETTINGS) as (daemon, address):
        assert daemon.stderr
        reading = asyncio.create_task(daemon.stderr.read())
        async with tablet(address, await paired(home, address, "tablet")) as one:
            await one.client.do(start())
            await one.speak(blocks()[:SOUND_BLOCKS])
            await one.client.do(commands.Stop())
            await one.until(lambda: ev.SessionState.DRAFT in one.states())
            words = len(one.words())
        await asyncio.sleep(SETTLE_S)
        await asyncio.to_thread(scribe, home, "doctor", **SETTINGS)
    await reading
    return words


def main() -> int:
    if os.geteuid():
        sys.exit("Run it as root: it makes a network of its own.")
    if INSIDE not in sys.argv:
        os.execvp("unshare", ["unshare", "--net", "--mount", sys.executable, __file__, INSIDE])
    beyond = wire()
    try:
        name_server()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
            probe.sendto(b"x", ("198.51.100.1", 9))
        counts = sent(OUT) == 1
        print(f"{'ok' if counts else '!!'}  a packet sent out on purpose is counted: {sent(OUT)}")
        lan, out, lost, watch = sent(LAN), sent(OUT), unroutable(), Watch()
        with tempfile.TemporaryDirectory() as folder:
            words = asyncio.run(a_day(Path(folder)))
        lan, out, lost = sent(LAN) - lan, sent(OUT) - out, unroutable() - lost
        watched = watch.found()
    finally:
        beyond.kill()
        beyond.wait()
    good = counts and words > 0 and lan > 0 and out == lost == 0
    seen = f"{words} words, a note: packets to the LAN {lan}, elsewhere {out}, without a way {lost}"
    print("\n    ".join((f"{'ok' if good else '!!'}  row 20: {seen}", *watched)))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
