"""A wanted letter, written: to whom, in which thread, in which words, with which calendar answers.

`compose` gives a letter that passed every guard, or raises Unwritable: no draft is better than a wrong one. `kind_for`
says what it will be, since a withdrawal that nobody can be written to is a call. `build` makes the message that leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from agent.letters import call, language, render, when
from agent.letters.calendar import steps, unanswerable
from agent.letters.check import faults, length_remark, unfit
from agent.letters.language import Language
from agent.letters.manner import employer_name, manner
from agent.letters.mime import build, message_id_for
from agent.letters.recipients import recipients
from agent.letters.text import phrase
from agent.letters.thread import Place, answer_subject, exchange, place, trusted
from agent.letters.unwritable import Unwritable
from agent.model import DraftKind, Letter, Policy, Recipient, Source, Wanted

__all__ = ["Unwritable", "build", "compose", "faults", "kind_for", "message_id_for"]


def kind_for(wanted: Wanted, policy: Policy | None = None) -> DraftKind:
    """The kind that `compose` will write: `wanted.kind`, or "call_sheet" where nobody can be written to."""
    if wanted.kind == "call_sheet" or not recipients(wanted, policy or Policy())[0]:
        return "call_sheet"
    return wanted.kind


def compose(wanted: Wanted, policy: Policy, now: datetime) -> Letter:
    """The letter, whole and checked. A call sheet has no recipients and is in no thread.

    Raises Unwritable, with the reason, where a guard would be broken or a template of the user's is.
    """
    if not policy.addresses or not policy.name.strip():
        raise Unwritable("a letter needs your name and address: set them under [user] in the configuration.")
    to, cc = ((), ()) if wanted.kind == "call_sheet" else recipients(wanted, policy)
    kind: DraftKind = wanted.kind if to else "call_sheet"
    about = exchange(wanted)
    at = place(wanted, policy, to[0].address if to else None)
    if not at.account:
        raise Unwritable("there is no account that it could leave from.")
    spoken, *reasons = language.choose(policy, about or trusted(wanted))
    fields = _fields(wanted, policy, now, about, to, spoken) | (call.fields(wanted, policy) if not to else {})
    body, remark = render.body(kind, policy.tone, spoken, policy.templates, fields)
    letter = Letter(
        account=at.account,
        from_=at.from_,
        to=to,
        cc=cc,
        subject=_subject(wanted, at, spoken, fields),
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


def _fields(
    wanted: Wanted, policy: Policy, now: datetime, about: Sequence[Source], to: Sequence[Recipient], spoken: Language
) -> dict[str, Any]:
    """What templates may print or ask. None: not known for this letter."""
    candidacy = wanted.candidacy
    role = phrase(candidacy.role or next((i.role for i in wanted.interviews if i.role), None))
    role = None if role and unfit(role, wanted, policy, to) else role
    employer, agency = employer_name(wanted), phrase(candidacy.agency)
    inside = _is_inside(wanted)
    speaks = manner(wanted, to, about, spoken, policy)
    return {
        "salutation": speaks.salutation,
        "familiar": speaks.familiar,
        "role": role,
        "position": spoken.position["named" if role else "unnamed"].format(role=role),
        "employer": None if (employer == agency and agency) or inside else employer,
        "agency": agency,
        "slots": when.slots(wanted.interviews, spoken, about, policy, now),
        "several": len(wanted.interviews) > 1,
        "accepted": bool(wanted.firm_offer and wanted.firm_offer.accepted),
        "declining": wanted.kind == "offer_decline" or _declines(wanted),
        "same_employer": inside,
        "in_touch": candidacy.in_touch is not None,
        "keep_in_touch": policy.keep_in_touch and not inside,
        "name": policy.name,
        "signature": policy.signature or "",
        "choice": render.choices(wanted.key),
    }


def _declines(wanted: Wanted) -> bool:
    """A call sheet about an offer of this very candidacy declines it."""
    return wanted.kind == "call_sheet" and wanted.offer is not None and wanted.offer.key == wanted.candidacy.key


def _is_inside(wanted: Wanted) -> bool:
    """It rests on an offer of the same employer for another role: no other employer is to be kept from it."""
    about_another = wanted.offer is not None and wanted.offer.key != wanted.candidacy.key
    return wanted.firm_offer is None and about_another


def _subject(wanted: Wanted, at: Place, spoken: Language, fields: dict[str, Any]) -> str:
    """The thread's own subject, else one that says what the letter is about."""
    if at.answered and (subject := answer_subject(at.answered.reading.subject)):
        return subject
    role, slots = fields["role"], fields["slots"]
    if "phones" in fields:
        form = "call_sheet"
    elif fields["declining"]:
        form = "offer_decline_role" if role else "offer_decline"
    else:
        form = "withdrawal" if slots else "withdrawal_role" if role else "withdrawal_bare"
    whom = fields["agency"] or fields["employer"] or wanted.candidacy.employer
    return spoken.subject[form].format(role=role, slots=slots, employer=phrase(whom) or "").strip()


def _read_only(letter: Letter, policy: Policy) -> str | None:
    if letter.to and letter.account in policy.read_only_accounts:
        return f"The account {letter.account} may only be read: this letter cannot be sent from here."
    return None
