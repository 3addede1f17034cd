"""A short `make torture`: nothing that was acknowledged is lost, every damage is found, and it always goes on."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_kills_power_cuts_flipped_bytes_and_full_disks_lose_nothing() -> None:
    script = Path(__file__).with_name("torture.py")
    done = subprocess.run([sys.executable, script, "--kill", "6", "--power", "5", "--flip", "8", "--full", "4"], capture_output=True, text=True, check=False)
    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line and not line.startswith(" ")}
    assert done.returncode == 0, done.stdout + done.stderr
    assert {name: rows[name][2:4] for name in rows} == {name: ["0", "0"] for name in ("kill", "power", "flip", "full")}
    assert rows["flip"][4] == rows["flip"][5] == "8"
