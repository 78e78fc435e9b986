"""Delta queries over the messages of a folder: walks, their links, and how these come to an end.

https://learn.microsoft.com/graph/api/message-delta: $filter takes receivedDateTime ge or gt alone (and then gives 5,000
messages at most), $orderby receivedDateTime desc alone, no $search; links are opaque and hold all options.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.simulators.outlook.calls import Answer, Call, GraphError, Json, broken, handles
from tests.simulators.outlook.mailbox import Mailbox
from tests.simulators.outlook.mime import stamp
from tests.simulators.outlook.odata import Clause, Expand, clauses, expanded, holds, ordering, selected, whole
from tests.simulators.outlook.store import Change, Folder, Item

USUAL_PAGE = 10
MOST_FILTERED = 5000

SPELLINGS: dict[str, tuple[int, str]] = {
    "SyncStateNotFound": (410, "SyncStateNotFound"),
    "syncStateNotFound": (410, "syncStateNotFound"),
    "resyncRequired": (410, "resyncRequired"),
    "SyncStateInvalid": (410, "SyncStateInvalid"),
    "gone": (410, "Gone"),
    "400": (400, "SyncStateNotFound"),
    "404": (404, "syncStateNotFound"),
}
"""All the ways in which the service says that a token is over."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a walk stands: what a token means."""

    folder: str
    select: frozenset[str] | None
    expand: Expand
    filters: tuple[Clause, ...]
    kinds: frozenset[str]
    number: int
    """The log's end when the walk began; the next one begins there."""
    keys: tuple[int, ...] | None = None
    """A first walk: the items, in order. None: entries of the log."""
    changes: tuple[Change, ...] = ()
    at: int = 0
    pages: int = 0

    @property
    def size(self) -> int:
        return len(self.changes if self.keys is None else self.keys)


