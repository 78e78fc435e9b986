"""What leaves the mailbox: how a draft becomes a mail at its recipients and a copy in Sent Items."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from connectors.timer import Timer
from tests.simulators.outlook import mime
from tests.simulators.outlook.store import Item, Store

HEADER_NAMESPACE = "{00020386-0000-0000-c000-000000000046}"
"""An extended property of this namespace is a header of the message as well."""


@dataclass(slots=True)
class Quirks:
    """What the service is known to do at times, or nobody knows for certain."""

    sent_lag: float = 3.0
    """Seconds from the 202 to the copy in Sent Items."""
    in_transit: Literal["flips", "draft", "gone"] = "flips"
    """Before: lies in Drafts, then in Outbox with isDraft false · lies in Drafts unchanged · is not to be found."""
    sent_id: Literal["kept", "changed"] = "kept"
    """The immutable id of the sent copy."""
    second_send: Literal["404", "400", "202"] = "404"
    """What sending again is answered; 202 delivers again."""
    stuck: bool = False
    """202, and nothing is ever delivered: it stays where it was."""
    sent_copy: bool = True
    """A copy is kept in Sent Items."""
    keeps_message_id: bool = True
    """The draft's internetMessageId survives sending."""
    keeps_marker: bool = True
    """The draft's extended properties survive sending."""
    thin: bool = True
    """An update in a delta answer holds nothing but what changed."""
    replays: int = 0
    """So many entries are repeated at the beginning of each delta page."""
    empty_pages: bool = False
    """Every second delta page of a walk is empty."""
    largest_page: int = 1000
    """At most so many messages lie on one page, whatever is asked for."""


class Outgoing:
    """The way out."""

    def __init__(self, timer: Timer, store: Store) -> None:
        self.timer = timer
        self.store = store
        self.quirks = Quirks()
        self.sent: list[bytes] = []
        """What left, as its recipients got it."""

    def send(self, item: Item) -> None:
        """Hand a draft over: it leaves now, and its copy moves to Sent Items when the lag is over."""
        if self.quirks.stuck:
            item.sending = True
            return
        self.leave(item)
        lag = self.quirks.sent_lag
        item.sending = True
        if self.quirks.in_transit == "flips":
            self.store.later(lag / 2, lambda: self._into_outbox(item))
        elif self.quirks.in_transit == "gone":
            self.store.hide(item)
        self.store.later(lag, lambda: self._into_sent(item))

    def leave(self, item: Item) -> None:
        """The recipients get it."""
        if not self.quirks.keeps_message_id and not item.sending:
            item.look()["internetMessageId"] = f"<minted{item.key}@mail.example>"
        self.sent.append(mime.written(item.look(), self.timer.now(), headers_of(item)))

    def _into_outbox(self, item: Item) -> None:
        if item.key in self.store.items:
            item.draft = False
            self.store.move(item, "outbox")

    def _into_sent(self, item: Item) -> None:
        if item.key not in self.store.items:
            return
        if not self.quirks.sent_copy:
            self.store.remove(item)
            return
        at = self.timer.now()
        raw = mime.written(item.look(), at, headers_of(item), blind=True)
        copy = replace(
            item,
            key=item.key if self.quirks.sent_id == "kept" else self.store.next_key(),
            folder="sentitems",
            moves=item.moves + 1,
            revision=item.revision + 1,
            received=at,
            source=lambda: raw,
            draft=False,
            read=True,
            hidden=False,
            own=[(name, value) for name, value in headers_of(item) if name.lower().startswith("x-")],
            extended=dict(item.extended) if self.quirks.keeps_marker else {},
        )
        self.store.remove(item, "changed")
        self.store.add(copy)
        self.store.conversation(str(item.look()["internetMessageId"]), [], item.conversation)


def headers_of(item: Item) -> list[tuple[str, str]]:
    """A draft's further headers, those that come from extended properties included."""
    found = list(item.headers)
    for id, value in item.extended.items():
        kind, _, rest = id.partition(" ")
        namespace, _, name = rest.partition(" Name ")
        if kind == "String" and namespace.lower() == HEADER_NAMESPACE and name:
            found.append((name, value))
    return found
