"""A letter handed to the user's own send command, once, and its copy filed among the sent mail.

The command gets the complete message as a regular file on its standard input and runs in a session of its own, so that
nothing which happens to us can cut a letter short. What its exit status leaves open is said to be open.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO

from connectors.base import OutcomeUnknown, Receipt, Refused, Submission, Temporary
from connectors.local.files import private_folder, reason, shown, sync_folder
from connectors.local.folders import MAILDIR_PARTS, find

TIMEOUT = 120.0
"""Seconds after which we no longer wait. The command goes on; whether it got through is then unknown."""
EX_TEMPFAIL = 75
"""sysexits.h: a temporary failure, the message was not accepted."""
LOST = frozenset({74, 76, 124})
"""EX_IOERR and EX_PROTOCOL: how SMTP clients say that the connection broke, maybe after the server had taken the letter;
124: how `timeout` says that it ended the command."""
MAX_LOOK = 500
"""So many of the newest sent messages are looked at for a Message-ID."""
HEADER_BYTES = 64 * 1024

_WRONG_COMMAND = frozenset(
    {errno.ENOENT, errno.EACCES, errno.ENOTDIR, errno.EISDIR, errno.ENOEXEC, errno.EPERM, errno.ELOOP}
)
_ADDRESS = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")


class Sender:
    """Hands messages to `command` and files copies. `command` None: every submission is refused with `why_not`."""

    def __init__(
        self, command: Sequence[str] | None, maildir: Path | None, sent: Path | None, state: Path, *,
        why_not: str = "", timeout: float = TIMEOUT,
    ) -> None:  # fmt: skip
        self._command = list(command) if command else None
        self._maildir = maildir
        self._sent = sent
        self._state = state
        self._why_not = why_not
        self._timeout = timeout

    def submit(self, submission: Submission) -> Receipt:
        """Run the command and file a copy. Raises Refused, Temporary, OutcomeUnknown."""
        if self._command is None:
            raise Refused(self._why_not)
        with contextlib.suppress(OSError):
            filed = self._filed(submission)
            if filed is not None:  # the copy is only filed after a clear yes
                return Receipt(str(filed), "It had been sent before.")
        # The message came with the line ends of SMTP; sendmail-like commands expect those of the system and would
        # double or quote the CR.
        local = submission.raw.replace(b"\r\n", b"\n")
        self._run(local)
        try:
            return Receipt(str(self._file_copy(submission, local)))
        except OSError as error:
            return Receipt("exit status 0", f"It was sent, but the copy could not be filed: {reason(error)}.")

    def reconcile(self, submission: Submission) -> Receipt:
        """The receipt if a copy lies among the sent mail. Raises OutcomeUnknown: the exit status died with us."""
        try:
            found = self._filed(submission) or self._sent_by_message_id(submission)
        except OSError as error:
            raise OutcomeUnknown(f"The sent mail cannot be looked at ({reason(error)}).") from None
        if found is None:
            raise OutcomeUnknown("The send command was started, but no copy lies among the sent mail.")
        return Receipt(str(found), "The sent copy was found.")

    # -------------------------------------------------------- the command

    def _run(self, message: bytes) -> None:
        """Returns if the command said yes. Raises Refused, Temporary, OutcomeUnknown."""
        assert self._command is not None
        name = shown(self._command[0])
        if signal.getsignal(signal.SIGCHLD) is signal.SIG_IGN:
            # The system then throws exit statuses away, and every refusal would look like a yes.
            raise Refused("Bowout was started with SIGCHLD ignored and cannot see how commands end: start it without.")
        with contextlib.ExitStack() as files:
            try:
                folder = private_folder(self._state / "outgoing")
                letter = files.enter_context(tempfile.TemporaryFile(dir=folder))
                said = files.enter_context(tempfile.TemporaryFile(dir=folder))
                letter.write(message)
                letter.flush()
                os.fsync(letter.fileno())
                letter.seek(0)
                process = self._start(letter, said)
            except OSError as error:
                raise Temporary(f"The letter could not be handed to {name} ({reason(error)}): not sent.") from None
            status = self._wait(process, name)
            words = _words(said)
        _judge(status, name, words)

    def _start(self, letter: IO[bytes], said: IO[bytes]) -> subprocess.Popen[bytes]:
        """Standard error goes to a file and not to a pipe: a pipe would break when we die, and the command with it."""
        assert self._command is not None
        try:
            return subprocess.Popen(  # noqa: S603 - the user's own command, an argument list, no shell
                self._command, stdin=letter, stdout=subprocess.DEVNULL, stderr=said, start_new_session=True
            )
        except (OSError, ValueError) as error:  # ValueError: a NUL byte in an argument
            if isinstance(error, OSError) and error.errno not in _WRONG_COMMAND:
                raise
            why = reason(error) if isinstance(error, OSError) else "it holds a NUL byte"
            name = shown(self._command[0])
            raise Refused(f"The send command {name} cannot be run ({why}): correct `send` of the account.") from None

    def _wait(self, process: subprocess.Popen[bytes], name: str) -> int:
        try:
            return process.wait(self._timeout)
        except subprocess.TimeoutExpired:
            # It is left alone and only its end is awaited, so that no zombie stays behind.
            threading.Thread(target=process.wait, daemon=True).start()
            raise OutcomeUnknown(
                f"{name} has not ended after {self._timeout:.0f} seconds and goes on: whether the letter leaves is unknown."
            ) from None

    # -------------------------------------------------------- the copy

    def _filed(self, submission: Submission) -> Path | None:
        """The copy that we filed ourselves, under whatever flags it has now. Raises OSError."""
        folder = self._sent_folder()
        if folder is None:
            return None
        unique = unique_name(submission)
        for part in ("cur", "new"):
            for path in _entries(folder / part):
                if path.name.partition(":")[0] == unique:
                    return path
        return None

    def _sent_by_message_id(self, submission: Submission) -> Path | None:
        """A copy that the command itself, or the user's server, filed. Raises OSError."""
        folder = self._sent_folder()
        if folder is None:
            return None
        dated: list[tuple[float, Path]] = []
        for part in ("cur", "new"):
            for path in _entries(folder / part):
                with contextlib.suppress(OSError):
                    dated.append((path.stat().st_mtime, path))
        for _, path in sorted(dated, reverse=True)[:MAX_LOOK]:
            if _message_id(path) == submission.message_id:
                return path
        return None

    def _file_copy(self, submission: Submission, message: bytes) -> Path:
        """Deliver into `cur`, seen, the Maildir way: written and synced in `tmp`, then renamed. Raises OSError."""
        folder = self._sent_folder() or self._new_sent_folder()
        for part in sorted(MAILDIR_PARTS):
            (folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)
        unique = unique_name(submission)
        temporary, place = folder / "tmp" / unique, folder / "cur" / f"{unique}:2,S"
        temporary.unlink(missing_ok=True)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with open(handle, "wb") as file:
            file.write(message)
            file.flush()
            os.fsync(handle)
        temporary.rename(place)
        sync_folder(place.parent)
        return place

    def _sent_folder(self) -> Path | None:
        """The folder set by the user, or the layout's own, if it is there. Raises OSError."""
        if self._sent is not None:
            return self._sent
        if self._maildir is None:
            return None
        folders = [folder for folder in find(self._maildir).folders if folder.sent]
        # "Sent" before "Sent/2024" and "[Gmail]/Sent Mail"
        folders.sort(key=lambda folder: (folder.title.count("/"), folder.title != "Sent", folder.title))
        return folders[0].path if folders else None

    def _new_sent_folder(self) -> Path:
        """Where a Sent folder belongs that is not there yet. Raises OSError."""
        if self._maildir is None:
            raise FileNotFoundError(2, "no Sent folder is set: see `sent` of the account")
        if not (self._maildir / "cur").is_dir():
            return self._maildir / "Sent"
        folder = self._maildir / ".Sent"
        folder.mkdir(mode=0o700, exist_ok=True)
        (folder / "maildirfolder").touch(mode=0o600)  # Maildir++ marks sub-folders so
        return folder


