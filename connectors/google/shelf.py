"""The drafts in the mailbox: made, found again, read, deleted. What follows from them is decided elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from connectors.base import Refused, Submission
from connectors.content import same
from connectors.drafting import MARKER_HEADER, check_marker
from connectors.faults import Missing
from connectors.google.api import Api
from connectors.google.prices import (
    CREATE_DRAFT,
    DELETE_DRAFT,
    GET_DRAFT,
    GET_PROFILE,
    LIST_DRAFTS,
    SEND_DRAFT,
    UPDATE_DRAFT,
)
from connectors.google.traces import header, looks_like, packed, unpacked

BESIDE, FRESH = 10, 50
"""So many drafts outside the thread are looked at for the marker; and for a letter that has no thread yet."""
MAX_PAGES = 10


@dataclass(frozen=True, slots=True)
class Held:
    """A draft as the provider holds it."""

    at: int
    """When the provider took it in, milliseconds since 1970: by its clock, so every machine sees the same order."""
    draft: str
    message: str
    thread: str
    raw: bytes


class Shelf:
    """The drafts of one account."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def history(self) -> str:
        """How far the mailbox's history has come."""
        return str(self._api.run(self._api.gmail("users").getProfile(userId="me"), GET_PROFILE).get("historyId", ""))

    def put(self, submission: Submission, draft: str | None = None) -> str:
        """Make a draft of it, or let `draft` say it instead; its id, "" if the answer does not tell. Raises as `Api.run`."""
        message = {"raw": packed(_marked(submission))}
        if not submission.thread_id:
            return self._put(message, draft)
        try:
            return self._put({**message, "threadId": submission.thread_id}, draft)
        except Missing:
            if draft is not None:
                raise
        except Refused:
            pass
        # The user may have deleted the conversation; the letter still names what it answers.
        return self._put(message, draft)

    def find(self, submission: Submission, own: str | None) -> list[Held]:
        """Drafts of this submission, oldest first: our own by its id, others by the marker or by saying the same."""
        found = [held for id_ in self._near(submission, own) if (held := self._ours(submission, id_, id_ == own))]
        return sorted(found, key=lambda held: (held.at, held.draft))

    def read(self, draft: str) -> Held:
        """The whole draft. Raises Missing."""
        message = self._get(draft, "raw")["message"]
        at = int(message.get("internalDate", 0))
        return Held(at, draft, str(message["id"]), str(message.get("threadId", "")), unpacked(message.get("raw", "")))

    def send(self, draft: str) -> str:
        """The one way in which anything leaves; the sent message's id. Raises as `Api.run`."""
        sent = self._api.run(self._drafts.send(userId="me", body={"id": draft}), SEND_DRAFT)
        return str(sent.get("id", "")) if isinstance(sent, dict) else ""

    def delete(self, held: Held) -> None:
        """Gone already is fine."""
        with contextlib.suppress(Missing):
            self._api.run(self._drafts.delete(userId="me", id=held.draft), DELETE_DRAFT)

    def _put(self, message: dict[str, str], draft: str | None) -> str:
        body = {"message": message}
        if draft is None:
            return str(self._api.run(self._drafts.create(userId="me", body=body), CREATE_DRAFT).get("id", ""))
        self._api.run(self._drafts.update(userId="me", id=draft, body=body), UPDATE_DRAFT)
        return draft

    def _near(self, submission: Submission, own: str | None) -> list[str]:
        """Ids of the drafts worth a look: our own, those in the thread, the newest of the rest."""
        inside: list[str] = []
        outside: list[str] = []
        for draft in self._listed():
            same_thread = submission.thread_id and draft.get("message", {}).get("threadId") == submission.thread_id
            (inside if same_thread else outside).append(str(draft["id"]))
        beside = outside[: BESIDE if submission.thread_id else FRESH]
        return list(dict.fromkeys([*([own] if own else []), *inside, *beside]))

    def _listed(self) -> Iterator[dict[str, Any]]:
        token: str | None = None
        for _ in range(MAX_PAGES):
            request = self._drafts.list(userId="me", maxResults=500, **({"pageToken": token} if token else {}))
            page = self._api.run(request, LIST_DRAFTS)
            yield from page.get("drafts", [])
            token = page.get("nextPageToken")
            if not token:
                return

    def _ours(self, submission: Submission, draft: str, own: bool) -> Held | None:
        """The draft if it is of this submission; None if it is not, or is gone."""
        try:
            if own:
                return self.read(draft)
            message = self._get(draft, "metadata")["message"]
            marker = header(message, MARKER_HEADER)
            if marker:
                return self.read(draft) if marker == submission.marker else None
            if not looks_like(submission, message):
                return None
            held = self.read(draft)
        except Missing:
            return None
        return held if same(held.raw, submission.raw) else None

    def _get(self, draft: str, form: str) -> Any:
        return self._api.run(self._drafts.get(userId="me", id=draft, format=form), GET_DRAFT)

    @property
    def _drafts(self) -> Any:
        return self._api.gmail("users", "drafts")


def _marked(submission: Submission) -> bytes:
    """The message with its marker; nothing else is changed. Raises Refused for a marker that no header can hold."""
    if not submission.marker:
        return submission.raw
    check_marker(submission.marker)
    return f"{MARKER_HEADER}: {submission.marker}\r\n".encode() + submission.raw
