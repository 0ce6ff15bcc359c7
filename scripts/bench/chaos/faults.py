"""Every fault, with its row in the reliability table and its two lengths."""

from scripts.bench.chaos import clinic, clock, disk, input, network, read_only, slow_hearing
from scripts.bench.chaos.fault import Fault

FAULTS = (
    Fault(
        "1",
        "store killed",
        3,
        1000,
        disk.killed_store,
        "`kill -9` of a process that writes events, at a random moment; reopened, verified, compared with what it had"
        " acknowledged",
    ),
    Fault(
        "1",
        "journal killed",
        2,
        1000,
        disk.killed_journal,
        "`kill -9` of a process that journals sound sixteen times as fast as a room",
    ),
    Fault("1", "store frozen", 3, 200, disk.frozen_store, "SIGSTOP and SIGCONT while it writes, then `kill -9`"),
    Fault("2", "power cut", 5, 1000, disk.power_cut, "a random tail of the write-ahead log is cut off"),
    Fault(
        "3",
        "full disk",
        1,
        20,
        disk.full_disk,
        "the kernel refuses to write (RLIMIT_FSIZE), then writes again; the same process goes on",
    ),
    Fault("3", "slow disk", 2, 200, disk.slow_disk, "every sync takes 0.1 to 0.5 s"),
    Fault(
        "3",
        "read-only disk",
        10,
        100,
        read_only.read_only_disk,
        "ext4 finds an error and goes read-only under a running writer (as root); repaired and mounted again",
    ),
    Fault(
        "8, 9",
        "hundred clients",
        100,
        2000,
        network.crowd,
        "a hundred connections, twenty of which never read; a round is an event",
    ),
    Fault(
        "10",
        "fuzzed frames",
        5000,
        1_000_000,
        input.frames,
        "messages with bytes changed, doubled, removed: only documented errors",
    ),
    Fault(
        "10",
        "fuzzed audio",
        40,
        20_000,
        input.audio,
        "WAV, FLAC, Ogg and MP3 treated so: only documented errors, and nothing else on stderr",
    ),
    Fault("10", "fuzzed settings", 60, 20_000, input.settings, "the settings file treated so: each error is one line"),
    Fault(
        "11",
        "cut connections",
        20,
        500,
        network.cut_connections,
        "a viewer's connection is reset at a random moment; it comes back with its place",
    ),
    Fault(
        "11",
        "rooms and database",
        4,
        200,
        clinic.rooms_and_database,
        "a room that signs, amends and destroys, and the clinic's PostgreSQL (TLS, password): one or both killed at"
        " random moments",
    ),
    Fault(
        "12",
        "clock jumps",
        20,
        2000,
        clock.clock_jumps,
        "the wall clock jumps by half a second to 400 days, to and fro, while a session is logged and tablets pair; a"
        " pairing is good unless its 30 days are over by the new clock",
    ),
    Fault(
        "14",
        "slow hearing",
        120,
        3600,
        slow_hearing.slow_hearing,
        "hearing takes three times as long as the room speaks; a round is a second of sound",
    ),
    Fault(
        "14",
        "broker lost",
        2,
        100,
        network.broker,
        "Mosquitto (TLS, password) is killed and started again while the room changes",
    ),
)
