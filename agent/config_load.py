"""Reading a configuration file: all of its faults at once, each with its place and the mend.

A key's check takes the TOML value and gives the value to keep, or raises `Bad` with what is wrong and what to write.
The tables at the end name the check of every key; defaults stand with the keys in `agent.config`.
"""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, replace
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from agent import config_files
from agent.config import (
    Account,
    Approval,
    Config,
    Drafts,
    GoogleAccount,
    GoogleEndpoints,
    LocalAccount,
    OutlookAccount,
    OutlookEndpoints,
    Reader,
    Rules,
    Secret,
    Secrets,
    User,
    is_zone,
)
from agent.errors import WrongUsage

MAX_BYTES = 1_000_000
"""A configuration is a page or two; anything larger is some other file."""


class Bad(Exception):
    """A value that cannot be kept: what is wrong with it, and the mend."""


Check = Callable[[Any, Path], Any]
"""(TOML value, folder of the configuration file) -> value to keep, or Bad."""


def read(path: Path) -> Config:
    """The checked configuration in `path`. Raises WrongUsage naming every fault."""
    text, stamp = _text(path)
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise WrongUsage(f"{path} is not valid TOML: {error or 'nested too deeply'}\nMend that line first.") from None
    faults = Faults(text)
    config = _config(document, path.parent, faults)
    if faults.lines or config is None:
        count = "one fault" if len(faults.lines) == 1 else f"{len(faults.lines)} faults"
        raise WrongUsage("\n".join([f"{path} has {count}:", *faults.in_order()]))
    zone = config.user.timezone if "timezone" in document["user"] else ""
    return replace(config, path=path, stamp=f"{stamp}{config_files.ZONE_MARK}{zone}")


