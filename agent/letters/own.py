"""The user's own templates, looked through before any letter needs one: names that no letter has, syntax, fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple, get_args

from jinja2 import TemplateSyntaxError

from agent.letters import grammar
from agent.letters.fields import CALL_FIELDS, FIELDS
from agent.letters.language import codes
from agent.letters.render import bare
from agent.model import DraftKind, Tone

_KINDS = "|".join(get_args(DraftKind))
_NAME = re.compile(rf"(?P<kind>{_KINDS})\.(?:{'|'.join(get_args(Tone))})\.txt")
_MEANT = re.compile(rf".*\.txt|(?:{_KINDS})\b[^~]*")
"""A file that was meant to be a template; others (notes, an editor's copies) are left alone."""
_LOOKED_AT = 500


class Fault(NamedTuple):
    """Something wrong with a template of the user's."""

    file: str
    line: int | None
    says: str
    """What is wrong, and the mend."""

    def __str__(self) -> str:
        return f"{self.file}{f', line {self.line}' if self.line else ''}: {self.says}"


def faults(folder: str) -> list[Fault]:
    """All faults of the templates in the user's folder. Nothing of them is run."""
    found = sorted(islice(Path(folder).glob("*"), _LOOKED_AT))
    inside = [path for each in found if each.is_dir() for path in sorted(islice(each.glob("*"), _LOOKED_AT))]
    return [fault for path in (*found, *inside) if path.is_file() for fault in _of(path, Path(folder))]


def _of(path: Path, folder: Path) -> Iterator[Fault]:
    named = _NAME.fullmatch(path.name)
    if named is None:
        if _MEANT.fullmatch(path.name):
            yield Fault(str(path), None, "no letter has this name: call it KIND.TONE.txt, as in withdrawal.warm.txt")
        return
    if path.parent != folder and path.parent.name not in codes():
        known = ", ".join(sorted(codes()))
        yield Fault(str(path), None, f"no letters are written in {path.parent.name}: the folders are {known}")
        return
    fields = FIELDS | CALL_FIELDS if named["kind"] == "call_sheet" else FIELDS
    try:
        if path.stat().st_size > grammar.LARGEST:
            yield Fault(str(path), None, f"it is longer than {grammar.LARGEST} bytes: a letter is one page")
            return
        text = path.read_text(encoding="utf-8")
        for line, says in grammar.faults(text, bare(), fields):
            yield Fault(str(path), line, says)
    except TemplateSyntaxError as wrong:
        yield Fault(str(path), wrong.lineno, f"{grammar.brief(wrong.message or '')}: correct it, or take it out")
    except UnicodeDecodeError:
        yield Fault(str(path), None, "it is no UTF-8 text: save it as UTF-8")
    except OSError as wrong:
        yield Fault(str(path), None, f"it cannot be read: {wrong.strerror}")
    except RecursionError:
        yield Fault(str(path), None, "its parts stand in each other too deeply: write it plainer")
