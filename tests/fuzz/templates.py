"""Templates of the user's own: the text of a file → its faults, or the letter written with it; nothing else is ever reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from jinja2 import TemplateSyntaxError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from agent.letters import Unwritable, compose, grammar, own, render
from agent.letters.check import names_firm
from agent.letters.fields import CALL_FIELDS, FIELDS
from agent.letters.language import TEMPLATES
from agent.model import Tone
from tests.fuzz.target import Target, dice_of
from tests.letters.build import NOW, SAM, reading, wanted
from tests.letters.situations import Situation, case, policy_for

FIRM = "Strathlow"
"""The employer of the other offer, whom no letter may name."""
TONES: tuple[Tone, ...] = ("warm", "plain", "brief")
TOKENS = (
    b"{{ name }}", b"{{ salutation }}", b"{% if role %}", b"{% else %}", b"{% elif agency %}", b"{% endif %}", b"{% for p in phones %}",
    b"{% for p in references %}", b"{% endfor %}", b"{% set x = employer or 'you' %}", b"{% filter upper %}", b"{% endfilter %}", b"{% raw %}",
    b"{% endraw %}", b"{# ", b" #}", b"{{ choice.thanks }}", b"{{ loop.index }}", b" | upper", b" | default('x')", b" | join(', ')", b" | flow",
    b" | attr('__class__')", b".__class__", b".__init__.__globals__", b"['__class__']", b"[0]", b"()", b"self", b"loop", b"cycler", b"lipsum",
    b"range(9**9)", b"{% macro m() %}", b"{% endmacro %}", b"{% include 'withdrawal.warm.txt' %}", b"{% import 'x' as y %}", b"{% block a %}",
    b"{% call name() %}", b"{% endcall %}", b"{% set x %}", b"{% endset %}", b" ~ name", b" + name", b" * 9", b" ** 9", b" if role else employer",
    b" is defined", b" is sameas name", b" in phones", b" not ", b" recursive", b"{%- ", b" -%}", b"{{-", b"-}}", b"{% do x %}", b"{% with %}",
    b"{% autoescape true %}", b"{% trans %}", b"{{ caller }}", b"{{ [1,2] }}", b"{{ (1,) }}", b"{{ {'a': 1} }}", b"{{ 'Strathlow' }}",
    b"{{ 'Stra' ~ 'thlow' }}", b"Strathlow Water", b"$100,000", b"[your name]", b"<<role>>", b"{{ '{{' }}", b"\\", b"'", b"%}", b"}}", b"{{",
)  # fmt: skip


def seeds() -> list[bytes]:
    """The program's own templates, lines of them that are templates themselves, which are read much sooner, and tricks."""
    shipped = [path.read_bytes() for path in sorted((TEMPLATES / "en").glob("*.txt"))]
    lines = sorted({line for text in shipped for line in text.splitlines() if b"{" in line and _is_template(line)})
    small = [
        b"{{ salutation }}\n\nThank you, {{ employer or 'all' }}.\n\n{{ name }}\n",
        b"{% for p in phones %}{{ p }} {{ loop.index }}{% endfor %}\n{{ ask_for }}\n{{ name }}",
        b"{% set house = agency or employer or 'you' %}{{ salutation }}\n\nThank you, {{ house }}.\n\n{{ name }}\n",
        b"{{ references | join(', ') | upper }}{{ name | title | trim | default('x') }}\n{{ phone if phone is defined else '' }}",
        b"{% if role is string and 'a' in role %}{{ role | flow }}{% elif several %}{{ slots }}{% endif %}\n{{ name }}",
    ]
    tricks = [
        b"{{ name.__class__ }}",
        b"{{ ''.join(['a']) }}",
        b"{% for a in range(10**9) %}{% endfor %}",
        b"{{ 9**9**9**9 }}",
        b"",
        b"\xff\xfe",
    ]
    return shipped + lines + small + tricks


def _is_template(text: bytes) -> bool:
    try:
        return not grammar.faults(text.decode(), render.bare(), FIELDS | CALL_FIELDS)
    except TemplateSyntaxError:
        return False


