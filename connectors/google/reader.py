"""What Gmail is asked while mail is read."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote

from connectors.base import MAX_RAW, CursorExpired, Message, Refused, Temporary, Unreadable
from connectors.faults import Missing
from connectors.google.api import Api
from connectors.google.prices import GET_MESSAGE, GET_PROFILE, LIST_HISTORY, LIST_LABELS, LIST_MESSAGES

HAPPENED: Final = (
    "historyId,nextPageToken,history(id,messagesAdded(message(id,labelIds)),messagesDeleted(message(id)),"
    "labelsAdded(labelIds,message(id)),labelsRemoved(labelIds,message(id)))"
)
"""What is asked of the records of a mailbox's history."""
LOOKED: Final = 100
"""Records that a look goes through; from more on, reading is cheaper than looking."""

HIDDEN: Final = frozenset({"DRAFT", "CHAT", "TRASH"})
"""A message with one of these is not read."""
_ID = re.compile(r"[0-9a-fA-F]{1,32}")
_ENOUGH = (MAX_RAW // 3 + 2) * 4
"""Characters of base64 that hold a little more than is read."""
_PLACES: Final = (("SENT", "Sent"), ("SPAM", "Spam"), ("INBOX", "Inbox"))

MAX_PAGES: Final = 10_000
"""Of one list: whoever gives more goes round in circles."""


class Undecodable(Refused):
    """The bytes of this one message are none."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A message as a list names it."""

    id: str
    thread: str


class Reader:
    """One mailbox, read only. What Google refuses altogether is raised as Unreadable."""

    def __init__(self, account: str, api: Api) -> None:
        self._account = account
        self._api = api
        self._address = quote(api.account.address, safe="@")
        self._names: dict[str, str] | None = None
        """Label id → the name the user gave it; asked for when first needed."""

    def history_now(self) -> str:
        """Where the mailbox's history stands."""
        with self._refusals():
            found = self._api.run(self._api.gmail("users").getProfile(userId="me", fields="historyId"), GET_PROFILE)
        return str(found["historyId"])

    def search(self, query: str, at_most: int = 500) -> list[Listed]:
        """The newest messages of a search, spam included."""
        return self._list({"q": query, "includeSpamTrash": True, "maxResults": at_most})[0]

    def pages(self, query: str = "", *, labels: Sequence[str] = ()) -> Iterator[list[Listed]]:
        """All messages of a search, or with these labels, spam included, newest first: up to 500 at a time."""
        asked: dict[str, Any] = {"maxResults": 500}
        if query or labels:
            asked["includeSpamTrash"] = True
        if query:
            asked["q"] = query
        if labels:
            asked["labelIds"] = list(labels)
        seen: set[str] = set()
        while True:
            found, token = self._list(asked)
            yield found
            if not token:
                return
            asked["pageToken"] = _new(token, seen)

    def _list(self, asked: dict[str, Any]) -> tuple[list[Listed], str | None]:
        request = self._api.gmail("users", "messages").list(
            userId="me", fields="messages(id,threadId),nextPageToken", **asked
        )
        with self._refusals():
            found = self._api.run(request, LIST_MESSAGES)
        listed = [Listed(str(m["id"]), str(m.get("threadId", ""))) for m in found.get("messages", ())]
        return listed, found.get("nextPageToken")

    def history(self, start: str) -> Iterator[dict[str, Any]]:
        """All answers to "what happened since `start`". Raises CursorExpired where Gmail no longer knows."""
        asked: dict[str, Any] = {"startHistoryId": start, "maxResults": 500, "fields": HAPPENED}
        seen: set[str] = set()
        while True:
            request = self._api.gmail("users", "history").list(userId="me", **asked)
            try:
                found = self._api.run(request, LIST_HISTORY)
            except Refused:  # 404; should it be refused for good, reading everything anew will tell
                raise CursorExpired(
                    "Gmail no longer knows what changed since then: everything is read once again."
                ) from None
            yield found
            if not found.get("nextPageToken"):
                return
            asked["pageToken"] = _new(found["nextPageToken"], seen)

    def looked(self, start: str) -> dict[str, Any]:
        """The first answer to "what happened since `start`", asked without Google's library."""
        asked: dict[str, str | int] = {"startHistoryId": start, "maxResults": LOOKED, "fields": HAPPENED}
        return self._api.look("gmail.users.history.list", "gmail/v1/users/me/history", asked, LIST_HISTORY)

    def get(self, provider_id: str) -> Message | None:
        """The message; None if it is gone, or lies where we do not read. Raises Refused if it cannot be had."""
        if not _ID.fullmatch(provider_id):
            return None
        fields = "id,threadId,labelIds,internalDate,raw"
        request = self._api.gmail("users", "messages").get(userId="me", id=provider_id, format="raw", fields=fields)
        try:
            found = self._api.run(request, GET_MESSAGE)
        except Missing:
            return None
        try:
            labels = found.get("labelIds", [])
            return None if HIDDEN.intersection(labels) else self._message(found, labels)
        except (LookupError, TypeError, AttributeError):
            raise Undecodable("Gmail's answer could not be understood") from None

    def _message(self, found: dict[str, Any], labels: Sequence[str]) -> Message:
        raw, truncated = _raw(found.get("raw", ""))
        thread = str(found.get("threadId", ""))
        return Message(
            provider_id=str(found["id"]),
            raw=raw,
            folder=self._folder(labels),
            sent="SENT" in labels,
            spam="SPAM" in labels,
            thread_id=thread or None,
            received_at=_time(found.get("internalDate")),
            truncated=truncated,
            link=f"https://mail.google.com/mail/?authuser={self._address}#all/{quote(thread)}",
        )

    def _folder(self, labels: Sequence[str]) -> str:
        for label, name in _PLACES:
            if label in labels:
                return name
        own = next((label for label in labels if label != label.upper()), None)
        return self._name(own) if own else "Archive"

    def _name(self, label: str) -> str:
        if self._names is None:
            with self._refusals():
                found = self._api.run(
                    self._api.gmail("users", "labels").list(userId="me", fields="labels(id,name)"), LIST_LABELS
                )
            self._names = {str(each["id"]): str(each.get("name", "")) for each in found.get("labels", ())}
        return self._names.get(label) or "Archive"

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except Refused as refused:
            said = str(refused).splitlines()[0] if str(refused) else "Google refused"
            raise Unreadable(
                f"{said}\nThe mail of {self._account} cannot be read; see that Gmail is switched on for this account."
            ) from None


def _new(token: str, seen: set[str]) -> str:
    """The token of the next page, noted among those of this list. Raises Temporary where the list has no end."""
    if token in seen or len(seen) >= MAX_PAGES:
        raise Temporary("Gmail's list of messages does not come to an end. Try again later.")
    seen.add(token)
    return token


def _raw(text: str) -> tuple[bytes, bool]:
    """The message's bytes, as many as are read, and whether there are more. Raises Undecodable."""
    wanted = text[:_ENOUGH].rstrip("=")
    try:
        raw = base64.b64decode(wanted + "=" * (-len(wanted) % 4), altchars="-_", validate=True)
    except (binascii.Error, ValueError):
        raise Undecodable("it cannot be decoded") from None
    return raw[:MAX_RAW], len(raw) > MAX_RAW


def _time(milliseconds: str | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(milliseconds or "") / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
