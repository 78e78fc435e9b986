"""Providers: what Gmail, Google Calendar and Microsoft Graph answer → mail and events read, letters sent and events answered, through the real connectors.

An input is a text: what is done, then one answer a line: what was asked (a path without its ids), status, body.
`python -m tests.fuzz.record` makes the seeds from the simulators.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

from agent.store import codec
from connectors.answering import ABSENT, BEFORE
from connectors.base import (
    FIRST_LOOK,
    MAX_RAW,
    CalendarAction,
    CalendarRole,
    ConnectorError,
    Event,
    EventAnswer,
    MailRole,
    OutcomeUnknown,
    Temporary,
    Window,
)
from connectors.calendars import Place
from connectors.google import account as google_account
from connectors.google import api as google_api
from connectors.google.calendar import GoogleCalendars
from connectors.google.drafts import Drafts as GoogleDrafts
from connectors.google.mail import GoogleMail
from connectors.google.pace import Pace
from connectors.google.targets import target_of
from connectors.http import Response
from connectors.outlook import account as outlook_account
from connectors.outlook import ahead
from connectors.outlook.api import Graph
from connectors.outlook.calendar import OutlookCalendars
from connectors.outlook.drafts import Drafts as OutlookDrafts
from connectors.outlook.mail import OutlookMail
from connectors.outlook.reader import Answer
from connectors.timer import Timer
from tests.contracts import submission
from tests.fuzz.mutate import bent, dumped, loaded
from tests.fuzz.target import Target

SEEDS = Path(__file__).parent / "seeds"
ROLES = (
    "google mail",
    "google calendar",
    "outlook mail",
    "outlook calendar",
    "google send",
    "outlook send",
    "google answer",
    "outlook answer",
)
"""The first words of an input; after "answer" come how, and the event's id."""
SENDS = re.compile(r"POST .*/(drafts/send|messages/\*/send)")
ANSWERS = re.compile(
    r"(PATCH|DELETE) calendar/v3/calendars/[^/]+/events/[^/]+|POST v1.0/me/events/[^/]+/(decline|cancel)|DELETE v1.0/me/events/[^/]+"
)
HOW: Mapping[str, tuple[CalendarAction, str, str | None]] = {
    "decline": ("decline", "2026-11-20T15:00:00+00:00", None),
    "alone": ("decline", "2026-11-20T15:00:00+00:00", None),
    "occurrence": ("decline", "2026-11-27T15:00:00+00:00", "2026-11-27T15:00:00+00:00"),
    "cancel": ("cancel", "2026-11-20T15:00:00+00:00", None),
    "delete": ("delete", "2026-11-20T15:00:00+00:00", None),
}
"""What is answered, the start and the occurrence of the event that `record` puts there for it; "alone": where the list of guests
may not be written with it."""
UID = "one@contract.example"
USER = "sam.lee@example.net"
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
WINDOW = Window(NOW - timedelta(days=1), NOW + timedelta(days=60), "America/New_York")
REQUESTS = 300
"""After so many the network is down."""
_WORD = re.compile(r"[A-Za-z]{2,20}|\$value|v1(\.0)?|v3")
TOKENS = (
    b"\tvalue", b'"nextPageToken": "x"', b'"nextSyncToken": "x"', b'"@odata.nextLink": "https://graph.microsoft.com/v1.0/me/x"',
    b'"@odata.deltaLink": ""', b'"@odata.nextLink": "https://evil.example/"', b'"@removed": {"reason": "deleted"}', b"\t200\t", b"\t404\t", b"\t410\t",
    b"\t429\t", b"\t403\t", b"\t500\t", b"\t401\t", b"null", b"[]", b"{}", b'"historyId": "1"', b'"id": "a"', b'"id": 1', b'"items": null',
    b'"messages": {}', b'"dateTime": "9999-12-31T23:59:59-12:00"', b'"date": "0001-01-01"', b'"timeZone": "Pacific Standard Time"',
)  # fmt: skip


def key(url: str, method: str = "GET") -> str:
    """What is asked, without whose."""
    parts = urlsplit(url).path.strip("/").split("/")
    asked = "/".join(part if _WORD.fullmatch(part) else "*" for part in parts)
    return asked if method == "GET" else f"{method} {asked}"


def seeds() -> list[bytes]:
    """What the simulators answered."""
    return [path.read_bytes() for path in sorted(SEEDS.glob("provider-*.txt"))]


def bend(data: bytes, dice: Random, pool: Sequence[bytes]) -> bytes:
    """One answer's JSON bent, its status changed, or the answer another one's."""
    lines = data.split(b"\n")
    if len(lines) < 2:
        return data
    at = dice.randrange(1, len(lines))
    parts = lines[at].split(b"\t", 2)
    other = dice.choice(dice.choice(pool).split(b"\n")).split(b"\t", 2)
    way = dice.random()
    if len(parts) < 3 or way < 0.05:
        lines[at] = b"\t".join(other)
    elif way < 0.1:
        lines[at] = b"\t".join(
            (parts[0], dice.choice((b"404", b"410", b"403", b"429", b"503", b"200", b"400", b"412")), parts[2])
        )
    elif way < 0.15 and len(other) == 3:
        lines[at] = b"\t".join((parts[0], parts[1], other[2]))
    else:
        lines[at] = b"\t".join((parts[0], parts[1], dumped(bent(loaded(parts[2]), dice, loaded(other[-1])))))
    return b"\n".join(lines)


