"""Whether the machine woke from sleep, told by logind on the system bus (org.freedesktop.login1(5), PrepareForSleep)."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

log = logging.getLogger(__name__)

RETRY = 600.0
"""Seconds until a bus that is not there, or was lost, is tried again."""
PATIENCE = 20.0
"""Seconds within which the bus answers."""
PARTING = 1.0
"""Seconds for which the end of a connection is waited for."""

NAME, PATH, INTERFACE = "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
BUS, BUS_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
RULES = (
    f"type='signal',sender='{BUS}',interface='{BUS}',member='NameOwnerChanged',arg0='{NAME}'",
    f"type='signal',sender='{NAME}',path='{PATH}',interface='{INTERFACE}',member='PrepareForSleep'",
)


class Logind:
    """Listens to logind, which need not be there, nor need a bus."""

    def __init__(self, resumed: Callable[[], None], *, retry: float = RETRY) -> None:
        """`resumed` is called in the loop."""
        self._resumed = resumed
        self._retry = retry
        self.owner: str | None = None
        """Who is logind: a connection's unique name; "" nobody; None: not known, as there is no bus."""

    async def run(self) -> None:
        """Until cancelled. Never raises."""
        while True:
            try:
                await self._listen()
            except Exception as error:  # noqa: BLE001 - whatever is wrong with the bus, the clock tells of sleep as well
                log.debug("no system bus: %s", type(error).__name__)
            await asyncio.sleep(self._retry)

    async def _listen(self) -> None:
        """As long as the connection lasts."""
        from dbus_fast import BusType
        from dbus_fast.aio import MessageBus

        bus = MessageBus(bus_type=BusType.SYSTEM)
        try:
            async with asyncio.timeout(PATIENCE):
                await bus.connect()
                bus.add_message_handler(self._heard)
                for rule in RULES:
                    if await _ask(bus, "AddMatch", rule) is None:
                        raise PermissionError
                owner = await _ask(bus, "GetNameOwner", NAME)
            if self.owner is None:  # else a change was told while the answer was on its way to us
                self.owner = owner or ""
            # Shielded: to be cancelled must not cancel the end of the connection, which is waited for once more.
            await asyncio.shield(bus.wait_for_disconnect())  # type: ignore[no-untyped-call] # its annotation is missing
        finally:
            self.owner = None
            await _part(bus)

    def _heard(self, message: Message) -> None:
        """A message of anybody: matches hold back what is broadcast only, not what is sent to us alone."""
        if (message.sender, message.path, message.member) == (BUS, BUS_PATH, "NameOwnerChanged"):
            if message.signature == "sss" and message.body[0] == NAME:
                self.owner = message.body[2]
        elif (
            self.owner
            and message.sender == self.owner
            and (message.path, message.interface, message.member) == (PATH, INTERFACE, "PrepareForSleep")
            and message.signature == "b"
            and message.body[0] is False
        ):
            self._resumed()


async def _ask(bus: MessageBus, member: str, argument: str) -> str | None:
    """What the bus itself answers; None where it refuses."""
    from dbus_fast import Message, MessageFlag, MessageType

    answer = await bus.call(
        Message(
            destination=BUS,
            path=BUS_PATH,
            interface=BUS,
            member=member,
            signature="s",
            body=[argument],
            flags=MessageFlag.NO_AUTOSTART,
        )
    )
    if answer is None or answer.message_type is not MessageType.METHOD_RETURN:
        return None
    return str(answer.body[0]) if answer.body else ""


async def _part(bus: MessageBus) -> None:
    """Close the connection, if there is one, and leave nothing of it behind."""
    if not bus.connected:
        return
    with contextlib.suppress(Exception):
        bus.disconnect()
        async with asyncio.timeout(PARTING):
            await bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # as above
