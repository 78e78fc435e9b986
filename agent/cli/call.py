"""One call of the command: where things lie, what time it is, how to answer. Costly things are made when asked for."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime, timedelta, tzinfo

from agent import config_files
from agent.cli.look import Look
from agent.errors import UserError, WrongUsage

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from typing import Any, TextIO

    from agent.app import App
    from agent.clock import Clock
    from agent.config import Config


class Options:
    """The options that stand before the command."""

    def __init__(self) -> None:
        self.config: str | None = None
        self.state: str | None = None
        self.now: str | None = None
        self.verbose = 0
        self.quiet = False


class Call:
    """What a command needs of the world."""

    def __init__(self, options: Options, *, as_json: bool) -> None:
        """Raises WrongUsage for a `--now` that is no time."""
        self.config_path = config_files.config_file(options.config, os.environ)
        self.config_named = options.config is not None
        self.state_named = options.state is not None
        self.state = config_files.state_folder(options.state, os.environ)
        self.verbose = options.verbose
        self.quiet = options.quiet
        self.as_json = as_json
        self.out: TextIO = sys.stdout
        self.err: TextIO = sys.stderr
        self.fixed = _time(options.now) if options.now is not None else None
        self._zone: tzinfo | None = None
        self._config: Config | None = None
        self._db: sqlite3.Connection | None = None
        self._apps: list[App] = []

    def close(self) -> None:
        """Let go of the state and of the accounts' connections; a daemon is told that something may have changed."""
        for app in self._apps:
            app.close()
        if self._apps:
            self.poke()
        if self._db is not None:
            self._db.close()

    # ------------------------------------------------------------ what is there

    def config(self) -> Config:
        """The configuration, checked. Raises WrongUsage with all of its faults."""
        if self._config is None:
            from agent.config_load import load

            self._config = load(self.config_path)
            from zoneinfo import ZoneInfo

            self._zone = ZoneInfo(self._config.user.timezone)
        return self._config

    def views(self) -> sqlite3.Connection | None:
        """The state for looking at, None if nothing was read yet; the configuration is known to be right.

        A configuration that has not changed since the state was last written is not read again: looking must be quick.
        """
        if self._db is not None:
            return self._db
        from agent.store import views

        self._db = db = views.open(self.state)
        kept = (views.config_stamp(db) if db else None) or ""
        try:
            stamp, zone = kept.rsplit(config_files.ZONE_MARK, 1)
            unchanged = stamp == config_files.stamp(self.config_path)
        except (OSError, ValueError):
            unchanged = False
        if not unchanged:
            self.config()
        elif zone and not config_files.is_system_zone(zone):
            from zoneinfo import ZoneInfo

            self._zone = ZoneInfo(zone)
        return db

    def state_db(self) -> sqlite3.Connection:
        """As `views`, where there has to be something. Raises UserError if nothing was read yet."""
        db = self.views()
        if db is None:
            raise UserError("Nothing was read yet.\nRun `agent sync` first.")
        return db

    def resolve(self, typed: str, *nouns: str) -> tuple[str, str]:
        """Noun and full id of what the user named by (the beginning of) its id."""
        from agent.store import views

        return views.resolve(self.state_db(), typed, nouns or views.NOUNS)

    def document(self) -> dict[str, Any]:
        """The status document; before the first sync an empty one with the configured accounts."""
        from agent.store import views

        db = self.views()
        if db is not None:
            return views.status(db, self.now())
        return {
            "now": self.now().isoformat(timespec="seconds"),
            "accounts": [_untouched(account.name, account.kind) for account in self.config().accounts],
            **{noun: [] for noun in ("offers", "interviews", "drafts", "questions")},
            "archive": None,
        }

    def now(self) -> datetime:
        """The time in the user's zone (as far as the configuration was looked at), or the one given with `--now`."""
        if self.fixed is None:
            return datetime.now(self._zone).astimezone(self._zone)
        if self.fixed.tzinfo is None and self._zone is not None:
            return self.fixed.replace(tzinfo=self._zone)
        return self.fixed.astimezone(self._zone)

    # ------------------------------------------------------------ what changes something

    def app(self) -> App:
        """The program, built from the configuration."""
        from pathlib import Path

        from agent import log
        from agent.app import App

        config = self.config()
        log.set_up(self.verbose, self.err)
        app = App(config, Path(self.state), self.clock(), waiting=self.waiting)
        self._apps.append(app)
        return app

    def clock(self) -> Clock:
        """The clock of this call."""
        from agent.clock import Clock, FixedClock

        zone = self.config().user.timezone
        return Clock(zone) if self.fixed is None else FixedClock(self.now(), zone)

    def waiting(self) -> None:
        """Say that somebody else has to finish first."""
        self.note("Another Bowout is working on this state; waiting for it to finish …")

    def poke(self) -> None:
        """Tell the daemon, if one runs, to look at the state again: something may be due, or an account be open again."""
        if self.fixed is None:
            from agent import control

            control.poke(self.state, os.environ)

    # ------------------------------------------------------------ answering

    def terminal(self) -> bool:
        """A person is there: both to read what is asked, and to answer."""
        return not self.as_json and sys.stdin.isatty() and self.out.isatty()

    def seen(self, draft: Mapping[str, Any]) -> None:
        """Remember that this very letter was shown whole: from now on a notification may offer to send it."""
        if not self.as_json and not self.quiet and self.out.isatty():
            from agent import shown

            shown.record(self.state, [(draft["id"], draft["digest"])], self.now())

    def look(self) -> Look:
        """How to print on standard output."""
        return Look.of(self.out, os.environ, self.now(), self._zone)

    def say(self, text: str) -> None:
        """Print for people; nothing with `--quiet`."""
        if not self.quiet:
            self.out.write(self.look().encodable(text) + "\n")

    def note(self, text: str) -> None:
        """A remark beside the answer: on standard error."""
        if not self.quiet:
            self.err.write(text + "\n")

    def write(self, text: str) -> None:
        """For other programs: these very characters in UTF-8, whatever the terminal, its encoding or --quiet."""
        binary = getattr(self.out, "buffer", None)
        if binary is None:
            self.out.write(text)
            return
        self.out.flush()
        binary.write(text.encode("utf-8", "replace"))
        binary.flush()

    def answer(self, document: object, text: str) -> None:
        """The answer of the command: the document with `--json`, else the text."""
        if not self.as_json:
            self.say(text)
            return
        text = json.dumps(document, ensure_ascii=not _utf8(self.out), indent=2 if self.out.isatty() else None)
        # Half of a surrogate pair can come from a broken header; no encoding can write it.
        self.out.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")


def _utf8(stream: TextIO) -> bool:
    return (stream.encoding or "utf-8").lower().replace("-", "") == "utf8"


def _time(text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text.strip())
        # Far from the ends of the calendar, where no sum of dates can leave it.
        if timedelta(days=3650) < time.replace(tzinfo=None) - datetime.min < timedelta(days=3_640_000):  # noqa: DTZ901
            return time
    except ValueError:
        pass
    raise WrongUsage(f"--now takes a time as 2026-11-18T09:00:00-05:00, not “{text}”.")


def _untouched(name: str, kind: str) -> dict[str, Any]:
    """An account of which nothing was read yet."""
    return {
        "name": name,
        "kind": kind,
        "ok": False,
        "error": None,
        "needs_login": False,
        "last_success": None,
        "messages": {"checked": 0, "new": 0, "kept": 0},
        "events": {"checked": 0, "changed": 0},
        "coverage": {"since": None, "complete": False, "todo": 0},
    }
