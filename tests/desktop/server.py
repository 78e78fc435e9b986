"""A session bus of a test's own, and on it a notification server that shows nothing and does what the test says.

The server lives in a thread, so that any test can use it: one that waits, one with a loop (which calls what waits by
`asyncio.to_thread`), and one whose daemon is another process.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from dbus_fast import Message, MessageType, NameFlag, Variant
from dbus_fast.aio import MessageBus

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
ENOUGH = 20.0
"""Seconds that nothing here needs."""
PLAIN = ("actions", "body")
GNOME = ("actions", "body", "body-markup", "icon-static", "persistence", "sound")
PLASMA = (*GNOME, "inline-reply")

BUS = """<busconfig><type>session</type><listen>unix:path={home}/bus</listen><servicedir>{home}/services</servicedir>
<policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>"""
"""The policy is that of the session bus as it is everywhere: whoever is on it may say anything to anybody."""

T = TypeVar("T")


class Bus:
    """A session bus, which can be ended and started anew. Nobody else is on it."""

    def __enter__(self) -> Bus:
        if shutil.which("dbus-daemon") is None:
            pytest.fail("the tests of notifications need: apt install dbus", pytrace=False)
        self.home = Path(tempfile.mkdtemp(prefix="bowout-desktop-"))  # short: it becomes the name of a socket
        self.address = f"unix:path={self.home}/bus"
        (self.home / "services").mkdir()
        (self.home / "bus.conf").write_text(BUS.format(home=self.home))
        self._process: subprocess.Popen[bytes] | None = None
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        shutil.rmtree(self.home, ignore_errors=True)

    @property
    def environ(self) -> dict[str, str]:
        """For those who are to find it."""
        return {"DBUS_SESSION_BUS_ADDRESS": self.address}

    def start(self) -> None:
        (self.home / "bus").unlink(missing_ok=True)
        options = (f"--config-file={self.home}/bus.conf", "--nofork", "--nopidfile", "--print-address")
        hidden = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
        env = {name: value for name, value in os.environ.items() if name not in hidden}
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(["dbus-daemon", *options], env=env, stdout=subprocess.PIPE, stderr=quiet)
        assert self._process.stdout is not None
        self._process.stdout.readline()  # it listens now
        self._process.stdout.close()

    def end(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(ENOUGH)
            self._process = None

    def startable(self, command: str, name: str = NAME) -> None:
        """Have the bus start this for that name when somebody asks for it."""
        (self.home / "services" / f"{name}.service").write_text(f"[D-BUS Service]\nName={name}\nExec={command}\n")
        self.end()
        self.start()


@dataclass(frozen=True, slots=True)
class Posted:
    """A notification as it came in."""

    number: int
    app: str
    icon: str
    summary: str
    body: str
    """As it came: escaped, where the server has markup."""
    actions: dict[str, str]
    """Key → label, in order."""
    hints: dict[str, Any]
    timeout: int
    replaces: int
    sender: str
    """Unique name of who posted it."""

    @property
    def buttons(self) -> list[str]:
        """The labels that a person sees, without the click on the card itself."""
        return [label for key, label in self.actions.items() if key != "default"]


class Server:
    """A notification server on a bus. Entered: it has the name. Left: it is gone, and its cards with it."""

    def __init__(self, address: str, capabilities: tuple[str, ...] = GNOME, *, broadcast: bool = True) -> None:
        """`broadcast`: its signals go to everybody (xfce4, mako, Plasma), else to the sender of the card (GNOME, dunst)."""
        self.address = address
        self.capabilities = capabilities
        self.broadcast = broadcast
        self.posted: list[Posted] = []
        """Everything that ever came in."""
        self.closed: list[int] = []
        """Numbers that somebody asked to be taken down."""
        self.calls: list[str] = []
        """Names of all methods that were called."""
        self.refuse: list[str] = []
        """Names of errors with which the next notifications are refused, one each."""
        self.mute = False
        """It takes cards and never answers."""
        self.number = 0
        """What the last card was called."""
        self._standing: dict[int, Posted] = {}
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._held: list[Message] = []

    # ------------------------------------------------------------ life

    def __enter__(self) -> Server:
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._do(self._open())
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(Exception):
            self._do(self._part())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(ENOUGH)
        self._loop.close()

    async def _open(self) -> None:
        self._bus = await MessageBus(bus_address=self.address).connect()
        self._bus.add_message_handler(self._message)
        await self._bus.request_name(NAME, NameFlag.REPLACE_EXISTING | NameFlag.ALLOW_REPLACEMENT)

    async def _part(self) -> None:
        self._bus.disconnect()
        await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # its annotation is missing

    def restart(self) -> None:
        """End and come back as a new one, which knows no card."""
        self._do(self._part())
        with self._changed:
            self._standing.clear()
            self.number = 0
        self._do(self._open())

    # ------------------------------------------------------------ what a test sees

    @property
    def standing(self) -> tuple[Posted, ...]:
        """What stands now, oldest first."""
        with self._changed:
            return tuple(self._standing.values())

    def wait(self, until: Callable[[tuple[Posted, ...]], bool], seconds: float = ENOUGH) -> tuple[Posted, ...]:
        """Until what stands is so; what stands then."""
        with self._changed:
            if not self._changed.wait_for(lambda: until(tuple(self._standing.values())), seconds):
                raise AssertionError(f"stands: {[card.summary for card in self._standing.values()]}")
            return tuple(self._standing.values())

    def card(self, text: str = "", button: str = "") -> Posted:
        """Wait for a card with that in its summary or body, and with that button (key); the newest such."""

        def fits(card: Posted) -> bool:
            return text in f"{card.summary}\n{card.body}" and (not button or button in card.actions)

        standing = self.wait(lambda cards: any(map(fits, cards)))
        return [card for card in standing if fits(card)][-1]

    def gone(self, card: Posted) -> None:
        """Wait until that card is down, or another is in its place."""
        self.wait(lambda cards: card not in cards)

    # ------------------------------------------------------------ what a person does

    def press(self, card: Posted, key: str = "default", token: str = "") -> None:
        """Press a button ("default": click on the card). The server takes the card down then, as most do."""
        assert key in card.actions, f"{key} is none of {list(card.actions)}"
        if token:
            self.say("ActivationToken", "us", card.number, token, to=card.sender)
        self.say("ActionInvoked", "us", card.number, key, to=card.sender)
        self._down(card.number, 2)

    def reply(self, card: Posted, text: str) -> None:
        """Type into the card's field, as on Plasma."""
        assert "inline-reply" in card.actions
        self.say("NotificationReplied", "us", card.number, text, to=card.sender)
        self._down(card.number, 2)

    def dismiss(self, card: Posted) -> None:
        """Close it."""
        self._down(card.number, 2)

    def expire(self, card: Posted) -> None:
        """Its time is over."""
        self._down(card.number, 1)

    # ------------------------------------------------------------ what the server says

    def say(self, member: str, signature: str, *body: Any, to: str | None = None, sender: MessageBus | None = None,
            path: str = PATH, interface: str = NAME) -> None:  # fmt: skip
        """Any signal at all. `to` counts where the server does not broadcast."""
        signal = Message.new_signal(path, interface, member, signature, list(body))
        signal.destination = None if self.broadcast else to

        async def send() -> None:
            await (sender or self._bus).send(signal)

        self._do(send())

    def answer_late(self) -> None:
        """Answer what was kept while it was mute."""

        async def send() -> None:
            for message in self._held:
                await self._bus.send(self._notified(message))
            self._held.clear()

        self._do(send())

    def _down(self, number: int, reason: int) -> None:
        with self._changed:
            card = self._standing.pop(number, None)
            self._changed.notify_all()
        if card is not None:
            self.say("NotificationClosed", "uu", number, reason, to=card.sender)

    # ------------------------------------------------------------ what others ask

    def _message(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL or message.interface != NAME:
            return None
        self.calls.append(str(message.member))
        if message.member == "GetCapabilities":
            return Message.new_method_return(message, "as", [list(self.capabilities)])
        if message.member == "GetServerInformation":
            return Message.new_method_return(message, "ssss", ["fake", "bowout", "1", "1.3"])
        if message.member == "Notify":
            if self.refuse:
                return Message.new_error(message, self.refuse.pop(0), "not now")
            if self.mute:
                self._held.append(message)
                return True
            return self._notified(message)
        if message.member == "CloseNotification":
            self._taken_down(message)
            return Message.new_method_return(message)
        return None

    def _notified(self, message: Message) -> Message:
        app, replaces, icon, summary, body, actions, hints, timeout = message.body
        with self._changed:
            if replaces not in self._standing:
                self.number += 1
            number = replaces if replaces in self._standing else self.number
            card = Posted(
                number, app, icon, summary, body, dict(zip(actions[::2], actions[1::2], strict=True)),
                {name: value.value if isinstance(value, Variant) else value for name, value in hints.items()},
                timeout, replaces, str(message.sender),
            )  # fmt: skip
            self._standing[number] = card
            self.posted.append(card)
            self._changed.notify_all()
        return Message.new_method_return(message, "u", [number])

    def _taken_down(self, message: Message) -> None:
        number = message.body[0]
        with self._changed:
            self.closed.append(number)
            card = self._standing.pop(number, None)
            self._changed.notify_all()
        if card is not None:
            signal = Message.new_signal(PATH, NAME, "NotificationClosed", "uu", [number, 3])
            signal.destination = None if self.broadcast else card.sender
            self._bus.send(signal)

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(ENOUGH)


@contextlib.contextmanager
def desktop(capabilities: tuple[str, ...] = GNOME) -> Iterator[tuple[Server, Mapping[str, str]]]:
    """A server on a bus of its own, and the environment in which it is found."""
    with Bus() as bus, Server(bus.address, capabilities) as server:
        yield server, bus.environ
