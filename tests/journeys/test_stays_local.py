"""A whole session on a network that counts: nothing goes anywhere but to this machine and the clinic's LAN."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="needs root for a network of its own"),
    pytest.mark.skipif(not all(map(shutil.which, ("ip", "unshare", "nsenter"))), reason="iproute2 is not installed"),
]


def test_no_packet_leaves_the_clinic() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "bench" / "stays_local.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "elsewhere 0" in done.stdout
