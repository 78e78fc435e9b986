"""The nouns of the program as frozen values: what was read, what follows, what waits for a person.

A *reading* is what one message says, with its evidence. An *offer* and an *interview* are folded from readings and
events. A *wanted* letter is what should exist; a *draft* is one that does, waiting for a person. Nothing here computes
anything; nothing here knows of files, clocks or networks. Times are aware; addresses are lower-case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from connectors.base import CalendarAction, Event, Mailbox

Label = Literal[
    "offer_verbal", "offer_written", "offer_contingency", "offer_cleared", "offer_accepted", "offer_declined",
    "offer_rescinded", "interview_invited", "interview_scheduled", "interview_rescheduled", "interview_cancelled",
    "rejected", "withdrawn", "applied", "assessment", "outreach", "other",
]  # fmt: skip
ContingencyKind = Literal[
    "background_check", "references", "drug_test", "medical", "education", "right_to_work", "exam", "clearance",
    "approval", "contract", "other",
]  # fmt: skip
Direction = Literal["in", "out"]
Part = Literal["scheduler", "recruiter", "interviewer", "hiring_manager", "hr"]
Standing = Literal["verbal", "written", "conditional", "firm", "declined", "rescinded", "expired", "dismissed"]
DraftKind = Literal[
    "withdrawal", "offer_decline", "more_time", "expedite", "disclose", "reopen", "nudge", "call_sheet"
]  # fmt: skip
GIVES_UP: tuple[DraftKind, ...] = ("withdrawal", "offer_decline", "call_sheet")
"""With these the interviews are over; with any other they stand, or stand no more already."""
DraftStatus = Literal[
    "waiting", "snoozed", "kept", "approved", "sending", "sent", "answered", "failed", "unsure", "void"
]  # fmt: skip
DELIVERED: tuple[DraftStatus, ...] = ("sent", "answered")
"""The letter is with the people, or the call is made."""
Tone = Literal["warm", "plain", "brief"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a message, and what they show."""

    quote: str
    """The exact words (whitespace folded), at most 300 characters."""
    says: str
    """What they show, in plain words: "the offer is made in writing"."""
    zone: str = "text"
    """Where they stand: subject · text · quoted · forwarded · attachment · calendar · header."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or mailbox of the other side, and how we know of it."""

    address: str | None
    name: str = ""
    phone: str | None = None
    part: Part | None = None
    because: str = ""
    """Where it comes from, in plain words: "wrote the invitation of 12 November"."""
    usable: bool = True
    """A letter may go there: a person or a shared mailbox, not a machine."""


