"""Reading: a whole message → its `Reading`, as it is stored and shown.

The encoder is one that throws dice, so that every opinion meets every message; one in 32 is read with the real one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, get_args
from zlib import crc32

from agent import reading as room
from agent.model import Label, Reading
from agent.reading import UNREADABLE
from agent.reading.learned import encoder
from agent.reading.told import Claim, Told
from agent.store import codec
from agent.store.attachments import without_attachments
from tests.fuzz.mail import TOKENS, seeds
from tests.fuzz.target import Target, dice_of
from tests.hostile.world import ME, NOW

SMALL = 3_500
"""Bytes; a reading takes a hundredth of a second for so many."""


_STEERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What steers a terminal, ends a line or turns it around."""


class _Dice:
    """Stands in for the trained network: its numbers follow from the pieces it is shown."""

    def run(self, _: None, inputs: dict[str, Any]) -> list[Any]:
        import numpy

        rows, longest = inputs["numbers"].shape
        dice = numpy.random.default_rng(crc32(inputs["numbers"].tobytes()))

        def chances(*shape: int) -> Any:
            return dice.beta(0.3, 0.5, shape).astype(numpy.float32)

        labels = dice.dirichlet([0.1] * len(encoder.LABELS)).astype(numpy.float32)
        tags = chances(rows * longest * len(encoder.TAGS))
        return [labels[None], chances(1), chances(1, len(encoder.KINDS)), tags, chances(rows * longest)]


class _Which:
    """The encoder for the message that is read just now."""

    real = False


@contextmanager
def ready(_: Path) -> Iterator[None]:
    """Every message meets a random opinion, or the real encoder's."""
    genuine = encoder.shipped
    trained = genuine()
    diced = encoder.Encoder(_Dice(), trained.pieces) if trained else None

    def chosen() -> encoder.Encoder | None:
        return trained if _Which.real else diced

    encoder.shipped = chosen  # type: ignore[assignment]  # it is not asked for its cache
    try:
        yield
    finally:
        encoder.shipped = genuine


def run(raw: bytes) -> object:
    """Read, store, and read what is kept of it."""
    dice = dice_of(raw)
    _Which.real = dice.random() < 1 / 32
    asked: dict[str, Any] = {
        "me": frozenset([ME]), "zone": dice.choice(["Europe/Berlin", "America/New_York", "UTC"]), "sent": dice.random() < 0.25,
        "spam": dice.random() < 0.1, "known": dice.random() < 0.5, "received_at": NOW if dice.random() < 0.9 else None,
        "told": _told(raw, dice) if dice.random() < 0.25 else None,
    }  # fmt: skip
    reading = room.read(raw, **asked)
    says = [e.says for e in reading.evidence if e.says.startswith(UNREADABLE)]
    if says and says != [f"{UNREADABLE}: it has no header"]:
        room._read(raw, **asked)  # shows where
        raise AssertionError(says)
    stored = codec.dump(reading)
    assert codec.load(Reading, stored) == reading
    assert len(stored) < 60_000, len(stored)
    assert reading.sent_at.tzinfo is not None
    assert 0.0 <= reading.confidence <= 1.0
    for text in (reading.from_.address, reading.employer or "", reading.role or "", *reading.employer_names):
        assert len(text) < 1000, text
        assert not _STEERS.search(text), text
    if dice.random() < 0.05:
        again = room.read(without_attachments(raw), **asked)
        assert again.message_id == reading.message_id
    return reading


def _told(raw: bytes, dice: Random) -> Told:
    """A second reader who quotes the message, and claims what it likes."""
    lines = [line for line in raw.decode("utf-8", "replace").splitlines() if line.strip()] or [""]

    def claim() -> Claim | None:
        words = dice.choice(lines)[:250]
        value = dice.choice(
            [words[:60], "2026-11-24T10:00", "2026-11-24", "0001-01-01", "9999-12-31T23:59", "", "Quillhurst"]
        )
        return Claim(value, words) if dice.random() < 0.6 else None

    label: Label = dice.choice(get_args(Label))
    return Told(label, dice.choice(lines)[:250], claim(), claim(), claim(), claim(), claim())


def _short_seeds() -> list[bytes]:
    """Those that are read in a few milliseconds."""
    return [raw for raw in seeds() if len(raw) < SMALL]


TARGET = Target("reading", _short_seeds, run, TOKENS, ready=ready, short=90)
