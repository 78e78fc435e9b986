"""What Microsoft Graph is asked while mail is read.

Bodies and headers come with the pages; by itself a message is asked for only where it has attachments, or where only its
own bytes will do. https://learn.microsoft.com/graph/api/message-delta, …/message-list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from connectors.base import MAX_RAW, Message, Refused, Temporary
from connectors.faults import Gone, Missing
from connectors.outlook import folders, messages
from connectors.outlook.api import Graph, segment
from connectors.outlook.folders import Folder, Tree

SIZES: Final = (50, 5, 1)
"""Messages a page; fewer where so many are more than one answer may hold."""
LISTED: Final = 1000
EMPTY: Final = 4
"""Pages of changes without any that a look goes through."""
SELECT: Final = (
    "id,conversationId,receivedDateTime,sentDateTime,internetMessageId,internetMessageHeaders,subject,from,sender,replyTo,"
    "toRecipients,ccRecipients,bccRecipients,body,isDraft,webLink,hasAttachments,parentFolderId"
)
EXPAND: Final = (
    f"singleValueExtendedProperties($filter=id eq '{messages.IN_REPLY_TO}' or id eq '{messages.REFERENCES}')"
)
FILE: Final = "name,contentType,size,isInline"
SEVERAL: Final = 3
"""Messages of one page with attachments; from so many on they are asked for together."""
AHEAD: Final = 100
"""Messages whose attachments are asked for at once."""
NEWEST_FIRST: Final = "receivedDateTime desc"
_ID = re.compile(r"[A-Za-z0-9_=+/-]{8,1000}")

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of the changes of a folder."""

    entries: tuple[Entry, ...]
    link: str
    """Where to go on."""
    last: bool
    """There is no more for now: `link` is for the next time."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A message as a list names it."""

    id: str
    folder_id: str
    received: int
    """Seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Attached:
    """What is attached to the messages that a folder received in one stretch of time."""

    files: Mapping[str, Sequence[Entry]]
    """By message."""
    after: int
    """Seconds since 1970. Of messages received later, and until `until`, it is known."""
    until: int

    def covers(self, at: int) -> bool:
        """It is known of a message that was received then."""
        return self.after < at <= self.until


class Reader:
    """One mailbox, read only. Raises what `Graph` does."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._base = graph.account.base

    def now(self) -> float:
        """Seconds since 1970."""
        return self._graph.now()

    def tree(self, before: Tree | None = None) -> Tree:
        """All folders."""
        return folders.tree(self._graph, before)

    # ------------------------------------------------------------ lists

    def changes(self, folder: Folder, link: str, oldest: float | None) -> Answer:
        """The next page of a folder's changes: by its link, or from the start, newest first. Raises Gone, Missing."""
        path = link or f"/me/mailFolders/{segment(folder.id)}/messages/delta"
        params = {} if link else {"$select": SELECT, "$expand": EXPAND, "$orderby": NEWEST_FIRST, **_since(oldest)}
        page = self._page(path, params)
        more, end = page.get("@odata.nextLink"), page.get("@odata.deltaLink")
        following = more or end
        if not isinstance(following, str):
            raise Gone("Microsoft does not say where the changes go on.")
        return Answer(_entries(page), following.removeprefix(self._base), last=not more)

    def differs(self, link: str) -> bool:
        """Whether a folder's changes have anything to tell since that link. Raises Gone, Missing."""
        for _ in range(EMPTY):
            page = self._graph.get(link, prefer=("odata.maxpagesize=1",))
            following = page.get("@odata.nextLink")
            if _entries(page) or not (following or page.get("@odata.deltaLink")):
                return True
            if not isinstance(following, str):
                return False
            link = following
        return True

    def older(self, folder: Folder, oldest: float | None, until: int) -> Iterator[tuple[Entry, ...]]:
        """Messages of a folder received until then, newest first."""
        path = f"/me/mailFolders/{segment(folder.id)}/messages"
        params = {"$select": SELECT, "$expand": EXPAND, "$orderby": NEWEST_FIRST, **_since(oldest, until)}
        while True:
            page = self._page(path, params)
            yield _entries(page)
            path, params = str(page.get("@odata.nextLink") or ""), {}
            if not path:
                return

    def count(self, folder: Folder, oldest: float | None, until: int) -> int:
        """How many messages a folder has that were received until then; 0 where Microsoft does not say."""
        params = {"$select": "id", "$top": "1", "$count": "true", **_since(oldest, until)}
        try:
            found = self._graph.get(f"/me/mailFolders/{segment(folder.id)}/messages", params=params)
        except Refused:
            return 0
        return int(found.get("@odata.count") or 0)

    def listed(self, since: float | None = None) -> Iterator[Listed]:
        """All messages of the mailbox by name, newest first, whatever folder they lie in."""
        params = {"$select": "id,parentFolderId,receivedDateTime", "$top": str(LISTED), "$orderby": NEWEST_FIRST}
        for page in self._graph.pages("/me/messages", params={**params, **_since(since)}):
            for entry in _entries(page):
                at = messages.moment(entry.get("receivedDateTime"))
                yield Listed(str(entry["id"]), str(entry.get("parentFolderId")), int(at.timestamp()) if at else 0)

    def _page(self, path: str, params: Mapping[str, str]) -> dict[str, Any]:
        """A page of whole messages; a smaller one where it would be too large, without what is expanded as a last resort."""
        plain = {name: value for name, value in params.items() if name != "$expand"}
        ways = [*((params, size) for size in SIZES), *([(plain, SIZES[0])] if plain != params else [])]
        for asked, size in ways:
            try:
                return self._graph.get(path, params=asked, prefer=(f"odata.maxpagesize={size}",))
            except (Gone, Missing):
                raise
            except Refused as refused:
                last = refused
        raise last

    # ------------------------------------------------------------ one message

    def get(self, provider_id: str) -> Entry | None:
        """The message as pages have it; None if it is gone, or if nothing can be called that."""
        if not _ID.fullmatch(provider_id):
            return None
        try:
            return self._graph.get(
                f"/me/messages/{segment(provider_id)}", params={"$select": SELECT, "$expand": EXPAND}
            )
        except Missing:
            return None

    def with_files(self, entries: Sequence[Entry], folder: Folder) -> list[int]:
        """When the messages came that have attachments which could matter (seconds since 1970)."""
        times = [messages.moment(entry.get("receivedDateTime")) for entry in entries if self._has_files(entry, folder)]
        return [int(at.timestamp()) for at in times if at is not None]

    def files(self, folder: Folder, oldest: float | None, until: int) -> Attached:
        """What is attached to messages received until then, the newest: one request for many.

        Changes would give the bytes as well, whatever is selected (microsoft-graph-docs-contrib#8431); lists do not.
        """
        stretch = _since(oldest, until)["$filter"]
        params = {
            "$filter": f"{stretch} and hasAttachments eq true", "$orderby": NEWEST_FIRST, "$select": "id,receivedDateTime",
            "$expand": f"attachments($select={FILE})", "$top": str(AHEAD),
        }  # fmt: skip
        try:
            page = self._graph.get(f"/me/mailFolders/{segment(folder.id)}/messages", params=params)
        except (Refused, Temporary):  # too much for Microsoft to search for at once: each message is asked by itself
            return Attached({}, until, until)
        entries = _entries(page)
        files = {str(each["id"]): _entries(each, "attachments") for each in entries}
        times = [at for each in entries if (at := messages.moment(each.get("receivedDateTime"))) is not None]
        if "@odata.nextLink" not in page:
            return Attached(files, int(oldest or 0) - 1, until)
        return Attached(files, min((int(at.timestamp()) for at in times), default=until), until)

    def message(self, entry: Entry, folder: Folder, files: Sequence[Entry] | None = None) -> Message | None:
        """The message with what it takes to read it; None if it has gone meanwhile. `files`: what is attached, if known."""
        try:
            return _message(entry, folder, self._raw(entry, folder, files))
        except Missing:
            return None

    def without_files(self, entry: Entry, folder: Folder) -> Message:
        """The message by what its entry tells."""
        return _message(entry, folder, messages.written(entry))

    def _raw(self, entry: Entry, folder: Folder, files: Sequence[Entry] | None) -> bytes:
        path = f"/me/messages/{segment(str(entry['id']))}"
        if messages.must_be_whole(entry):
            return self._graph.raw(f"{path}/$value")
        if not self._has_files(entry, folder):
            return messages.written(entry)
        if not files:
            pages = self._graph.pages(f"{path}/attachments", params={"$select": FILE})
            files = [each for page in pages for each in _entries(page)]
        if messages.matter(files):
            return self._graph.raw(f"{path}/$value")
        return messages.written(entry, files)

    def _has_files(self, entry: Entry, folder: Folder) -> bool:
        """It has attachments that could matter."""
        return not folder.spam and not messages.must_be_whole(entry) and messages.may_have_files(entry)


def _message(entry: Entry, folder: Folder, raw: bytes) -> Message:
    return Message(
        provider_id=str(entry["id"]),
        raw=raw[:MAX_RAW],
        folder=folder.name,
        sent=folder.sent,
        spam=folder.spam,
        thread_id=_text(entry.get("conversationId")) or None,
        received_at=messages.moment(entry.get("receivedDateTime")),
        truncated=len(raw) > MAX_RAW,
        link=_text(entry.get("webLink")),
    )


def _since(oldest: float | None, until: int | None = None) -> dict[str, str]:
    found = [f"receivedDateTime ge {_stamp(oldest)}"] if oldest is not None else []
    found += [f"receivedDateTime le {_stamp(until)}"] if until is not None else []
    return {"$filter": " and ".join(found)} if found else {}


def _stamp(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _entries(page: Mapping[str, Any], name: str = "value") -> tuple[Entry, ...]:
    found = page.get(name)
    rows = found if isinstance(found, list) else ()
    return tuple(each for each in rows if isinstance(each, Mapping) and isinstance(each.get("id"), str))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
