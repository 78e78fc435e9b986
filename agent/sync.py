"""One account: pages of changes into the store, each with its cursor in the same transaction.

Of mail that has nothing to do with the job search only an id and a fingerprint stay; of a reservation also its days, and what
it tells while an interview lies beside them. A message is kept if the reader
finds news in it, or if it belongs to the thread of a message that is kept, whichever of the two came first.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from agent.account import window
from agent.model import Reading
from agent.reading import READER, UNREADABLE, read
from agent.reading.told import Told, rests_on_it, unsure
from agent.store import codec
from agent.store.accounts import Counts
from agent.store.attachments import without_attachments
from agent.store.messages import fingerprint
from agent.store.store import Store
from connectors.base import MAX_RAW, Connector, ConnectorError, CursorExpired, MailPage, Message, Unreadable

log = logging.getLogger(__name__)

MUCH_MAIL, MUCH_EVENTS = 20, 5
"""From this many messages or events on, an account that suddenly shows nothing stops."""
IN_TOUCH = timedelta(days=60)
"""Mail of the people of an interview counts this far back."""
BESIDE = timedelta(days=1)
"""A journey or a stay for an interview begins, or ends, at most so long from its day."""
KIN_AT_ONCE = 500
"""At most this many earlier messages are fetched again in one sync because their thread turned out to matter."""

MARKING = frozenset({"google", "outlook"})
"""Kinds of accounts that mark what the user sent: there, mail in the user's name without the mark is not the user's."""

UNMARKED = "it bears the user's address but does not lie among the sent mail"

MAX_FAULTS = 100
"""Faults of single messages and files that are told in one sync."""

Progress = Callable[[str, int, int | None], None]
"""Told (account, messages looked at, messages in all if known) while mail is read."""


class Emptied(ConnectorError):
    """An account shows nothing where there was much: more likely a fault than a wish."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What reading depends on, beside the message."""

    me: frozenset[str]
    """The user's addresses, lower-case."""
    zone: str
    """The user's zone (IANA)."""
    lookback: timedelta
    accept_empty: bool = False
    asker: str | None = None
    """Under which name answers of a second reader are stored; None: there is none."""


