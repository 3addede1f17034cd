"""A short `make torture` of the SPARQL endpoint."""
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def test_runaway_queries_end_and_hostile_requests_reach_nothing() -> None:
    script = Path(__file__).with_name("endpoint.py")
    done = subprocess.run([sys.executable, script, "--runaways", "20", "--hostile", "150"], capture_output=True, text=True, check=False)
    said = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert len(said) == 2, done.stdout + done.stderr
    runaways, hostile = said
    assert sum(runaways["statuses"].values()) == 20
    assert set(runaways["statuses"]) <= {"408", "429", "503"}
    assert runaways["longest_s"] < 15
    assert (hostile["canary_calls"], hostile["after"], hostile["statuses"].get("500", 0)) == (0, 200, 0)
