"""What a value of the configuration has to be: each check gives the value to keep, or says what is wrong and the mend."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from agent.config import Secret, is_zone
from connectors.loopback import is_loopback


class Bad(Exception):
    """A value that cannot be kept: what is wrong with it, and the mend."""


Check = Callable[[Any, Path], Any]
"""(TOML value, folder of the configuration file) -> value to keep, or Bad."""


def kind_of(value: Any) -> str:
    """How TOML calls the value's type, with its article."""
    if isinstance(value, bool):
        return "true or false"
    names = {str: "a text", int: "a whole number", float: "a number", list: "a list", dict: "a table"}
    return names.get(type(value), "a date or time")


def shown_value(value: Any) -> str:
    """A value as a fault names it, cut where it is long."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def alike(value: str, known: Iterable[str]) -> list[str]:
    """What was meant by a slip, if anything."""
    from difflib import get_close_matches  # here: most configurations are right

    return get_close_matches(value, list(known), n=1, cutoff=0.6)


def _clean(value: str) -> bool:
    return not any(ord(char) < 32 or ord(char) == 127 for char in value)


def text(value: Any, _folder: Path) -> str:
    """A text of one line that is not empty."""
    if not isinstance(value, str):
        raise Bad(f"must be a text in quotes, not {kind_of(value)}")
    if not value.strip() or not _clean(value):
        raise Bad("must be one line of text, and not empty")
    return value.strip()


def lines(value: Any, _folder: Path) -> str | None:
    """A text that may have several lines; an empty one counts as absent."""
    if not isinstance(value, str):
        raise Bad(f"must be a text in quotes, not {kind_of(value)}")
    if not _clean(value.replace("\n", "").replace("\t", "").replace("\r", "")):
        raise Bad("holds control characters: leave them out")
    return value.strip() or None


def flag(value: Any, _folder: Path) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Bad(f"must be true or false without quotes, not {shown_value(value)}")
    return value


def number(least: int, most: int, unit: str) -> Check:
    """A whole number from `least` to `most`."""

    def check(value: Any, _folder: Path) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Bad(f"must be a whole number of {unit} without quotes, not {shown_value(value)}")
        if not least <= value <= most:
            raise Bad(f"must be from {least} to {most} {unit}, not {value}")
        return value

    return check


def one_of(*choices: str) -> Check:
    """One of the words."""

    def check(value: Any, _folder: Path) -> str:
        if value not in choices:
            close = alike(value, choices) if isinstance(value, str) else []
            hint = f"; did you mean {close[0]}?" if close else ""
            *others, last = (f'"{choice}"' for choice in choices)
            raise Bad(f"must be {', '.join(others)} or {last}, not {shown_value(value)}{hint}")
        return str(value)

    return check


_ADDRESS = re.compile(r"[^\s@<>\"(),:;\[\]\\]{1,64}@([^\W_]([\w-]{0,61}[^\W_])?)(\.[^\W_]([\w-]{0,61}[^\W_])?)*")


def address(value: Any, _folder: Path) -> str:
    """A bare mail address (RFC 5321 Mailbox with a dot-string local part), given back in lower case."""
    if not isinstance(value, str):
        raise Bad(f"must be a mail address in quotes, not {kind_of(value)}")
    bare = value.strip()
    if len(bare) > 254 or not _clean(bare) or not _ADDRESS.fullmatch(bare):
        raise Bad(f'{shown_value(value)} is no mail address: write it bare, as in "sam@example.org"')
    return bare.lower()


def list_of(item: Check, what: str, *, least: int = 0) -> Check:
    """A list whose items pass `item`; given back as a tuple without repetitions, where order is kept."""

    def check(value: Any, folder: Path) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Bad(f"must be a list of {what}, in square brackets, not {kind_of(value)}")
        if len(value) < least:
            raise Bad(f"must hold at least one of the {what}")
        kept, wrong = [], []
        for place, part in enumerate(value, 1):
            try:
                kept.append(item(part, folder))
            except Bad as bad:
                wrong.append(f"item {place}: {bad}")
        if wrong:
            raise Bad("; ".join(wrong))
        return tuple(dict.fromkeys(kept))

    return check


def command(value: Any, _folder: Path) -> tuple[str, ...]:
    """A command as a list of its words; empty for none. No shell reads it."""
    if isinstance(value, str):
        words = ", ".join(f'"{word}"' for word in value.split())
        raise Bad(f"must be a list of words, as no shell reads it: send = [{words}]")
    if not isinstance(value, list) or not all(isinstance(word, str) and "\0" not in word for word in value):
        raise Bad('must be a list of texts, as in send = ["msmtp", "-t"]')
    if value and not value[0].strip():
        raise Bad("names no program in its first item")
    return tuple(value)


def path(value: Any, folder: Path) -> Path:
    """A path; `~` is the home folder, relative ones start at the configuration's folder."""
    if not isinstance(value, str):
        raise Bad(f"must be a path in quotes, not {kind_of(value)}")
    if not value.strip() or "\0" in value:
        raise Bad("must be a path, and not empty")
    try:
        return folder.absolute() / Path(value).expanduser()
    except RuntimeError:
        raise Bad(f"the home folder of {value!r} is not known: write the whole path") from None


