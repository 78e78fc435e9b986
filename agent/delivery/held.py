"""The user's own entries that would go with a letter, and the word that one of them stays. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from agent.delivery.approval import OPEN, digest, unapprove
from agent.errors import UserError, WrongUsage
from agent.model import Draft
from connectors.base import Event


def by_words(draft: Draft, words: str) -> Event:
    """The entry in whose title the words stand. Raises WrongUsage where they fit none, or several."""
    entries = [h.event for h in draft.holds if h.event is not None and h.kind != "booking"]
    wanted = " ".join(words.casefold().split())
    found = [e for e in entries if wanted and wanted in " ".join(e.summary.casefold().split())]
    if len({e.uid for e in found}) == 1:
        return found[0]
    titles = "; ".join(f"“{e.summary}”" for e in (found or entries)) or "there are none"
    says = "Several entries" if found else "None of the entries"
    raise WrongUsage(f"{says} that go with {draft.id} are called so. Type more of one of these: {titles}.")


def by_uid(draft: Draft, uid: str) -> Event:
    """The entry of that UID. Raises UserError where it does not go with the letter (any more)."""
    for hold in draft.holds:
        if hold.event is not None and hold.event.uid == uid and hold.kind != "booking":
            return hold.event
    raise UserError(f"That entry does not go with {draft.id} any more: look again.")


def spared(draft: Draft, entry: Event, now: datetime) -> Draft:
    """The draft without that entry; an approval of it is void. Raises UserError where it has left."""
    if draft.status not in OPEN:
        raise UserError(f"The letter {draft.id} is {draft.status}: its entries cannot be chosen any more.")
    letter = replace(draft.letter, calendar=tuple(s for s in draft.letter.calendar if s.uid != entry.uid))
    left = unapprove(draft, now, None) if draft.status == "approved" else draft
    return replace(
        left,
        letter=letter,
        digest=digest(letter, draft.kind),
        holds=tuple(h for h in draft.holds if h.event is None or h.event.uid != entry.uid),
        updated_at=now,
    )
