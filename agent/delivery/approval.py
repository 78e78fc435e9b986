"""Approvals: what exactly was said yes to, and which steps a draft may take.

Pure: a draft and a time go in, a draft comes out. `docs/architecture.md` has the picture of the states.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from agent.errors import Stale, UserError, WrongUsage
from agent.model import DELIVERED, CalendarStep, Draft, DraftKind, Letter, OwnWords, Recipient, Tone

APPROVAL_LASTS = timedelta(hours=24)
"""An approval that was not delivered within this time is asked for again."""
BY_HAND = "you entered it yourself"
"""Why a letter goes to an address that the person typed."""
SET_ASIDE = "Your own words are set aside."
EDITED_ELSEWHERE = (
    "You changed it among the drafts of your mail program: this is the text as it is there, look at it again. "
    "To send other words, delete that draft there first."
)
DELETED_ELSEWHERE = "Its draft was deleted in your mail program, so nothing was sent: approve it again if it shall go."
"""Why an approval ended that the provider's own draft no longer stands for."""
OPEN = ("waiting", "snoozed", "kept", "approved", "failed")
"""States in which a letter can still be changed."""
WAKE_BEFORE = timedelta(hours=24)
"""A snoozed draft wakes at the latest this long before its interview."""


def digest(letter: Letter, kind: str) -> str:
    """SHA-256 over exactly what would leave: from, to, cc, subject, text, thread and calendar actions.

    Any change of any of these is another digest, and an approval of the old one is worth nothing.
    """
    covered = {
        "kind": kind,
        "account": letter.account,
        "from": [letter.from_.name, letter.from_.address],
        "to": [r.address for r in letter.to],
        "cc": [r.address for r in letter.cc],
        "subject": letter.subject,
        "body": letter.body,
        "in_reply_to": letter.in_reply_to,
        "references": list(letter.references),
        "thread": letter.thread_id,
        "calendar": [_answer(s) for s in letter.calendar],
    }
    return hashlib.sha256(json.dumps(covered, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


def _answer(step: CalendarStep) -> list[str | None]:
    said = [step.comment] if step.comment else []
    return [step.account, step.calendar, step.uid, step.recurrence_id, step.action, *said]


def approve(draft: Draft, shown: str | None, now: datetime, hold: timedelta) -> Draft:
    """The draft approved and held until `now + hold`. `shown` is the digest that the person saw.

    Raises Stale if the draft is another one by now, UserError where there is nothing to approve.
    """
    as_shown(draft, shown)
    if draft.status not in ("waiting", "snoozed", "kept", "failed"):
        raise UserError(_not_open(draft))
    return replace(
        draft, status="approved", approved_at=now, send_at=now + hold, updated_at=now, snoozed_until=None, outcome=None
    )


def as_shown(draft: Draft, shown: str | None) -> None:
    """Raises Stale if the draft is another one than the person saw; None stands for whatever it says now."""
    if shown is not None and shown != draft.digest:
        raise Stale(
            f"The letter to {draft.employer} has changed since it was shown: look again.\nagent show {draft.id}"
        )


def undo(draft: Draft, now: datetime) -> Draft:
    """An approved draft taken back while it is held. Raises UserError where it is too late, or nothing is held."""
    if draft.status != "approved":
        raise UserError(
            _not_open(draft) if draft.status != "waiting" else f"{draft.id} is not approved: nothing to undo."
        )
    return unapprove(draft, now, None)


def unapprove(draft: Draft, now: datetime, because: str | None) -> Draft:
    """Back to waiting: the approval is void."""
    reasons = draft.reasons if because is None else (*(r for r in draft.reasons if r != because), because)
    return replace(
        draft, status="waiting", approved_at=None, send_at=None, message_id=None, updated_at=now, reasons=reasons
    )


def edit(
    draft: Draft,
    now: datetime,
    *,
    subject: str | None = None,
    body: str | None = None,
    to: Sequence[str] | None = None,
    cc: Sequence[str] | None = None,
) -> Draft:
    """The draft with the person's own words; any approval is void. None leaves a part as it is."""
    if draft.status not in OPEN:
        raise UserError(_not_open(draft))
    if draft.kind == "call_sheet" and (to or cc or subject):
        raise WrongUsage("A call sheet has no recipients and no subject: it is for the phone.")
    if body is not None and not body.strip():
        raise WrongUsage("The letter would be empty. Nothing was changed.")
    if to is not None and not to:
        raise WrongUsage("The letter would have no recipient. Nothing was changed.")
    letter = replace(
        draft.letter,
        subject=draft.letter.subject if subject is None else _one_line(subject),
        body=draft.letter.body if body is None else body.replace("\r\n", "\n").strip("\n") + "\n",
        to=draft.letter.to if to is None else _recipients(to, draft.letter),
        cc=draft.letter.cc if cc is None else _recipients(cc, draft.letter),
    )
    changed = unapprove(draft, now, None) if draft.status in ("approved", "failed") else replace(draft, updated_at=now)
    return replace(changed, letter=letter, digest=digest(letter, draft.kind), edited=True, outcome=None)


def keep(draft: Draft, now: datetime) -> Draft:
    """The person keeps this interview: the draft rests, whatever happens to the interview's time."""
    if draft.status not in ("waiting", "snoozed", "approved", "kept", "failed"):
        raise UserError(_not_open(draft))
    return replace(unapprove(draft, now, None), status="kept", snoozed_until=None)


def follows(draft: Draft) -> DraftKind | None:
    """The letter that may come after one that was sent and left the matter open; None after any other."""
    if draft.status not in DELIVERED or not draft.key.startswith("leave:"):
        return None
    return "withdrawal" if draft.kind == "disclose" else "offer_decline" if draft.kind == "more_time" else None


def redraft(draft: Draft, fitting: Sequence[DraftKind], kind: str | None, tone: Tone | None, now: datetime) -> Draft:
    """The draft to be written anew, from now on as that kind (one of the `fitting` ones) and in that tone.

    None leaves a wish as it was. The person's own words are set aside; those of that kind come back where the kind alone is
    asked for. Raises WrongUsage where the kind does not fit, UserError where it is too late.
    """
    wish = next((one for one in fitting if one == kind), None)
    if kind is not None and wish is None:
        why = ": you have accepted another offer" if kind == "more_time" and draft.kind == "offer_decline" else ""
        raise WrongUsage(
            f"A letter of the kind {kind} does not fit here{why}.\n"
            f"agent redraft {draft.id} --kind KIND takes {' or '.join(fitting)}."
        )
    if draft.status not in ("waiting", "snoozed", "kept", "approved", "failed"):
        gone = f"The letter {draft.id} is {draft.status}: it cannot be written anew."
        declines = draft.kind == "more_time" and draft.status in DELIVERED and draft.offer
        raise UserError(
            f"{gone}\nA no to their offer is drafted by: agent offer decline {draft.offer}" if declines else gone
        )
    fresh = replace(unapprove(draft, now, None), edited=False, snoozed_until=None)
    fresh = replace(fresh, tone=tone or draft.tone, wish=wish or draft.wish)
    own = next((o for o in draft.aside if o.kind == wish and tone is None), None)
    rest = tuple(o for o in draft.aside if o != own and not (draft.edited and o.kind == draft.kind))
    aside = (*rest, OwnWords(draft.kind, draft.letter)) if draft.edited else rest
    if own is None or (draft.edited and draft.kind == own.kind):
        return replace(fresh, aside=aside)
    return replace(
        fresh, aside=aside, kind=own.kind, letter=own.letter, digest=digest(own.letter, own.kind), edited=True
    )


def set_aside(draft: Draft) -> tuple[str, ...]:
    """What to tell where the person's own words are set aside; how they come back is each face's to say."""
    return (SET_ASIDE,) if draft.aside else ()


def called(draft: Draft, shown: str | None, now: datetime) -> Draft:
    """The call sheet after the call. Raises Stale if it is another one than was shown, UserError if it is done already."""
    as_shown(draft, shown)
    if draft.status not in ("waiting", "snoozed", "kept", "failed"):
        raise UserError(f"The call sheet {draft.id} is {draft.status} already.")
    return replace(draft, status="sent", sent_at=now, updated_at=now, snoozed_until=None, outcome="you called")


def snooze(draft: Draft, until: datetime, now: datetime) -> Draft:
    """Ask again later; at the latest a day before the interview."""
    if draft.status not in ("waiting", "snoozed", "approved", "kept"):
        raise UserError(_not_open(draft))
    if until <= now:
        raise WrongUsage("That time has passed already. Name one that lies ahead, for example --for 2d.")
    return replace(unapprove(draft, now, None), status="snoozed", snoozed_until=until)


def woken(draft: Draft, now: datetime) -> Draft:
    """A snoozed draft whose time has come waits again; any other one is as it was."""
    if draft.status != "snoozed" or draft.snoozed_until is None:
        return draft
    latest = min((s for s in draft.starts if s > now), default=None)
    due = draft.snoozed_until if latest is None else min(draft.snoozed_until, latest - WAKE_BEFORE)
    return replace(draft, status="waiting", snoozed_until=None, updated_at=now) if due <= now else draft


def lapsed(draft: Draft, now: datetime) -> bool:
    """The approval is too old to act on without asking again, or given by a clock that was as far ahead."""
    return (
        draft.status == "approved" and draft.approved_at is not None and abs(now - draft.approved_at) > APPROVAL_LASTS
    )


def _recipients(addresses: Sequence[str], letter: Letter) -> tuple[Recipient, ...]:
    known = {r.address: r for r in (*letter.to, *letter.cc)}
    found = []
    for address in dict.fromkeys(a.strip() for a in addresses):
        if not _is_address(address):
            raise WrongUsage(f"“{address}” is not a mail address. Nothing was changed.")
        found.append(known.get(address.lower(), Recipient(address.lower(), BY_HAND)))
    return tuple(found)


def _is_address(text: str) -> bool:
    local, at, domain = text.rpartition("@")
    printable = all(c.isprintable() and not c.isspace() and c not in '<>(),;:"[]\\' for c in text)
    return bool(local and at and domain and printable and "@" not in local and len(text) <= 254)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _not_open(draft: Draft) -> str:
    says = {
        "approved": "is approved already; `agent undo {id}` takes it back while it is held",
        "sending": "is being sent just now",
        "sent": "was sent already",
        "answered": "was sent and answered already",
        "unsure": "may have been sent: answer the question first (`agent questions`)",
        "void": "is void: what it rested on no longer holds",
        "kept": "is kept; `agent redraft` or `agent approve` takes it up again",
    }.get(draft.status, f"is {draft.status}")
    return f"The letter {draft.id} {says.format(id=draft.id)}."