@dataclass(frozen=True, slots=True)
class Reservation:
    """A journey or a stay that the user booked, as its confirmation tells it; of the mail itself nothing else is kept."""

    kind: Literal["stay", "train", "flight", "bus", "car"]
    name: str
    """The house, or who sells the journey: "Superior Inn"."""
    start: datetime
    """Where only the day is told, its midnight in the user's zone."""
    end: datetime | None = None
    """When it is over; where only days are told, the last of them: of a stay the one of leaving."""
    all_day: bool = True
    """Only days are told."""
    where: str = ""
    """Words that tell the place: town and street of a stay, the way of a journey."""
    origin: str = ""
    goal: str = ""
    """Where a journey begins, and where it leads."""
    reference: str = ""
    link: str | None = None
    """Where the user changes or cancels it (https)."""
    phone: str | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """A fixed time of an interview, as a message names it."""

    start: datetime
    """In the zone that the mail used."""
    end: datetime | None = None
    zone: str | None = None
    """The zone as named in the mail (IANA), None if the mail named none."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one message says. Made by `agent.reading.read`; recomputable from the raw message alone."""

    key: str
    """Digest of account-independent content: the same message on two accounts has the same key."""
    message_id: str | None
    """The Message-ID header with its angle brackets, or None."""
    in_reply_to: str | None
    references: tuple[str, ...]
    sent_at: datetime
    """The Date header, or when it was received."""
    direction: Direction
    from_: Mailbox
    reply_to: tuple[Mailbox, ...]
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    subject: str
    label: Label
    confidence: float
    """0..1; below 0.5 nothing follows from it without a question."""
    needs_confirmation: Label | None = None
    """What it would ask the user to confirm; the label itself is then the cautious one."""
    suspicious: bool = False
    suspicion: tuple[str, ...] = ()
    """Why, in plain words."""
    employer: str | None = None
    employer_written: bool = True
    """The message spells that name; False: it was read out of a domain or a link, parted as well as may be."""
    employer_names: tuple[str, ...] = ()
    """Other name forms, subsidiaries and parents that this message itself equates with the employer."""
    employer_domains: tuple[str, ...] = ()
    """Registrable domains of the employer's own addresses in this message (never an ATS, relay or free-mail domain)."""
    agency: str | None = None
    """The agency that writes for the employer, if one does."""
    role: str | None = None
    deadline: date | None = None
    start_date: date | None = None
    contingencies: tuple[ContingencyKind, ...] = ()
    """Named as still open."""
    cleared: tuple[ContingencyKind | Literal["all"], ...] = ()
    """Named as met. "all": no condition is left."""
    is_letter: bool = False
    """The message itself is, or carries, the offer in writing (terms, attached letter, portal, e-signature request)."""
    letter_read: bool = True
    """False: the letter lies in a portal or in a file that could not be read, so its conditions are unseen."""
    signed: bool = False
    """An e-signature of the offer letter completed by all: written and accepted at once."""
    exclusive: bool = True
    """False: the mail says that the job is part-time or short and leaves room for another."""
    interview_start: datetime | None = None
    """In the zone that the mail used."""
    interview_end: datetime | None = None
    interview_zone: str | None = None
    """The zone as named in the mail or its calendar part (IANA), None if the mail named none."""
    previous_start: datetime | None = None
    """For a move or a cancellation: the time that no longer holds, if named."""
    previous_days: tuple[date, ...] = ()
    """Likewise: days of what no longer holds ("Thursday's is moved"). A weekday alone is the next one after the mail."""
    on_weekday: bool = False
    """For a move: the new day is a weekday alone ("to Friday"), so its week may be that of what no longer holds."""
    further: tuple[Meeting, ...] = ()
    """Further fixed times, each of an interview of its own beside the one that `interview_start` begins."""
    nth: int | None = None
    """Its words count the interview that they fix, move or call off: 2 for "the second round", -1 for the last."""
    calls_all_off: bool = False
    """All interviews are called off in so many words: "both interviews"."""
    event_uid: str | None = None
    """UID of the attached calendar object, if any."""
    contacts: tuple[Contact, ...] = ()
    human: bool = False
    """A person wrote it, or a shared mailbox with a text written for this user; not a machine."""
    urges: bool = False
    """A reply that asks something or urges the user to come anyway."""
    agrees: bool = False
    """A plain yes to what the user wrote, and nothing else."""
    bounce_of: str | None = None
    """Message-ID of the message that this one reports as undeliverable."""
    language: str = "en"
    """ISO 639-1 code of the new text."""
    greeting: str = ""
    """The salutation line of the new text, as written: "Dear Sam,". A letter answers in the same manner."""
    sign_off: str = ""
    """The name under the new text, as written: "Joanne"."""
    portal: str | None = None
    """A link to the employer's or ATS's own page where an answer can be given."""
    absence: Literal["away", "left"] | None = None
    """An automatic answer: its writer is away, or works there no longer; `contacts` then names who stands in."""
    travel: bool = False
    """The employer booked or pays a trip to the interview."""
    reservation: Reservation | None = None
    """A journey or a stay of the user's that it confirms, where it is about no job."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A reading as it lies in the store: where its message is, and what is known from the account."""

    reading: Reading
    account: str
    provider_id: str
    thread_id: str | None = None
    sent_mark: bool = False
    """It lies in the account's Sent folder (`Message.sent`)."""
    read_by: str = ""
    """Version of the reader, so that it can be read anew by a better one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Something the user said: beats the mail that was there when it was said."""

    at: datetime
    about: str
    """Id of the offer, draft, interview or question."""
    verb: str
    """accept · decline · doubt · dismiss · firm · reset for offers; keep for interviews; keep_entry; redraft, after a letter that was sent; a question's answer."""
    value: str = ""
    """For a question: kind and answer, as "accepted=yes"; for keep_entry: the calendar entry's UID."""
    subject_key: str = ""
    """Candidacy or interview key it is about, so that it survives ids."""
    messages: tuple[str, ...] = ()
    """Keys of the readings that the user had before them, so that it survives another reading of the same mail."""
    label: Label | None = None
    """For `unsure_reading`: what was asked about."""


@dataclass(frozen=True, slots=True)
class Contingency:
    """Something that an offer depends on, or depended on."""

    kind: ContingencyKind
    open: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One piece of the chain from message to offer: what the message adds, in its words."""

    message_id: str | None
    key: str
    """The reading's key."""
    date: datetime
    label: Label
    quote: str
    says: str = ""
    counts: bool = True
    """False where it was shown only: suspicious, or overruled by the user."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What messages, and the user, say about being hired by one employer for one role."""

    id: str
    key: str
    """The candidacy's key (see `casework.candidacies`)."""
    employer: str
    role: str | None
    standing: Standing
    written: bool
    accepted: bool
    firm: bool
    exclusive: bool = True
    contingencies: tuple[Contingency, ...] = ()
    deadline: date | None = None
    start_date: date | None = None
    suspicious: bool = False
    doubted: bool = False
    letter_read: bool = True
    evidence: tuple[Link, ...] = ()
    contacts: tuple[Contact, ...] = ()
    accounts: tuple[str, ...] = ()
    """Accounts whose mail it rests on: read again before anything is delivered."""
    gives_up: tuple[str, ...] = ()
    """Ids of the interviews booked elsewhere, which taking it would put in question; () once it is over."""
    reasons: tuple[str, ...] = ()
    """Why this standing, one plain sentence a step (`agent why`)."""


