"""Stands in for logind on a system bus: says once that the machine woke, and goes (org.freedesktop.login1(5))."""

from __future__ import annotations

import asyncio
import sys

from dbus_fast import Message, NameFlag
from dbus_fast.aio import MessageBus

from agent.daemon.logind import INTERFACE, NAME, PATH


async def woke(address: str) -> None:
    bus = await MessageBus(bus_address=address).connect()
    await bus.request_name(NAME, NameFlag.NONE)
    for asleep in (True, False):
        await bus.send(Message.new_signal(PATH, INTERFACE, "PrepareForSleep", "b", [asleep]))
    bus.disconnect()
    await bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # its annotation is missing


if __name__ == "__main__":
    asyncio.run(woke(sys.argv[1]))
