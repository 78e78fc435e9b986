"""What was shown when: keys, stamps and times only, in a file of the state that a restart or a crash leaves whole."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

log = logging.getLogger(__name__)

FILE = "cards.json"
KEPT = timedelta(days=30)
"""What was shown longer ago can be forgotten: nothing is news for so long."""
MOST = 4000
"""Times that are kept; the oldest go."""
LONGEST = 1024 * 1024
"""Bytes of the file that are read."""


Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Standing:
    """A card that stands, as far as we know."""

    stamp: str
    parts: tuple[str, ...]
    lasting: bool = True


@dataclass(slots=True)
class Memory:
    """What the board has to know from one day to the next. Without a path it is kept for as long as the process lives."""

    path: Path | None = None
    told: dict[str, datetime] = field(default_factory=dict)
    """Part → when it was last told."""
    shown: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """(key, stamp) of a card → when it was last shown."""
    rests: dict[str, datetime] = field(default_factory=dict)
    """Key → until when it is not to be shown whatever it says."""
    standing: dict[str, Standing] = field(default_factory=dict)
    """Key → the card that stands."""
    _kept: bool = False
    """It lies on the disk."""

    @classmethod
    def open(cls, state: str | os.PathLike[str]) -> Memory:
        """That of a state folder. One that cannot be read is as good as none: then some things are told twice."""
        memory = cls(Path(state, FILE))
        try:
            memory._load()
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            if not isinstance(error, FileNotFoundError):
                log.warning("what was shown is forgotten: %s", type(error).__name__)
            memory = cls(memory.path)
        return memory

    def _load(self) -> None:
        assert self.path is not None
        with self.path.open("rb") as file:
            kept: dict[str, Any] = json.loads(file.read(LONGEST))
        self.told = {str(part): _time(at) for part, at in kept["told"].items()}
        self.shown = {(str(key), str(stamp)): _time(at) for key, stamp, at in kept["shown"]}
        self.rests = {str(key): _time(at) for key, at in kept["rests"].items()}
        self.standing = {
            str(key): Standing(str(one["stamp"]), tuple(map(str, one["parts"])), bool(one["lasting"]))
            for key, one in kept["standing"].items()
        }
        self._kept = True

    def trim(self, now: datetime) -> None:
        """Forget what is too old to matter, and times that lie far ahead: the clock was wrong then."""
        self.told = _recent(self.told, now)
        self.shown = _recent(self.shown, now)
        self.rests = {key: until for key, until in self.rests.items() if now < until <= now + KEPT}

    def save(self) -> None:
        """On the disk, whole or not at all. A full disk costs no card: then some things are told twice."""
        if self.path is None or not self.path.parent.is_dir():
            return
        if self._kept and not self.path.exists():  # everything was purged
            self.told.clear()
            self.shown.clear()
            self.rests.clear()
        document = {
            "told": {part: at.isoformat() for part, at in self.told.items()},
            "shown": [[key, stamp, at.isoformat()] for (key, stamp), at in self.shown.items()],
            "rests": {key: at.isoformat() for key, at in self.rests.items()},
            "standing": {
                key: {"stamp": one.stamp, "parts": one.parts, "lasting": one.lasting}
                for key, one in self.standing.items()
            },
        }
        try:
            _replace(self.path, json.dumps(document))
            self._kept = True
        except OSError as error:
            log.warning("what was shown cannot be written down: %s", error.strerror)


def forget(state: str | os.PathLike[str]) -> None:
    """Delete it. Raises OSError."""
    Path(state, FILE).unlink(missing_ok=True)


def _replace(path: Path, text: str) -> None:
    """Write beside it (0600) and rename."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _recent(times: Mapping[Key, datetime], now: datetime) -> dict[Key, datetime]:
    kept = {key: at for key, at in times.items() if -KEPT <= at - now <= timedelta(days=1)}
    return dict(sorted(kept.items(), key=lambda item: item[1])[-MOST:])


def _time(text: str) -> datetime:
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        raise ValueError("a time without its zone")
    return when