@dataclass(frozen=True, slots=True)
class Interview:
    """An upcoming time at which the user is to be interviewed, from calendars and mail."""

    id: str
    key: str
    candidacy: str
    employer: str
    role: str | None
    start: datetime
    """In the zone that the employer used, where known."""
    end: datetime | None
    zone: str | None
    contacts: tuple[Contact, ...]
    events: tuple[Event, ...]
    confidence: float
    messages: tuple[str, ...] = ()
    """Keys of the readings it rests on."""
    reasons: tuple[str, ...] = ()
    draft: str | None = None


@dataclass(frozen=True, slots=True)
class Candidacy:
    """One person applying for one role at one employer: everything read about it."""

    key: str
    employer: str
    names: tuple[str, ...]
    domains: tuple[str, ...]
    role: str | None
    agency: str | None
    sources: tuple[Source, ...]
    """In order of time."""
    open: bool
    """Neither rejected nor withdrawn nor declined nor rescinded."""
    in_touch: datetime | None
    """When a person of the other side last wrote."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Something the user set up around an interview, which goes when the interview goes."""

    kind: Literal["preparation", "travel", "stay", "booking"]
    text: str
    """What it is, in plain words: "Train to Leeds, 24 November"."""
    because: str
    """Why it belongs to the interview."""
    event: Event | None = None
    """The user's own calendar entry, deleted under the letter's approval; None for a booking known from mail only."""
    link: str | None = None
    """Where the user cancels a booking; the program never does."""
    phone: str | None = None
    stands: bool = False
    """The entry is deleted, and what may have been booked for it is not: the user cancels that."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A letter that should exist, before a word of it is written. Its key is its identity over time."""

    key: str
    kind: DraftKind
    candidacy: Candidacy
    offer: Offer | None
    """The firm offer it rests on (a withdrawal), or the offer it declines."""
    firm_offer: Offer | None
    """The offer that must not be named in it; None in a letter to that offer's own employer."""
    interviews: tuple[Interview, ...]
    urgent: bool = False
    reasons: tuple[str, ...] = ()
    firm_names: tuple[str, ...] = ()
    """All name forms of the firm offer's employer (its candidacy's `names`): none may stand in the letter."""
    firm_domains: tuple[str, ...] = ()
    """Registrable domains of the firm offer's employer: nobody there may get the letter."""
    deadline: date | None = None
    """`more_time` and `expedite`: the day by which the open offer must be answered."""
    until: date | None = None
    """`more_time`: the day that is asked for instead; None where none can be named."""
    accepted_before: bool = False
    """`offer_decline`: the user had accepted, and takes that back."""
    after: DraftKind | None = None
    """`reopen` and `nudge`: the letter of the user's that this one follows."""
    after_at: datetime | None = None
    """When that letter was sent."""
    choices: tuple[DraftKind, ...] = ()
    """Kinds of letters that fit the case, its own included: the person may change from one to another."""
    barred: tuple[str, ...] = ()
    """Addresses that a letter of this case went to in vain: they are not written to again."""
    stand_ins: tuple[Contact, ...] = ()
    """Who answers instead of somebody who left, as their automatic answer says: written to before anybody else."""
    holds: tuple[Hold, ...] = ()
    one_agency: bool = False
    """The agency that this candidacy goes through has also brought the offer that it rests on: it knows."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a letter goes to, and why."""

    address: str
    because: str
    name: str = ""
    warning: str | None = None
    """What a careful person would look at first ("Reply-To leads to another domain")."""


