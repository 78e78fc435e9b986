"""What exists against what should: each draft renewed, woken, voided or made. Pure; the pass stores the result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agent.casework.course import replies, taken_back
from agent.casework.threads import Tree
from agent.casework.unreached import CAME_BACK, TOLD_OTHERWISE, is_back, unread
from agent.casework.wanted.letter import WITHOUT_INTERVIEW
from agent.casework.wanted.letter import draft_key as key_of
from agent.delivery.approval import DELETED_ELSEWHERE, EDITED_ELSEWHERE, digest, lapsed, set_aside, unapprove, woken
from agent.ids import free_words, words
from agent.model import DELIVERED, Draft, DraftKind, Interview, Letter, Question, Reading, Source, Wanted

MOVED = "The interview has changed since you edited this letter: read it once more."
LAPSED = "The approval is more than 24 hours old and nothing was sent: approve it again."
AHEAD = "The clock was more than 24 hours ahead when you approved it: approve it again."
CHANGED = "What it rests on has changed since you approved it: look again."
FLAGS = (MOVED, LAPSED, AHEAD, CHANGED, EDITED_ELSEWHERE, DELETED_ELSEWHERE)
"""Reasons that stay with a draft when it is written anew."""
LIVE = ("waiting", "snoozed", "approved", "failed")
BACK = (*LIVE, "kept", "void")
"""States in which a letter that was sent once is not, or no longer, with the people."""


@dataclass(frozen=True, slots=True)
class Written:
    """A wanted letter with its words."""

    wanted: Wanted
    kind: DraftKind
    letter: Letter

    @property
    def key(self) -> str:
        """The draft's identity over time."""
        return draft_key(self.wanted)


def draft_key(wanted: Wanted) -> str:
    """The key of the draft that a wanted letter becomes."""
    return key_of(wanted.key, wanted.interviews)


def renew(drafts: Sequence[Draft], written: Iterable[Written], now: datetime) -> list[Draft]:
    """The drafts that change, as they should be from now on."""
    wanted = {w.key: w for w in written}
    changed = []
    for draft in drafts:
        letter = wanted.pop(draft.key, None)
        if draft.sent_at is not None and draft.status in BACK:
            # It came back: the calendar is answered by now, and still the people have not heard. It stays as it is until
            # the person takes it up again; then it is the letter for what is left of the case.
            letter = wanted.pop(draft.key + WITHOUT_INTERVIEW, letter)
            if is_back(draft):
                if draft.status == "failed" and _is_told(draft, drafts):
                    changed.append(replace(draft, status="void", outcome=TOLD_OTHERWISE, updated_at=now))
                continue
            if letter is not None:
                draft = replace(draft, starts=tuple(i.start for i in letter.wanted.interviews))
                letter = _with_done(letter, draft)
        new = _unwanted(draft, now) if letter is None else _renewed(draft, letter, now)
        if new != draft:
            changed.append(replace(new, updated_at=now))
    taken = {draft.id for draft in drafts}
    return changed + [_new(w, free_words(f"draft:{w.key}", taken), now) for _, w in sorted(wanted.items())]


def answered(drafts: Iterable[Draft], sources: Sequence[Source], now: datetime) -> list[Draft]:
    """Sent letters that were answered by a person, or that came back; as they should be from now on."""
    changed = []
    mail = [s.reading for s in sources]
    tree, told = Tree(mail), [r for r in mail if r.absence or r.bounce_of]
    for draft in drafts:
        if draft.status not in DELIVERED or draft.sent_at is None or draft.message_id is None:
            continue
        if any(_returns(r, draft) for r in told):
            changed.append(replace(draft, status="failed", outcome=CAME_BACK, updated_at=now))
        elif (gone := unread(draft, told)) is not None:
            changed.append(replace(draft, status="failed", outcome=gone, updated_at=now))
        elif draft.status == "sent" and replies(draft, tree):
            changed.append(replace(draft, status="answered", updated_at=now))
    return changed


def doubts(drafts: Iterable[Draft]) -> list[Question]:
    """One question for each letter that may or may not have been sent."""
    return [
        Question(
            id=words(f"question:{key}"),
            key=key,
            kind="unsure_sent",
            text=f"Was the letter to {draft.employer} sent? {draft.outcome or ''}".strip()
            + " Look among your sent mail, or ask your provider.",
            answers=("sent", "not_sent"),
            offer=draft.offer,
            draft=draft.id,
            subject_key=draft.key,
        )
        for draft in drafts
        if draft.status == "unsure"
        for key in [f"unsure_sent:{draft.key}:{draft.message_id}"]
    ]


