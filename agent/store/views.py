"""What the faces show, read straight from ready-made rows. Imports nothing heavier than sqlite3 and json.

`agent status` has to start as fast as a shell command, so this module knows neither the model nor the configuration: a
view is a plain dict in the JSON of the public interface, written by the pass that made it.
"""

from __future__ import annotations

import json
import os
import sqlite3
from datetime import datetime

from agent.store.schema import DATABASE as DATABASE
from agent.store.schema import SCHEMA_VERSION as SCHEMA_VERSION
from agent.store.schema import newer

ARCHIVE = "archive"
"""Where the archive of a search that is over lies among the settings."""
NOUNS = ("offer", "interview", "draft", "question")


class Unknown(Exception):
    """No item has such an id. The text says so."""


class Ambiguous(Exception):
    """Several items do. The text names them."""


def open(state: str | os.PathLike[str]) -> sqlite3.Connection | None:
    """Open the state for reading only, or None if there is none yet. Raises UserError (NewerState, Busy), sqlite3.Error."""
    path = os.path.join(os.fspath(state), DATABASE)  # noqa: PTH118 - pathlib costs a quarter of the start-up
    if not os.path.exists(path):  # noqa: PTH110
        return None
    db = sqlite3.connect("file:" + path.replace("?", "%3f").replace("#", "%23") + "?mode=ro", uri=True, timeout=5)
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
    except BaseException:
        db.close()
        raise
    if version == SCHEMA_VERSION:
        return db
    db.close()
    if version > SCHEMA_VERSION:
        raise newer(version)
    if version == 0:
        return None
    # Written by an older version: brought up to date once. Heavy, so imported here.
    from pathlib import Path

    from agent.store.db import Database

    Database.open(Path(state)).close()
    return open(state)


def status(db: sqlite3.Connection, now: datetime) -> dict[str, object]:
    """The document of `agent sync --json` and `agent status --json`."""
    return {
        "now": now.isoformat(timespec="seconds"),
        "accounts": accounts(db),
        "offers": listing(db, "offer", now),
        "interviews": listing(db, "interview", now),
        "drafts": listing(db, "draft", now),
        "questions": listing(db, "question", now),
        "archive": archive(db),
    }


