"""Messages of one mailbox found again: by id, by our mark, by Message-ID, by conversation. Reads only.

The mark is an extended property of our own, which can be searched for in all folders and does not travel with the
letter (https://learn.microsoft.com/graph/api/resources/extended-properties-overview). A header beside it does, because
it is what stays of a marked draft where the property does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from connectors.base import Submission
from connectors.content import content, plain
from connectors.drafting import MARKER_HEADER
from connectors.faults import Missing
from connectors.outlook.api import Graph, segment
from connectors.outlook.letters import has_plain_text, readable

SPACE = "String {5b0f6f0e-6c1b-4f0a-9d43-2f1c7f5a8e64} Name"
MARK = f"{SPACE} Ref"
"""The extended property that carries a submission's marker, as the header does (`MARKER_HEADER`)."""
STEP = f"{SPACE} Step"
"""The extended property that tells how far a draft has come: NEW, READY, or the id of the submission that sends it."""
NEW, READY = "new", "ready"
RELEASED = "-"
"""In place of a mark: it was a draft of ours, and is the person's own."""

FIELDS = (
    "id,isDraft,createdDateTime,lastModifiedDateTime,conversationId,parentFolderId,internetMessageId,subject,"
    "toRecipients,ccRecipients,internetMessageHeaders"
)
OURS = f"singleValueExtendedProperties($filter=id eq '{MARK}' or id eq '{STEP}')"
VIEW = {"$select": FIELDS, "$expand": OURS}
AS_TEXT = 'outlook.body-content-type="text"'
PAGE = "50"
MOST = 500
"""So many messages of one search are looked at."""
AT_REST = 5.0
"""Seconds after its making within which a draft's last change is part of the making."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message as a list shows it."""

    id: str
    etag: str
    draft: bool
    """Microsoft's own mark; it goes when the message is on its way."""
    created: str
    """By Microsoft's clock, ISO 8601 in UTC: every machine sees the same order."""
    modified: str
    conversation: str
    folder: str
    message_id: str
    subject: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    mark: str = ""
    step: str = ""
    header: str = ""

    @property
    def at_rest(self) -> bool:
        """Nobody has changed it since it was made."""
        try:
            made, changed = (datetime.fromisoformat(text) for text in (self.created, self.modified))
        except ValueError:
            return False
        return abs((changed - made).total_seconds()) <= AT_REST


class Finder:
    """Searches one mailbox."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._folders: dict[str, str] = {}

    def folder(self, name: str) -> str:
        """Id of a well-known folder. Such ids stay."""
        if name not in self._folders:
            self._folders[name] = str(self._graph.get(f"/me/mailFolders/{name}", params={"$select": "id"}).get("id"))
        return self._folders[name]

    def deleted(self, entry: Entry) -> bool:
        """It lies in Deleted Items."""
        return entry.folder == self.folder("deleteditems")

    def left(self, entry: Entry) -> bool:
        """It lies where sent mail lies, or on the way there."""
        return entry.folder in (self.folder("sentitems"), self.folder("outbox"))

    def get(self, id: str) -> Entry | None:
        """By id; None if it is gone."""
        try:
            return _entry(self._graph.get(f"/me/messages/{segment(id)}", params=VIEW))
        except Missing:
            return None

    def raw(self, id: str) -> bytes:
        """The message as MIME. Raises Missing."""
        return self._graph.raw(f"/me/messages/{segment(id)}/$value")

    def text(self, id: str) -> str:
        """Its text, made from HTML where it has no other. Raises Missing."""
        found = self._graph.get(f"/me/messages/{segment(id)}", params={"$select": "body"}, prefer=[AS_TEXT])
        body = found.get("body")
        return str(body.get("content") or "") if isinstance(body, dict) else ""

    def shown(self, id: str, raw: bytes) -> bytes:
        """The message `raw` for people to read: with its text, even where it has only HTML. Raises Missing."""
        return raw if has_plain_text(raw) else readable(raw, self.text(id))

    def marked(self, submission: Submission) -> list[Entry]:
        """Everything with its mark, in all folders."""
        mark = mark_of(submission)
        wanted = f"singleValueExtendedProperties/Any(ep: ep/id eq '{MARK}' and ep/value eq '{_quoted(mark)}')"
        return [entry for entry in self._search(wanted) if entry.mark == mark]

    def named(self, message_id: str) -> list[Entry]:
        """Everything with that Message-ID: one that was moved or sent to oneself may be there twice."""
        found = self._search(f"internetMessageId eq '{_quoted(message_id)}'") if message_id else iter(())
        return [entry for entry in found if entry.message_id == message_id]

    def conversation(self, id: str) -> list[Entry]:
        """Everything in a conversation."""
        found = self._search(f"conversationId eq '{_quoted(id)}'") if id else iter(())
        return [entry for entry in found if entry.conversation == id]

    def newest_sent(self) -> list[Entry]:
        """The newest of Sent Items."""
        params = {**VIEW, "$top": PAGE, "$orderby": "receivedDateTime desc"}
        return _entries(self._graph.get("/me/mailFolders/sentitems/messages", params=params))

    def _search(self, wanted: str) -> Iterator[Entry]:
        seen = 0
        for page in self._graph.pages("/me/messages", params={**VIEW, "$filter": wanted, "$top": PAGE}):
            found = _entries(page)
            yield from found
            seen += len(found)
            if seen >= MOST:
                return


def mark_of(submission: Submission) -> str:
    """What marks its drafts. One without a marker is at least known again by itself."""
    return submission.marker or submission.id


def looks_like(submission: Submission, entry: Entry) -> bool:
    """Whether it goes to the same people under the same subject."""
    ours = content(submission.raw)
    return ours is not None and (entry.to, entry.cc, plain(entry.subject)) == (ours.to, ours.cc, ours.subject)


def _entries(page: Mapping[str, Any]) -> list[Entry]:
    value = page.get("value")
    return [_entry(one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _entry(found: Mapping[str, Any]) -> Entry:
    properties = {
        str(one.get("id", "")).lower(): str(one.get("value", ""))
        for one in found.get("singleValueExtendedProperties") or ()
    }
    headers = {
        str(one.get("name", "")).lower(): str(one.get("value", "")).strip()
        for one in found.get("internetMessageHeaders") or ()
    }
    return Entry(
        id=str(found.get("id", "")),
        etag=str(found.get("@odata.etag", "")),
        draft=bool(found.get("isDraft")),
        created=str(found.get("createdDateTime") or ""),
        modified=str(found.get("lastModifiedDateTime") or ""),
        conversation=str(found.get("conversationId") or ""),
        folder=str(found.get("parentFolderId") or ""),
        message_id=str(found.get("internetMessageId") or ""),
        subject=str(found.get("subject") or ""),
        to=_addresses(found.get("toRecipients")),
        cc=_addresses(found.get("ccRecipients")),
        mark=properties.get(MARK.lower(), ""),
        step=properties.get(STEP.lower(), ""),
        header=headers.get(MARKER_HEADER.lower(), ""),
    )


def _addresses(recipients: Any) -> tuple[str, ...]:
    """Lower-case, in order of the alphabet."""
    found = [one.get("emailAddress") or {} for one in recipients or () if isinstance(one, dict)]
    return tuple(sorted(str(one.get("address") or "").lower() for one in found if one.get("address")))


def _quoted(text: str) -> str:
    """As the content of an OData string (OData 4.01 URL conventions, section 5.1.1.6.1)."""
    return text.replace("'", "''")
