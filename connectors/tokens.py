"""The token file of an account: encrypted under a key in the keyring, or plain where the user chose that.

`state/tokens/NAME.bin` (keyring) or `state/tokens/NAME.json` (file), 0600 in a folder 0700. An encrypted file is a
mark, a nonce and AES-256-GCM of JSON with the account's name as associated data, so that no file passes for another
account's. The keyring holds the key alone, one for all accounts: `bowout`, `token-key`. It is never made to ask the
person for a password: where it is locked that is said, and the caller comes again.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import errno
import fcntl
import json
import os
import stat
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from connectors.base import ConnectorError, NeedsLogin, Temporary, Unreadable
from connectors.timer import Timer

if TYPE_CHECKING:
    from jeepney import Message  # type: ignore[import-untyped]  # brings no types
    from jeepney.io.blocking import DBusConnection  # type: ignore[import-untyped]
    from keyring.backends.SecretService import Keyring

Store = Literal["keyring", "file"]

SERVICE, USER = "bowout", "token-key"
"""Names the key in the keyring."""
MARK = b"bowout tokens 1\n"
NONCE = 12
KEY = 32
MAX_FILE = 1024 * 1024
KEYRING_LIMIT = 20.0
"""Seconds the keyring is given: one that wants a person to look at it waits for ever."""
LOCK_LIMIT = 90.0
"""Seconds one waits for another's refreshing, which takes one or two requests."""
LOCK_PAUSE = 0.05

SECRETS = "org.freedesktop.secrets"
NO_KEYRING = (
    "there is no keyring in this session to keep the key of your sign-ins.\n"
    'Start one (GNOME Keyring, KWallet, KeePassXC), or set token_store = "file" under [secrets].'
)
NOT_STARTED = "the keyring has not started yet; it does when you log in to the desktop"
NOT_OPEN = (
    "no keyring is open yet; open yours, or set one up, then this goes on.\n"
    'On a machine without a desktop: token_store = "file" under [secrets].'
)
LOCKED = "the keyring is locked; unlock it, by logging in to the desktop or in its own window, then this goes on"
SILENT = "the keyring does not answer; perhaps it waits for you in a window of its own"


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
        self._ring = _Ring()
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


# ---------------------------------------------------------------- keyring


class _Ring:
    """The Secret Service of the desktop session, asked within a time limit and never made to ask back.

    The backend is named outright: choosing one by what is installed could end in a plain file, and a choice made before
    the session is complete lasts as long as the process.
    """

    def __init__(self) -> None:
        self._asking: Future[bytes | None] | None = None

    def key(self, make: bool = False) -> bytes | None:
        """The key; without `make` None where there is none. Raises Temporary, Unreadable."""
        if self._asking is not None and not self._asking.done():
            raise Temporary(SILENT)  # from before: no second thread to wait for nothing
        answer: Future[bytes | None] = Future()
        self._asking = answer
        threading.Thread(target=_answer, args=(answer, make), name="keyring", daemon=True).start()
        try:
            return answer.result(KEYRING_LIMIT)
        except TimeoutError:
            fault: ConnectorError = Temporary(SILENT)
        except ConnectorError as error:
            fault = error
        except Exception as error:  # noqa: BLE001 - D-Bus, its libraries and the services behind it fail in many ways
            fault = Temporary(f"the keyring cannot be asked just now ({type(error).__name__})")
        raise fault


def _answer(answer: Future[bytes | None], make: bool) -> None:
    try:
        answer.set_result(_asked(make))
    except BaseException as error:  # noqa: BLE001 - it is raised where it was asked
        answer.set_exception(error)


def _asked(make: bool) -> bytes | None:
    try:
        from keyring.backends.SecretService import Keyring
        from keyring.errors import KeyringLocked

        ring = Keyring()  # type: ignore[no-untyped-call]
        _ready(getattr(ring, "preferred_collection", None))
    except ImportError:
        raise Unreadable(NO_KEYRING) from None
    try:
        key = _stored(ring)
        if key is None and make:
            ring.set_password(SERVICE, USER, base64.b64encode(os.urandom(KEY)).decode())  # type: ignore[no-untyped-call]
            key = _stored(ring)
            if key is None:
                raise Temporary("the keyring did not keep the key")
    except KeyringLocked:
        raise Temporary(LOCKED) from None
    return key


def _stored(ring: Keyring) -> bytes | None:
    """The key in the keyring; something else under its name is none."""
    try:
        text = ring.get_password(SERVICE, USER)  # type: ignore[no-untyped-call]
        key = base64.b64decode(text or "", validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == KEY else None


def _ready(collection: str | None) -> None:
    """Look, without any window coming up, whether the keyring can be asked. Raises Temporary, Unreadable."""
    from jeepney.io.blocking import open_dbus_connection

    try:
        bus = open_dbus_connection("SESSION")
    except (OSError, KeyError, ValueError, RuntimeError, StopIteration):
        raise Unreadable(NO_KEYRING) from None
    with contextlib.closing(bus):
        _started(bus)
        if collection is None:
            collection = _call(bus, _secrets("ReadAlias", "default"))[0]
        if collection == "/":
            raise Temporary(NOT_OPEN)
        properties = "org.freedesktop.DBus.Properties"
        locked = _secrets("Get", "org.freedesktop.Secret.Collection", "Locked", path=collection, interface=properties)
        if _call(bus, locked)[0][1]:
            raise Temporary(LOCKED)


def _started(bus: DBusConnection) -> None:
    """Some keyring service runs, or starts now. Raises Temporary, Unreadable."""
    from jeepney import DBusErrorResponse, message_bus

    if _call(bus, message_bus.NameHasOwner(SECRETS))[0]:
        return
    if SECRETS not in _call(bus, message_bus.ListActivatableNames())[0]:
        raise Unreadable(NO_KEYRING)
    # A service of the session that comes up before the desktop would start another keyring than the desktop's own.
    if "INVOCATION_ID" in os.environ and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        raise Temporary(NOT_STARTED)
    try:
        _call(bus, message_bus.StartServiceByName(SECRETS))
    except DBusErrorResponse:
        raise Temporary(NOT_STARTED) from None


def _call(bus: DBusConnection, message: Message) -> Any:
    """The body of the answer. Raises DBusErrorResponse, OSError."""
    from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]

    return unwrap_msg(bus.send_and_get_reply(message, timeout=KEYRING_LIMIT))


def _secrets(method: str, *values: str, path: str = "/org/freedesktop/secrets", interface: str = "") -> Message:
    """A question to the keyring service (Secret Service API, all arguments texts), which does not start it."""
    from jeepney import DBusAddress, MessageFlag, new_method_call

    address = DBusAddress(path, SECRETS, interface or "org.freedesktop.Secret.Service")
    message = new_method_call(address, method, "s" * len(values), values)
    message.header.flags |= MessageFlag.no_auto_start
    return message
