"""The course of a candidacy: whether it is open, since when it is not, who was last in touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from agent.casework.candidacies import Case
from agent.casework.slots import ENDS, stated
from agent.casework.threads import Tree
from agent.model import DELIVERED, GIVES_UP, Candidacy, Draft, Reading

IN_TOUCH = timedelta(days=60)
"""How long a person's last mail counts as being in touch."""
_LEAVING_KEYS = ("leave:", "call:")
_REFUSALS = ("rejected", "offer_rescinded")
_REOPENS = ("applied", "assessment", "interview_invited", "offer_verbal", "offer_written")


def is_leaving(draft: Draft) -> bool:
    """A letter, or a call, that ends a candidacy. One that asks for time, or tells of an offer, does not."""
    return draft.kind in GIVES_UP and (draft.kind != "call_sheet" or draft.key.startswith(_LEAVING_KEYS))


def sent_letters(case: Case, drafts: Sequence[Draft]) -> list[Draft]:
    """Letters of the user's that ended this candidacy and were sent (or calls that were made), in order of time."""
    mine = [d for d in drafts if d.candidacy in case.aliases and is_leaving(d) and d.status in DELIVERED]
    return sorted(mine, key=lambda d: (sent_at(d), d.id))


def taken_back(drafts: Sequence[Draft]) -> Mapping[str, datetime]:
    """Ids of letters that a later one of the user's took back, and when: the candidacy goes on from there."""
    later = [d for d in drafts if d.kind == "reopen" and d.status in DELIVERED]
    return {part: sent_at(d) for d in later for part in d.key.split(":")[2:]}


def told_of_an_offer(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """The letter that a `reopen` follows told them of an offer and gave nothing up: every interview stands."""
    ids = draft.key.split(":")[2:]
    return any(d.id in ids and d.kind == "disclose" for d in drafts)


def closed_at(case: Case, drafts: Sequence[Draft]) -> datetime | None:
    """When the candidacy ended, or None while it is open.

    It ends by rejection, withdrawal, a declined or rescinded offer, or a letter of ours; a later application, invitation
    or offer opens it again, or our own letter that takes ours back. A reminder of a time known before the end does not,
    nor does an invitation in answer to the user's own withdrawal, or another time that is named to win them back: that
    is the user's to answer.
    """
    letters = sent_letters(case, drafts)
    mail = Tree(case.readings if letters else ())
    answering = {r.key for d in letters for r in replies(d, mail)}
    steps: list[tuple[datetime, str, Reading | Draft]] = [(r.sent_at, r.key, r) for r in case.readings]
    steps += [(sent_at(d), d.id, d) for d in (*letters, *_reopening(case, drafts))]
    closed: datetime | None = None
    own = False
    known: set[datetime] = set()
    for at, _, step in sorted(steps, key=lambda s: (s[0], s[1])):
        if isinstance(step, Draft):
            closed, own = (None, False) if step.kind == "reopen" else (at, True)
            known.update(step.starts)
        elif step.label in ENDS:
            closed, own = at, step.label in ("withdrawn", "offer_declined")
        elif own and closed and step.key in answering and _woos(step):
            continue
        elif step.interview_start is not None and step.label in ("interview_scheduled", "interview_rescheduled"):
            times = {meeting.start for meeting in stated(step)}
            if not times <= known:
                closed = None
            known |= times
        elif step.label in _REOPENS and not (own and step.label in ("interview_invited", "assessment")):
            closed = None
    return closed


def candidacy(case: Case, drafts: Sequence[Draft]) -> Candidacy:
    """The candidacy as the other rooms see it."""
    people = [r.sent_at for r in case.readings if r.human and r.direction == "in"]
    return Candidacy(
        key=case.key,
        employer=case.employer,
        names=case.names,
        domains=tuple(sorted(case.party.domains)),
        role=case.role,
        agency=case.agency,
        sources=case.sources,
        open=(bool(case.readings) or not case.suspicious) and closed_at(case, drafts) is None,
        in_touch=max(people, default=None),
    )


def replies(draft: Draft, mail: Tree) -> list[Reading]:
    """What people of the other side wrote back after the letter, in its thread, in the order of the mail.

    Who answers there takes any message of it, the user's older ones too.
    """
    if draft.sent_at is None:
        return []
    own = draft.message_id
    people = {r.address for r in (*draft.letter.to, *draft.letter.cc)}
    domains = {address.rpartition("@")[2] for address in people}
    thread = {mid for mid in (own, draft.letter.in_reply_to, *draft.letter.references) if mid}
    return [
        r
        for r in mail.below(thread)
        if r.direction == "in" and r.human and r.sent_at > draft.sent_at
        and ((own and own in (r.in_reply_to, *r.references)) or r.from_.address.rpartition("@")[2] in domains)
    ]  # fmt: skip


def _woos(reading: Reading) -> bool:
    """They ask the user to come after all, and may name a time; no invitation came."""
    timed = reading.label in ("interview_scheduled", "interview_rescheduled")
    return timed and reading.urges and reading.event_uid is None


def has_refused(case: Case, since: datetime) -> bool:
    """They have turned the user down after that time."""
    return any(r.label in _REFUSALS and r.direction == "in" and r.sent_at > since for r in case.readings)


def sent_at(draft: Draft) -> datetime:
    """When it was sent, or the call made."""
    return draft.sent_at or draft.updated_at


def _reopening(case: Case, drafts: Sequence[Draft]) -> list[Draft]:
    return [d for d in drafts if d.candidacy in case.aliases and d.kind == "reopen" and d.status in DELIVERED]
