"""The key of the token files, in the keyring of the desktop session.

It is never made to ask the person for a password: where it is locked that is said, and the caller comes again.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
import threading
from typing import TYPE_CHECKING, Any

from connectors.base import ConnectorError, Temporary, Unreadable

if TYPE_CHECKING:
    from concurrent.futures import Future

    from jeepney import Message
    from jeepney.io.blocking import DBusConnection
    from keyring.backends.SecretService import Keyring

SERVICE, USER = "bowout", "token-key"
"""Names the key in the keyring."""
KEY = 32
"""Bytes of it."""
LIMIT = 20.0
"""Seconds the keyring is given: one that wants a person to look at it waits for ever."""

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


class Ring:
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
        from concurrent.futures import Future

        answer: Future[bytes | None] = Future()
        self._asking = answer
        threading.Thread(target=_answer, args=(answer, make), name="keyring", daemon=True).start()
        try:
            return answer.result(LIMIT)
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
    from jeepney.wrappers import unwrap_msg

    return unwrap_msg(bus.send_and_get_reply(message, timeout=LIMIT))


def _secrets(method: str, *values: str, path: str = "/org/freedesktop/secrets", interface: str = "") -> Message:
    """A question to the keyring service (Secret Service API, all arguments texts), which does not start it."""
    from jeepney import DBusAddress, MessageFlag, new_method_call

    address = DBusAddress(path, SECRETS, interface or "org.freedesktop.Secret.Service")
    message = new_method_call(address, method, "s" * len(values), values)
    message.header.flags |= MessageFlag.no_auto_start
    return message