class _Wire:
    """Stands in for the network: gives the answers of an input, each kind in its order, the last one again and again."""

    def __init__(self) -> None:
        self.answers: dict[str, deque[tuple[int, bytes]]] = {}
        self.left = 0
        self.may_write = False
        self.sent: list[int] = []
        """What was answered to each request that sends a letter or answers an event."""
        self.may_count = 0
        """Those of them that may have been carried out."""

    def load(self, lines: Sequence[bytes]) -> None:
        found: dict[str, deque[tuple[int, bytes]]] = defaultdict(deque)
        for line in lines:
            asked, _, rest = line.partition(b"\t")
            status, _, body = rest.partition(b"\t")
            number = int(status) if status.isdigit() and len(status) == 3 else 200
            found[asked.decode("latin-1")].append((min(max(number, 200), 599), body))
        self.answers, self.left, self.sent, self.may_count = dict(found), REQUESTS, [], 0

    def request(self, method: str, url: str, headers: Mapping[str, str] | None = None, **_: Any) -> Response:
        asked = {name.lower(): value for name, value in (headers or {}).items()}.get("x-http-method-override", method)
        # Google's library sends a very long address as a body.
        assert asked == "GET" or self.may_write, "reading changes something"
        self.left -= 1
        if self.left < 0:
            raise Temporary("no network")
        path = key(url, asked)
        queue = self.answers.get(path)
        status, body = (queue.popleft() if len(queue) > 1 else queue[0]) if queue else (404, b"{}")
        if body.startswith(b"raw:"):
            body = body[4:].replace(b"\\n", b"\r\n")
        if SENDS.fullmatch(path) or ANSWERS.fullmatch(path):
            self.sent.append(status)
            self.may_count += status >= 500 or (status < 300 and not _denied(asked, body))
        return Response(status, {"content-type": "application/json"}, body, "provider.example", asked == "GET")


class _Signed:
    """Stands in for the sign-in."""

    scopes = frozenset({google_account.WRITE_MAIL, outlook_account.WRITE_MAIL, outlook_account.SEND_MAIL, google_account.READ_MAIL, google_account.READ_EVENTS, google_account.WRITE_EVENTS, google_account.READ_CALENDARS, outlook_account.WRITE_CALENDARS, outlook_account.READ_MAIL,
                        outlook_account.READ_CALENDARS, outlook_account.READ_USER})  # fmt: skip

    def token(self) -> str:
        return "token"

    def refresh(self, used: str = "") -> str:
        return "token"

    def forget(self) -> None:
        pass


class _World:
    """Everything that is expensive to make, once."""

    def __init__(self) -> None:
        self.wire = _Wire()
        http: Any = self.wire
        self.at = NOW.timestamp()
        self.timer = Timer(lambda: self.at, self._sleep)
        signed: Any = _Signed()
        one = google_account.Account("mine", USER, Path("client.json"), may_send=True)
        self.google = google_api.Api(one, signed, http, Pace(None, self.timer), self.timer)
        self.graph = Graph(outlook_account.Account("mine", USER, "client", may_send=True), signed, http, self.timer)

    def _sleep(self, seconds: float) -> None:
        assert 0 <= seconds <= 4000, seconds
        self.at += seconds

    def load(self, lines: Sequence[bytes]) -> None:
        self.wire.load(lines)
        self.at = NOW.timestamp()
        self.google.pace = Pace(None, self.timer)

    def mail(self, kind: str) -> MailRole:
        if kind == "outlook":
            return OutlookMail("mine", self.graph, OutlookDrafts(self.graph, self.timer))
        return GoogleMail("mine", self.google, GoogleDrafts(self.google, self.timer), self.google.pace)

    def calendar(self, kind: str) -> CalendarRole:
        if kind == "outlook":
            return OutlookCalendars("mine", self.graph, None, (USER,), may_answer=True)
        return GoogleCalendars("mine", self.google, None, (USER,), may_answer=True)


_worlds: list[_World] = []


def _begun(job: Callable[[], Answer]) -> Future[Answer]:
    """In the place of a thread: the same has to come of the same input."""
    answer: Future[Answer] = Future()
    try:
        answer.set_result(job())
    except Exception as error:  # noqa: BLE001 - as where it stands in for another
        answer.set_exception(error)
    return answer


@contextmanager
def _ready(_: Path) -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in ("googleapiclient", "connectors")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    _worlds.append(_World())
    threads, ahead.begun = ahead.begun, _begun
    yield
    ahead.begun = threads
    _worlds.pop()
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


