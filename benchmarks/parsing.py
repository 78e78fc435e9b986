"""Reading mail: Bowout parses and understands, the others parse. All take turns, a process each, on the same messages."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import ordinary, peers
from benchmarks.progress import say
from benchmarks.reading import load
from benchmarks.reading_speed import SEED, padded
from benchmarks.table import Row, Section
from benchmarks.turns import Measure, Used, by_turns

OURS, STANDARD = "bowout", "stdlib"
OTHERS = ("mail-parser", "fast-mail-parser")
NAMES = {STANDARD: "email.parser.BytesParser"}
WANTED = {0.0: 1 / 3}
"""By share of mail about jobs: the ratio to the standard parser that is wanted."""
AUTHORS = ("k", "u")


def mailbox(messages: int, share: float) -> list[bytes]:
    """Ordinary mail with such a share about jobs, of ordinary size, in a fixed order."""
    about = round(messages * share)
    pick = random.Random(SEED)
    mails = [ordinary.message(SEED, number)[0] for number in range(messages - about)]
    rows = load(peers.ROOT / "training" / "mail", AUTHORS) if about else []
    job = [raw for _, row, raw in rows if row["label"] != "other"]
    pick.shuffle(job)
    mails += [padded(raw, pick) for raw in job[:about]]
    pick.shuffle(mails)
    return mails


@contextlib.contextmanager
def turn(python: str, who: str, folder: str) -> Iterator[Measure]:
    """A reader that is ready; to be called for one turn."""
    words = [python, str(Path(__file__).with_name("parser_turn.py")), who, folder]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL  # some readers say on standard error what they cannot read
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=nowhere, text=True, cwd=peers.ROOT) as process:

        def once() -> Used:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write("\n")
            process.stdin.flush()
            if not (answer := process.stdout.readline()):
                raise RuntimeError(f"{who} does not read to the end")
            return Used(*map(float, answer.split()))

        try:
            yield once
        finally:
            assert process.stdin is not None
            process.stdin.close()


def readers() -> dict[str, str]:
    """Who reads, and with which interpreter."""
    found = {OURS: sys.executable, STANDARD: sys.executable}
    python = peers.find("python")
    for name in OTHERS:
        if (
            python
            and python.startswith(str(peers.VENV))
            and subprocess.run([python, "-c", f"import {_module(name)}"], capture_output=True).returncode == 0
        ):
            found[name] = python
    return found


def _module(name: str) -> str:
    return name.replace("-", "_") if name != "mail-parser" else "mailparser"


def rows(messages: int, rounds: int, share: float) -> list[Row]:
    """One mailbox, everybody by turns."""
    say(f"{messages:,} messages, {share:.0%} about jobs, are made")
    mails = mailbox(messages, share)
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        for number, raw in enumerate(mails):
            (Path(folder) / f"{number:06}.eml").write_bytes(raw)
        turns = {who: stack.enter_context(turn(python, who, folder)) for who, python in readers().items()}
        taken = {who: each.processor for who, each in by_turns(turns, rounds, factor=1e3 / len(mails)).items()}
    what = f"a mailbox with {share:.0%} about jobs" if share else "ordinary mail"
    return [
        Row(
            what,
            "ms of CPU a message",
            taken[OURS],
            NAMES.get(who, who),
            taken.get(who),
            WANTED.get(share) if who == STANDARD else None,
            peers.MAKE,
        )
        for who in (STANDARD, *OTHERS)
    ]


def measure(messages: int, rounds: int, shares: Sequence[float] = (0.0, 0.05)) -> Section:
    """All mailboxes."""
    found = [row for share in shares for row in rows(messages, rounds, share)]
    return Section(
        "Reading",
        found,
        [
            f"{messages} messages, median {ordinary.MEDIAN // 1000} kB, {rounds} rounds by turns",
            "Bowout says what a message means; the others say what its parts and texts are",
        ],
    )