def unique_name(submission: Submission) -> str:
    """The Maildir name of the filed copy: the same at every attempt, so that there is one copy at most."""
    digest = hashlib.sha256(submission.id.encode("utf-8", "backslashreplace")).hexdigest()[:24]
    header = BytesHeaderParser().parsebytes(submission.raw[:HEADER_BYTES]).get("Date", "")
    try:
        return f"{int(parsedate_to_datetime(str(header)).timestamp())}.{digest}.bowout"
    except (ValueError, TypeError, OverflowError):
        return f"{digest}.bowout"


def _entries(folder: Path) -> Iterator[Path]:
    try:
        yield from folder.iterdir()
    except (FileNotFoundError, NotADirectoryError):
        return


def _message_id(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            header = BytesHeaderParser().parsebytes(file.read(HEADER_BYTES)).get("Message-ID")
    except OSError:
        return None
    return str(header).strip() if header else None


def _judge(status: int, name: str, words: str) -> None:
    """Turn an exit status into yes (returns), no, later, or unknown."""
    said = f": {words}" if words else "."
    if status == 0:
        return
    if status == EX_TEMPFAIL:
        raise Temporary(f"{name} could not send just now{said}")
    if status < 0 or 128 < status <= 192:  # a shell between us tells of a signal as 128 + its number
        number = -status if status < 0 else status - 128
        raise OutcomeUnknown(f"{name} was ended by signal {number}: whether the letter left is not known.")
    if status in LOST:
        raise OutcomeUnknown(f"{name} broke off (exit status {status}), whether the letter left is not known{said}")
    raise Refused(f"{name} refused the letter (exit status {status}){said}")


def _words(said: IO[bytes]) -> str:
    """The first two lines of what the command said, without addresses and control characters."""
    try:
        said.seek(0)
        text = said.read(4096).decode("utf-8", "replace")
    except OSError:
        return ""
    lines = [line.strip()[:200] for line in text.splitlines() if line.strip()][:2]
    return "".join(c if c.isprintable() else "?" for c in _ADDRESS.sub("<address>", " / ".join(lines)))