def run(data: bytes) -> object:
    """Read twice, the second time from where the first one ended, and look whether anything changed."""
    role, *lines = data.split(b"\n")
    name, *more = role.decode("latin-1").split(" answer ")
    name = f"{name} answer" if more else name
    kind, what = (name if name in ROLES else ROLES[len(role) % len(ROLES)]).split()
    world = _worlds[-1]
    world.load(lines)
    world.wire.may_write = what in ("send", "answer")
    if what == "send":
        return _send(world, world.mail(kind)), world.at
    if what == "answer":
        how, _, event = "".join(more).partition(" ")
        return _answer(world, world.calendar(kind), how, event), world.at
    found = _mail(world.mail(kind)) if what == "mail" else _calendar(world.calendar(kind))
    return found, world.at


def _mail(role: MailRole) -> object:
    cursor, said, known = None, [], set[str]()
    for _ in range(2):
        try:
            for page in role.changes(cursor, lambda: frozenset(known), date(2026, 7, 1)):
                for message in page.created:
                    assert isinstance(message.provider_id, str)
                    assert isinstance(message.raw, bytes)
                    assert len(message.raw) <= MAX_RAW
                    assert message.thread_id is None or isinstance(message.thread_id, str)
                    assert message.received_at is None or message.received_at.tzinfo is not None
                    assert isinstance(message.folder + message.link, str)
                    known.add(message.provider_id)
                assert all(isinstance(id_, str) for id_ in page.destroyed)
                assert all("\n" not in line for line in page.problems), page.problems
                assert isinstance(page.cursor, str)
                assert page.wait >= 0
                cursor = page.cursor
                said.append(repr(page))
            if cursor is not None:
                said.append(repr(role.changed(cursor)))
            said.extend(repr(role.fetch(id_)) for id_ in sorted(known)[:1])
        except ConnectorError as error:
            said.append(_told(error))
    return said


def _send(world: _World, role: MailRole) -> object:
    """Make the draft, and send it: what is certain was certain."""
    said: list[str] = []
    letter = submission()
    try:
        letter = replace(letter, draft_ref=role.prepare(letter))
        receipt = role.submit(letter)
        assert isinstance(receipt.ref + receipt.message_id, str)
        said.append(repr(receipt))
    except ConnectorError as error:
        said.append(_told(error))
        if not isinstance(error, OutcomeUnknown) and world.wire.may_count:
            raise AssertionError(f"it may have been sent, and {type(error).__name__} says that it was not") from error
    assert len(world.wire.sent) <= 1, "sent twice"
    try:
        said.append(repr(role.reconcile(letter, FIRST_LOOK)))
    except ConnectorError as error:
        said.append(_told(error))
    assert len(world.wire.sent) <= 1, "looking sends"
    return said


def _answer(world: _World, role: CalendarRole, how: str, event: str) -> object:
    """Answer an event: at most one request that counts, and what may have been done is never called undone."""
    action, start, occurrence = HOW.get(how, HOW["decline"])
    answer = EventAnswer(
        Place(USER, True, event).provider_id(), "", "s@x" if occurrence else UID, occurrence, action, (USER,),
        comment="Sorry.", start=datetime.fromisoformat(start),
    )  # fmt: skip
    try:
        receipt = role.answer(answer)
    except ConnectorError as error:
        said, known = _told(error), not isinstance(error, OutcomeUnknown)
    else:
        assert isinstance(receipt.ref + receipt.detail, str)
        said, known = repr(receipt), False
        taken = any(status < 300 or status >= 500 for status in world.wire.sent)
        assert taken or receipt.detail in (ABSENT, BEFORE), f"all was refused, and it says {said}"
    assert not (known and world.wire.may_count), f"it may have been done, and it says {said}"
    assert world.wire.may_count <= 1, "answered twice"
    return said


def _denied(method: str, body: bytes) -> bool:
    """Google's own word that the answer was dropped: the event with the user's entry as it was. Then it is given alone."""
    event = loaded(body) if method == "PATCH" else None
    if not isinstance(event, dict):
        return False
    after = target_of(Place(USER, True, "x"), event)
    return after.own is not None and not after.declined


def _calendar(role: CalendarRole) -> object:
    cursor, said = None, []
    for _ in range(2):
        try:
            page = role.read(WINDOW, cursor)
            if page is not None:
                for event in page.events[:100]:
                    assert codec.load(Event, codec.dump(event)) == event
                    assert WINDOW.since <= event.start < WINDOW.until
                assert all("\n" not in line for line in page.problems), page.problems
                cursor = page.cursor
            said.append(repr(page))
            if cursor is not None:
                said.append(repr(role.changed(WINDOW, cursor)))
        except ConnectorError as error:
            said.append(_told(error))
    return said


def _told(error: ConnectorError) -> str:
    """What a person is told: a line or two, and nothing that steers a terminal."""
    text = str(error)
    assert text
    assert len(text) < 2000, text
    return f"{type(error).__name__}: {text}"


TARGET = Target("provider", seeds, run, TOKENS, bend, ready=_ready, short=300, rooms=("connectors",))
