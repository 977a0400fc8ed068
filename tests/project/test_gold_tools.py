"""The gold's own tools pass their own tests, and the gold fits the seeds."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "gold"


def test_the_tools_pass_their_own_tests() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "unittest", "-q", "test_tools"], cwd=GOLD, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_every_span_of_the_gold_stands_in_the_seeds() -> None:
    done = subprocess.run(
        [sys.executable, "check_gold.py", ROOT / "seeds", GOLD / "seeds"], cwd=GOLD, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
