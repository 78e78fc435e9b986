"""The database file: opened, locked against a second writer, migrated, and asked in transactions."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from agent.errors import Busy, UserError
from agent.store.schema import DATABASE, SCHEMA_VERSION, newer
from agent.store.turns import Turn

WAIT_SECONDS = 20.0
"""How long a command waits for another one to finish writing."""


class Database:
    """One open state, held by this process alone for writing as long as it is open."""

    def __init__(self, connection: sqlite3.Connection, turn: Turn, directory: Path) -> None:
        self.connection = connection
        self.directory = directory
        self._turn = turn

    @classmethod
    def open(
        cls,
        directory: Path,
        *,
        wait: float = WAIT_SECONDS,
        waiting: Callable[[], None] | None = None,
        whole: bool = False,
    ) -> Database:
        """Open or create the state in `directory` (0700), the file in it 0600.

        Waits up to `wait` seconds for another writer; `waiting` is called once if it has to. `whole` is for a pass, or
        what must not come in the middle of one. Raises Busy, NewerState, UserError where the folder cannot be used.
        """
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            directory.chmod(0o700)
            turn = Turn.taken(directory, wait=wait, waiting=waiting, whole=whole)
        except OSError as error:
            raise UserError(
                f"The state folder {directory} cannot be used: {error.strerror}.\nMend it, or name another with --state."
            ) from error
        try:
            path = directory / DATABASE
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            path.chmod(0o600)
            database = cls(_connect(path), turn, directory)
            try:
                behind = not whole and 0 < database._version() < SCHEMA_VERSION
                if not behind:
                    database._migrate()
            except BaseException:
                database.connection.close()
                raise
        except BaseException as error:
            turn.end()
            if isinstance(error, (sqlite3.Error, OSError)):
                raise _explained(error) from error
            raise
        if behind:
            # A pass of an older version may be between two pages: its tables must not change under it.
            database.close()
            return cls.open(directory, wait=wait, waiting=waiting, whole=True)
        return database

    def close(self) -> None:
        """Close the file and let the next writer in."""
        self.connection.close()
        self._turn.end()

    @contextmanager
    def others_first(self) -> Iterator[None]:
        """Nothing is written within, so in a pass somebody else may write meanwhile: look again at what rests on it."""
        if self.connection.in_transaction:
            yield
            return
        with self._turn.given():
            yield

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, on the disk when it ends. Nested ones join the outer one. Raises UserError for a full disk."""
        if self.connection.in_transaction:
            yield self.connection
            return
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise _explained(error) from error

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    def _migrate(self) -> None:
        version = self._version()
        if version > SCHEMA_VERSION:
            raise newer(version)
        for number in range(version + 1, SCHEMA_VERSION + 1):
            # One script, one transaction: a migration and its record stand or fall together.
            self.connection.executescript(f"BEGIN;\n{migration(number)}\nPRAGMA user_version = {number};\nCOMMIT;")


def migration(number: int) -> str:
    """The SQL that leads from version `number - 1` to `number`. Shipped ones are never edited."""
    from importlib import resources  # here, because it is rarely needed and loads much

    return (resources.files("agent.store") / "migrations" / f"{number:04}.sql").read_text("utf-8")


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA secure_delete = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _explained(error: sqlite3.Error | OSError) -> UserError:
    """What a person can do about a fault of the database file."""
    text = str(error)
    if "full" in text or getattr(error, "errno", None) == 28:
        return UserError(
            "The disk is full: this step was not stored, nothing before it is lost.\nFree some room, then run it again."
        )
    if "disk I/O" in text:
        return UserError(
            f"The state file could not be read or written ({text}): this step was not stored, nothing before it is lost.\n"
            "Look whether the disk is full or failing, then run it again."
        )
    if "readonly" in text or "unable to open" in text:
        return UserError(f"The state file cannot be written ({text}).\nCheck the permissions of the state folder.")
    if "malformed" in text or "not a database" in text:
        return UserError(
            f"The state file is damaged ({text}).\nMove it away and run `agent sync`: it is built anew from your mail."
        )
    if "locked" in text:
        return Busy("Another program holds the state file. Nothing was changed; try again in a moment.")
    return UserError(f"The state file failed: {text}.")
