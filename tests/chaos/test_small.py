"""The small version of `make chaos`: some of the points, some improvised stories, all kinds of account."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

NOT_PERMITTED = 77


def chaos(*options: str, program: str = "tests.chaos") -> subprocess.CompletedProcess[str]:
    """Run it in a process of its own, whose clock may be played with."""
    done = subprocess.run(
        [sys.executable, "-m", program, *options],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    if done.returncode == NOT_PERMITTED:
        pytest.skip(done.stderr.strip())
    return done


def kills(done: subprocess.CompletedProcess[str]) -> int:
    (found,) = re.findall(r"^all: .* (\d+) kills", done.stdout, re.MULTILINE)
    return int(found)


def test_killed_anywhere_a_letter_leaves_once_or_is_asked_about_and_no_approval_is_lost() -> None:
    scenes = ("--scene", "approve at once", "--scene", "undo")
    done = chaos("--jobs", "2", "--every", "37", *scenes, "--stories", "12", "--seed", "77")
    assert done.returncode == 0, done.stdout + done.stderr
    assert kills(done) >= 35


def test_a_program_that_notes_its_attempts_too_late_is_found_out() -> None:
    done = chaos("--jobs", "2", "--every", "25", "--random", "0", "--kind", "local", "--scene", "deliver", "--sabotage")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "sent 2 times" in done.stdout


@pytest.mark.parametrize("kind", ["google", "outlook"])
def test_whatever_happens_on_two_machines_a_letter_leaves_once(kind: str) -> None:
    done = chaos("--kind", kind, "--examples", "3", program="tests.chaos.machines")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"two machines at {kind}: 3 stories" in done.stdout


def test_the_daemon_killed_with_its_workers_brings_every_letter_to_its_end() -> None:
    done = chaos("--kind", "google", "--stories", "1", "--seed", "3", program="tests.chaos.service")
    assert done.returncode == 0, done.stdout + done.stderr
