"""The mailbox as it lies at Microsoft: folders, items, and a log of what changed."""

from __future__ import annotations

import base64
import hashlib
import heapq
import itertools
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from connectors.timer import Timer
from tests.simulators.outlook import mime
from tests.simulators.outlook.calls import GraphError, Json, not_found

Reason = Literal["changed", "deleted"]

WELL_KNOWN = {
    "msgfolderroot": "Top of Information Store",
    "inbox": "Inbox",
    "drafts": "Drafts",
    "sentitems": "Sent Items",
    "deleteditems": "Deleted Items",
    "junkemail": "Junk Email",
    "outbox": "Outbox",
    "archive": "Archive",
    "conversationhistory": "Conversation History",
    "recoverableitemsdeletions": "Recoverable Items Deletions",
}
HIDDEN = frozenset({"recoverableitemsdeletions"})


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha512(text.encode()).digest()).decode().rstrip("=")


@dataclass(slots=True)
class Folder:
    """One folder. Its id stays whatever happens, as those of containers do."""

    key: str
    """The well-known name, or a name of ours."""
    name: str
    parent: str
    hidden: bool = False
    search: bool = False

    @property
    def id(self) -> str:
        return f"AAMkFolder{_digest(self.key)[:60]}="


@dataclass(slots=True, eq=False)
class Item:
    """One message, draft or sent mail."""

    key: int
    folder: str
    received: float
    source: Callable[[], bytes] | None
    """Its bytes; None for a draft, which is written from its properties."""
    look: Callable[[], Json]
    """Its properties as they come from its bytes, or those of the draft."""
    conversation: str
    draft: bool = False
    read: bool = False
    kind: str = "message"
    event: str = ""
    """Id of the calendar's event that it invites to."""
    moves: int = 0
    revision: int = 1
    modified: float = 0.0
    extended: dict[str, str] = field(default_factory=dict)
    headers: list[tuple[str, str]] = field(default_factory=list)
    """A draft's headers beyond its properties: In-Reply-To, References, x- names."""
    own: list[tuple[str, str]] = field(default_factory=list)
    """Of a sent mail: the x- headers, all that Sent Items shows."""
    sending: bool = False
    hidden: bool = False
    """On its way out, where nobody sees it."""

    @property
    def immutable_id(self) -> str:
        """Two items that follow each other have ids that differ by the case of one letter."""
        return f"AAkALg{_digest(f'i{self.key // 2}')[:80]}{'Aa'[self.key % 2]}AA="

    @property
    def plain_id(self) -> str:
        """Another one after each move."""
        return f"AAMkAD{_digest(f'm{self.key // 2}/{self.folder}/{self.moves}')[:86]}{'Aa'[self.key % 2]}AAA="


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a folder's log."""

    number: int
    key: int
    folder: str
    gone: Reason | None = None
    fields: frozenset[str] | None = None
    """What changed; None: it is new there."""
    immutable_id: str = ""
    plain_id: str = ""


