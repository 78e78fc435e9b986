"""The folders of a mailbox: which are read, and what a message is by lying there.

v1.0 of Graph does not say which folder is which, so that each of the well-known ones is asked for by its name
(https://learn.microsoft.com/graph/api/resources/mailfolder).
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from connectors.faults import Missing
from connectors.outlook.api import Graph, segment

Kind = Literal["inbox", "sent", "other", "junk"]
ORDER: Final[tuple[Kind, ...]] = ("inbox", "sent", "other", "junk")
"""In which they are read."""
KINDS: Final[dict[Kind, str]] = {"inbox": "inbox", "sent": "sentitems", "junk": "junkemail"}
UNREAD: Final = (
    "deleteditems", "drafts", "outbox", "scheduled", "conversationhistory", "syncissues", "recoverableitemsdeletions",
)  # fmt: skip
"""These and all below them are not read."""
MOST: Final = 500
"""So many folders are read at most."""
DEEPEST: Final = 20
_ASKED: Final = {
    "$select": "id,displayName,parentFolderId,childFolderCount",
    "$top": "100",
    "includeHiddenFolders": "true",
}


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that is read."""

    id: str
    name: str
    kind: Kind = "other"

    @property
    def spam(self) -> bool:
        """What lies in it was taken for junk."""
        return self.kind == "junk"

    @property
    def sent(self) -> bool:
        """What lies in it is the user's own mail."""
        return self.kind == "sent"


@dataclass(frozen=True, slots=True)
class Tree:
    """All folders of a mailbox."""

    read: tuple[Folder, ...] = ()
    """In the order in which they are read."""
    closed: tuple[str, ...] = ()
    """Marks of the well-known ones that are not read."""
    below: tuple[str, ...] = ()
    """Marks of others that are not read: they lie below those, or only show what lies elsewhere."""


def mark(folder_id: str) -> str:
    """A short name for a folder of which only its being there matters. Ids are long, and cursors are to be short."""
    return urlsafe_b64encode(hashlib.sha256(folder_id.encode("utf-8", "replace")).digest()[:6]).decode()


def tree(graph: Graph, before: Tree | None = None) -> Tree:
    """Ask for all folders, those below others and hidden ones too. `before`: which of them are the well-known ones."""
    kinds = {folder.id: folder.kind for folder in before.read} if before else _kinds(graph)
    closed = set(before.closed) if before else {mark(id_) for name in UNREAD for id_ in _well_known(graph, name)}
    read: dict[str, Folder] = {}
    below: set[str] = set()
    todo = deque([("/me/mailFolders", False, 0)])
    while todo and len(read) < MOST:
        path, hidden, depth = todo.popleft()
        for each in (one for page in graph.pages(path, params=_ASKED) for one in page.get("value", ())):
            id_ = each["id"]
            away = hidden or mark(id_) in closed
            if not away and not _searches(each):
                read[id_] = Folder(id_, str(each.get("displayName") or "")[:100], kinds.get(id_, "other"))
            elif mark(id_) not in closed:
                below.add(mark(id_))
            if each.get("childFolderCount") and depth < DEEPEST:
                todo.append((f"/me/mailFolders/{segment(id_)}/childFolders", away, depth + 1))
    order = sorted(read.values(), key=lambda folder: ORDER.index(folder.kind))
    return Tree(tuple(order), tuple(sorted(closed)), tuple(sorted(below)))


def _kinds(graph: Graph) -> dict[str, Kind]:
    return {id_: kind for kind, name in KINDS.items() for id_ in _well_known(graph, name)}


def _well_known(graph: Graph, name: str) -> list[str]:
    """Its id; no mailbox has all of them."""
    try:
        found = graph.get(f"/me/mailFolders/{name}", params={"$select": "id"})
    except Missing:
        return []
    return [str(found["id"])] if found.get("id") else []


def _searches(folder: Mapping[str, Any]) -> bool:
    """It holds nothing of its own: it shows what lies elsewhere."""
    return str(folder.get("@odata.type", "")).lower().endswith("searchfolder")
