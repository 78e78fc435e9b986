"""The contract between Bowout and the places that hold mail and calendars.

A connector gives an account up to two *roles*: a `MailRole` and a `CalendarRole`. A role that an account
does not have is `None`; a verb that a role has, works. Everything here is a plain value or an abstract verb, and
nothing here imports anything but the standard library, so that any connector can be read against this page alone.

Words: a *cursor* is an opaque text in which a connector remembers how far it has read; a *page* is a bounded number of
changes with the cursor to store once they are stored; a *receipt* is the proof that something left. Errors are named
by the reaction they call for, not by their cause.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Cursor = str
"""How far a connector has read; only the connector that made it can read it. Stored with the page it came with."""

Partstat = Literal["needs-action", "accepted", "declined", "tentative", "delegated"]
"""An attendee's answer (RFC 5545 section 3.2.12, lower-case)."""

CalendarAction = Literal["decline", "cancel", "delete", "none"]
"""decline: we are an attendee · cancel: we organise it with others · delete: our own entry · none: nothing to do."""


# ---------------------------------------------------------------- errors


class ConnectorError(Exception):
    """Something did not work at an account. The text is one or two lines: what happened, what to do.

    It never holds a token, a body or an address.
    """


class Temporary(ConnectorError):
    """Nothing happened, and trying again later may work. `retry_after` is in seconds, if the provider said so."""

    def __init__(self, text: str, retry_after: float | None = None) -> None:
        super().__init__(text)
        self.retry_after = retry_after


class NeedsLogin(ConnectorError):
    """Only the user can mend this, by signing in again. The account stops; what was read stays."""


class CursorExpired(ConnectorError):
    """The cursor is too old or unknown: read everything once again, from `None`."""


class Refused(ConnectorError):
    """A clear no: it was not done, and doing the same again will not help."""


class Changed(ConnectorError):
    """What the provider holds is not what was approved, so nothing was done: ask the person again.

    `found` is the draft as it is there now (RFC 5322 bytes), None if it was deleted.
    """

    def __init__(self, text: str, found: bytes | None = None) -> None:
        super().__init__(text)
        self.found = found


class OutcomeUnknown(ConnectorError):
    """It may or may not have been done. Never repeated without looking; in doubt the person is asked.

    `look_again` is in seconds: looking again after that may tell. None: looking will never tell. `looked` is False where
    nothing could be looked at.
    """

    def __init__(self, text: str, look_again: float | None = None, *, looked: bool = True) -> None:
        super().__init__(text)
        self.look_again = look_again
        self.looked = looked


class Unreadable(ConnectorError):
    """The place itself is missing or may not be read (a folder without permission, say). Says how to mend it."""


# ---------------------------------------------------------------- values


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One address with its display name (RFC 5322 `mailbox`). `address` is lower-case where it is used as a key."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One RFC 5322 message as an account holds it."""

    provider_id: str
    """Names the message within its account for as long as it stays where it is; unchanged by flags being set."""
    raw: bytes
    """The message itself, at most `MAX_RAW` bytes of it."""
    folder: str = ""
    """The folder or label it was found in, for people to read."""
    sent: bool = False
    """It lies among the sent mail. For Google and Outlook this is the provider's own mark."""
    spam: bool = False
    """The provider, or the user, filed it as spam."""
    thread_id: str | None = None
    """The provider's own conversation, if it keeps any."""
    received_at: datetime | None = None
    """When the provider received it, aware; None where only the `Date` header knows."""
    truncated: bool = False
    """`raw` was cut at `MAX_RAW`."""
    link: str = ""
    """How a person opens it: a file's path, or an address in the web mail."""


MAX_RAW = 4 * 1024 * 1024
"""At most this much of one message is read (bytes). Attachments lie behind the text, so the text is within it."""


@dataclass(frozen=True, slots=True)
class MailPage:
    """A bounded number of mail changes, to be stored in one transaction with `cursor`."""

    created: tuple[Message, ...] = ()
    """Messages that the store does not have yet. One that it has does no harm."""
    destroyed: tuple[str, ...] = ()
    """Provider ids that are gone from the account (deleted, or moved to where we do not read)."""
    cursor: Cursor = ""
    """To be stored with this page. After a kill, reading goes on from here."""
    checked: int = 0
    """How many messages were looked at, the unchanged ones included."""
    total: int | None = None
    """How many messages this walk will look at in all, if known (for progress bars)."""
    problems: tuple[str, ...] = ()
    """One line for each message or folder that could not be read; the rest was."""
    coverage: datetime | None = None
    """Everything received since then has been read once this page is stored; None: everything there is."""
    todo: int | None = None
    """How many older messages are still to be read. Where it is a number (0 too), what people wait for was read: the
    caller may stop here and go on another time from `cursor`. None: not there yet."""
    wait: float = 0.0
    """The next page takes at least this long to begin, in seconds, because the provider allows no more just now."""


@dataclass(frozen=True, slots=True)
class Attendee:
    """One attendee of an event (RFC 5545 ATTENDEE)."""

    address: str
    name: str = ""
    partstat: Partstat = "needs-action"
    is_user: bool = False
    """The provider says that this is the calendar's owner, or the address is one of the user's."""