def archive(db: sqlite3.Connection) -> dict[str, object] | None:
    """What there is to look back on once the search is over; None while it goes on."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (ARCHIVE,)).fetchone()
    return None if row is None else json.loads(row[0])


def read_of(db: sqlite3.Connection) -> set[str]:
    """Names of all accounts of which something is stored, those that left the configuration included."""
    return {str(name) for (name,) in db.execute("SELECT name FROM account UNION SELECT account FROM seen")}


def accounts(db: sqlite3.Connection) -> list[dict[str, object]]:
    """The accounts with how fresh and how complete each one is."""
    rows = db.execute(
        "SELECT name, kind, error, needs_login, last_success, checked, new, kept, events_checked, events_changed,"
        " since, complete, coalesce(todo, 0) FROM account ORDER BY position, name"
    )
    return [
        {
            "name": name,
            "kind": kind,
            "ok": error is None and success is not None,
            "error": error,
            "needs_login": bool(login),
            "last_success": success,
            "messages": {"checked": checked, "new": new, "kept": kept},
            "events": {"checked": events, "changed": changed},
            "coverage": {"since": since, "complete": bool(complete) and not todo, "todo": todo},
        }
        for name, kind, error, login, success, checked, new, kept, events, changed, since, complete, todo in rows
    ]


def listing(db: sqlite3.Connection, noun: str, now: datetime) -> list[dict[str, object]]:
    """All views of one noun, in the order of lists; of interviews only the upcoming ones."""
    if noun == "interview":
        rows = db.execute("SELECT view FROM interview WHERE start >= ? ORDER BY start, id", (now.timestamp(),))
    else:
        rows = db.execute(f"SELECT view FROM {noun} ORDER BY position, id")  # noqa: S608 - one of NOUNS
    return [json.loads(view) for (view,) in rows]


def resolve(db: sqlite3.Connection, prefix: str, nouns: tuple[str, ...] = NOUNS) -> tuple[str, str]:
    """Noun and full id of the one item whose id is `prefix`, or begins with it. Raises Unknown, Ambiguous."""
    pattern = prefix.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    found = []
    for noun in nouns:
        for (id_,) in db.execute(f"SELECT id FROM {noun} WHERE id LIKE ? ESCAPE '\\' ORDER BY id", (pattern,)):  # noqa: S608
            if id_ == prefix.lower():
                return noun, id_
            found.append((noun, id_))
    if not prefix or not found:
        raise Unknown(f"There is no {' or '.join(nouns)} “{prefix}”. `agent status` shows the ids.")
    if len(found) > 1:
        names = ", ".join(f"{id_} ({noun})" for noun, id_ in found[:5])
        raise Ambiguous(f"“{prefix}” can mean several things: {names}. Type more of it.")
    return found[0]


def said_of_a_reading(db: sqlite3.Connection, id_: str) -> bool:
    """The user has answered a question of that id, about what a message means."""
    row = db.execute("SELECT 1 FROM answer WHERE about = ? AND value LIKE 'unsure\\_reading=%' ESCAPE '\\'", (id_,))
    return row.fetchone() is not None


def item(db: sqlite3.Connection, noun: str, id_: str) -> dict[str, object]:
    """One view. Raises Unknown."""
    row = db.execute(f"SELECT view FROM {noun} WHERE id = ?", (id_,)).fetchone()  # noqa: S608 - one of NOUNS
    if row is None:
        raise Unknown(f"There is no {noun} “{id_}” any more.")
    view: dict[str, object] = json.loads(row[0])
    return view


def why(db: sqlite3.Connection, noun: str, id_: str) -> dict[str, object]:
    """The chain that led to an item: `{"id", "noun", "chain": [{"says", "quote", "message_id", "date", "rule", "file"}]}`.

    Raises Unknown.
    """
    if noun == "question":
        view = item(db, noun, id_)
        about = next(((n, view[n]) for n in ("draft", "offer") if view.get(n)), None)
        if about is None:
            return {"id": id_, "noun": noun, "chain": []}
        return {**why(db, about[0], str(about[1])), "id": id_, "noun": noun}
    row = db.execute(f"SELECT why FROM {noun} WHERE id = ?", (id_,)).fetchone()  # noqa: S608 - one of NOUNS
    if row is None:
        raise Unknown(f"There is no {noun} “{id_}” any more.")
    return {"id": id_, "noun": noun, "chain": json.loads(row[0])}


def journal(
    db: sqlite3.Connection, since: datetime | None = None, until: datetime | None = None
) -> list[dict[str, object]]:
    """Decisions and deliveries from `since` to before `until`, in order: `{"at", "what", "about", "detail"}`."""
    rows = db.execute("SELECT at, what, about, detail FROM journal ORDER BY id")
    return [
        {"at": at, "what": what, "about": about, "detail": detail}
        for at, what, about, detail in rows
        if (since is None or datetime.fromisoformat(at) >= since)
        and (until is None or datetime.fromisoformat(at) < until)
    ]


def notices(db: sqlite3.Connection, since: datetime | None = None) -> list[dict[str, object]]:
    """What the user is to be told once, in the order in which it arose: `{"key", "at", "text", "urgent", "about"}`."""
    rows = db.execute("SELECT key, at, text, urgent, about FROM notice")
    found = [
        {"key": key, "at": at, "text": text, "urgent": bool(urgent), "about": about}
        for key, at, text, urgent, about in rows
        if since is None or datetime.fromisoformat(at) >= since
    ]
    return sorted(found, key=lambda one: (datetime.fromisoformat(str(one["at"])), str(one["key"])))


def config_stamp(db: sqlite3.Connection) -> str | None:
    """Stamp of the configuration file that was last found to be right (see `agent.config`)."""
    row = db.execute("SELECT value FROM meta WHERE key = 'config_stamp'").fetchone()
    return None if row is None else str(row[0])