@dataclass(frozen=True, slots=True)
class CalendarStep:
    """One calendar answer that goes with a letter."""

    account: str
    calendar: str
    uid: str
    recurrence_id: str | None
    action: CalendarAction
    provider_id: str = ""
    etag: str = ""
    summary: str = ""
    start: datetime | None = None
    result: str | None = None
    """None: not yet; "done"; or why not."""
    comment: str | None = None
    """A line for the organizer, where the provider's own answer carries one; covered by the digest like the letter's text."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A wanted letter, written: everything that the digest of an approval covers."""

    account: str
    """The account that sends it."""
    from_: Mailbox
    to: tuple[Recipient, ...]
    cc: tuple[Recipient, ...]
    subject: str
    body: str
    in_reply_to: str | None
    references: tuple[str, ...]
    thread_id: str | None
    calendar: tuple[CalendarStep, ...]
    language: str = "en"
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A letter in the person's own words, set aside while another is written in its place."""

    kind: DraftKind
    letter: Letter


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter with its calendar actions, waiting for (or past) a person's decision."""

    id: str
    key: str
    kind: DraftKind
    status: DraftStatus
    letter: Letter
    digest: str
    """Of exactly what would leave: see `delivery.approval.digest`."""
    employer: str
    role: str | None
    offer: str | None
    """Offer id."""
    firm_offer: str | None
    candidacy: str
    interviews: tuple[str, ...]
    """Interview ids, next one first."""
    interview_keys: tuple[str, ...]
    starts: tuple[datetime, ...]
    """Starts of those interviews when the letter was written, so that a move is noticed."""
    urgent: bool
    reasons: tuple[str, ...]
    created_at: datetime
    updated_at: datetime
    edited: bool = False
    approved_at: datetime | None = None
    send_at: datetime | None = None
    snoozed_until: datetime | None = None
    sent_at: datetime | None = None
    message_id: str | None = None
    """Of the message as it will be, or was, sent."""
    outcome: str | None = None
    tone: Tone | None = None
    """The person's wish for this letter; None: as the configuration says."""
    holds: tuple[Hold, ...] = ()
    """What goes with the interviews, and bookings that the user has to cancel."""
    wish: DraftKind | None = None
    """The kind of letter that the person wants here; None: as the rules say. It counts as long as it fits the case."""
    after_at: datetime | None = None
    """`reopen`: when the letter that it takes back was sent; lists show the newest first."""
    after: DraftKind | None = None
    """`reopen` and `nudge`: the letter of the user's that this one follows."""
    choices: tuple[DraftKind, ...] = ()
    """Kinds of letters that fit the case, its own included."""
    deadline: date | None = None
    """`more_time` and `expedite`: the day by which the open offer had to be answered when it was written."""
    until: date | None = None
    """`more_time`: the day that it asks for instead."""
    aside: tuple[OwnWords, ...] = ()
    """What the person wrote, by kind of letter; it comes back when that kind is asked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only the user can say, with the answers to choose from."""

    id: str
    key: str
    kind: str
    """accepted · unsure_sent · which_offer · same_employer · unsure_reading · granted · still_on · called_off · reply"""
    text: str
    answers: tuple[str, ...]
    offer: str | None = None
    draft: str | None = None
    subject_key: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is so, and what should exist, by the policy at one moment."""

    candidacies: tuple[Candidacy, ...] = ()
    offers: tuple[Offer, ...] = ()
    interviews: tuple[Interview, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    questions: tuple[Question, ...] = ()
    notices: tuple[Notice, ...] = ()
    hold: str | None = None
    """Why nothing may leave just now (a suspicious rescission, say), or None."""
    wakes: tuple[datetime, ...] = ()
    """When it will be another though nothing new is read: an interview comes near, an offer ends."""
    archive: Archive | None = None
    """The search is over: what there is to look back on; None while it goes on."""


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Somebody who was in touch in a search that is over."""

    name: str
    address: str
    employer: str
    thanked: bool
    """A letter of the user's said goodbye to them."""
    answered: bool
    """They wrote after it."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A letter of the user's that nobody answered."""

    draft: str
    kind: DraftKind
    employer: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Archive:
    """A search that is over: the job has begun, and two weeks have passed."""

    offer: str
    """Id of the offer that was taken."""
    employer: str
    role: str | None
    start_date: date | None
    since: date
    """The first day on which it is over, in the user's zone."""
    applications: int
    interviews: int
    """Those that took place, as far as mail told of them."""
    offers: int
    people: tuple[Correspondent, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    looks: Literal["hourly", "stop", "as_before"] = "hourly"
    """How accounts are looked at from then on: `Policy.after_signing`."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell the user once."""

    key: str
    text: str
    urgent: bool = False
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """The user's settings that decisions and letters depend on."""

    name: str = ""
    addresses: tuple[str, ...] = ()
    phone: str | None = None
    signature: str | None = None
    zone: str = "UTC"
    act_on: Literal["firm", "accepted"] = "firm"
    withdraw: Literal["interviewing", "all", "none"] = "interviewing"
    after_signing: Literal["hourly", "stop", "as_before"] = "hourly"
    """How accounts are looked at once the search is over."""
    tone: Tone = "warm"
    language: str = "auto"
    keep_in_touch: bool = True
    referral: bool = False
    """Letters offer to recommend somebody else."""
    templates: str | None = None
    """Folder of the user's own templates."""
    commenting_accounts: tuple[str, ...] = ()
    """Accounts whose calendar answers carry a line for the organizer."""
    read_only_accounts: tuple[str, ...] = ()
    """Accounts from which nothing can be sent, and whose calendars cannot be answered."""