def _text(path: Path) -> tuple[str, str]:
    try:
        stamp = config_files.stamp(str(path.absolute()))
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise WrongUsage(
            f"there is no configuration at {path}\nWrite one with `agent config init`, or name another with --config."
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise WrongUsage(f"the configuration {path} cannot be read: {reason}") from None
    if len(raw) > MAX_BYTES:
        raise WrongUsage(f"{path} is larger than a configuration can be (1 MB); is it the right file?")
    try:
        return raw.decode("utf-8-sig"), stamp
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise WrongUsage(f"{path} is not UTF-8 text (line {line})\nSave it as UTF-8.") from None


class Faults:
    """The faults found so far, each with its place in the file."""

    def __init__(self, text: str) -> None:
        self.lines: list[tuple[int, str]] = []
        """Line number (0: unknown) and what is wrong there."""
        self._places = _places(text)

    def add(self, table: str, key: str | None, text: str, *, shown: str = "") -> None:
        """One fault of `key` in `table` ("user", "account 2"); `shown` is how people read the table's name."""
        number = self._places.get((table, key)) or self._places.get((table, None), 0)
        place = f"line {number}, " if number else ""
        place += shown or f"[{table}]"
        self.lines.append((number, f"{place}{f', key {key}' if key else ''}: {text}"))

    def in_order(self) -> list[str]:
        """One indented line a fault, as they stand in the file."""
        return [f"  {line}" for _, line in sorted(self.lines, key=lambda entry: entry[0])]


def _places(text: str) -> dict[tuple[str, str | None], int]:
    """Line of each table and of each key written plainly. Dotted and inline keys have none: the table's line serves."""
    places: dict[tuple[str, str | None], int] = {}
    table, accounts = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+\s*([\w.\- ]+?)\s*\]+\s*(#.*)?$", line):
            table = header[1].replace(" ", "")
            if line.lstrip().startswith("[[") and table == "account":
                accounts += 1
            if table.partition(".")[0] == "account":
                table = table.replace("account", f"account {accounts}", 1)
            places.setdefault((table, None), number)
        elif key := re.match(r"\s*\"?([\w\-]+)\"?\s*=", line):
            places.setdefault((table, key[1]), number)
    return places


# ---------------------------------------------------------------- tables


def _config(document: dict[str, Any], folder: Path, faults: Faults) -> Config | None:
    known = {**TABLES, "account": None}
    for name, value in document.items():
        if name not in known:
            what = "table" if isinstance(value, dict | list) else "key"
            faults.add(
                name, None, f"unknown {what}{_meant(name, known)}", shown=f"[{name}]" if what == "table" else name
            )
    made = {
        name: _table(kind, checks, document.get(name, {}), name, f"[{name}]", folder, faults)
        for name, (kind, checks) in TABLES.items()
    }
    accounts = _accounts(document.get("account", []), folder, faults)
    if faults.lines:
        return None
    made["rules"] = made.pop("policy")
    return Config(accounts=tuple(accounts), **made)


def _table(
    kind: type, checks: Mapping[str, Check], values: Any, table: str, shown: str, folder: Path, faults: Faults
) -> Any:
    """The dataclass `kind` made of a TOML table, or None after at least one fault."""
    if not isinstance(values, dict):
        faults.add(table, None, f"must be a table, not {_type(values)}: write [{table}]", shown=shown)
        return None
    before, made = len(faults.lines), {}
    for key, value in values.items():
        if key not in checks:
            faults.add(table, key, f"unknown key{_meant(key, checks)}", shown=shown)
            continue
        try:
            made[key] = checks[key](value, folder)
        except Bad as bad:
            faults.add(table, key, str(bad), shown=shown)
    for field in fields(kind):
        if field.name not in values and field.default is MISSING and field.default_factory is MISSING:
            faults.add(table, None, f"key {field.name} is missing: {MISSING_MEND[field.name]}", shown=shown)
    return kind(**made) if len(faults.lines) == before else None


def _accounts(values: Any, folder: Path, faults: Faults) -> list[Account]:
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        faults.add("account", None, "accounts are a list of tables: write [[account]] with two brackets")
        return []
    names: dict[str, int] = {}
    made = []
    for number, value in enumerate(values, 1):
        name = value.get("name")
        shown = f"[[account]] {number}" + (f" {name!r}" if isinstance(name, str) else "")
        made.append(_account(value, f"account {number}", shown, folder, faults))
        if isinstance(name, str) and names.setdefault(name.casefold(), number) != number:
            text = f"[[account]] {names[name.casefold()]} has this name already; give each account its own"
            faults.add(f"account {number}", "name", text, shown=shown)
    return made


def _account(value: dict[str, Any], table: str, shown: str, folder: Path, faults: Faults) -> Any:
    kind = value.get("kind")
    if kind is None:
        faults.add(table, None, 'key kind is missing: kind = "local", "google" or "outlook"', shown=shown)
        return None
    if not isinstance(kind, str) or kind not in ACCOUNTS:
        faults.add(table, "kind", f'must be "local", "google" or "outlook", not {_show(kind)}', shown=shown)
        return None
    before = len(faults.lines)
    endpoints = None
    if kind in ENDPOINTS and "endpoints" in value:
        made_of, checks = ENDPOINTS[kind]
        place = f"{shown} [account.endpoints]"
        endpoints = _table(made_of, checks, value["endpoints"], f"{table}.endpoints", place, folder, faults)
        value = {key: part for key, part in value.items() if key != "endpoints"}
    account = _table(*ACCOUNTS[kind], value, table, shown, folder, faults)
    if isinstance(account, LocalAccount) and account.maildir is None and not account.calendars:
        faults.add(table, None, "has nothing to read: name a maildir, or calendars, or both", shown=shown)
    if account is None or len(faults.lines) > before or endpoints is None:
        return account
    return replace(account, endpoints=endpoints)


def _meant(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name.lower().replace("-", "_"), list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(known)}"


# ---------------------------------------------------------------- checks


def _type(value: Any) -> str:
    """How TOML calls the value's type, with its article."""
    if isinstance(value, bool):
        return "true or false"
    names = {str: "a text", int: "a whole number", float: "a number", list: "a list", dict: "a table"}
    return names.get(type(value), "a date or time")


def _show(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _clean(value: str) -> bool:
    return not any(ord(char) < 32 or ord(char) == 127 for char in value)


def text(value: Any, _folder: Path) -> str:
    """A text of one line that is not empty."""
    if not isinstance(value, str):
        raise Bad(f"must be a text in quotes, not {_type(value)}")
    if not value.strip() or not _clean(value):
        raise Bad("must be one line of text, and not empty")
    return value.strip()


def lines(value: Any, _folder: Path) -> str | None:
    """A text that may have several lines; an empty one counts as absent."""
    if not isinstance(value, str):
        raise Bad(f"must be a text in quotes, not {_type(value)}")
    if not _clean(value.replace("\n", "").replace("\t", "").replace("\r", "")):
        raise Bad("holds control characters: leave them out")
    return value.strip() or None


def flag(value: Any, _folder: Path) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Bad(f"must be true or false without quotes, not {_show(value)}")
    return value


def number(least: int, most: int, unit: str) -> Check:
    """A whole number from `least` to `most`."""

    def check(value: Any, _folder: Path) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Bad(f"must be a whole number of {unit} without quotes, not {_show(value)}")
        if not least <= value <= most:
            raise Bad(f"must be from {least} to {most} {unit}, not {value}")
        return value

    return check


def one_of(*choices: str) -> Check:
    """One of the words."""

    def check(value: Any, _folder: Path) -> str:
        if value not in choices:
            close = get_close_matches(value, choices, n=1, cutoff=0.6) if isinstance(value, str) else []
            hint = f"; did you mean {close[0]}?" if close else ""
            *others, last = (f'"{choice}"' for choice in choices)
            raise Bad(f"must be {', '.join(others)} or {last}, not {_show(value)}{hint}")
        return str(value)

    return check


_ADDRESS = re.compile(r"[^\s@<>\"(),:;\[\]\\]{1,64}@([^\W_]([\w-]{0,61}[^\W_])?)(\.[^\W_]([\w-]{0,61}[^\W_])?)*")


def address(value: Any, _folder: Path) -> str:
    """A bare mail address (RFC 5321 Mailbox with a dot-string local part), given back in lower case."""
    if not isinstance(value, str):
        raise Bad(f"must be a mail address in quotes, not {_type(value)}")
    bare = value.strip()
    if len(bare) > 254 or not _clean(bare) or not _ADDRESS.fullmatch(bare):
        raise Bad(f'{_show(value)} is no mail address: write it bare, as in "sam@example.org"')
    return bare.lower()


def list_of(item: Check, what: str, *, least: int = 0) -> Check:
    """A list whose items pass `item`; given back as a tuple without repetitions, where order is kept."""

    def check(value: Any, folder: Path) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Bad(f"must be a list of {what}, in square brackets, not {_type(value)}")
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
        raise Bad(f"must be a path in quotes, not {_type(value)}")
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


def existing_folder(value: Any, folder: Path) -> Path:
    """A path at which there is a folder."""
    found = path(value, folder)
    if not found.is_dir():
        raise Bad(f"there is no folder {found}: create it, or correct the path")
    return found


def zone(value: Any, _folder: Path) -> str:
    """An IANA time zone that this machine knows."""
    if not isinstance(value, str):
        raise Bad(f"must be a time zone in quotes, not {_type(value)}")
    if not value or not is_zone(value):
        from zoneinfo import available_timezones

        close = get_close_matches(value, sorted(available_timezones()), n=1, cutoff=0.6)
        hint = f"; did you mean {close[0]}?" if close else ', as in "Europe/Berlin"'
        raise Bad(f"{_show(value)} is no time zone known here{hint}")
    return value


def quiet_hours(value: Any, _folder: Path) -> str:
    """Two times of day with a dash between them, or an empty text for none."""
    if not isinstance(value, str):
        raise Bad(f"must be a text in quotes, not {_type(value)}")
    bare = value.replace(" ", "").replace("–", "-")
    if not bare:
        return ""
    try:
        if not re.fullmatch(r"\d\d:\d\d-\d\d:\d\d", bare):
            raise ValueError
        start, end = (time.fromisoformat(part) for part in bare.split("-"))
    except ValueError:
        raise Bad(f'{_show(value)} is no stretch of the day: write "22:00-07:30", or "" for none') from None
    if start == end:
        raise Bad('starts and ends at the same time: write two different ones, or "" for none')
    return bare


def language(value: Any, _folder: Path) -> str:
    """ "auto" or a language code of two or three letters (ISO 639)."""
    if not isinstance(value, str) or not re.fullmatch(r"auto|[a-z]{2,3}", value):
        raise Bad(f'must be "auto" or a language code as "en", not {_show(value)}')
    return value


def endpoint(value: Any, _folder: Path) -> str:
    """A base address: https, or http on this machine only."""
    if not isinstance(value, str):
        raise Bad(f"must be an address in quotes, not {_type(value)}")
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host or not _clean(value) or " " in value:
        raise Bad(f'{_show(Secret(value))} is no web address: write it as "https://host/path"')
    if parts.scheme == "http" and not _loopback(host):
        raise Bad(f"plain http is refused for any host but this machine ({host}): use https")
    return value.rstrip("/")


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def server(value: Any, folder: Path) -> Secret | None:
    """As `endpoint`, perhaps with user and password; an empty text for none."""
    return None if value == "" else Secret(endpoint(value, folder))


def tenant(value: Any, _folder: Path) -> str:
    """Who may sign in at Microsoft: common, organizations, consumers, a tenant's id or domain."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]{0,99}", value):
        raise Bad(f'must be "common", "organizations", "consumers" or a tenant, not {_show(value)}')
    return value


def account_name(value: Any, folder: Path) -> str:
    """A short name that can be typed as an argument."""
    name = text(value, folder)
    if len(name) > 64 or name.startswith("-") or "/" in name:
        raise Bad("must be a short name of up to 64 characters without /, and not start with -")
    return name


# ---------------------------------------------------------------- the keys

_COMMON: dict[str, Check] = {
    "name": account_name,
    "kind": one_of("local", "google", "outlook"),
    "poll_seconds": number(1, 86_400, "seconds"),
    "permissions": one_of("send", "read"),
}

ACCOUNTS: dict[str, tuple[type, dict[str, Check]]] = {
    "local": (
        LocalAccount,
        _COMMON | {"maildir": path, "calendars": list_of(path, "folders"), "send": command, "sent": path},
    ),
    "google": (
        GoogleAccount,
        _COMMON | {"address": address, "client_secrets": existing_file, "calendars": list_of(text, "calendar names")},
    ),
    "outlook": (
        OutlookAccount,
        _COMMON
        | {"address": address, "client_id": text, "authority": tenant, "calendars": list_of(text, "calendar names")},
    ),
}

ENDPOINTS: dict[str, tuple[type, dict[str, Check]]] = {
    "google": (GoogleEndpoints, {"gmail": endpoint, "calendar": endpoint, "token": endpoint}),
    "outlook": (OutlookEndpoints, {"graph": endpoint, "login": endpoint}),
}

TABLES: dict[str, tuple[type, dict[str, Check]]] = {
    "user": (
        User,
        {
            "name": text,
            "addresses": list_of(address, "addresses", least=1),
            "phone": lines,
            "signature": lines,
            "timezone": zone,
        },
    ),
    "policy": (
        Rules,
        {
            "act_on": one_of("firm", "accepted"),
            "lookback_days": number(1, 3650, "days"),
            "withdraw": one_of("interviewing", "all", "none"),
        },
    ),
    "approval": (
        Approval,
        {
            "hold_seconds": number(0, 86_400, "seconds"),
            "quiet_hours": quiet_hours,
            "notify": flag,
            "card_send": one_of("shown", "always"),
        },
    ),
    "secrets": (Secrets, {"token_store": one_of("keyring", "file")}),
    "reader": (Reader, {"model_server": server}),
    "drafts": (
        Drafts,
        {
            "tone": one_of("warm", "plain", "brief"),
            "language": language,
            "keep_in_touch": flag,
            "templates": existing_folder,
        },
    ),
}

MISSING_MEND = {
    "name": 'write name = "..."',
    "addresses": 'write addresses = ["sam@example.org"], all that are yours',
    "address": 'write address = "sam@example.org"',
    "client_secrets": 'write client_secrets = "FILE", the OAuth client file from Google',
    "client_id": 'write client_id = "...", the id of your app registration',
}
