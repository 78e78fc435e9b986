"""Sent messages looked for: whether a letter of ours has left the mailbox, by whatever hand.

The id of a draft is documented to become that of its sent copy, and is reported not always to; a copy may lose its mark
or get another Message-ID. So a message is known again by any of these, or by saying the same to the same people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from connectors.base import Receipt, Submission
from connectors.content import same_letter
from connectors.faults import Missing
from connectors.outlook.finder import RELEASED, Entry, Finder, looks_like, mark_of


@dataclass(frozen=True, slots=True)
class Scope:
    """What is known of the draft that it left as, if anything is."""

    draft: str = ""
    message_ids: tuple[str, ...] = ()
    conversations: tuple[str, ...] = ()


class Traces:
    """Looks through one mailbox for what left it; never changes anything."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder

    def find(self, submission: Submission, scope: Scope, detail: str) -> Receipt | None:
        """The receipt for a sent message that is this submission; None if none is to be seen."""
        for entry in self._candidates(submission, scope):
            if not entry.draft and self._is(submission, scope, entry):
                return Receipt(entry.id, detail, entry.message_id)
        return None

    def _is(self, submission: Submission, scope: Scope, entry: Entry) -> bool:
        if entry.id == scope.draft or (entry.message_id and entry.message_id in scope.message_ids):
            return True
        if entry.mark and entry.mark != RELEASED:
            return entry.mark == mark_of(submission)
        if not self._finder.left(entry):
            return False
        if submission.marker and entry.header and not entry.mark:
            return entry.header == submission.marker
        if not looks_like(submission, entry):
            return False
        try:
            found = self._finder.shown(entry.id, self._finder.raw(entry.id))
        except Missing:
            return False
        return same_letter(found, submission.raw)

    def _candidates(self, submission: Submission, scope: Scope) -> Iterator[Entry]:
        own = self._finder.get(scope.draft) if scope.draft else None
        if own is not None:
            yield own
        yield from self._finder.marked(submission)
        for message_id in scope.message_ids:
            yield from self._finder.named(message_id)
        for conversation in scope.conversations:
            yield from self._finder.conversation(conversation)
        yield from self._finder.newest_sent()