class Delta:
    """The tokens given, and the walks they stand for."""

    def __init__(self, mailbox: Mailbox, base: str, event: Callable[[Item], Json | None]) -> None:
        self.mailbox = mailbox
        self.base = base
        self._event = event
        self._walks: dict[str, Walk] = {}
        self._over: dict[str, str] = {}

    # ---------------------------------------------------------------- hands

    def expire_tokens(self, spelling: str = "SyncStateNotFound") -> None:
        """All links given so far are over, nextLinks and deltaLinks; `spelling` is a key of SPELLINGS."""
        assert spelling in SPELLINGS, spelling
        self._over.update(dict.fromkeys(self._walks, spelling))

    def expire_next_links(self, spelling: str = "SyncStateNotFound") -> None:
        """The walks that are under way cannot go on; deltaLinks stay good."""
        self._over.update({token: spelling for token in self._walks if token.startswith("s")})

    # ---------------------------------------------------------------- answering

    @handles("messages.delta")
    def delta(self, call: Call) -> Answer:
        folder = self.mailbox.store.folder(call.path["folder"])
        token = call.query.get("$skiptoken") or call.query.get("$deltatoken")
        if token:
            walk = self._resumed(call, folder, token)
            if token.startswith("d"):
                walk = self._fresh_changes(walk)
        else:
            walk = self._first(call, folder)
        most = self.mailbox.quirks.largest_page
        top = whole(call.query.get("$top"), "$top", USUAL_PAGE, most)
        return self._page(call, folder, walk, min(call.prefer.page or top, most) or USUAL_PAGE)

    def _resumed(self, call: Call, folder: Folder, token: str) -> Walk:
        if len(call.query) != 1:
            raise broken("a link was followed with options added to it")
        if token in self._over:
            status, code = SPELLINGS[self._over[token]]
            where = f"{self._address(folder)}?$deltatoken="
            raise GraphError(
                status, code, "The sync state generation is not found; continuing sync is not possible.",
                headers={"Location": where} if status == 410 else {},
            )  # fmt: skip
        walk = self._walks.get(token)
        if walk is None or walk.folder != folder.key:
            raise broken("Badly formed token.", "ErrorInvalidUrlQuery")
        return walk

    def _first(self, call: Call, folder: Folder) -> Walk:
        filters = clauses(call.query.get("$filter"), "message")
        if any(one.field != "receivedDateTime" or one.compare not in {"ge", "gt"} for one in filters):
            raise broken("delta: $filter takes receivedDateTime ge or gt alone")
        order = ordering(call.query.get("$orderby"), "message", ())
        if order not in {None, ("receivedDateTime", True)}:
            raise broken("delta: $orderby takes receivedDateTime desc alone")
        kinds = frozenset(call.query.get("changeType", "created,updated,deleted").split(","))
        if not kinds <= {"created", "updated", "deleted"}:
            raise broken("changeType")
        items = self.mailbox.store.within(folder.key)
        if order:
            items.sort(key=lambda item: item.received, reverse=True)
        if filters:
            items = [i for i in items if all(holds(f, {"receivedDateTime": shown_at(i)}, {}) for f in filters)]
            items = items[:MOST_FILTERED]
        return Walk(
            folder=folder.key,
            select=selected(call.query.get("$select"), "message"),
            expand=replace(expanded(call.query.get("$expand")), attachment_fields=None),  # docs-contrib#8431
            filters=filters,
            kinds=kinds,
            number=len(self.mailbox.store.changes),
            keys=tuple(item.key for item in items),
        )

    def _fresh_changes(self, walk: Walk) -> Walk:
        """What the log holds since the walk before, each message once, at its last entry."""
        store = self.mailbox.store
        last: dict[int, Change] = {}
        for change in store.since(walk.number, walk.folder):
            before = last.pop(change.key, None)
            if before and not before.gone and change.fields is not None:
                merged = None if before.fields is None else before.fields | change.fields
                change = replace(change, fields=merged)
            last[change.key] = change
        return replace(walk, number=len(store.changes), keys=None, changes=tuple(last.values()), at=0, pages=0)

    def _page(self, call: Call, folder: Folder, walk: Walk, size: int) -> Answer:
        quirks = self.mailbox.quirks
        more = walk.at < walk.size
        hollow = quirks.empty_pages and walk.pages % 2 == 1 and more
        begin = max(0, walk.at - quirks.replays) if walk.pages else walk.at
        end = walk.at if hollow else min(walk.at + size, walk.size)
        entries = [] if hollow else [self._entry(call, walk, at) for at in range(begin, end)]
        going = replace(walk, at=end, pages=walk.pages + 1)
        body: Json = {
            "@odata.context": f"{self.base}/v1.0/$metadata#Collection(message)",
            "value": [entry for entry in entries if entry],
        }
        if end < walk.size:
            body["@odata.nextLink"] = f"{self._address(folder)}?$skiptoken={self._token('s', going)}"
        else:
            body["@odata.deltaLink"] = f"{self._address(folder)}?$deltatoken={self._token('d', going)}"
        return Answer(body=body)

    def _entry(self, call: Call, walk: Walk, at: int) -> Json | None:
        store = self.mailbox.store
        if walk.keys is not None:
            item = store.items.get(walk.keys[at])
            if item is None or item.folder != walk.folder or "created" not in walk.kinds:
                return None
            return self._whole(call, walk, item)
        change = walk.changes[at]
        if change.gone:
            id = change.immutable_id if call.prefer.immutable else change.plain_id
            removed: Json = {"@odata.type": "#microsoft.graph.message", "id": id, "@removed": {"reason": change.gone}}
            return removed if "deleted" in walk.kinds else None
        item = store.items.get(change.key)
        if item is None or item.folder != walk.folder:
            return None
        if any(not holds(f, {"receivedDateTime": shown_at(item)}, {}) for f in walk.filters):
            return None
        if change.fields is None or not self.mailbox.quirks.thin:
            return self._whole(call, walk, item) if "created" in walk.kinds else None
        fields = change.fields if walk.select is None else change.fields & walk.select
        thin = self.mailbox.render(item, call.prefer, fields, Expand())
        return thin if "updated" in walk.kinds else None

    def _whole(self, call: Call, walk: Walk, item: Item) -> Json:
        return self.mailbox.render(item, call.prefer, walk.select, walk.expand, self._event)

    def _token(self, kind: str, walk: Walk) -> str:
        token = f"{kind}{secrets.token_urlsafe(24)}"
        self._walks[token] = walk
        return token

    def _address(self, folder: Folder) -> str:
        return f"{self.base}/v1.0/me/mailFolders/{folder.id}/messages/delta"


def shown_at(item: Item) -> str:
    """`receivedDateTime` without the rest."""
    return stamp(item.received)
