"""The notification server: cards posted to it and taken down, and what a person does with them.

Desktop Notifications Specification 1.3 (specifications.freedesktop.org/notification). The server may be absent, be
another one from one minute to the next, or leave any capability out. Whoever else is on the bus may say anything: only
the connection that owns the server's name is believed, and of it only what fits a card that stands. Between signals
nothing happens, and signals are asked for only while a card stands: other programs' notifications do not wake us.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dbus_fast import Message, MessageType, Variant

from agent.dbus import BUS, BUS_PATH, Link, Unanswered, address
from agent.desktop.card import Card, Gesture
from agent.desktop.wire import INLINE, LABEL, REPLY, TOKEN, TYPED, notify, plain

log = logging.getLogger(__name__)

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
OWNER_RULE = f"type='signal',sender='{BUS}',interface='{BUS}',member='NameOwnerChanged',arg0='{NAME}'"
RULE = f"type='signal',sender='{NAME}',path='{PATH}',interface='{NAME}'"
SYSTEMD, SYSTEMD_PATH = "org.freedesktop.systemd1", "/org/freedesktop/systemd1"
DISPLAYS = ("WAYLAND_DISPLAY", "DISPLAY")

FIRST, LONGEST = 15.0, 300.0
"""Seconds until a bus, a server or a screen that should be there is looked for again; twice as long each time, up to."""
EXCESS = "org.freedesktop.Notifications.Error.ExcessNotificationGeneration"
BREATH = 1.2
"""Plasma refuses a notification that is like one of less than a second ago."""
TRIES = 3


@dataclass(slots=True)
class _Standing:
    """A card as the server shows it."""

    card: Card
    offered: frozenset[str]
    """Keys of what it offers: only these can come back."""
    token: str = ""


@dataclass(slots=True)
class _Posting:
    """A card on its way to the server."""

    shown: _Standing
    number: int = 0
    """What the server calls it; 0 until it has said so."""
    abandoned: bool = False
    """Nobody waits for it any more: once it has a number it is taken down."""


class Notifications:
    """One program's cards."""

    def __init__(
        self,
        acted: Callable[[Gesture], None],
        closed: Callable[[Card], None],
        ready: Callable[[], None],
        environ: Mapping[str, str],
        *,
        first: float = FIRST,
        known: Callable[[], None] = lambda: None,
    ) -> None:
        """All are called in the loop.

        `acted`: at most once for each card posted, which is taken down by then. `closed`: it went without our asking,
        for whatever reason, which decides nothing. `ready`: there is a (new) server, which knows nothing of any card.
        `known`: once, when it is no longer only looking.
        """
        self._acted, self._closed, self._ready, self._known = acted, closed, ready, known
        self._environ = environ
        self._first = self._pause = first
        self._not_before = 0.0
        self._link: Link | None = None
        self._owner: str | None = None
        self._standing: dict[int, _Standing] = {}
        self._numbers: dict[str, int] = {}
        self._posting: _Posting | None = None
        self._listens = False
        self._wanted = False
        self._news = asyncio.Event()
        self._one = asyncio.Lock()
        self.capabilities: frozenset[str] = frozenset()
        """Of the server that is there; empty if there is none."""
        self.present = False
        """A server is there."""
        self.looking = True
        """It is not known yet whether one is."""

    # ------------------------------------------------------------ what is asked of it

    async def run(self) -> None:
        """Until cancelled. Never raises. Cards are taken down at the end: nobody is left to hear their buttons."""
        where = address(self._environ)
        while where is not None:
            try:
                await self._session(where)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with the bus, there may be another one later
                log.debug("no session bus: %s", type(error).__name__)
            self._found_out()
            self._news.clear()
            await self._wait(self._later())
        log.info("there is no session bus, so there are no notifications")
        self._found_out()
        await asyncio.Event().wait()

    async def show(self, card: Card) -> bool:
        """Post it, or put it in the place of the one with its key; False where nobody shows it now.

        Where a server could be started for it, or the bus was lost, that is tried by and by; `ready` tells of success.
        """
        async with self._one:
            if not self.present:
                self._wanted = True
                self._news.set()
                return False
            for _ in range(TRIES):
                try:
                    await self._post(card)
                except Unanswered as error:
                    if error.name != EXCESS:
                        log.debug("a card was not taken: %s", error.name or "no answer")
                        if not error.name:
                            self._silent()
                        return False
                    await asyncio.sleep(BREATH)
                else:
                    self._pause = self._first
                    return True
            return False

    async def take_down(self, key: str) -> None:
        """Nothing happens if there is no such card."""
        async with self._one:
            number = self._numbers.get(key)
            if number is not None:
                self._drop(number)
                self._close(number)
                self._tidy()

    # ------------------------------------------------------------ bus and server

    async def _session(self, where: str) -> None:
        """As long as the connection lasts."""
        link = Link(self._heard)
        try:
            await link.open(where)
            self._link = link
            await link.ask("AddMatch", "s", OWNER_RULE)
            owner = await link.owner(NAME)
            if self._owner is None:  # else a change was told while the answer was on its way to us
                self._owner = owner
            ended = asyncio.create_task(link.ended())
            try:
                while not ended.done():
                    self._news.clear()
                    again = await self._look(link)
                    self._found_out()
                    await self._wait(again, ended)
            finally:
                ended.cancel()
        finally:
            # A card that is on its way to the server has its number only then, and is to go as well.
            await link.settled()
            for number in self._standing:
                self._close(number)
            self._forget()
            self._owner = self._link = None
            self._not_before = 0.0
            await link.close()

    def _found_out(self) -> None:
        if self.looking:
            self.looking = False
            self._known()

    async def _wait(self, seconds: float | None, other: asyncio.Task[Any] | None = None) -> None:
        news: asyncio.Task[Any] = asyncio.create_task(self._news.wait())
        tasks = {news} if other is None else {news, other}
        try:
            await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            news.cancel()

    async def _look(self, link: Link) -> float | None:
        """Bring about what is not as it should be; seconds until that is tried again, None: wait for news."""
        if self.present or not (self._owner or self._wanted):
            return None
        now = asyncio.get_running_loop().time()
        if now < self._not_before:
            return self._not_before - now
        if self._owner:
            done = await self._meet(link, self._owner)
        else:
            done = await self._start(link)
        return None if done else self._rest()

    def _rest(self) -> float:
        """Not again for a while; the seconds of that."""
        pause = self._later()
        self._not_before = asyncio.get_running_loop().time() + pause
        return pause

    def _silent(self) -> None:
        """A server that does not answer is as good as none: what comes after this card is not to wait for it as well."""
        self.capabilities = frozenset()
        self.present = False
        self._rest()
        self._news.set()

    def _later(self) -> float:
        pause, self._pause = self._pause, min(self._pause * 2, LONGEST)
        return pause

    async def _meet(self, link: Link, owner: str) -> bool:
        """Learn what the server can do."""
        try:
            (can,) = await link.call(owner, PATH, NAME, "GetCapabilities")
        except (Unanswered, ValueError):
            return False
        if not isinstance(can, list):
            return False
        if owner == self._owner:
            self.capabilities = frozenset(str(word)[:LABEL] for word in can[:100])
            self.present = True
            self._wanted = False
            self._ready()
        return True

    async def _start(self, link: Link) -> bool:
        """Have the bus start a server. Without a screen it would die at once, or be the wrong one for the session to come."""
        try:
            (startable,) = await link.ask("ListActivatableNames")
            if NAME not in startable:
                self._wanted = False
                return True
            if not await self._screen(link):
                return False
            await link.ask("StartServiceByName", "su", NAME, 0)
        except (Unanswered, ValueError) as error:
            log.debug("no notification server was started: %s", error)
            return False
        return True

    async def _screen(self, link: Link) -> bool:
        """There is one: in our own environment, or in the one in which the user's systemd starts programs by now."""
        if any(self._environ.get(name) for name in DISPLAYS):
            return True
        manager = await link.owner(SYSTEMD)
        if not manager:
            return False
        get = ("org.freedesktop.DBus.Properties", "Get", "ss", f"{SYSTEMD}.Manager", "Environment")
        (told,) = await link.call(manager, SYSTEMD_PATH, *get)
        lines = told.value if isinstance(told, Variant) and told.signature == "as" else []
        return any(name in DISPLAYS and value for name, _, value in (line.partition("=") for line in lines))

    # ------------------------------------------------------------ cards

    async def _post(self, card: Card) -> None:
        """Raises Unanswered."""
        link, owner = self._link, self._owner
        if link is None or not owner:
            raise Unanswered
        if not self._listens:
            await link.ask("AddMatch", "s", RULE)
            self._listens = True
        arguments, offered = notify(card, self.capabilities, self._numbers.get(card.key, 0))
        posting = self._posting = _Posting(_Standing(card, offered))

        def answered(message: Message) -> None:
            if owner == self._owner:
                self._number(posting, message)

        try:
            await link.call(owner, PATH, NAME, "Notify", "susssasa{sv}i", *arguments, answered=answered)
        finally:
            posting.abandoned = True
            self._posting = None
            self._tidy()

    def _number(self, posting: _Posting, message: Message) -> None:
        """The server has taken the card (or refused it). What it tells from now on is about this one."""
        if message.message_type is not MessageType.METHOD_RETURN or message.signature != "u":
            return
        number: int = message.body[0]
        if posting.abandoned:
            self._close(number)
            return
        card = posting.shown.card
        self._drop(self._numbers.get(card.key, 0))
        self._drop(number)
        if number:  # a server that cannot take cards down calls them all 0
            self._standing[number] = posting.shown
            self._numbers[card.key] = number

    def _drop(self, number: int) -> _Standing | None:
        """It stands no more, as far as we are concerned."""
        shown = self._standing.pop(number, None)
        if shown is not None:
            del self._numbers[shown.card.key]
        return shown

    def _close(self, number: int) -> None:
        if self._link is not None and self._owner and number:
            self._link.tell(self._owner, PATH, NAME, "CloseNotification", "u", number)

    def _tidy(self) -> None:
        """Ask for no signals while there is nothing that they could be about."""
        if self._listens and not self._standing and self._posting is None and self._link is not None:
            self._listens = False
            self._link.tell(BUS, BUS_PATH, BUS, "RemoveMatch", "s", RULE)

    def _forget(self) -> None:
        """The server that knew our cards is gone."""
        self._standing.clear()
        self._numbers.clear()
        self.capabilities = frozenset()
        self.present = self._listens = False

    # ------------------------------------------------------------ what is told

    def _heard(self, message: Message) -> None:
        """A signal of anybody."""
        if (message.sender, message.path, message.member) == (BUS, BUS_PATH, "NameOwnerChanged"):
            if message.signature == "sss" and message.body[0] == NAME:
                self._changed(message.body[2])
        elif self._owner and (message.sender, message.path, message.interface) == (self._owner, PATH, NAME):
            shown = self._standing.get(message.body[0]) if message.signature in ("us", "uu") else None
            if shown is not None:
                number, what = message.body
                self._told(shown, number, what, str(message.member), str(message.signature))

    def _changed(self, owner: str) -> None:
        listened = self._listens
        self._forget()
        self._listens = listened
        self._tidy()
        self._owner = owner
        self._not_before, self._pause = 0.0, self._first
        self._news.set()

    def _told(self, shown: _Standing, number: int, what: Any, member: str, signature: str) -> None:
        """The server speaks of a card that stands."""
        if (member, signature) == ("NotificationClosed", "uu"):
            self._drop(number)
            self._tidy()
            self._closed(shown.card)
        elif signature != "us":
            return
        elif member == "ActivationToken":
            shown.token = what if len(what) <= TOKEN and what.isascii() and what.isprintable() else ""
        elif member == "ActionInvoked" and what in shown.offered and what != INLINE:
            self._act(number, shown, what)
        elif member == "NotificationReplied" and INLINE in shown.offered:
            self._act(number, shown, REPLY, plain(what, TYPED, keep="\n"))

    def _act(self, number: int, shown: _Standing, button: str, text: str = "") -> None:
        """The first thing a person does with a card is the only one: some servers leave it standing afterwards."""
        self._drop(number)
        if self._posting is None or self._posting.shown.card.key != shown.card.key:  # else another takes its place now
            self._close(number)
        self._tidy()
        self._acted(Gesture(shown.card, button, text, shown.token))
