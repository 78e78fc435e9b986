"""Answers to events in calendar files: found, checked, written as a whole or not at all, and read back."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from connectors.base import EventAnswer, OutcomeUnknown, Receipt, Refused, Temporary
from connectors.local.edits import CannotAnswerError, Target, changed, find, is_cut_off, is_done, others
from connectors.local.events import MAX_BYTES
from connectors.local.files import (
    NotRegularError,
    is_calendar,
    private_folder,
    read_regular,
    reason,
    shown,
    sync_folder,
    text_of,
    write_beside,
)
from connectors.local.items import recurrence_id_of
from connectors.local.proof import prove

_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_BEFORE = "It had been answered so before."
_LOOK_AGAIN = "The event changed meanwhile; look again, then decide."


class Answerer:
    """Writes answers into the files of some calendar folders."""

    def __init__(
        self, account: str, folders: Sequence[Path], state: Path, now: Callable[[], datetime], *, allowed: bool
    ) -> None:
        self._account = account
        self._folders = list(folders)
        self._state = state
        self._now = now
        self._allowed = allowed

    def answer(self, answer: EventAnswer) -> Receipt:
        """See `CalendarRole.answer`."""
        if not self._allowed:
            raise Refused(f'The account {self._account} may only be read: set `permissions = "send"` to answer events.')
        if answer.action == "none":
            return Receipt(answer.provider_id, "There was nothing to answer.")
        path = self._path(answer.provider_id)
        data = _read(path)
        target = _target(data, answer)
        if data is not None and target is None and is_cut_off(data):
            raise Temporary(f"The calendar file {shown(path.name)} is cut off, so it cannot be told what stands there.")
        if data is None or target is None:
            return self._absent(path, answer)
        try:
            if is_done(target, answer.action, _addresses(answer)):
                return Receipt(answer.provider_id, _BEFORE)
            if target.etag != answer.etag:
                raise Refused(_LOOK_AGAIN)
            after = written(target, answer, self._now())
        except CannotAnswerError as error:
            raise Refused(f"The event cannot be answered: {error}.") from None
        detail = self._keep_copy(path, data) if answer.action == "delete" else ""
        _write(path, data, after)
        _check(path, answer)
        return Receipt(answer.provider_id, detail)

    def _path(self, provider_id: str) -> Path:
        """The file of that name in one of our folders, and nowhere else. Raises Refused."""
        for folder in self._folders:
            head, name = text_of(str(folder)) + "/", provider_id[len(text_of(str(folder))) + 1 :]
            if not provider_id.startswith(head) or "/" in name or not name.lower().endswith(".ics"):
                continue
            if "\\" in name:  # maybe a name that is no UTF-8
                with contextlib.suppress(OSError):
                    return next((path for path in folder.iterdir() if text_of(path.name) == name), folder / name)
            return folder / name
        raise Refused("The event does not lie in a calendar folder of this account.")

    def _absent(self, path: Path, answer: EventAnswer) -> Receipt:
        """An event that is gone needs no answer; one that lies in another file by now does."""
        for other in self._others(path):
            data = _read(other)
            if _target(data, answer) is None:
                continue
            if not stands(data, answer):
                raise Refused(_LOOK_AGAIN)
            return Receipt(answer.provider_id, _BEFORE)
        return Receipt(answer.provider_id, "It is no longer in the calendar.")

    def _others(self, path: Path) -> Iterator[Path]:
        """All other calendar files of the account. Raises Temporary."""
        for folder in self._folders:
            try:
                found = sorted(other for other in folder.iterdir() if is_calendar(other.name))
            except OSError as error:
                raise Temporary(
                    f"The calendar folder {shown(str(folder))} cannot be read ({reason(error)}), so nothing is known of the event."
                ) from None
            yield from (other for other in found if other != path and other.is_file())

    def _keep_copy(self, path: Path, data: bytes) -> str:
        """Keep the file as it was (0600), for undo. Raises Temporary: without the copy nothing is deleted."""
        try:
            folder = private_folder(self._state / "deleted")
            place = folder / f"{hashlib.sha256(data).hexdigest()[:16]}-{path.name[-150:]}"
            write_beside(place, data, 0o600).replace(place)
            sync_folder(folder)
        except OSError as error:
            raise Temporary(f"No copy could be kept ({reason(error)}), so nothing was deleted.") from None
        return f"A copy is kept as {shown(str(place))}."


def _addresses(answer: EventAnswer) -> frozenset[str]:
    return frozenset(address.lower() for address in answer.user_addresses)


def _target(data: bytes | None, answer: EventAnswer) -> Target | None:
    """Raises Refused if the file or the occurrence cannot be understood."""
    if data is None:
        return None
    try:
        named = recurrence_id_of(answer.recurrence_id) if answer.recurrence_id is not None else None
    except ValueError:
        raise Refused("The occurrence to be answered is not named by a date.") from None
    try:
        return find(data, answer.uid, named)
    except CannotAnswerError as error:
        raise Refused(f"The event cannot be answered: {error}.") from None


def _read(path: Path) -> bytes | None:
    """The file, or None if it is gone. Raises Refused, Temporary."""
    try:
        data, _ = read_regular(path, MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except NotRegularError:
        raise Refused("The event does not lie in a regular file.") from None
    except OSError as error:
        raise _failed(path, error) from None
    if len(data) > MAX_BYTES:
        raise Refused(f"The calendar file {shown(path.name)} is too large to be changed.")
    return data


def _write(path: Path, before: bytes, after: bytes | None) -> None:
    """Replace the file, or remove it (`after` None), if it still is what was read. Raises Refused, Temporary.

    Between the last look and the rename another program has some microseconds; no file system offers to close that gap.
    """
    real = Path(os.path.realpath(path))  # the file behind a link is changed, the link stays
    temporary: Path | None = None
    try:
        if after is not None:
            temporary = write_beside(real, after, stat.S_IMODE(real.stat().st_mode))
        if real.read_bytes() != before:
            raise Refused(_LOOK_AGAIN)
        if temporary is not None:
            temporary.replace(real)
        else:
            path.unlink()
    except FileNotFoundError:
        raise Refused(_LOOK_AGAIN) from None
    except OSError as error:
        raise _failed(path, error) from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
    sync_folder(real.parent)


def written(target: Target, answer: EventAnswer, now: datetime) -> bytes | None:
    """The file's bytes with the answer in them (None: nothing is left), known beforehand to be read as that and nothing
    else. Raises CannotAnswerError."""
    after = changed(target, answer.action, _addresses(answer), now)
    if not stands(after, answer):  # an event without UID, a series that nobody can count
        raise CannotAnswerError("its file is broken, and the answer could not be found in it again")
    if after is not None and others(after, answer.uid) != others(target.data, answer.uid):
        raise CannotAnswerError("its file is broken, and other events would change with it")
    prove(target, answer, after)
    return after


def stands(data: bytes | None, answer: EventAnswer) -> bool:
    """Whether the file's bytes (None: it is gone) say what the answer says."""
    try:
        target = _target(data, answer)
        if target is None:
            return answer.action == "delete"
        return is_done(target, answer.action, _addresses(answer))
    except (Refused, CannotAnswerError):
        return False


def _check(path: Path, answer: EventAnswer) -> None:
    """Read back what was written. Raises OutcomeUnknown if it does not stand there."""
    try:
        done = stands(_read(path), answer)
    except (Refused, Temporary):
        done = False
    if not done:
        raise OutcomeUnknown("The answer was written, but does not stand in the calendar file now; look there.")


def _failed(path: Path, error: OSError) -> Refused | Temporary:
    name = shown(path.name)
    if error.errno in _NOT_ALLOWED:
        return Refused(f"The calendar file {name} may not be read or changed ({reason(error)}): make it writable.")
    return Temporary(f"The calendar file {name} could not be changed ({reason(error)}): it is as it was.")