class AccountSync:
    """Brings one account up to date."""

    def __init__(self, store: Store, connector: Connector, terms: Terms, progress: Progress | None = None) -> None:
        self._store = store
        self._connector = connector
        self._terms = terms
        self._progress = progress
        self._name = connector.name
        self._counts = Counts()
        self._before = store.messages.count(self._name)
        self._gone = 0
        self._kin: set[bytes] | None = None
        self._faults: list[str] = []
        self._more = 0

    @property
    def problems(self) -> list[str]:
        """One line for each thing that could not be read, as far as that helps anybody."""
        return [*self._faults, *([f"… and {self._more} more messages or folders"] if self._more else [])]

    def _note(self, faults: Iterable[str]) -> None:
        for fault in faults:
            if len(self._faults) < MAX_FAULTS:
                self._faults.append(fault)
            else:
                self._more += 1

    def run(self, now: datetime) -> Counts:
        """Read mail and calendars; what was stored stays whatever happens later. Raises ConnectorError.

        One half that the provider does not open (Gmail switched off in an organisation, say) does not stop the other.
        """
        self._store.accounts.attempted(self._name, now)
        self._reread()
        closed: Unreadable | None = None
        if self._connector.mail is not None:
            try:
                self._mail(now)
            except Unreadable as error:
                closed = error
        if self._connector.calendar is not None:
            self._calendar(now)
        if closed is not None:
            raise closed
        self._counts = replace(self._counts, kept=self._store.messages.kept(self._name))
        self._store.accounts.succeeded(self._name, now, self._counts)
        log.info(
            "account %s: %d messages checked, %d new, %d kept; %d events changed",
            self._name, self._counts.checked, self._counts.new, self._counts.kept, self._counts.events_changed,
        )  # fmt: skip
        return self._counts

    # ------------------------------------------------------------ mail

    def _mail(self, now: datetime) -> None:
        cursor, _ = self._store.accounts.cursors(self._name)
        try:
            self._walk(cursor, now)
        except CursorExpired:
            log.info("account %s: the cursor expired, reading everything once again", self._name)
            self._note(["where reading stopped is not known there any more, so everything is read once again"])
            self._walk(None, now)
        if self._counts.new:
            self._keep_kin()

    def _walk(self, cursor: str | None, now: datetime) -> None:
        mail = self._connector.mail
        assert mail is not None
        since = (now - self._terms.lookback).date()
        pages = mail.changes(cursor, lambda: self._store.messages.known(self._name), since)
        while True:
            with self._store.db.others_first():
                page = next(pages, None)
                read_ = [(message, self._read(message)) for message in page.created] if page is not None else []
            if page is None:
                return
            self._page(page, read_, now - self._terms.lookback)
            if page.todo is not None and (cursor is None or page.wait > 0):
                return  # what people wait for is read; the older rest comes with the next sync

    def _page(self, page: MailPage, read_: Sequence[tuple[Message, Reading]], since: datetime) -> None:
        self._gone += len(page.destroyed)
        self._brake(page)
        with self._store.db.transaction():
            self._store.messages.see(self._name, read_)
            for message, reading in read_:
                if matters(reading) or _ids(reading) & self._known_kin():
                    self._keep(message, reading)
                elif (
                    (asker := self._terms.asker)
                    and unsure(reading)
                    and not self._store.told.settled(reading.key, asker)
                ):
                    self._store.told.wait(self._name, message.provider_id)
            booked = ((m.provider_id, r.reservation) for m, r in read_ if r.reservation)
            self._store.reservations.see(self._name, booked)
            self._store.messages.vanish(self._name, page.destroyed)
            self._store.accounts.set_mail_cursor(self._name, page.cursor, page.coverage or since, page.todo)
        self._note(page.problems)
        self._note(f"{_shown(m.provider_id)}: {fault}" for m, reading in read_ if (fault := _fault(m, reading)))
        self._counts = replace(
            self._counts,
            checked=self._counts.checked + page.checked,
            new=self._counts.new + len(read_),
        )
        if self._progress:
            self._progress(self._name, self._counts.checked, page.total)

    def _brake(self, page: MailPage) -> None:
        all_gone = self._before >= MUCH_MAIL and self._gone >= 0.9 * self._before
        if page.destroyed and all_gone and not self._terms.accept_empty:
            raise Emptied(
                f"“{self._name}” suddenly shows almost no mail where there were {self._before} messages; nothing was changed.\n"
                f"If that is right: agent sync --accept-empty {self._name}. If not, look whether it is mounted,\nand whether the configuration names the right one."
            )

    def _read(self, message: Message, *, known: bool = False) -> Reading:
        kind = self._connector.kind
        reading = reading_of(message, self._terms, kind, known=known)
        doc = self._store.told.said(reading.key, self._terms.asker) if self._terms.asker and unsure(reading) else None
        return reading if doc is None else reading_of(message, self._terms, kind, codec.load(Told, doc), known=known)

    def _keep(self, message: Message, reading: Reading) -> None:
        if not matters(reading):
            reading = self._read(message, known=True)
        reader = reader_of(reading, self._terms.asker)
        self._store.messages.keep(self._name, message, reading, reader, without_attachments(message.raw))
        self._known_kin().update(_ids(reading))

    def _known_kin(self) -> set[bytes]:
        """Fingerprints of all kept messages of the account and of those they refer to; read once a sync."""
        if self._kin is None:
            self._kin = self._store.messages.kept_fingerprints(self._name)
        return self._kin

    def _keep_kin(self) -> None:
        """Keep what was passed over before its thread turned out to be about the job search."""
        for _ in range(3):
            passed_over = self._store.messages.relatives(self._name, self._known_kin())
            for message, reading in self._again(passed_over):
                self._keep(message, reading)
            if not passed_over:
                return

    def keep_from(self, people: Collection[str], now: datetime) -> int:
        """Keep recent mail of people who turned out to matter (they arrange or hold an interview); how many messages.

        What such a person writes may say nothing by itself ("we are set for Monday at ten") and still is the thread to
        answer in.
        """
        found = 0
        for message, reading in self._again(self._store.messages.from_people(self._name, people)):
            if now - reading.sent_at > IN_TOUCH:
                self._store.messages.pass_over(self._name, message.provider_id)
                continue
            self._keep(message, reading)
            found += 1
        if found:
            self._keep_kin()
        return found

    def keep_reservations(self, interviews: Collection[date], today: date) -> int:
        """Read again what was booked for the days of interviews, or next to them, and forget the rest; how many changed.

        Of what is over nothing stays. Raises ConnectorError.
        """
        over: list[str] = []
        far: list[str] = []
        near: list[str] = []
        for id_, first, last, told in self._store.reservations.days(self._name):
            beside = any(first - BESIDE <= day <= last + BESIDE for day in interviews)
            if last + BESIDE < today:
                over.append(id_)
            elif beside != told:
                (near if beside else far).append(id_)
        self._store.reservations.forget(self._name, over)
        for id_ in far:
            self._store.reservations.tell(self._name, id_, None)
        for message, reading in self._again(near):
            if reading.reservation is None:
                self._store.reservations.forget(self._name, [message.provider_id])
            else:
                self._store.reservations.tell(self._name, message.provider_id, reading.reservation)
        return len(far) + len(near)

    def _again(self, provider_ids: Sequence[str]) -> Iterator[tuple[Message, Reading]]:
        """Fetch and read again what was passed over; what is gone by now is noted as gone."""
        mail = self._connector.mail
        if mail is None:
            return
        for provider_id in provider_ids[:KIN_AT_ONCE]:
            with self._store.db.others_first():
                message = mail.fetch(provider_id)
            if message is None:
                self._store.messages.vanish(self._name, [provider_id])
            else:
                yield message, self._read(message)

    def _reread(self) -> None:
        """Read kept messages anew that an older reader read, or with a second one that is not asked any more."""
        for old in self._store.messages.read_by_others(self._name, readers(self._terms.asker)):
            with self._store.db.others_first():
                reading = self._read(old.message, known=True)
            self._store.messages.reread(old.id, reading, reader_of(reading, self._terms.asker))

    # ------------------------------------------------------------ calendars

    def _calendar(self, now: datetime) -> None:
        calendar = self._connector.calendar
        assert calendar is not None
        _, cursor = self._store.accounts.cursors(self._name)
        before = self._store.accounts.events(self._name)
        with self._store.db.others_first():
            page = calendar.read(window(now, self._terms.zone), cursor)
        changed = 0
        if page is not None:
            upcoming = [e for e in before if e.start >= now]
            if len(upcoming) >= MUCH_EVENTS and not page.events and not self._terms.accept_empty:
                raise Emptied(
                    f"The calendars of “{self._name}” are suddenly empty where there were {len(upcoming)} events; nothing was changed.\n"
                    f"If that is right: agent sync --accept-empty {self._name}. If not, look whether the folder is there."
                )
            changed = self._store.accounts.replace_events(self._name, page.events, page.cursor)
            self._note(page.problems)
        checked = len(page.events) if page is not None else len(before)
        self._counts = replace(self._counts, events_checked=checked, events_changed=changed)


