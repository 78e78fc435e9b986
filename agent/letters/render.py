"""Templates to text: files in a sandbox, every field known and every field there, nothing run and nothing left over."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from agent.letters import grammar
from agent.letters.language import TEMPLATES, Language
from agent.letters.unwritable import Unwritable
from agent.model import DraftKind, Tone

_STOPS = re.compile(r"(?<=\w)\.([.?!])(?=\s|$)")


class EmptyField(Exception):
    """A template prints a field that this letter has no value for (an unknown role, say)."""


class _Empty:
    """Such a field: false where a template asks, an EmptyField where it is printed."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        raise EmptyField(self._name)


def choices(key: str) -> dict[str, int]:
    """Which wording each sentence takes: the same for the same letter, varied between letters."""
    return {
        name: hashlib.sha256(f"{key}\0{name}".encode("utf-8", "replace")).digest()[0] % 3 for name in grammar.CHOICES
    }


def body(
    kind: DraftKind, tone: Tone, language: Language, folder: str | None, fields: Mapping[str, Any]
) -> tuple[str, str | None]:
    """The text of a letter, and a remark where the user's own template could not serve.

    The user's folder goes first (LANGUAGE/KIND.TONE.txt, then KIND.TONE.txt), then the program's own. Raises Unwritable
    where a template of the user's is broken, naming file and field, or where there is none for this kind of letter.
    """
    remark = None
    if folder:
        names = _names(kind, tone, language.code) + [n.partition("/")[2] for n in _names(kind, tone, language.code)]
        try:
            if unfit := _takes_back(folder, names, fields):
                remark = unfit
            elif (found := _render(folder, names, fields)) is not None:
                return found, None
        except EmptyField as empty:
            remark = f"Your own template was not used: {empty}, and that is not known here."
    text = _render(str(TEMPLATES), _names(kind, tone, language.code), fields)
    if text is None:
        raise Unwritable(f"there is no letter of the kind {kind} in {language.name} yet.")
    return text, remark


def _takes_back(folder: str, names: list[str], fields: Mapping[str, Any]) -> str | None:
    """Why the user's template is not true of a letter that takes nothing back; None where it may serve.

    One for `reopen` that asks nothing about it says that an application was withdrawn, and here none was.
    """
    found = next((path for path in (Path(folder) / name for name in names) if path.is_file()), None)
    if found is None or fields.get("after") != "disclose":
        return None
    try:
        with found.open(encoding="utf-8", errors="replace") as file:
            asks = "disclose" in file.read(grammar.LARGEST)
    except OSError:
        return None  # which is told where it is to be used
    return (
        None
        if asks
        else f'Your own template was not used: {found.name} does not ask about after == "disclose", and nothing was withdrawn.'
    )


def _names(kind: str, tone: str, code: str) -> list[str]:
    """The templates that would do, the wanted one first: a call sheet has one tone."""
    return [f"{code}/{kind}.{tone}.txt"] + ([f"{code}/{kind}.plain.txt"] if kind == "call_sheet" else [])


def _render(folder: str, names: list[str], fields: Mapping[str, Any]) -> str | None:
    if not Path(folder).is_dir():
        raise Unwritable(f"the folder of your own templates is not there: {folder}")
    environment = _environment(folder, frozenset(fields))
    name = names[0]
    try:
        template = environment.select_template(names)
        name = template.name or name
        return _tidy(template.render({k: _Empty(k) if v is None else v for k, v in fields.items()}))
    except TemplateNotFound as missing:
        if missing.name in names or not missing.name:
            return None
        raise Unwritable(f"{folder}/{name}: there is no template {missing.name}.") from missing
    except UndefinedError as unknown:
        known = ", ".join(sorted(fields))
        raise Unwritable(f"{folder}/{name}: {unknown}.\nThe fields are: {known}.") from unknown
    except TemplateSyntaxError as wrong:
        raise Unwritable(f"{folder}/{wrong.name or name}, line {wrong.lineno}: {wrong.message}") from wrong
    except EmptyField as empty:
        raise EmptyField(f"{name} prints the field {empty}") from empty
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, OSError, RecursionError) as wrong:
        raise Unwritable(f"{folder}/{name}: {wrong}") from wrong


class _Checked(FileSystemLoader):
    """Files of one folder, each read anew when it changes, and none that holds what a template may not."""

    def __init__(self, folder: str, fields: frozenset[str]) -> None:
        super().__init__(folder)
        self._fields = fields

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """As the loader's own. Raises TemplateSyntaxError for the first fault."""
        path = Path(self.searchpath[0]) / template
        if path.is_file() and path.stat().st_size > grammar.LARGEST:
            raise TemplateSyntaxError("it is too long: a letter is one page", 1, template)
        found = super().get_source(environment, template)
        for fault in grammar.faults(found[0], environment, self._fields):
            known = f".\nThe fields are: {', '.join(sorted(self._fields))}" if "no field" in fault.says else ""
            raise TemplateSyntaxError(fault.says + known, fault.line, template)
        return found


@lru_cache(maxsize=16)
def _environment(folder: str, fields: frozenset[str]) -> ImmutableSandboxedEnvironment:
    """One folder's templates. The text is plain, so nothing is escaped for HTML."""
    own = folder == str(TEMPLATES)  # the program's own are checked by its tests, not every time
    loader = FileSystemLoader(folder) if own else _Checked(folder, fields)
    return _with_filters(ImmutableSandboxedEnvironment(loader=loader, **_MANNER))


@cache
def bare() -> Environment:
    """An environment to parse with, which renders nothing."""
    return _with_filters(ImmutableSandboxedEnvironment(**_MANNER))


_MANNER: dict[str, Any] = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}


def _with_filters(environment: ImmutableSandboxedEnvironment) -> ImmutableSandboxedEnvironment:
    environment.globals.clear()
    environment.filters["flow"] = flow
    return environment


def flow(text: str) -> str:
    """Lines joined into paragraphs; a blank line ends one. A name's own full stop also ends the sentence ("Acme Inc.")."""
    # Blanks and line ends only: a no-break space is a sign of the text ("Merci !").
    paragraphs = [" ".join(re.split(r"[ \t\n]+", part.strip(" \t\n"))) for part in re.split(r"\n[ \t]*\n", text)]
    return "\n\n".join(_STOPS.sub(r"\1", p) for p in paragraphs if p)


def _tidy(text: str) -> str:
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n")]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept) + "\n"
