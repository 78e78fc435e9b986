"""The user's mailbox: what others and the user do to it, and what of it a request is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import Any

from connectors.timer import Timer
from tests.simulators.outlook import mime
from tests.simulators.outlook.calls import Json, Prefer
from tests.simulators.outlook.odata import Expand, chosen
from tests.simulators.outlook.outgoing import Outgoing, headers_of
from tests.simulators.outlook.store import Folder, Item, Reason, Store, etag, shown

UNASKED = frozenset({"internetMessageHeaders", "uniqueBody"})
"""Given only where $select names them."""


class Mailbox:
    """State, and the hands that change it. Hands are called by tests under the simulator's lock (`sim.lock`) or alone."""

    def __init__(self, timer: Timer, address: str, name: str) -> None:
        self.timer = timer
        self.address = address
        self.name = name
        self.store = Store(timer)
        self.outgoing = Outgoing(timer, self.store)
        self.quirks = self.outgoing.quirks
        self.sent = self.outgoing.sent
        """What left, as its recipients got it."""
        self.send_mail: list[Json] = []
        """What went through /me/sendMail, which the product never uses."""
        self.user: Json = {}
        """What /me says otherwise than usual."""

    # ---------------------------------------------------------------- hands

    def deliver(
        self,
        raw: bytes,
        folder: str = "inbox",
        at: datetime | None = None,
        *,
        read: bool = False,
        event: str = "",
        kind: str = "",
        more: Json | None = None,
    ) -> str:
        """A message arrives, or lies in Sent Items or Drafts; gives its immutable id. With `event` it is the invitation
        to that event, with `more` properties beside those of its bytes."""
        message = mime.parse(raw)
        message_id = mime.header(message, "Message-ID")
        refers = f"{mime.header(message, 'In-Reply-To')} {mime.header(message, 'References')}".split()
        where = self.store.folder(folder).key
        draft = where == "drafts"
        usual = {"meetingMessageType": "meetingRequest"} if event else {}
        further = [(name, value) for name, value in mime.header_pairs(message) if mime.is_further(name)]
        item = Item(
            key=self.store.next_key(),
            folder=where,
            received=at.timestamp() if at else self.timer.now(),
            source=None if draft else lambda: raw,
            look=cache(lambda: {**mime.view(raw), **(more or usual)}),
            conversation=self.store.conversation(message_id, refers),
            draft=draft,
            read=read,
            kind=kind or ("eventMessageRequest" if event else "message"),
            event=event,
            headers=further if draft else [],
            own=[(name, value) for name, value in further if name.lower().startswith("x-")],
        )
        return self.store.add(item).immutable_id

    def generate(
        self, count: int, make: Callable[[int], tuple[Json, float]], raw: Callable[[int], bytes], folder: str = "inbox"
    ) -> None:
        """A big mailbox at little cost: `make(n)` gives the properties and the time of message n when it is shown."""
        for number in range(count):
            self.store.add(self._generated(number, make, raw, folder), log=False)

    def _generated(
        self, number: int, make: Callable[[int], tuple[Json, float]], raw: Callable[[int], bytes], folder: str
    ) -> Item:
        return Item(
            key=self.store.next_key(),
            folder=folder,
            received=make(number)[1],
            source=lambda: raw(number),
            look=lambda: make(number)[0],
            conversation=f"AAQkADgenerated{number}=",
            read=True,
        )

    def add_folder(self, name: str, parent: str = "msgfolderroot", *, hidden: bool = False) -> str:
        """A folder of the user's own; gives its id."""
        folder = Folder(f"own-{len(self.store.folders)}", name, self.store.folder(parent).key, hidden)
        self.store.folders[folder.key] = folder
        return folder.id

    def move(self, id: str, folder: str) -> None:
        self.store.move(self.store.item(id), self.store.folder(folder).key)

    def junk(self, id: str) -> None:
        self.move(id, "junkemail")

    def trash(self, id: str) -> None:
        """Into Deleted Items."""
        self.move(id, "deleteditems")

    def delete(self, id: str) -> None:
        """For good."""
        self.store.remove(self.store.item(id))

    def read(self, id: str, read: bool = True) -> None:
        item = self.store.item(id)
        item.read = read
        self.store.touch(item, "isRead")

    def falsely_remove(self, id: str, reason: Reason = "deleted") -> None:
        """The next delta says that it is gone, and it is not."""
        self.store.say_removed(self.store.item(id), reason)

    def repeat(self, id: str) -> None:
        """The next delta tells of it once more, as of a new one."""
        self.store.say_again(self.store.item(id))

    def user_edits_draft(self, id: str, raw: bytes) -> None:
        """The user changes subject, text and recipients in Outlook."""
        item = self.store.item(id)
        seen, mine = mime.view(raw), item.look()
        fields = ("subject", "body", "bodyPreview", "toRecipients", "ccRecipients", "bccRecipients")
        mine.update({name: seen[name] for name in fields})
        self.store.touch(item, *fields)

    def user_sends_draft(self, id: str) -> None:
        """The user presses Send."""
        self.outgoing.send(self.store.item(id))

    def user_deletes_draft(self, id: str, *, forever: bool = False) -> None:
        self.delete(id) if forever else self.trash(id)

    @property
    def drafts(self) -> list[str]:
        """Immutable ids of what lies in Drafts."""
        return [item.immutable_id for item in self.store.within("drafts")]

    def messages(self, folder: str | None = None) -> list[str]:
        """Immutable ids, oldest first."""
        self.store.settle()
        return [item.immutable_id for item in self.store.within(self.store.folder(folder).key if folder else None)]

    def raw(self, id: str) -> bytes:
        """The message as its owner has it."""
        return self.bytes_of(self.store.item(id))

    def snapshot(self) -> object:
        """All that lies there, to be compared."""
        self.store.settle()
        return [
            (item.immutable_id, item.folder, item.draft, item.read, item.received, self.bytes_of(item))
            for item in self.store.items.values()
        ]

    # ---------------------------------------------------------------- shown

    def bytes_of(self, item: Item) -> bytes:
        if item.source is not None:
            return item.source()
        return mime.written(item.look(), item.received, headers_of(item), blind=True)

    def id_of(self, item: Item, prefer: Prefer) -> str:
        return item.immutable_id if prefer.immutable else self.store.plain_id(item)

    def render(
        self,
        item: Item,
        prefer: Prefer,
        select: frozenset[str] | None,
        expand: Expand,
        event: Callable[[Item], Json | None] = lambda item: None,
    ) -> Json:
        """An item as a request is shown it."""
        found = shown(item)
        found["id"] = self.id_of(item, prefer)
        found["parentFolderId"] = self.store.folders[item.folder].id
        found["@odata.etag"] = etag(item)
        found["body"] = mime.in_form(found["body"], text=prefer.text, draft=item.draft)
        if item.kind != "message":
            found["@odata.type"] = f"#microsoft.graph.{item.kind}"
        found = chosen(found, select, UNASKED)
        if expand.event and item.kind != "message":
            whole = event(item)
            found["event"] = whole and chosen(whole, expand.event_fields, frozenset())
        if expand.attachments and item.source:
            parts = mime.attachments(mime.parse(item.source()))
            found["attachments"] = [chosen(part, expand.attachment_fields, frozenset()) for part in parts]
        given = [{"id": id, "value": value} for id, value in item.extended.items() if id.lower() in expand.extended]
        if given:
            found["singleValueExtendedProperties"] = given
        return found

    def folder_views(self, folders: Iterable[Folder]) -> list[Json]:
        """Folders as a request is shown them."""
        total, unread = self.store.counts()
        return [self._folder_view(folder, total[folder.key], unread[folder.key]) for folder in folders]

    def _folder_view(self, folder: Folder, total: int, unread: int) -> Json:
        parent = self.store.folders.get(folder.parent)
        found: dict[str, Any] = {
            "id": folder.id,
            "displayName": folder.name,
            "parentFolderId": parent.id if parent else None,
            "childFolderCount": len(list(self.children(folder.key))),
            "unreadItemCount": unread,
            "totalItemCount": total,
            "isHidden": folder.hidden,
        }
        return found

    def children(self, key: str, *, hidden: bool = False) -> Iterable[Folder]:
        return (
            folder for folder in self.store.folders.values() if folder.parent == key and (hidden or not folder.hidden)
        )
