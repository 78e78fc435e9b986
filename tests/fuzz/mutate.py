"""New inputs from old ones: pieces cut out, moved, doubled, exchanged with other inputs', and words of the format put in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random
from typing import Any

from tests.fuzz.target import LARGEST, Target

COMMON = (
    b"\0", b"\r", b"\n", b"\r\n", b"\r\n\r\n", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xc2\x85", b"\xe2\x80\xa8", b"\x1b[31m",
    b"\x7f", b"-1", b"0", b"99999999999999999999", b"1e999", b"NaN", b'"', b"'", b"\\", b"{{", b"}}", b"{%", b"%s", b"%00", b"../",
    "\u202e".encode(), "\u0130".encode(), "\u200b".encode(), "２".encode(), "ſ".encode(), "\U0001f600".encode(),
)  # fmt: skip


def mutated(target: Target, data: bytes, dice: Random, pool: Sequence[bytes]) -> bytes:
    """`data` changed in one to eight places; `pool`: inputs to take pieces from."""
    for _ in range(1 + int(dice.random() ** 3 * 8)):
        if target.bend is not None and dice.random() < 0.6:
            data = target.bend(data, dice, pool)
        else:
            data = dice.choice(_WAYS)(data, dice, pool, target.tokens)
    return data[:LARGEST]


def _span(data: bytes, dice: Random, most: int = 400) -> tuple[int, int]:
    start = dice.randrange(len(data) + 1)
    return start, min(len(data), start + int(dice.random() ** 2 * most))


def _cut(data: bytes, dice: Random, pool: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    start, end = _span(data, dice)
    return data[:start] + data[end:]


def _moved(data: bytes, dice: Random, pool: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    start, end = _span(data, dice)
    to = dice.randrange(len(data) + 1)
    return data[:to] + data[start:end] + data[to:]


def _word(data: bytes, dice: Random, pool: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    word = dice.choice(tokens) if tokens and dice.random() < 0.7 else dice.choice(COMMON)
    start, end = _span(data, dice, 12)
    return data[:start] + word * (1 if dice.random() < 0.95 else dice.randrange(200)) + data[end:]


def _spliced(data: bytes, dice: Random, pool: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    other = dice.choice(pool)
    start, end = _span(other, dice, 2000)
    to, until = _span(data, dice)
    return data[:to] + other[start:end] + data[until:]


def _flipped(data: bytes, dice: Random, pool: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    if not data:
        return bytes([dice.randrange(256)])
    at = dice.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :]


def _lines(data: bytes, dice: Random, pool: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """A line taken out, doubled, moved, or taken from another input."""
    lines = data.splitlines(keepends=True) or [b""]
    at = dice.randrange(len(lines))
    line, way = lines[at], dice.randrange(5)
    if way == 0:
        del lines[at]
    elif way == 1:
        lines[at:at] = [line] * dice.choice((1, 2, 50))
    elif way == 2:
        lines.insert(dice.randrange(len(lines)), lines.pop(at))
    elif way == 3:
        lines.insert(at, dice.choice(dice.choice(pool).splitlines(keepends=True) or [b""]))
    else:
        lines[at] = dice.choice(dice.choice(pool).splitlines(keepends=True) or [b""])
    return b"".join(lines)


_WAYS = (_cut, _moved, _word, _word, _spliced, _flipped, _lines, _lines)


# ---------------------------------------------------------------- JSON

_ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 10**400, 1.5, float("inf"), float("nan"), "", " ", "\0", "\ud800", "\x1b[2J", "a" * 3000,
    "0001-01-01", "9999-12-31T23:59:59Z", "2026-02-30", "Europe/Nowhere", "../../x", [], {}, [[]], [None], {"": {}}, [{}], ["x", 1, None],
)  # fmt: skip


def bent(value: Any, dice: Random, other: Any) -> Any:
    """A JSON value with one of its parts exchanged, taken out, doubled or renamed; `other`: where parts may come from."""
    inner = isinstance(value, dict | list) and value
    if not inner or dice.random() < 0.08:
        return _instead(value, dice, other)
    if isinstance(value, list):
        at, changed_list = dice.randrange(len(value)), list(value)
        way = dice.random()
        if way < 0.1:
            del changed_list[at]
        elif way < 0.2:
            changed_list.insert(dice.randrange(len(value) + 1), value[at])
        else:
            changed_list[at] = bent(value[at], dice, other)
        return changed_list
    key, changed = dice.choice(list(value)), dict(value)
    way = dice.random()
    if way < 0.1:
        del changed[key]
    elif way < 0.15:
        changed[dice.choice(list(value))] = value[key]
    else:
        changed[key] = bent(value[key], dice, other)
    return changed


def _instead(value: Any, dice: Random, other: Any) -> Any:
    way = dice.random()
    if isinstance(value, str) and way < 0.4:
        at = dice.randrange(len(value) + 1)
        return value[:at] + str(dice.choice(_ODD))[:40] + value[at + dice.randrange(3) :]
    if way < 0.6:
        return _any_part(other, dice)
    return dice.choice(_ODD)


def _any_part(value: Any, dice: Random) -> Any:
    while isinstance(value, dict | list) and value and dice.random() < 0.75:
        value = dice.choice(list(value.values()) if isinstance(value, dict) else value)
    return value


def loaded(text: bytes) -> Any:
    """The JSON value, or None."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def dumped(value: Any) -> bytes:
    """As the text of an input; bounded, whatever was put into what."""
    try:
        return json.dumps(value).encode()
    except (ValueError, RecursionError):
        return b"null"
