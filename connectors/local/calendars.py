"""Calendars of a local account: folders of `.ics` files, read whole when any of them changed."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from connectors.base import CalendarPage, CalendarRole, Cursor, Event, EventAnswer, Receipt, Unreadable, Window
from connectors.local.files import is_calendar, read_regular, reason, shown, text_of

if TYPE_CHECKING:
    from connectors.local.answers import Answerer
    from connectors.local.events import FileEvents

READER = "2"
"""Part of the cursor: a later version that reads more from the same files reads them again."""
SETTLED_NS = 2_000_000_000
"""A file written this shortly before it was read may have been written once more without its time moving."""
MAX_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class _File:
    calendar: Path
    path: Path
    mark: tuple[int, int, int]
    """Modification time (ns), size, inode."""


class LocalCalendars(CalendarRole):
    """Reads the events of some folders, and has what `answerer` makes answer them."""

    def __init__(
        self, account: str, folders: Sequence[Path], user_addresses: Collection[str],
        answerer: Callable[[], Answerer],
        wall: Callable[[], int] = time.time_ns,
    ) -> None:  # fmt: skip
        self._account = account
        self._folders = list(dict.fromkeys(folders))
        self._addresses = frozenset(address.lower() for address in user_addresses)
        self._answerer = answerer
        self._wall = wall
        """The file system's clock in ns, which modification times are compared with."""

    def read(self, window: Window, cursor: Cursor | None) -> CalendarPage | None:
        files, problems, mark = self._looked(window)
        if cursor == mark and not problems and not mark.endswith("!"):
            return None
        events: list[Event] = []
        cancels: dict[tuple[str, str, str | None], int] = {}
        for file in files:
            found = self._read(file, window)
            events += found.events
            for (uid, occurrence), sequence in found.cancels.items():
                key = (str(file.calendar), uid, occurrence)
                cancels[key] = max(cancels.get(key, 0), sequence)
            problems += (f"{shown(file.path.parent.name)}/{shown(file.path.name)}: {line}" for line in found.problems)
        if len(problems) > MAX_PROBLEMS:
            problems[MAX_PROBLEMS:] = [f"… and {len(problems) - MAX_PROBLEMS} more faults in calendar files"]
        return CalendarPage(tuple(_cancelled(events, cancels)), mark, tuple(problems))

    def changed(self, window: Window, cursor: Cursor) -> bool:
        """By the files' times: no file is opened. One that cannot be looked at was told when it was read."""
        return cursor.endswith("!") or self._looked(window)[2] != cursor

    def sight(self, window: Window) -> str:
        return self._looked(window)[2]

    def answer(self, answer: EventAnswer) -> Receipt:
        return self._answerer().answer(answer)

    def _looked(self, window: Window) -> tuple[list[_File], list[str], Cursor]:
        """The files, a line for each that cannot be looked at, and the mark of it all. Raises Unreadable."""
        now = self._wall()
        files: list[_File] = []
        problems: list[str] = []
        for folder in self._folders:
            for file in self._listed(folder):
                if isinstance(file, _File):
                    files.append(file)
                else:
                    problems.append(file)
        return files, problems, self._mark(files, window, now)

    def _listed(self, folder: Path) -> Iterator[_File | str]:
        """The folder's files, and a line for each that cannot be looked at. Raises Unreadable for the folder itself."""
        mend = f"Correct `calendars` of account {self._account}, or make it readable."
        try:
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in entries if is_calendar(entry.name))
        except FileNotFoundError:
            raise Unreadable(f"The calendar folder {shown(str(folder))} is missing. {mend}") from None
        except OSError as error:
            raise Unreadable(
                f"The calendar folder {shown(str(folder))} cannot be read ({reason(error)}). {mend}"
            ) from None
        for name in names:
            try:
                status = (folder / name).stat()
            except FileNotFoundError:
                continue  # replaced or removed while we look, or a link to nowhere
            except OSError as error:
                yield f"{shown(folder.name)}/{shown(name)}: cannot be read ({reason(error)})"
                continue
            if stat.S_ISREG(status.st_mode):
                yield _File(folder, folder / name, (status.st_mtime_ns, status.st_size, status.st_ino))

    def _mark(self, files: Sequence[_File], window: Window, now: int) -> Cursor:
        """Tells one state of the folders, seen through one window, from another. A `!` says: look again anyway."""
        digest = hashlib.sha256()
        user = ZoneInfo(window.zone)  # not the zone that the window happens to be written in
        days = (window.since.astimezone(user).date(), window.until.astimezone(user).date(), window.zone)
        for part in (READER, *days, *sorted(self._addresses), *map(str, self._folders)):
            digest.update(f"{part}\0".encode("utf-8", "surrogateescape"))
        for file in files:
            digest.update(f"{file.path}\0{file.mark}\0".encode("utf-8", "surrogateescape"))
        unsettled = any(file.mark[0] > now - SETTLED_NS for file in files)
        return digest.hexdigest() + ("!" if unsettled else "")

    def _read(self, file: _File, window: Window) -> FileEvents:
        from connectors.local.events import MAX_BYTES, FileEvents, Place, read_events

        place = Place(self._account, str(file.calendar), text_of(str(file.path)), self._addresses)
        try:
            data, _ = read_regular(file.path, MAX_BYTES + 1)
        except FileNotFoundError:
            return FileEvents()
        except OSError as error:
            return FileEvents(problems=[f"cannot be read ({reason(error)})"])
        return read_events(data, place, window)


def _cancelled(events: list[Event], cancels: Mapping[tuple[str, str, str | None], int]) -> Iterator[Event]:
    """Cancellations that lie as files of their own (METHOD:CANCEL) take effect on the event in its file."""
    from connectors.local.items import occurrence_key, recurrence_id_of

    for event in events:
        one = occurrence_key(recurrence_id_of(event.recurrence_id)) if event.recurrence_id else None
        said = [cancels.get((event.calendar, event.uid, occurrence), -1) for occurrence in {one, None}]
        yield replace(event, status="cancelled") if max(said) >= event.sequence else event
