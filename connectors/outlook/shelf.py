"""The drafts in the mailbox: begun, written, found again, claimed, sent, deleted. What follows from them is decided elsewhere.

A reply takes two requests: Outlook begins it (nothing else gives it its place in the thread), then it is written. A draft
says by one of its properties how far it has come, so that what a kill leaves half made is known, completed or deleted.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass

from connectors.base import ConnectorError, Refused, Submission
from connectors.content import content
from connectors.drafting import MARKER_HEADER
from connectors.faults import Conflict, Gone, Missing
from connectors.outlook.api import Graph, segment
from connectors.outlook.finder import MARK, NEW, READY, RELEASED, STEP, Entry, Finder, looks_like, mark_of
from connectors.outlook.letters import Json, written

_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Held:
    """A draft as the provider holds it."""

    entry: Entry
    raw: bytes


@dataclass(frozen=True, slots=True)
class Seen:
    """The drafts of one submission, oldest first."""

    whole: tuple[Held, ...] = ()
    """Written to the end, by us or by somebody else."""
    halves: tuple[Held, ...] = ()
    """Begun by us and not written yet."""


@dataclass(frozen=True, slots=True)
class Known:
    """Where a submission's drafts are looked for, besides by its mark."""

    own: frozenset[str] = frozenset()
    """Ids of drafts that were written for it, whatever they say by now."""
    begun: str = ""
    """Id of the one that was begun just now."""
    conversation: str = ""
    others: frozenset[str] | None = None
    """Drafts that were in the conversation before one was begun just now; None if none was."""