def existing_file(value: Any, folder: Path) -> Path:
    """A path at which there is a file."""
    found = path(value, folder)
    if not found.is_file():
        raise Bad(f"there is no file {found}: put it there, or correct the path")
    return found


def client_file(value: Any, folder: Path) -> Path:
    """A path at which there is a file; to get one from Google takes a few steps, so they are told."""
    try:
        return existing_file(value, folder)
    except Bad as fault:
        raise Bad(f"{fault}. To get one:\n{HOW_TO_GET_A_CLIENT_FILE}") from None


HOW_TO_GET_A_CLIENT_FILE = """\
  1. At https://console.cloud.google.com make a project and enable the Gmail API and the Google Calendar API.
  2. Under “Google Auth Platform” publish the app, then make a client of the type “Desktop app” and download its JSON.
  3. Set `client_secrets` of the account to that file. docs/google.md goes through it step by step."""


def existing_folder(value: Any, folder: Path) -> Path:
    """A path at which there is a folder."""
    found = path(value, folder)
    if not found.is_dir():
        raise Bad(f"there is no folder {found}: create it, or correct the path")
    return found


def zone(value: Any, _folder: Path) -> str:
    """An IANA time zone that this machine knows."""
    if not isinstance(value, str):
        raise Bad(f"must be a time zone in quotes, not {kind_of(value)}")
    if not value or not is_zone(value):
        from zoneinfo import available_timezones

        close = alike(value, sorted(available_timezones()))
        hint = f"; did you mean {close[0]}?" if close else ', as in "Europe/Berlin"'
        raise Bad(f"{shown_value(value)} is no time zone known here{hint}")
    return value


def quiet_hours(value: Any, _folder: Path) -> str:
    """Two times of day with a dash between them, or an empty text for none."""
    if not isinstance(value, str):
        raise Bad(f"must be a text in quotes, not {kind_of(value)}")
    bare = value.replace(" ", "").replace("–", "-")
    if not bare:
        return ""
    try:
        if not re.fullmatch(r"\d\d:\d\d-\d\d:\d\d", bare):
            raise ValueError
        start, end = (time.fromisoformat(part) for part in bare.split("-"))
    except ValueError:
        raise Bad(f'{shown_value(value)} is no stretch of the day: write "22:00-07:30", or "" for none') from None
    if start == end:
        raise Bad('starts and ends at the same time: write two different ones, or "" for none')
    return bare


def language(value: Any, _folder: Path) -> str:
    """ "auto" or a language code of two or three letters (ISO 639)."""
    if not isinstance(value, str) or not re.fullmatch(r"auto|[a-z]{2,3}", value):
        raise Bad(f'must be "auto" or a language code as "en", not {shown_value(value)}')
    return value


def endpoint(value: Any, _folder: Path) -> str:
    """A base address: https, or http on this machine only."""
    if not isinstance(value, str):
        raise Bad(f"must be an address in quotes, not {kind_of(value)}")
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host or not _clean(value) or " " in value:
        raise Bad(f'{shown_value(Secret(value))} is no web address: write it as "https://host/path"')
    if parts.scheme == "http" and not is_loopback(host):
        raise Bad(f"plain http is refused for any host but this machine ({host}): use https")
    return value.rstrip("/")


def server(value: Any, folder: Path) -> Secret | None:
    """As `endpoint`, perhaps with user and password; an empty text for none."""
    return None if value == "" else Secret(endpoint(value, folder))


def model_name(value: Any, folder: Path) -> str:
    """The name of a model as its server knows it; an empty text for none."""
    return "" if value == "" else text(value, folder)


def tenant(value: Any, _folder: Path) -> str:
    """Who may sign in at Microsoft: common, organizations, consumers, a tenant's id or domain."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]{0,99}", value):
        raise Bad(f'must be "common", "organizations", "consumers" or a tenant, not {shown_value(value)}')
    return value


def account_name(value: Any, folder: Path) -> str:
    """A short name that can be typed as an argument."""
    name = text(value, folder)
    if len(name) > 64 or name.startswith("-") or "/" in name:
        raise Bad("must be a short name of up to 64 characters without /, and not start with -")
    return name
