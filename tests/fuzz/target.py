"""A target: a door of the program, inputs to begin with, and what holds for every input that comes through it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

NAMES = ("mail", "reading", "calendar", "provider", "configuration", "templates", "review", "wires", "draft", "desktop")
LARGEST = 64 * 1024
"""Bytes of one input; how large files are bounded is held by `tests/hostile`."""

Bend = Callable[[bytes, Random, Sequence[bytes]], bytes]
"""(input, dice, other inputs) -> a changed input, one that knows how the format is built."""


@dataclass(frozen=True, slots=True)
class Target:
    """One door."""

    name: str
    seeds: Callable[[], list[bytes]]
    """Good inputs, in an order that never changes."""
    run: Callable[[bytes], Any]
    """Give the door one input; what came of it, to be compared with another run. Raises whatever is wrong: no input
    has a right to an exception."""
    tokens: Sequence[bytes] = ()
    """Words of the format."""
    bend: Bend | None = None
    ready: Callable[[Path], AbstractContextManager[object]] = lambda _: nullcontext()
    """Around all runs; is given a folder of its own, the only place where anything may be written."""
    short: int = 500
    """Inputs within `make test`."""
    rooms: Sequence[str] = ("agent", "connectors")
    """The packages whose branches guide the choice of inputs."""


def load(name: str) -> Target:
    """The target of that name."""
    target = import_module(f"tests.fuzz.{name}").TARGET
    assert isinstance(target, Target)
    return target


def dice_of(data: bytes) -> Random:
    """What a target varies beside the input follows from the input."""
    return Random(crc32(data))
