"""A wanted letter, written: to whom, in which thread, in which words, with which calendar answers.

`compose` gives a letter that passed every guard, or raises Unwritable: no draft is better than a wrong one. `kind_for`
says what it will be, since a withdrawal that nobody can be written to is a call. `build` makes the message that leaves.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from agent.letters import language, render
from agent.letters.calendar import steps, unanswerable
from agent.letters.check import faults, length_remark
from agent.letters.fields import fields, is_inside
from agent.letters.language import Language
from agent.letters.mime import build, message_id_for
from agent.letters.recipients import recipients
from agent.letters.text import phrase
from agent.letters.thread import Place, answer_subject, exchange, place, trusted
from agent.letters.unwritable import Unwritable
from agent.model import DraftKind, Letter, Policy, Wanted

CALLED: tuple[DraftKind, ...] = ("withdrawal", "offer_decline")
"""What is said on the phone where nobody can be written to; the other kinds are letters or nothing."""

__all__ = ["Unwritable", "build", "compose", "faults", "kind_for", "message_id_for"]


def kind_for(wanted: Wanted, policy: Policy | None = None) -> DraftKind:
    """The kind that `compose` will write: `wanted.kind`, or "call_sheet" where nobody can be written to."""
    if wanted.kind in CALLED and not recipients(wanted, policy or Policy())[0]:
        return "call_sheet"
    return wanted.kind


def compose(wanted: Wanted, policy: Policy, now: datetime) -> Letter:
    """The letter, whole and checked. A call sheet has no recipients and is in no thread.

    Raises Unwritable, with the reason, where a guard would be broken or a template of the user's is.
    """
    if not policy.addresses or not policy.name.strip():
        raise Unwritable("a letter needs your name and address: set them under [user] in the configuration.")
    if wrong := _unfit(wanted):
        raise Unwritable(wrong)
    to, cc = ((), ()) if wanted.kind == "call_sheet" else recipients(wanted, policy)
    if not to and wanted.kind not in (*CALLED, "call_sheet"):
        raise Unwritable("there is nobody to write to: call them, if you like.")
    kind: DraftKind = wanted.kind if to else "call_sheet"
    about = exchange(wanted)
    at = place(wanted, policy, to[0].address if to else None)
    if not at.account:
        raise Unwritable("there is no account that it could leave from.")
    spoken, *reasons = language.choose(policy, about or trusted(wanted))
    known = fields(wanted, policy, now, about, to, spoken)
    body, remark = render.body(kind, policy.tone, spoken, policy.templates, known)
    letter = Letter(
        account=at.account,
        from_=at.from_,
        to=to,
        cc=cc,
        subject=_subject(wanted, at, spoken, known),
        body=body,
        in_reply_to=at.in_reply_to,
        references=at.references,
        thread_id=at.thread_id,
        calendar=steps(wanted, policy, spoken.calendar_note),
        language=spoken.code,
    )
    if found := faults(letter, wanted, policy):
        raise Unwritable("; ".join(found) + ".")
    said = (
        *reasons,
        remark,
        _read_only(letter, policy),
        *unanswerable(wanted, policy),
        length_remark(letter, policy.tone),
    )
    return replace(letter, reasons=tuple(r for r in said if r))


def _unfit(wanted: Wanted) -> str | None:
    """Why a letter of this kind would say what is not so, or None where it fits the case."""
    other = wanted.firm_offer or wanted.offer
    if wanted.kind == "disclose" and not (is_inside(wanted) or (wanted.firm_offer and wanted.firm_offer.accepted)):
        return "no other offer has been accepted that it could tell of."
    if wanted.kind == "expedite" and other is None:
        return "there is no offer that it could tell of."
    if wanted.kind == "more_time" and wanted.offer is None:
        return "there is no offer that it could ask more time for."
    told = wanted.kind == "reopen" and wanted.after == "disclose"
    if wanted.kind in ("reopen", "nudge") and not told and wanted.after not in (None, *CALLED, "call_sheet"):
        return f"a {wanted.kind} letter follows a withdrawal or a declined offer."
    return None


def _subject(wanted: Wanted, at: Place, spoken: Language, known: dict[str, Any]) -> str:
    """The thread's own subject, else one that says what the letter is about."""
    if at.answered and (subject := answer_subject(at.answered.reading.subject)):
        return subject
    role, slots = known["role"], known["slots"]
    if "phones" in known:
        form = "call_sheet"
    elif known["declining"] or wanted.kind == "more_time" or wanted.after == "offer_decline":
        form = "offer_role" if role else "offer"
    else:
        form = "interview" if slots else "application_role" if role else "application"
    whom = known["agency"] or known["employer"] or wanted.candidacy.employer
    return spoken.subject[form].format(role=role, slots=slots, employer=phrase(whom) or "").strip()


def _read_only(letter: Letter, policy: Policy) -> str | None:
    if letter.to and letter.account in policy.read_only_accounts:
        return f"The account {letter.account} may only be read: this letter cannot be sent from here."
    return None
