"""The same articles give the same bytes, whatever the process hashes strings to."""

import os
import subprocess
import sys

from kg import sample


def extracted(seed: str) -> bytes:
    command = [sys.executable, "-m", "kg", "extract", "--jsonl", str(sample.paths())]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout


def test_two_hash_seeds_give_the_same_bytes() -> None:
    first, second = extracted("1"), extracted("2")
    assert first.count(b"\n") >= 10
    assert first == second
