"""Questions to the session bus, by jeepney: a fifth of a second at most, and no window ever comes up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

LIMIT = 5.0


class NoBus(Exception):
    """The session has no bus."""


class Bus:
    """One connection to the session bus."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Raises NoBus."""
        from jeepney.io.blocking import open_dbus_connection

        if not environ.get("DBUS_SESSION_BUS_ADDRESS"):
            raise NoBus
        try:
            self._link: DBusConnection = open_dbus_connection(environ["DBUS_SESSION_BUS_ADDRESS"])
        except Exception:  # noqa: BLE001 - a bad address, a dead socket, a refused handshake: there is no bus
            raise NoBus from None

    def close(self) -> None:
        """Leave the bus."""
        self._link.close()

    def owned(self, name: str) -> bool:
        """Somebody answers to that name."""
        return bool(self._daemon("NameHasOwner", "s", name)[0])

    def startable(self, name: str) -> bool:
        """Somebody would be started for that name."""
        return name in self._daemon("ListActivatableNames")[0]

    def process(self, name: str) -> str:
        """What the program behind a name is called; "" where that cannot be told."""
        try:
            pid = self._daemon("GetConnectionUnixProcessID", "s", name)[0]
            return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            return ""

    def call(self, name: str, path: str, interface: str, method: str, signature: str = "", *values: object) -> Any:
        """The body of the answer; starts nobody. Raises DBusErrorResponse, TimeoutError, OSError."""
        from jeepney import DBusAddress, MessageFlag, new_method_call
        from jeepney.wrappers import unwrap_msg

        message = new_method_call(DBusAddress(path, name, interface), method, signature, values)
        message.header.flags |= MessageFlag.no_auto_start
        return unwrap_msg(self._link.send_and_get_reply(message, timeout=LIMIT))

    def _daemon(self, method: str, signature: str = "", *values: object) -> Any:
        name = "org.freedesktop.DBus"
        return self.call(name, "/org/freedesktop/DBus", name, method, signature, *values)