def bend(data: bytes, dice: Random, pool: Sequence[bytes]) -> bytes:
    """A tag or a field exchanged with another one, taken out, or put into another."""
    at = data.find(b"{", dice.randrange(len(data) + 1))
    other = dice.choice(pool)
    start = other.find(b"{", dice.randrange(len(other) + 1))
    end = other.find(b"}", start + 2) + 2
    tag = other[start:end] if 0 <= start < end else b"{{ name }}"
    if at < 0 or dice.random() < 0.3:
        place = dice.randrange(len(data) + 1)
        return data[:place] + tag + data[place:]
    until = data.find(b"}", at + 2) + 2
    middle = dice.choice(
        (
            tag,
            b"",
            data[at : at + 2]
            + tag[2:-2]
            + dice.choice((b" | ", b" ~ ", b" or ", b" is ", b"."))
            + data[at + 2 : until],
        )
    )
    return data[:at] + middle + data[until:]


class _Reached(BaseException):
    """Something was reached that no template may reach; no `except Exception` hides it."""


def _attribute(self: Any, obj: Any, attribute: str) -> Any:
    if isinstance(obj, LoopContext) or (isinstance(obj, dict) and attribute in grammar.CHOICES):
        return _getattr(self, obj, attribute)
    raise _Reached(f".{attribute} of {type(obj).__name__}")


def _piece(self: Any, obj: Any, argument: Any) -> Any:
    raise _Reached(f"[{argument!r}] of {type(obj).__name__}")


def _called(self: Any, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
    raise _Reached(f"a call of {__obj!r:.100}")


_getattr = ImmutableSandboxedEnvironment.getattr


class _Place:
    """The folder of the user's templates."""

    folder = Path()


@contextmanager
def _ready(folder: Path) -> Iterator[None]:
    """The sandbox reports what the grammar should have kept from it."""
    kept = {name: getattr(ImmutableSandboxedEnvironment, name) for name in ("getattr", "getitem", "call")}
    for name, instead in (("getattr", _attribute), ("getitem", _piece), ("call", _called)):
        setattr(ImmutableSandboxedEnvironment, name, instead)
    _Place.folder = folder
    try:
        yield
    finally:
        for name, method in kept.items():
            setattr(ImmutableSandboxedEnvironment, name, method)


def _forget(folder: str) -> None:
    """A clock that stands still within a test would call two files of the user's the same."""
    for fields in (FIELDS, FIELDS | CALL_FIELDS):
        cache = render._environment(folder, fields).cache
        assert cache is not None
        cache.clear()


LETTER = wanted(reading(), firm_names=("Strathlow Water Ltd", "Strathlow"), firm_domains=("strathlowwater.co.uk",))
CALL = case(Situation("call_sheet", panel="other", phone=True))


def run(data: bytes) -> object:
    """Look through it, then write the letter with it, and a call sheet."""
    dice = dice_of(data)
    call = dice.random() < 0.3
    tone: Tone = "plain" if call else dice.choice(TONES)
    for old in _Place.folder.glob("*.txt"):
        old.unlink()
    path = _Place.folder / f"{'call_sheet' if call else 'withdrawal'}.{tone}.txt"
    path.write_bytes(data)
    wrong = [str(fault) for fault in own.faults(str(_Place.folder))]
    assert all(len(line) < 2000 for line in wrong), wrong
    if wrong and dice.random() < 0.9:
        return wrong  # that it is not used is seen with the others
    _forget(str(_Place.folder))
    policy = (
        policy_for(Situation("call_sheet", phone=True), templates=str(_Place.folder), tone=tone)
        if call
        else replace(SAM, templates=str(_Place.folder), tone=tone)
    )
    of = CALL if call else LETTER
    try:
        letter = compose(of, policy, NOW)
    except Unwritable as no:
        return wrong, str(no)
    own_words = not any("Your own template was not used" in reason for reason in letter.reasons)
    assert not (wrong and own_words), "a template that has faults was used"
    assert "{{" not in letter.body
    assert "{%" not in letter.body
    assert names_firm(letter.body, of, policy, letter.to) is None, letter.body
    assert FIRM.casefold() not in letter.body.casefold().split(), letter.body
    assert " object at 0x" not in letter.body or b" object at 0x" in data
    assert "<bound" not in letter.body or b"<bound" in data
    assert len(letter.body) < 40 * grammar.LARGEST
    return wrong, letter


TARGET = Target("templates", seeds, run, TOKENS, bend, ready=_ready, short=300, rooms=("agent.letters",))