def linked(interviews: Iterable[Interview], drafts: Iterable[Draft]) -> tuple[Interview, ...]:
    """The interviews, each with the id of the letter that speaks of it: the one that would give it up, if there is one."""
    known = tuple(drafts)
    back = taken_back(known)
    live = sorted(
        (d for d in known if d.status != "void" and d.id not in back), key=lambda d: d.key.startswith("leave:")
    )
    of: Mapping[str, str] = {i: d.id for d in live for i in d.interviews}
    return tuple(replace(interview, draft=of.get(interview.id)) for interview in interviews)


def _new(written: Written, id_: str, now: datetime) -> Draft:
    return _with_case(
        Draft(
            id=id_,
            key=written.key,
            kind=written.kind,
            status="waiting",
            letter=written.letter,
            digest=digest(written.letter, written.kind),
            employer="",
            role=None,
            offer=None,
            firm_offer=None,
            candidacy="",
            interviews=(),
            interview_keys=(),
            starts=(),
            urgent=False,
            reasons=(),
            created_at=now,
            updated_at=now,
        ),
        written,
    )


def _with_case(draft: Draft, written: Written) -> Draft:
    """The draft with what the case knows by now: nothing of this is covered by an approval."""
    wanted = written.wanted
    return replace(
        draft,
        employer=wanted.candidacy.employer,
        role=wanted.candidacy.role,
        offer=None if wanted.offer is None else wanted.offer.id,
        firm_offer=None if wanted.firm_offer is None else wanted.firm_offer.id,
        candidacy=wanted.candidacy.key,
        interviews=tuple(i.id for i in wanted.interviews),
        interview_keys=tuple(i.key for i in wanted.interviews),
        starts=tuple(i.start for i in wanted.interviews),
        urgent=wanted.urgent,
        reasons=(*wanted.reasons, *written.letter.reasons),
        holds=wanted.holds,
        after_at=wanted.after_at,
        after=wanted.after,
        choices=wanted.choices,
        deadline=wanted.deadline,
        until=wanted.until,
    )


def _renewed(draft: Draft, written: Written, now: datetime) -> Draft:
    """A draft whose letter is still wanted."""
    if draft.status in ("sending", "sent", "answered", "unsure"):
        return draft
    if draft.status == "void":
        draft = replace(draft, status="waiting", created_at=now if not draft.edited else draft.created_at, outcome=None)
    if lapsed(draft, now):
        ahead = draft.approved_at is not None and draft.approved_at > now
        return unapprove(draft, now, AHEAD if ahead else LAPSED)
    moved = draft.starts != tuple(i.start for i in written.wanted.interviews)
    flags = tuple(r for r in draft.reasons if r in FLAGS)
    if draft.edited:
        letter = replace(draft.letter, calendar=written.letter.calendar)
        flags = (*flags, MOVED) if moved and MOVED not in flags else flags
        kind = draft.kind
    else:
        letter, kind = written.letter, written.kind
    new = _with_case(replace(draft, letter=letter, kind=kind, digest=digest(letter, kind)), written)
    new = replace(new, reasons=(*new.reasons, *flags, *set_aside(new)))
    if draft.status == "approved" and (new.digest != draft.digest or (draft.edited and moved)):
        return unapprove(new, now, CHANGED)
    return woken(new, now)


def _with_done(written: Written, draft: Draft) -> Written:
    """With the calendar actions that the draft has carried out already: an entry declined by us calls nothing off."""
    due = written.letter.calendar
    done = (s for s in draft.letter.calendar if s.result == "done")
    kept = tuple(d for d in done if all((d.uid, d.recurrence_id) != (s.uid, s.recurrence_id) for s in due))
    return replace(written, letter=replace(written.letter, calendar=(*kept, *due)))


def _unwanted(draft: Draft, now: datetime) -> Draft:
    """A draft whose letter is no longer wanted: what it rested on no longer holds, or the interview is over."""
    over = bool(draft.starts) and all(start <= now for start in draft.starts)
    if draft.status in LIVE or (draft.status == "kept" and over):
        outcome = (
            "the interview has taken place or its time has passed" if over else "what it rested on no longer holds"
        )
        return replace(draft, status="void", approved_at=None, send_at=None, snoozed_until=None, outcome=outcome)
    return draft


def _is_told(returned: Draft, drafts: Iterable[Draft]) -> bool:
    """Another letter of the kind, or a call, reached them after this one came back."""
    what, sent = returned.key.partition(":")[0], returned.sent_at
    later = (d for d in drafts if d.candidacy == returned.candidacy and d.key.partition(":")[0] == what)
    return any(d.status in DELIVERED and d.sent_at and sent and d.sent_at > sent for d in later)


def _returns(reading: Reading, draft: Draft) -> bool:
    """It reports the letter as undeliverable; not where it names only addresses that a copy went to."""
    named = {c.address for c in reading.contacts if not c.usable}
    copies = {r.address for r in draft.letter.cc} & named
    to = {r.address for r in draft.letter.to} & named
    return reading.bounce_of == draft.message_id and (bool(to) or not copies)
