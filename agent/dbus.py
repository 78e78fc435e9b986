"""One connection to a message bus: calls whose answers come from whom they were asked of, and signals as they arrive.

An answer is told by a number that any other program on the bus can guess, so its sender is checked as well (D-Bus
Specification, "Message Types"): without that a stranger could name the notification server.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from dbus_fast import Message, MessageFlag, MessageType
from dbus_fast.aio import MessageBus

PATIENCE = 20.0
"""Seconds within which the bus and whoever is on it answer."""
PARTING = 1.0
"""Seconds for which the end of a connection is waited for."""
BUS, BUS_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"

Answered = Callable[[Message], None]


class Unanswered(Exception):
    """There is no answer: a refusal (with the name of the error), silence, or the end of the bus."""

    def __init__(self, name: str = "") -> None:
        super().__init__(name)
        self.name = name


def address(environ: Mapping[str, str]) -> str | None:
    """Where the session's bus is; None where there is none. No bus is ever started for us."""
    if told := environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return told
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    return f"unix:path={quote(runtime)}/bus" if runtime.startswith("/") else None


def system_address(environ: Mapping[str, str]) -> str:
    """Where the machine's bus is, if it has one (D-Bus Specification, "Well-known Message Bus Instances")."""
    return environ.get("DBUS_SYSTEM_BUS_ADDRESS") or "unix:path=/var/run/dbus/system_bus_socket"


class Link:
    """An open connection."""

    def __init__(self, heard: Callable[[Message], None]) -> None:
        """`heard` is called in the loop with every signal, of anybody: matches hold back only what is broadcast."""
        self._heard = heard
        self._calls: dict[int, tuple[str, Answered]] = {}
        self._bus: MessageBus | None = None
        self._ended: asyncio.Future[None] | None = None
        self._quiet = asyncio.Event()
        """Set whenever one call less waits for its answer."""

    async def open(self, where: str) -> None:
        """Raises whatever is wrong with the bus."""
        bus = self._bus = MessageBus(bus_address=where)
        async with asyncio.timeout(PATIENCE):
            await bus.connect()
        bus.add_message_handler(self._message)
        self._ended = asyncio.ensure_future(bus.wait_for_disconnect())  # type: ignore[no-untyped-call] # its annotation is missing
        self._ended.add_done_callback(self._end)

    async def ended(self) -> None:
        """Until the connection has ended, whoever ended it. May be cancelled and waited for again."""
        assert self._ended is not None
        await asyncio.wait({self._ended})

    async def settled(self) -> None:
        """Until everything that was asked is answered, or for as long as an end may be waited for."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PARTING):
                while self._calls and self._bus is not None and self._bus.connected:
                    self._quiet.clear()
                    await self._quiet.wait()

    async def close(self) -> None:
        """Part, if need be, and leave nothing behind. Never raises."""
        if self._bus is None or self._ended is None:
            return
        with contextlib.suppress(Exception):
            if self._bus.connected:
                self._bus.disconnect()
            await asyncio.wait({self._ended}, timeout=PARTING)
        self._ended.cancel()

    async def call(
        self, to: str, path: str, interface: str, member: str, signature: str = "", *body: Any,
        answered: Answered | None = None,
    ) -> list[Any]:  # fmt: skip
        """What was answered; nobody is started for it. `to`: a unique name, or the bus itself. Raises Unanswered.

        `answered` is given the answer, or the refusal, the moment it arrives, before any later message, and also when it
        comes too late for us.
        """
        future: asyncio.Future[Message] = asyncio.get_running_loop().create_future()

        def arrived(message: Message) -> None:
            if answered is not None:
                answered(message)
            if not future.done():
                future.set_result(message)

        if self._bus is None or not self._bus.connected:
            raise Unanswered
        message = _message(to, path, interface, member, signature, body, MessageFlag.NO_AUTOSTART)
        message.serial = self._bus.next_serial()
        self._calls[message.serial] = (to, arrived)
        self._send(message)
        assert self._ended is not None
        either: set[asyncio.Future[Any]] = {future, self._ended}
        await asyncio.wait(either, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        if not future.done():
            future.cancel()
            if answered is None:
                self._calls.pop(message.serial, None)
            raise Unanswered
        answer = future.result()
        if answer.message_type is not MessageType.METHOD_RETURN:
            raise Unanswered(answer.error_name or "")
        return list(answer.body)

    async def ask(self, member: str, signature: str = "", *body: Any) -> list[Any]:
        """What the bus itself answers. Raises Unanswered."""
        return await self.call(BUS, BUS_PATH, BUS, member, signature, *body)

    async def owner(self, name: str) -> str:
        """Unique name of who has that name; "" nobody. Raises Unanswered if the bus does not say."""
        try:
            (owner,) = await self.ask("GetNameOwner", "s", name)
        except Unanswered as error:
            if error.name.endswith(".NameHasNoOwner"):
                return ""
            raise
        return str(owner)

    def tell(self, to: str, path: str, interface: str, member: str, signature: str = "", *body: Any) -> None:
        """Likewise, without waiting for anything."""
        if self._bus is not None and self._bus.connected:
            flags = MessageFlag.NO_AUTOSTART | MessageFlag.NO_REPLY_EXPECTED
            self._send(_message(to, path, interface, member, signature, body, flags))

    def _send(self, message: Message) -> None:
        assert self._bus is not None
        # A connection that breaks, even in here, tells so by its end; this copy of the news must not be reported as unheard.
        with contextlib.suppress(OSError):
            self._bus.send(message).add_done_callback(lambda sent: sent.cancelled() or sent.exception())

    def _message(self, message: Message) -> bool | None:
        """True for what is dealt with here."""
        if message.message_type is MessageType.SIGNAL:
            self._heard(message)
            return None
        if message.message_type is MessageType.METHOD_CALL:
            return None
        to, arrived = self._calls.get(message.reply_serial or 0, ("", None))
        if arrived is not None and message.sender in (to, BUS):  # the bus answers for one who has left
            del self._calls[message.reply_serial or 0]
            arrived(message)
            self._quiet.set()
        return True

    def _end(self, ended: asyncio.Future[None]) -> None:
        self._calls.clear()
        self._quiet.set()
        if not ended.cancelled():
            ended.exception()


def _message(
    to: str, path: str, interface: str, member: str, signature: str, body: tuple[Any, ...], flags: MessageFlag
) -> Message:
    make = partial(Message, destination=to, path=path, interface=interface, member=member)
    return make(signature=signature, body=list(body), flags=flags)
