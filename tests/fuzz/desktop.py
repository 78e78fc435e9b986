"""The message bus: answers and signals of a notification server, and of strangers → cards that stand, and what a person did with them.

An input has a message a line: kind, sender, path, member, signature, body as JSON. They go through dbus-fast's own writer
and reader, so that a body always is what its signature says, as on a bus. Answers are given in their order to what is asked.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from dbus_fast import Message, MessageType, Variant
from dbus_fast._private.unmarshaller import Unmarshaller  # there is no public one for bytes

from agent.dbus import BUS, BUS_PATH, Link
from agent.desktop import notifications
from agent.desktop.card import Button, Card, Gesture
from agent.desktop.notifications import NAME, PATH, Notifications
from agent.desktop.wire import LABEL, REPLY, TYPED
from tests.fuzz.target import Target

SERVER, STRANGER = ":1.7", ":1.66"
CARD = Card(
    "draft:a",
    "1",
    "A letter waits",
    "Dear Ms Okafor",
    (Button("review", "Review"), Button("send", "Send")),
    reply="Answer",
)
TOKENS = (
    b"answer\t", b"signal\t", b"error\t", SERVER.encode(), STRANGER.encode(), BUS.encode(), PATH.encode(), b"ActionInvoked", b"NotificationReplied",
    b"NotificationClosed", b"ActivationToken", b"NameOwnerChanged", b'\tus\t[7, "send"]', b'\tuu\t[7, 2]', b'\tas\t[["actions", "inline-reply"]]',
    b"\tu\t[7]", b"\tu\t[0]", b"\tu\t[4294967295]", b"\ts\t[\"\"]", b'\tv\t["x"]', b"\tau\t[[1]]", b"\t\t[]", b"inline-reply", b"default", b"\\ud800", b"\\u202e",
    b"org.freedesktop.Notifications.Error.ExcessNotificationGeneration",
)  # fmt: skip


def seeds() -> list[bytes]:
    """A server of each kind, and what it may tell."""
    server = f"answer\t{SERVER}\t{PATH}\t"
    can, taken = f'{server}\tas\t[["actions", "inline-reply"]]', f"{server}\tu\t[7]"
    told = f"signal\t{SERVER}\t{PATH}\t"
    signals = [
        f'{told}ActionInvoked\tus\t[7, "send"]', f'{told}NotificationReplied\tus\t[7, "Thank you"]', f"{told}NotificationClosed\tuu\t[7, 2]",
        f'{told}ActivationToken\tus\t[7, "abc"]\n{told}ActionInvoked\tus\t[7, "default"]', f"error\t{SERVER}\t{PATH}\t{notifications.EXCESS}\t\t[]",
        f'signal\t{BUS}\t{BUS_PATH}\tNameOwnerChanged\tsss\t["{NAME}", "{SERVER}", ""]', f'signal\t{STRANGER}\t{PATH}\tActionInvoked\tus\t[7, "send"]',
    ]  # fmt: skip
    plain = f'{server}\tas\t[["body"]]'
    return ["\n".join((first, taken, taken, each)).encode() for first in (can, plain) for each in signals]


class _Bus:
    """Stands in for the connection: the bus says yes to everything; the server gives the next answer of the input, else a refusal."""

    connected = True

    def __init__(self, answers: list[Message]) -> None:
        self.answers = deque(answers)
        self.link: Link | None = None
        self._serial = 0

    def next_serial(self) -> int:
        self._serial += 1
        return self._serial

    def send(self, message: Message) -> asyncio.Future[None]:
        sent = asyncio.get_running_loop().create_future()
        sent.set_result(None)
        if message.serial:
            if message.destination == BUS:
                answers = [Message(message_type=MessageType.METHOD_RETURN, sender=BUS, reply_serial=1)]
            else:
                answers = [self.answers.popleft()] if self.answers else []
            refusal = Message(
                message_type=MessageType.ERROR, error_name="a.b", sender=message.destination, reply_serial=1
            )
            for answer in (*answers, refusal):
                answer.reply_serial = message.serial
                asyncio.get_running_loop().call_soon(self._arrive, answer)
        return sent

    def _arrive(self, answer: Message) -> None:
        assert self.link is not None
        self.link._message(answer)


def _messages(data: bytes) -> Iterator[Message]:
    for line in data.decode("utf-8", "replace").split("\n")[:40]:
        kind, sender, path, member, signature, body = [*line.split("\t", 5), *[""] * 5][:6]
        try:
            values = (
                [Variant("s", str(v)) if s == "v" else v for s, v in zip(signature, json.loads(body), strict=False)]
                if "v" in signature
                else json.loads(body)
            )
            error = kind == "error"
            types = {"signal": MessageType.SIGNAL, "error": MessageType.ERROR}
            message = Message(
                message_type=types.get(kind, MessageType.METHOD_RETURN), sender=sender, path=path or None, interface=NAME,
                member=None if error else member or "X", error_name=member if error else None,
                signature=signature, body=values, reply_serial=1, serial=1,
            )  # fmt: skip
            stream: Any = BytesIO(bytes(message._marshall(False)))
            found = Unmarshaller(stream).unmarshall() or message
            found.sender = sender  # as the bus would tell it
            yield found
        except Exception:  # noqa: BLE001 - nothing that a bus would carry
            continue


def run(data: bytes) -> tuple[bool, int, list[Gesture], int, list[str]]:
    """Meet the server, show a card, hear the signals, show it anew, take it down."""
    return asyncio.run(_run(list(_messages(data))))


async def _run(messages: list[Message]) -> tuple[bool, int, list[Gesture], int, list[str]]:
    gestures: list[Gesture] = []
    lost: list[Card] = []
    bus: Any = _Bus([m for m in messages if m.message_type is not MessageType.SIGNAL])
    own = Notifications(gestures.append, lost.append, lambda: None, {})
    bus.link = link = Link(own._heard)
    link._bus, link._ended = bus, asyncio.get_running_loop().create_future()
    own._link, own._owner = link, SERVER
    met = await own._meet(link, SERVER)
    posted = 0
    for _ in range(2):
        posted += await own.show(CARD)
        for message in messages:
            if message.message_type is MessageType.SIGNAL:
                before = len(gestures), len(lost)
                link._message(message)
                if message.sender not in (SERVER, BUS):
                    assert (len(gestures), len(lost)) == before, "a stranger was believed"
        assert {n: s.card.key for n, s in own._standing.items()} == {n: k for k, n in own._numbers.items()}
        await asyncio.sleep(0)
    assert len(gestures) <= posted
    assert len(own.capabilities) <= 100
    for gesture in gestures:
        assert gesture.button in {"review", "send", "default", REPLY}, gesture
        assert len(gesture.text) <= TYPED
        assert all(char.isprintable() or char == "\n" for char in gesture.text + gesture.token), gesture
    await own.take_down(CARD.key)
    assert not own._standing
    return met, posted, gestures, len(lost), sorted(word[:LABEL] for word in own.capabilities)


@contextmanager
def _ready(_: Path) -> Iterator[None]:
    with patch.object(notifications, "BREATH", 0.0):
        yield


def bend(data: bytes, dice: Random, pool: Any) -> bytes:
    """A field of one message exchanged with that of another."""
    lines = data.split(b"\n")
    at = dice.randrange(len(lines))
    parts, other = lines[at].split(b"\t"), dice.choice(dice.choice(pool).split(b"\n")).split(b"\t")
    if dice.random() < 0.3:
        lines.insert(at, b"\t".join(other))
    elif len(parts) > 5 and len(other) > 5:
        field = dice.randrange(5)  # signature and body go together
        parts[field:] = [*other[field : field + 1], *parts[field + 1 :]] if field < 4 else other[field:]
        lines[at] = b"\t".join(parts)
    return b"\n".join(lines)


TARGET = Target("desktop", seeds, run, TOKENS, bend, ready=_ready, short=150, rooms=("agent.desktop", "agent.dbus"))
