"""The token file of an account: encrypted under a key in the keyring, or plain where the user chose that.

`state/tokens/NAME.bin` (keyring) or `state/tokens/NAME.json` (file), 0600 in a folder 0700. An encrypted file is a
mark, a nonce and AES-256-GCM of JSON with the account's name as associated data, so that no file passes for another
account's. The keyring holds the key alone, one for all accounts.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import stat
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, unquote

from connectors.base import ConnectorError, NeedsLogin, Temporary, Unreadable
from connectors.timer import Timer
from connectors.tokens.ring import Ring

Store = Literal["keyring", "file"]

MARK = b"bowout tokens 1\n"
NONCE = 12
MAX_FILE = 1024 * 1024
LOCK_LIMIT = 90.0
"""Seconds one waits for another's refreshing, which takes one or two requests."""
LOCK_PAUSE = 0.05


def accounts(state: Path) -> list[str]:
    """Names of the accounts whose sign-in lies in this state folder."""
    found = {*(state / "tokens").glob("*.bin"), *(state / "tokens").glob("*.json")}
    return sorted({unquote(path.stem) for path in found if not path.name.startswith(".")})


class Tokens:
    """What a sign-in left behind for one account. May be used from several threads. Shows nothing of it in its text."""

    def __init__(
        self,
        state: Path,
        account: str,
        store: Store = "keyring",
        timer: Timer = Timer(),  # noqa: B008 - frozen
    ) -> None:
        """`state`: the program's state folder. Touches neither disk nor keyring."""
        name = quote(account, safe="")
        self._account = account
        self._store = store
        self._timer = timer
        self._folder = state / "tokens"
        self._file = self._folder / f"{name}.{'bin' if store == 'keyring' else 'json'}"
        self._other = self._folder / f"{name}.{'json' if store == 'keyring' else 'bin'}"
        self._lock = self._folder / f".{name}.lock"
        self._threads = threading.Lock()
        self._ring = Ring()
        self._key: bytes | None = None

    def __repr__(self) -> str:
        return f"Tokens({self._account!r})"

    @property
    def exists(self) -> bool:
        """Somebody signed in, as far as one can tell without asking the keyring."""
        return self._file.is_file()

    def load(self) -> dict[str, Any] | None:
        """What was saved last, None if nobody signed in.

        Raises Temporary (the keyring is locked, or not there yet), Unreadable (there is none at all, or the file may not
        be read), NeedsLogin (the file is damaged or another account's, or its key is gone).
        """
        stored = self._read()
        if stored is None:
            return None
        plain = stored if self._store == "file" else self._opened(stored)
        try:
            data = json.loads(plain or b"")
        except (ValueError, RecursionError):
            data = None
        if not isinstance(data, dict):
            raise self._sign_in_again("is damaged")
        return data

    def save(self, data: Mapping[str, Any]) -> None:
        """Replace what is stored, whole or not at all; makes the key where there is none yet.

        Raises Temporary (the keyring is locked or not there yet, the disk is full) and Unreadable.
        """
        plain = json.dumps(dict(data)).encode()
        with self._alone(self._folder / ".write.lock"):
            content = plain if self._store == "file" else self._sealed(plain)
            try:
                self._replace(content)
                self._other.unlink(missing_ok=True)  # of the time before the user chose the other store
            except OSError as error:
                fault = self._trouble(error, "stored")
            else:
                return
        raise fault

    def delete(self) -> None:
        """Forget it. The key stays: it is that of all accounts. Raises Temporary, Unreadable."""
        if not self._folder.is_dir():
            return
        with self._alone(self._folder / ".write.lock"):
            try:
                for path in (self._file, self._other, self._new):
                    path.unlink(missing_ok=True)
                _down_to_disk(self._folder)
            except OSError as error:
                fault = self._trouble(error, "deleted")
            else:
                return
        raise fault

    @contextlib.contextmanager
    def _held(self) -> Iterator[None]:
        if not self._threads.acquire(timeout=LOCK_LIMIT):
            raise self._busy()
        try:
            with self._alone(self._lock):
                yield
        finally:
            self._threads.release()

    def locked(self) -> AbstractContextManager[None]:
        """One at a time, across processes and threads: who refreshes a token holds this. Not to be nested.

        Raises Temporary if it takes too long, Unreadable if the state folder may not be written.
        """
        return self._held()

    # ------------------------------------------------------------ the file

    @property
    def _new(self) -> Path:
        """What is being written; a killed process may leave it, the next one writes over it."""
        return self._folder / f".{self._file.name}.new"

    def _read(self) -> bytes | None:
        try:
            handle = os.open(self._file, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        except FileNotFoundError:
            return None
        except OSError as error:
            fault = self._trouble(error, "read")
        else:
            try:
                if stat.S_IMODE(os.fstat(handle).st_mode) & 0o077:
                    os.fchmod(handle, 0o600)
                with open(handle, "rb", closefd=False) as file:
                    return file.read(MAX_FILE)
            except OSError as error:
                fault = self._trouble(error, "read")
            finally:
                os.close(handle)
        raise fault

    def _replace(self, content: bytes) -> None:
        """Write beside, bring it down to the disk, then rename. Raises OSError."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
        with open(os.open(self._new, flags, 0o600), "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        self._new.replace(self._file)
        _down_to_disk(self._folder)

    @contextlib.contextmanager
    def _alone(self, lock: Path) -> Iterator[None]:
        """Hold a lock file, which also keeps other threads out. Raises Temporary, Unreadable."""
        handle = self._opened_lock(lock)
        try:
            for _ in range(int(LOCK_LIMIT / LOCK_PAUSE)):
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                self._timer.sleep(LOCK_PAUSE)
            else:
                raise self._busy()
            yield
        finally:
            os.close(handle)

    def _opened_lock(self, lock: Path) -> int:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if stat.S_IMODE(self._folder.stat().st_mode) != 0o700:
                self._folder.chmod(0o700)
            return os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            fault = self._trouble(error, "stored")
        raise fault

    # ------------------------------------------------------------ the key

    def _opened(self, stored: bytes) -> bytes | None:
        """What was encrypted, None if it is damaged. Raises Temporary, Unreadable, NeedsLogin."""
        if not stored.startswith(MARK):
            return None
        plain = None
        if self._key is not None:
            plain = _decrypted(self._key, stored, self._account)
        if plain is None:  # first time; or a key was made anew since
            self._key = self._ring.key()
            if self._key is None:
                raise self._sign_in_again("cannot be opened, because its key is gone from the keyring")
            plain = _decrypted(self._key, stored, self._account)
        return plain

    def _sealed(self, plain: bytes) -> bytes:
        """Encrypted under the key that the keyring has now, or the one we know if it cannot be asked."""
        try:
            self._key = self._ring.key(make=True)
        except ConnectorError:
            if self._key is None:
                raise
        assert self._key is not None
        return _encrypted(self._key, plain, self._account)

    # ------------------------------------------------------------ what went wrong

    def _sign_in_again(self, what: str) -> NeedsLogin:
        return NeedsLogin(f"the stored sign-in {what}. Sign in again: agent login {self._account}")

    def _busy(self) -> Temporary:
        return Temporary(f"another Bowout is busy with the sign-in of {self._account}")

    def _trouble(self, error: OSError, verb: str) -> ConnectorError:
        text = (
            f"the sign-in of {self._account} cannot be {verb} in {self._folder}: {(error.strerror or 'error').lower()}"
        )
        mendable = error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR, errno.ELOOP)
        return Unreadable(text) if mendable else Temporary(text)


def _encrypted(key: bytes, plain: bytes, account: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE)
    return MARK + nonce + AESGCM(key).encrypt(nonce, plain, MARK + account.encode())


def _decrypted(key: bytes, stored: bytes, account: str) -> bytes | None:
    """None if it was not encrypted so: another key, another account, a changed byte."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    start = len(MARK)
    nonce, sealed = stored[start : start + NONCE], stored[start + NONCE :]
    try:
        return AESGCM(key).decrypt(nonce, sealed, MARK + account.encode())
    except (InvalidTag, ValueError):
        return None


def _down_to_disk(folder: Path) -> None:
    with contextlib.suppress(OSError):  # file systems that cannot do that for folders do not need it
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
