"""Sent messages looked for: whether a letter of ours has left the mailbox, by whatever hand.

Gmail may give a sent message another Message-ID and may drop headers that it does not know, so a message is known again
by the marker, by the Message-ID, or by saying the same to the same people under the same subject.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from connectors.base import Receipt, Submission
from connectors.content import content, people, plain, same_letter
from connectors.drafting import MARKER_HEADER
from connectors.faults import Missing
from connectors.google.api import Api
from connectors.google.prices import GET_MESSAGE, GET_THREAD, LIST_HISTORY, LIST_MESSAGES

HEADERS = ["From", "To", "Cc", "Subject", "Message-ID", MARKER_HEADER]
SEARCHED = 20
"""So many of the newest messages sent to the same person are looked at where nothing else narrows the search."""
RECENT = "newer_than:30d"
"""No attempt is older than that."""
MOST = 100
"""So many of the newest sent messages are looked at, whoever they went to."""
MAX_PAGES = 20


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a sent copy may lie: these threads, whatever came after `history`, and (`search`) the sent mail at large."""

    threads: tuple[str, ...] = ()
    history: str = ""
    search: bool = False


class Traces:
    """Looks through one account's sent mail; never changes anything."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def find(self, submission: Submission, scope: Scope, detail: str) -> Receipt | None:
        """The receipt for a sent message that is this submission; None if none is to be seen."""
        for message in self._candidates(submission, scope):
            labels = message.get("labelIds", [])
            if "SENT" in labels and "DRAFT" not in labels and self._is(submission, message):
                return Receipt(message["id"], detail, header(message, "Message-ID"))
        return None

    def message_id(self, provider_id: str) -> str:
        """The Message-ID that a message really has."""
        return header(self._message(provider_id), "Message-ID")

    def _is(self, submission: Submission, message: Mapping[str, Any]) -> bool:
        marker = header(message, MARKER_HEADER)
        if submission.marker and marker:
            return marker == submission.marker
        if submission.message_id and header(message, "Message-ID") == submission.message_id:
            return True
        if not looks_like(submission, message):
            return False
        try:
            raw = self._api.run(self._messages.get(userId="me", id=message["id"], format="raw"), GET_MESSAGE)
        except Missing:
            return False
        return same_letter(unpacked(raw.get("raw", "")), submission.raw)

    # -------------------------------------------------------- where to look

    def _candidates(self, submission: Submission, scope: Scope) -> Iterator[Mapping[str, Any]]:
        seen: set[str] = set()
        for thread in scope.threads:
            for message in self._thread(thread):
                seen.add(message["id"])
                yield message
        recent = self._since(scope.history) if scope.history else None
        for provider_id in recent or ():
            if provider_id not in seen:
                seen.add(provider_id)
                yield from self._one(provider_id)
        if scope.search or recent is None:
            for provider_id in self._search(submission):
                if provider_id not in seen:
                    seen.add(provider_id)
                    yield from self._one(provider_id)

    def _thread(self, thread: str) -> list[Mapping[str, Any]]:
        request = self._api.gmail("users", "threads").get(
            userId="me", id=thread, format="metadata", metadataHeaders=HEADERS
        )
        try:
            found: list[Mapping[str, Any]] = self._api.run(request, GET_THREAD).get("messages", [])
        except Missing:
            return []
        return found

    def _since(self, history: str) -> list[str] | None:
        """Ids of what was sent after that point; None if the provider no longer knows that far back."""
        found: dict[str, None] = {}
        token: str | None = None
        for _ in range(MAX_PAGES):
            request = self._api.gmail("users", "history").list(
                userId="me", startHistoryId=history, historyTypes=["messageAdded", "labelAdded"],
                maxResults=500, **({"pageToken": token} if token else {}),
            )  # fmt: skip
            try:
                page = self._api.run(request, LIST_HISTORY)
            except Missing:
                return None
            for record in page.get("history", []):
                for change in (*record.get("messagesAdded", []), *record.get("labelsAdded", [])):
                    labels = {*change.get("labelIds", []), *change["message"].get("labelIds", [])}
                    if "SENT" in labels:
                        found[change["message"]["id"]] = None
            token = page.get("nextPageToken")
            if not token:
                return list(found)[-MOST:]
        return None

    def _search(self, submission: Submission) -> Iterator[str]:
        asked = [f"in:sent rfc822msgid:{submission.message_id.strip('<>')}"] if submission.message_id else []
        asked += [f"in:sent {RECENT} to:{address}" for address in submission.rcpt_to[:1] if _searchable(address)]
        for query in asked:
            request = self._messages.list(userId="me", q=query, maxResults=SEARCHED, includeSpamTrash=True)
            for message in self._api.run(request, LIST_MESSAGES).get("messages", []):
                yield message["id"]

    def _one(self, provider_id: str) -> Iterator[Mapping[str, Any]]:
        try:
            yield self._message(provider_id)
        except Missing:
            return

    def _message(self, provider_id: str) -> Mapping[str, Any]:
        request = self._messages.get(userId="me", id=provider_id, format="metadata", metadataHeaders=HEADERS)
        found: Mapping[str, Any] = self._api.run(request, GET_MESSAGE)
        return found

    @property
    def _messages(self) -> Any:
        return self._api.gmail("users", "messages")


def header(message: Mapping[str, Any], name: str) -> str:
    """The first header of that name in a message as the provider describes it; its spelling varies."""
    values = headers(message, name)
    return values[0].strip() if values else ""


def headers(message: Mapping[str, Any], name: str) -> list[str]:
    """All headers of that name, in order."""
    found = message.get("payload", {}).get("headers", [])
    return [str(h.get("value", "")) for h in found if str(h.get("name", "")).lower() == name.lower()]


def looks_like(submission: Submission, message: Mapping[str, Any]) -> bool:
    """Whether the headers alone go to the same people under the same subject."""
    ours = content(submission.raw)
    if ours is None:
        return False
    there = (people(headers(message, "To")), people(headers(message, "Cc")), plain(header(message, "Subject")))
    return there == (ours.to, ours.cc, ours.subject)


def packed(raw: bytes) -> str:
    """Bytes as the provider takes them (base64 in the URL-safe alphabet)."""
    return base64.urlsafe_b64encode(raw).decode("ascii")


def unpacked(text: str) -> bytes:
    """Bytes from the provider; the padding may be missing."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return b""


def _searchable(address: str) -> bool:
    """Nothing in it that the search would read as more than an address."""
    return address.isascii() and not set(address) & set(" \t\r\n\"'(){}[]<>,;:\\|")