class Shelf:
    """The drafts of one account."""

    def __init__(self, graph: Graph, finder: Finder) -> None:
        self._graph = graph
        self._finder = finder

    # -------------------------------------------------------- looking

    def look(self, submission: Submission, known: Known) -> Seen:
        """Drafts of this submission: the known ones, those with its mark, and what is like it in the conversation."""
        entries = [entry for id in {*known.own, known.begun} - {""} if (entry := self._finder.get(id)) is not None]
        entries += [*self._finder.marked(submission), *self._finder.conversation(known.conversation)]
        unique = {entry.id: entry for entry in entries if entry.draft and not self._finder.deleted(entry)}
        whole, halves = [], []
        for entry in sorted(unique.values(), key=lambda entry: (entry.created, entry.id)):
            with contextlib.suppress(Missing):
                if entry.id not in known.own and self._half(submission, entry, known):
                    halves.append(Held(entry, self._finder.raw(entry.id)))
                elif entry.id in known.own or _marked(submission, entry):
                    whole.append(Held(entry, self._finder.raw(entry.id)))
        return Seen(tuple(whole), tuple(halves))

    def drafts(self, conversation: str) -> frozenset[str]:
        """Ids of all drafts in a conversation, whoever writes them."""
        return frozenset(entry.id for entry in self._finder.conversation(conversation) if entry.draft)

    def read(self, id: str) -> Held:
        """The whole draft. Raises Missing, also if it was deleted."""
        entry = self._finder.get(id)
        if entry is None or (entry.draft and self._finder.deleted(entry)):
            raise Missing("The draft was deleted.")
        return Held(entry, self._finder.raw(id))

    def shown(self, held: Held) -> bytes:
        """The draft for people to read."""
        try:
            return self._finder.shown(held.entry.id, held.raw)
        except Missing:
            return held.raw

    def answered(self, submission: Submission) -> Entry | None:
        """The message that it answers, the newest copy; one in Deleted Items only if there is no other."""
        found = [entry for entry in self._finder.named(submission.in_reply_to or "") if not entry.draft]
        return max(found, key=lambda entry: (not self._finder.deleted(entry), entry.created, entry.id), default=None)

    def _half(self, submission: Submission, entry: Entry, known: Known) -> bool:
        """Whether it was begun and not written. What somebody wrote in is not: people are asked about it."""
        if entry.mark and (entry.mark != mark_of(submission) or entry.step != NEW):
            return False
        if entry.id == known.begun or _marked(submission, entry):
            return entry.at_rest or self._says_ours(submission, entry)
        if known.others is not None and entry.id not in known.others and entry.at_rest:
            return True  # begun just now, its answer lost, and Outlook took no marks for it
        return looks_like(submission, entry) and self._says_ours(submission, entry)

    def _says_ours(self, submission: Submission, entry: Entry) -> bool:
        ours = content(submission.raw)
        return ours is not None and _words(self._finder.text(entry.id)) == _words(ours.text)

    # -------------------------------------------------------- writing

    def create(self, submission: Submission) -> str:
        """Make a draft that answers nothing; its id, "" if the answer does not tell."""
        made = {**written(submission.raw), **_marks(submission, READY), **_header(submission)}
        try:
            answer = self._graph.post("/me/messages", {**made, **_name(submission)})
        except (Missing, Gone, Conflict):
            raise
        except Refused:  # perhaps for the Message-ID, which is the one thing that it can do without
            answer = self._graph.post("/me/messages", made)
        return str(answer.get("id") or "")

    def begin(self, submission: Submission, answered: Entry) -> str | None:
        """Let Outlook begin the reply; its id, "" if the answer does not tell, None if it cannot be answered.

        Outlook may take what is given for it, or not: the draft counts as half made until `write` is done.
        """
        path = f"/me/messages/{segment(answered.id)}/createReply"
        message = {**written(submission.raw), **_marks(submission, NEW), **_header(submission)}
        for given in ({"message": message}, {}):
            try:
                return str(self._graph.post(path, given).get("id") or "")
            except Missing:
                return None
            except Refused:
                continue
        return None

    def write(self, submission: Submission, entry: Entry) -> None:
        """Let a draft say this and nothing else. Raises Conflict if it changed since it was looked at, Missing."""
        made = {**written(submission.raw), **_marks(submission, READY)}
        try:
            self._patch(entry, {**made, **_name(submission)})
        except (Missing, Gone, Conflict):
            raise
        except Refused:
            self._patch(entry, made)

    def claim(self, submission: Submission, entry: Entry) -> None:
        """Say in the draft that this submission sends it, if it is still as it was looked at. Raises Conflict, Missing."""
        self._patch(entry, _properties({MARK: mark_of(submission), STEP: submission.id}))

    def release(self, entry: Entry) -> None:
        """It is the person's own from now on. Raises Conflict, Missing."""
        self._patch(entry, _properties({MARK: RELEASED}))

    def send(self, id: str) -> None:
        """The one way in which anything leaves. Raises as `Graph.post`."""
        self._graph.post(f"/me/messages/{segment(id)}/send")

    def delete(self, held: Held) -> None:
        """Delete a draft of ours, from Deleted Items too: it was nobody else's. Gone already is fine.

        Raises Conflict if it changed since it was looked at, or is on its way: its sent copy would go with it.
        """
        with contextlib.suppress(Missing):
            self._patch(held.entry, _properties({STEP: held.entry.step or READY}))
            self.drop(held.entry)
        with contextlib.suppress(ConnectorError):  # it is no draft any more, whatever happens here
            entry = self._finder.get(held.entry.id)
            ours = entry is not None and entry.draft and self._finder.deleted(entry)
            if entry is not None and ours and self._finder.raw(entry.id) == held.raw:
                self.drop(entry)

    def drop(self, entry: Entry) -> None:
        """Into Deleted Items, where people find it again; out of there, for good. Gone already is fine."""
        with contextlib.suppress(Missing):
            self._graph.delete(f"/me/messages/{segment(entry.id)}")

    def _patch(self, entry: Entry, given: Json) -> None:
        self._graph.patch(f"/me/messages/{segment(entry.id)}", given, etag=entry.etag or None)


def _marked(submission: Submission, entry: Entry) -> bool:
    if entry.mark:
        return entry.mark == mark_of(submission)
    return bool(submission.marker) and entry.header == submission.marker


def _marks(submission: Submission, step: str) -> Json:
    return _properties({MARK: mark_of(submission), STEP: step})


def _properties(values: dict[str, str]) -> Json:
    return {"singleValueExtendedProperties": [{"id": id, "value": value} for id, value in values.items()]}


def _header(submission: Submission) -> Json:
    """Such headers can be given at the making of a draft, and not later."""
    if not submission.marker:
        return {}
    return {"internetMessageHeaders": [{"name": MARKER_HEADER, "value": submission.marker}]}


def _name(submission: Submission) -> Json:
    return {"internetMessageId": submission.message_id} if submission.message_id else {}


def _words(text: str) -> str:
    return _BLANK.sub(" ", text).strip()