@dataclass(frozen=True, slots=True)
class Event:
    """One occurrence of an event. A recurring event appears once an occurrence, each with its `recurrence_id`."""

    account: str
    calendar: str
    """The calendar's name within the account (for a local account, the folder's path)."""
    provider_id: str
    """Names the stored item, for answering it: a path for a local account, an event id elsewhere."""
    etag: str
    """The item's revision when it was read; an answer is refused if it has changed since."""
    uid: str
    recurrence_id: str | None
    """RECURRENCE-ID of this occurrence as ISO 8601 text, None for an event that does not recur."""
    start: datetime
    """Aware. All-day: midnight of its day in the user's zone; floating: taken in the user's zone."""
    end: datetime | None
    summary: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    tzid: str | None = None
    """The zone as the event names it, mapped to IANA where it is a Windows name; None for UTC, all-day and floating."""
    all_day: bool = False
    floating: bool = False
    """The event names no zone, or one nobody knows: the time was taken in the user's zone and is marked so."""
    status: Literal["tentative", "confirmed", "cancelled"] = "confirmed"
    sequence: int = 0
    organizer: Mailbox | None = None
    attendees: tuple[Attendee, ...] = ()
    created_at: datetime | None = None
    from_mail: bool = False
    """The provider made it of a mail (a ticket, a room that was booked): it is that booking's, not the user's own note."""
    shared: bool = False
    """It lies in a calendar that is somebody else's, which the user may only read or write as well."""


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """All occurrences within the window, of all calendars of the account: replaces what the store had."""

    events: tuple[Event, ...]
    cursor: Cursor
    problems: tuple[str, ...] = ()
    """One line for each item that could not be read (its file, its fault); the rest was."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One message to be handed over exactly once, fixed in every byte when the user approved it."""

    id: str
    """Opaque; the same for every attempt at the same approval. Derived from the case and the approval."""
    raw: bytes
    """The complete message, CRLF line ends, with Message-ID, Date, To, Cc, In-Reply-To and References."""
    message_id: str
    mail_from: str
    rcpt_to: tuple[str, ...]
    thread_id: str | None = None
    in_reply_to: str | None = None
    draft_ref: str | None = None
    """The provider's own draft of it, where the provider keeps drafts (`MailRole.prepare`); only its connector can read it."""
    marker: str = ""
    """Opaque, neutral, the same for every approval of the same case and on every machine of the user: by it a draft or a
    sent message of this case is known again at the provider."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a submission left, or that a calendar was answered."""

    ref: str
    """What the provider calls the result (a sent message's id, a file's name), for the journal."""
    detail: str = ""
    """One line for people, if there is something to add ("the copy could not be filed: disk full")."""
    message_id: str = ""
    """Message-ID of what was sent, where the provider gave it one of its own."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at an attempt whose outcome is not known."""

    age: float = 0.0
    """Seconds since the attempt was made."""
    before: int = 0
    """How many looks in a row found it not sent before this one."""


FIRST_LOOK = Look()


@dataclass(frozen=True, slots=True)
class EventAnswer:
    """One answer to one event, to be given at most once and read back."""

    provider_id: str
    etag: str
    uid: str
    recurrence_id: str | None
    action: CalendarAction
    user_addresses: tuple[str, ...]
    """All addresses that are the user's: which ATTENDEE line is ours."""
    comment: str | None = None
    """A short human text for the organizer, where the calendar's own answer carries one; None: no text."""
    start: datetime | None = None
    """Start of the occurrence as it was approved."""


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of time whose events are wanted: aware, `since` <= start < `until`."""

    since: datetime
    until: datetime
    zone: str
    """The user's zone (IANA), in which floating and all-day times are taken."""


# ---------------------------------------------------------------- roles


Known = Callable[[], Collection[str]]
"""Gives the provider ids that the store already has for the account. Called only by connectors that need it."""


