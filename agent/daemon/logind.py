"""Whether the machine woke from sleep, told by logind on the system bus (org.freedesktop.login1(5), PrepareForSleep)."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dbus_fast import Message

log = logging.getLogger(__name__)

RETRY = 600.0
"""Seconds until a bus that is not there, or was lost, is tried again."""

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
        from agent.dbus import Link, system_address

        link = Link(self._heard)
        try:
            await link.open(system_address(os.environ))
            for rule in RULES:
                await link.ask("AddMatch", "s", rule)
            owner = await link.owner(NAME)
            if self.owner is None:  # else a change was told while the answer was on its way to us
                self.owner = owner
            await link.ended()
        finally:
            self.owner = None
            await link.close()

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
