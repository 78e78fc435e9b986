"""Small wires: what the daemon is asked and answers on its socket, and what a language model answers about a message."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import fields
from random import Random
from typing import Any, get_args

from agent import control
from agent.model import Label
from agent.reading.told import CLAIMS, LONGEST_WORDS, Claim, Told
from agent.second import answer
from tests.fuzz.mutate import bent, dumped, loaded
from tests.fuzz.target import Target

TOKENS = (
    b'{"accepted": true}\n', b'{"progress": ["a", 1, null]}\n', b'{"waiting": true}\n', b'{"error": "x", "exit": 1}\n', b'{"refused": "x"}\n',
    b'{"document": {}, "news": {}, "exit": 0}\n', b'{"status": {"status": "x", "pid": 1}}\n', b'{"label": "offer_written", "words": "x"}', b"\n", b"{}\n",
    b'"label"', b'"words"', b'"employer"', b'{"value": "Quillhurst", "words": "x"}', b"null", b"NaN", b"Infinity", b"[" * 2000, b'{"a":' * 500, b'"label": "other", ',
)  # fmt: skip


def seeds() -> list[bytes]:
    """Answers of a daemon and of a model."""
    claims = {name: {"value": "2026-11-24T10:00", "words": "on Tuesday at ten"} for name in CLAIMS}
    told = [
        json.dumps({"label": label, "words": "we are delighted to offer you", **claims}).encode()
        for label in get_args(Label)[:4]
    ]
    daemon = [TOKENS[0] + TOKENS[1] + TOKENS[5], TOKENS[0] + TOKENS[2] + TOKENS[3], TOKENS[6], TOKENS[4]]
    return [*told, b'{"label": "other", "words": "x"}', *daemon]


def bend(data: bytes, dice: Random, pool: Sequence[bytes]) -> bytes:
    """One line's JSON bent."""
    lines = data.split(b"\n")
    at = dice.randrange(len(lines))
    lines[at] = dumped(bent(loaded(lines[at]), dice, loaded(dice.choice(pool).split(b"\n")[0])))
    return b"\n".join(lines)


class _Link:
    """Stands in for a connected socket."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __enter__(self) -> _Link:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def makefile(self, _: str) -> io.BytesIO:
        return io.BytesIO(self._data)


def run(data: bytes) -> object:
    """As the answers of a daemon, and as that of a model."""
    heard: list[Any] = []
    link: Any = _Link(data)
    try:
        for line in control._lines(link):
            assert isinstance(line, dict)
            heard.append(repr(line))
    except control.Gone:
        heard.append("gone")
    told = answer.parse(data.decode("utf-8", "replace"))
    if told is not None:
        assert isinstance(told, Told)
        assert told.label in get_args(Label)
        assert len(told.words) <= 2 * LONGEST_WORDS
        claims = [getattr(told, field.name) for field in fields(told) if field.name in CLAIMS]
        assert all(claim is None or isinstance(claim, Claim) for claim in claims)
    return heard, told


TARGET = Target("wires", seeds, run, TOKENS, bend, short=1500, rooms=("agent.control", "agent.second"))