class MailRole(ABC):
    """Mail of one account. Reading never moves, marks or changes anything."""

    @abstractmethod
    def changes(self, cursor: Cursor | None, known: Known, since: date | None) -> Iterator[MailPage]:
        """Yield pages of what changed after `cursor`; `None` reads everything received since `since`.

        The caller stores each page together with its cursor before it asks for the next one, and may stop anywhere.
        The last page's cursor is complete: a call with it yields pages without changes while nothing changes. At least
        one page is always yielded. Raises CursorExpired, NeedsLogin, Temporary, Unreadable.
        """

    def changed(self, cursor: Cursor) -> bool:  # noqa: ARG002 - for those who can tell
        """Whether `changes` may have anything new to say: a cheap look, loading no heavy library. In doubt True.

        Raises NeedsLogin, Temporary, Unreadable.
        """
        return True

    def sight(self) -> str | None:
        """What can be seen from outside just now, as a text that is another one once something came or went: it tells
        news from a doubt of `changed` that is as old as the last reading. None where that cannot be told cheaply.

        Raises NeedsLogin, Temporary, Unreadable.
        """
        return None

    @abstractmethod
    def fetch(self, provider_id: str) -> Message | None:
        """The message again, or None if it is gone. Raises NeedsLogin, Temporary, Unreadable."""

    @abstractmethod
    def submit(self, submission: Submission) -> Receipt:
        """Hand the message over once. Called only by the outbox, after the attempt was recorded.

        Where the provider keeps drafts, the draft is read back first and goes only if it is what was approved; a message
        of the same marker that was sent already (by another machine, or by the user from the draft) is a success.
        Raises Changed, Refused, NeedsLogin or Temporary where it certainly was not handed over, OutcomeUnknown for
        anything between.
        """

    @abstractmethod
    def reconcile(self, submission: Submission, look: Look = FIRST_LOOK) -> Receipt | None:
        """Look, without changing anything, whether an attempt got through: the receipt, or None for a certain no.

        After a certain no the outbox may submit the same submission once more. Raises OutcomeUnknown where looking
        cannot tell, with `look_again` if it may tell later; NeedsLogin, Temporary.
        """

    def prepare(self, submission: Submission) -> str | None:  # noqa: ARG002 - for those who keep drafts
        """Make the provider's own draft of it, and give its `draft_ref`; None where the provider keeps no drafts.

        A draft of the same marker and content that is there already is used, so calling it again makes no second one;
        of several the oldest stays and ours are deleted. Called only by the outbox. Raises Changed if a draft of the
        same marker says something else, and what `submit` raises; after OutcomeUnknown calling it again finds the draft.
        """
        return None

    def discard(self, submission: Submission) -> None:  # noqa: B027 - nothing to delete is a complete answer
        """Delete the provider's draft of it, if there is one. Never touches a draft that says something else.

        Called only by the outbox, when an approval is taken back. Raises NeedsLogin, Temporary, OutcomeUnknown.
        """

    def sweep(self, submission: Submission) -> None:  # noqa: B027 - nothing to delete is a complete answer
        """Delete drafts of it that appeared late, beside the one that it was sent as: that one is never touched.

        Called only by the outbox, some time after the letter left. Raises as `discard`.
        """


class CalendarRole(ABC):
    """Calendars of one account."""

    @abstractmethod
    def read(self, window: Window, cursor: Cursor | None) -> CalendarPage | None:
        """All occurrences in the window, or None if nothing has changed since `cursor` was made for such a window.

        Cancelled events and declined ones are included; what counts is not decided here.
        Raises NeedsLogin, Temporary, Unreadable.
        """

    def changed(self, window: Window, cursor: Cursor) -> bool:  # noqa: ARG002 - for those who can tell
        """Whether `read` may have anything new to say: a cheap look, loading no heavy library. In doubt True.

        Raises NeedsLogin, Temporary, Unreadable.
        """
        return True

    def sight(self, window: Window) -> str | None:  # noqa: ARG002 - for those who can tell
        """As that of mail."""
        return None

    @abstractmethod
    def answer(self, answer: EventAnswer) -> Receipt:
        """Decline, cancel or delete, and read the result back. Idempotent: what is already so is a success.

        Raises Refused if the event changed since `etag` or cannot be answered so, Temporary, OutcomeUnknown.
        """


SignInWay = Literal["browser", "address", "device"]


@dataclass(frozen=True, slots=True)
class Grant:
    """What a sign-in gave."""

    may: tuple[str, ...]
    """What Bowout may do now, in plain words: "read your mail" …"""
    problems: tuple[str, ...] = ()
    """What was asked for and not given, in plain words with the mend."""


class SignIn(ABC):
    """Signing in to one account and out of it. Tokens stay in here: nobody else ever sees one."""

    @abstractmethod
    def sign_in(self, show: Callable[[str], None], how: SignInWay = "browser", wait: float = 300.0) -> Grant:
        """Let the user grant access; `show` is given what they have to read (an address to open, a code to type).

        browser: opens the browser and listens on loopback · address: shows the address instead · device: a code to be
        typed on another machine. Waits at most `wait` seconds. What was granted is stored before this returns. Raises
        Refused (denied, wrong mailbox, way not supported), Temporary, Unreadable (a file is missing), NeedsLogin (time ran out).
        """

    @abstractmethod
    def sign_out(self) -> str | None:
        """Revoke what was granted and forget it. Gives one line where the provider could not be told; it is forgotten all the same."""

    @abstractmethod
    def signed_in(self) -> bool:
        """Whether there is anything to sign out of. Asks no network. Raises Temporary, Unreadable (keyring locked, absent)."""


def _nothing() -> None:
    """There is nothing to let go of."""


@dataclass(frozen=True, slots=True)
class Connector:
    """What one configured account gives: its roles, and where its letters come from."""

    name: str
    kind: str
    mail: MailRole | None
    calendar: CalendarRole | None
    can_send: bool = True
    """False where `permissions = "read"` or no send command is set: nothing is ever handed over."""
    can_answer: bool = True
    """False where `permissions = "read"`: no calendar is ever changed."""
    sign_in: SignIn | None = None
    """None: there is nothing to sign in to."""
    stays_here: bool = True
    """All that it does stays on this machine: files, or a test server on loopback."""
    close: Callable[[], None] = _nothing
    """Let go of connections; the connector is not used any more."""