def reading_of(message: Message, terms: Terms, kind: str, told: Told | None = None, *, known: bool = False) -> Reading:
    """How a message of that kind of account reads, perhaps with what a second reader told of it. known: it is kept."""
    reading = read(
        message.raw,
        me=terms.me,
        zone=terms.zone,
        sent=message.sent,
        spam=message.spam,
        received_at=message.received_at,
        told=told,
        known=known,
    )
    if kind in MARKING and reading.direction == "out" and not message.sent:
        return replace(reading, suspicious=True, suspicion=(*reading.suspicion, UNMARKED))
    return reading


def reader_of(reading: Reading, asker: str | None) -> str:
    """Who read it so: one of `readers`."""
    return readers(asker)[1 if rests_on_it(reading) else 0]


def readers(asker: str | None) -> tuple[str, str]:
    """The reader, and the reader with a second one; what was read by any other is read anew."""
    return READER, READER if asker is None else f"{READER} and {asker}"


def matters(reading: Reading) -> bool:
    """It is about the job search."""
    return reading.label != "other" or reading.needs_confirmation is not None or reading.bounce_of is not None


def _fault(message: Message, reading: Reading) -> str | None:
    """What a person should know of how a message was read."""
    if reading.evidence and reading.evidence[0].says.startswith(UNREADABLE):
        return reading.evidence[0].says
    if message.truncated and matters(reading):
        return f"only its first {MAX_RAW // 1024 // 1024} MB were read"
    return None


def _shown(provider_id: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in provider_id[:200])


def _ids(reading: Reading) -> set[bytes]:
    names: Sequence[str | None] = (reading.message_id, reading.in_reply_to, reading.bounce_of, *reading.references)
    return {fingerprint(name) for name in names if name}
