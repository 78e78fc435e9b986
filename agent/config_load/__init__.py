"""Reading a configuration file: all of its faults at once, each with its place and the mend (`load`).

A key's check takes the TOML value and gives the value to keep, or raises `Bad` with what is wrong and what to write.
The checks are in `checks`, which key has which in `keys`; defaults stand with the keys in `agent.config`.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, replace
from pathlib import Path
from typing import Any

from agent import config_files
from agent.config import Account, Config, LocalAccount
from agent.config_load.checks import Bad, Check, alike, kind_of, shown_value
from agent.config_load.keys import ACCOUNTS, ENDPOINTS, MISSING_MEND, TABLES
from agent.errors import WrongUsage

MAX_BYTES = 1_000_000
"""A configuration is a page or two; anything larger is some other file."""


def load(path: str | os.PathLike[str]) -> Config:
    """Read and check a configuration file.

    Raises WrongUsage with all faults, each with its place and the mend.
    """
    text, stamp = source(path)
    return parsed(text, stamp, path)


def source(path: str | os.PathLike[str]) -> tuple[str, str]:
    """The text of a configuration file, unchecked, and its `config_files.stamp`. Raises WrongUsage."""
    path = Path(path)
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


SLIPS = {
    "Cannot overwrite a value": "a key that was given above is given again",
    "Cannot declare": "a table that was begun above is begun again",
    "Illegal character '\\n'": "a quotation mark is missing",
    "Invalid value": "a text needs quotation marks, and a list its closing bracket",
    "Unclosed array": "a bracket, or a comma between two values, is missing",
    "Unterminated string": "a quotation mark is missing",
}
"""How the parser's words begin → what most often is behind them."""


def _plainly(words: str) -> str:
    """The parser's words with what most often is behind them."""
    meant = next((slip for begins, slip in SLIPS.items() if words.startswith(begins)), "")
    return f"{words or 'nested too deeply'}{': ' if meant else ''}{meant}"


def parsed(text: str, stamp: str, path: str | os.PathLike[str]) -> Config:
    """The configuration that `source` gave. Raises WrongUsage with all faults, each with its place and the mend."""
    path = Path(path)
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise WrongUsage(f"{path} is not valid TOML: {_plainly(str(error))}\nMend that line first.") from None
    faults = Faults(text)
    config = _config(document, path.parent, faults)
    if faults.lines or config is None:
        count = "one fault" if len(faults.lines) == 1 else f"{len(faults.lines)} faults"
        raise WrongUsage("\n".join([f"{path} has {count}:", *faults.in_order()]))
    zone = config.user.timezone if "timezone" in document["user"] else ""
    return replace(config, path=path, stamp=f"{stamp}{config_files.ZONE_MARK}{zone}")


class Faults:
    """The faults found so far, each with its place in the file."""

    def __init__(self, text: str) -> None:
        self.lines: list[tuple[int, str]] = []
        """Line number (0: unknown) and what is wrong there."""
        self._places = places(text)

    def add(self, table: str, key: str | None, text: str, *, shown: str = "") -> None:
        """One fault of `key` in `table` ("user", "account 2"); `shown` is how people read the table's name."""
        number = self._places.get((table, key)) or self._places.get((table, None), 0)
        place = f"line {number}, " if number else ""
        place += shown or f"[{table}]"
        self.lines.append((number, f"{place}{f', key {key}' if key else ''}: {text}"))

    def in_order(self) -> list[str]:
        """One indented line a fault, as they stand in the file."""
        return [f"  {line}" for _, line in sorted(self.lines, key=lambda entry: entry[0])]


def places(text: str) -> dict[tuple[str, str | None], int]:
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
    reader = made["reader"]
    if reader is not None and reader.elsewhere and not reader.mail_may_leave_this_machine:
        faults.add("reader", "model_server", _ELSEWHERE.format(reader.host), shown="[reader]")
    if faults.lines:
        return None
    made["rules"] = made.pop("policy")
    return Config(accounts=tuple(accounts), **made)


_ELSEWHERE = (
    "{} is another machine, and the text of mail about your job search would go there to be read. Name a server on this"
    " machine (127.0.0.1), or, if you want that, write mail_may_leave_this_machine = true"
)


def _table(
    kind: type, checks: Mapping[str, Check], values: Any, table: str, shown: str, folder: Path, faults: Faults
) -> Any:
    """The dataclass `kind` made of a TOML table, or None after at least one fault."""
    if not isinstance(values, dict):
        faults.add(table, None, f"must be a table, not {kind_of(values)}: write [{table}]", shown=shown)
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
    mailboxes: dict[tuple[str, str], int] = {}
    made = []
    for number, value in enumerate(values, 1):
        name = value.get("name")
        shown = f"[[account]] {number}" + (f" {name!r}" if isinstance(name, str) else "")
        made.append(_account(value, f"account {number}", shown, folder, faults))
        if isinstance(name, str) and names.setdefault(name.casefold(), number) != number:
            text = f"[[account]] {names[name.casefold()]} has this name already; give each account its own"
            faults.add(f"account {number}", "name", text, shown=shown)
        account = made[-1]
        if account is not None and not isinstance(account, LocalAccount):
            # Twice the same mailbox: everything would be read, asked and counted against the quota twice.
            first = mailboxes.setdefault((account.kind, account.address), number)
            if first != number:
                text = f"[[account]] {first} is this mailbox already; remove one of the two"
                faults.add(f"account {number}", "address", text, shown=shown)
    return made


def _account(value: dict[str, Any], table: str, shown: str, folder: Path, faults: Faults) -> Any:
    kind = value.get("kind")
    if kind is None:
        faults.add(table, None, 'key kind is missing: kind = "local", "google" or "outlook"', shown=shown)
        return None
    if not isinstance(kind, str) or kind not in ACCOUNTS:
        faults.add(table, "kind", f'must be "local", "google" or "outlook", not {shown_value(kind)}', shown=shown)
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
    close = alike(name.lower().replace("-", "_"), known)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(known)}"