class Store:
    """Everything in it, by key and by id."""

    def __init__(self, timer: Timer) -> None:
        self.timer = timer
        self.folders = {
            key: Folder(key, name, "" if key == "msgfolderroot" else "msgfolderroot", key in HIDDEN)
            for key, name in WELL_KNOWN.items()
        }
        self.items: dict[int, Item] = {}
        self.changes: list[Change] = []
        self._by_id: dict[str, int] = {}
        self._by_plain_id: dict[str, int] = {}
        self._keys = itertools.count(1)
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._message_ids: dict[str, str] = {}

    # ---------------------------------------------------------------- time

    def later(self, seconds: float, what: Callable[[], None]) -> None:
        """Do something when simulated time has passed."""
        heapq.heappush(self._due, (self.timer.now() + seconds, next(self._keys), what))

    def settle(self) -> None:
        """Do what is due by now."""
        while self._due and self._due[0][0] <= self.timer.now():
            heapq.heappop(self._due)[2]()

    # ---------------------------------------------------------------- finding

    def folder(self, name: str) -> Folder:
        """By id or well-known name (in any case). Raises what Graph answers."""
        found = self.folders.get(name.lower()) if name.lower() in WELL_KNOWN else None
        found = found or next((folder for folder in self.folders.values() if folder.id == name), None)
        if found is None:
            raise GraphError(404, "ErrorItemNotFound", "The specified object was not found in the store.")
        return found

    def item(self, id: str) -> Item:
        """By either kind of id, letter by letter. Raises what Graph answers."""
        found = self.items.get(self._by_id.get(id, 0))
        if found is None:
            found = self.items.get(self._by_plain_id.get(id, 0))
            if found is not None and found.plain_id != id:
                found = None
        if found is None or found.hidden:
            raise not_found()
        return found

    def plain_id(self, item: Item) -> str:
        """The id that is good until the next move; from now on the item is found by it."""
        self._by_plain_id[item.plain_id] = item.key
        return item.plain_id

    def within(self, folder: str | None) -> list[Item]:
        """The items of a folder, or of all, oldest first."""
        return [item for item in self.items.values() if not item.hidden and (folder is None or item.folder == folder)]

    def counts(self) -> tuple[Counter[str], Counter[str]]:
        """How many items, and how many unread ones, lie in each folder."""
        inside = [item for item in self.items.values() if not item.hidden]
        return Counter(item.folder for item in inside), Counter(item.folder for item in inside if not item.read)

    def since(self, number: int, folder: str) -> list[Change]:
        """A folder's log after an entry."""
        return [change for change in self.changes[number:] if change.folder == folder]

    # ---------------------------------------------------------------- changing

    def add(self, item: Item, *, log: bool = True) -> Item:
        self.items[item.key] = item
        self._by_id[item.immutable_id] = item.key
        if log:
            self._log(item)
        return item

    def next_key(self) -> int:
        return next(self._keys)

    def touch(self, item: Item, *fields: str) -> None:
        """Properties changed."""
        item.revision += 1
        item.modified = self.timer.now()
        self._log(item, fields=frozenset(fields))

    def move(self, item: Item, folder: str, reason: Reason = "changed") -> None:
        """Into another folder: gone here, new there, another plain id."""
        self._log(item, gone=reason)
        item.folder, item.moves, item.revision = folder, item.moves + 1, item.revision + 1
        self._log(item)

    def remove(self, item: Item, reason: Reason = "deleted") -> None:
        """Gone for good."""
        self._log(item, gone=reason)
        del self.items[item.key]
        del self._by_id[item.immutable_id]

    def hide(self, item: Item) -> None:
        """Not to be found for a while."""
        self._log(item, gone="deleted")
        item.hidden = True

    def say_removed(self, item: Item, reason: Reason) -> None:
        """The log says it is gone, and it is not."""
        self._log(item, gone=reason)

    def say_again(self, item: Item) -> None:
        """The log tells of it once more, as of a new one."""
        self._log(item)

    def _log(self, item: Item, gone: Reason | None = None, fields: frozenset[str] | None = None) -> None:
        self.changes.append(
            Change(len(self.changes) + 1, item.key, item.folder, gone, fields, item.immutable_id, item.plain_id)
        )

    # ---------------------------------------------------------------- conversations

    def conversation(self, message_id: str, references: Iterable[str], given: str = "") -> str:
        """The conversation that a message belongs to: that of the first message it refers to which is here."""
        known = (self._message_ids[ref] for ref in references if ref in self._message_ids)
        found = given or next(known, None) or f"AAQkAD{_digest(message_id or str(next(self._keys)))[:48]}="
        if message_id:
            self._message_ids.setdefault(message_id, found)
        return found


def change_key(item: Item) -> str:
    """The revision of an item."""
    return f"CQAAABYAAAA{item.key}x{item.revision}"


def etag(item: Item) -> str:
    """The same, as `If-Match` wants it."""
    return f'W/"{change_key(item)}"'


def shown(item: Item) -> Json:
    """All properties of an item but its id and what depends on the request."""
    found = dict(item.look())
    if item.folder == "sentitems":
        found["internetMessageHeaders"] = [{"name": name, "value": value} for name, value in item.own]
    found |= {
        "receivedDateTime": mime.stamp(item.received),
        "createdDateTime": mime.stamp(item.received),
        "lastModifiedDateTime": mime.stamp(max(item.modified, item.received)),
        "changeKey": change_key(item),
        "conversationId": item.conversation,
        "isDraft": item.draft,
        "isRead": item.read or item.draft,
        "inferenceClassification": "focused",
        "isReadReceiptRequested": False,
        "webLink": f"https://outlook.live.com/owa/?ItemID={item.key}",
    }
    found.setdefault("categories", [])
    found.setdefault("flag", {"flagStatus": "notFlagged"})
    found.setdefault("sentDateTime", mime.stamp(item.received))
    return found
