"""Reading mail: folders, messages, their bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import TypeVar

from tests.simulators.outlook import mime
from tests.simulators.outlook.calls import Answer, Call, Json, handles
from tests.simulators.outlook.mailbox import Mailbox
from tests.simulators.outlook.odata import (
    OPERATORS,
    Clause,
    chosen,
    clauses,
    expanded,
    holds,
    ordering,
    selected,
    whole,
)
from tests.simulators.outlook.store import Item, shown

T = TypeVar("T")
USUAL_PAGE = 10
LARGEST_PAGE = 1000
AT_HAND = frozenset({"receivedDateTime", "conversationId", "extended"})
"""What a filter asks for that is known without looking into the message."""
USER_USUAL = frozenset(
    {"businessPhones", "displayName", "givenName", "jobTitle", "mail", "mobilePhone", "officeLocation",
     "preferredLanguage", "surname", "userPrincipalName"}
)  # fmt: skip


def paged(call: Call, base: str, items: Sequence[T], show: Callable[[T], Json]) -> Answer:
    """One page of a collection, with the link to the next (which holds the options, and `$skip`)."""
    skip, size = _stretch(call)
    body: Json = {
        "@odata.context": f"{base}/v1.0/$metadata",
        "value": [show(item) for item in items[skip : skip + size]],
    }
    if call.query.get("$count") == "true":
        body["@odata.count"] = len(items)
    if skip + size < len(items):
        options = [part for part in call.raw_query.split("&") if part and not _is_skip(part)]
        body["@odata.nextLink"] = f"{base}/v1.0{call.address}?{'&'.join([*options, f'%24skip={skip + size}'])}"
    return Answer(body=body)


def _stretch(call: Call) -> tuple[int, int]:
    """How many are passed over, and how many shown."""
    top = whole(call.query.get("$top"), "$top", 0, LARGEST_PAGE)
    return whole(call.query.get("$skip"), "$skip", 0, 10**6), min(top or call.prefer.page or USUAL_PAGE, LARGEST_PAGE)


def _is_skip(part: str) -> bool:
    return part.replace("%24", "$").startswith("$skip=")


class Mail:
    """Answers for the routes that only read."""

    def __init__(self, mailbox: Mailbox, base: str, event: Callable[[Item], Json | None]) -> None:
        self.mailbox = mailbox
        self.store = mailbox.store
        self.base = base
        self._event = event

    @handles("me")
    def me(self, call: Call) -> Answer:
        given, _, family = self.mailbox.name.partition(" ")
        user: Json = {
            "id": "6a0b4f7c-0000-4000-8000-5a1f00000001",
            "displayName": self.mailbox.name,
            "givenName": given,
            "surname": family,
            "mail": self.mailbox.address,
            "userPrincipalName": self.mailbox.address,
            "businessPhones": [],
            "jobTitle": None,
            "mobilePhone": None,
            "officeLocation": None,
            "preferredLanguage": None,
            "otherMails": [],
            "proxyAddresses": [f"SMTP:{self.mailbox.address}"],
            **self.mailbox.user,
        }
        select = selected(call.query.get("$select"), "user") or USER_USUAL | {"id"}
        return Answer(
            body=chosen({**user, "@odata.context": f"{self.base}/v1.0/$metadata#users/$entity"}, select, frozenset())
        )

    @handles("folders", "folder.children")
    def folders(self, call: Call) -> Answer:
        key = self.store.folder(call.path["folder"]).key if "folder" in call.path else "msgfolderroot"
        hidden = call.query.get("includeHiddenFolders", "").lower() == "true"
        select = selected(call.query.get("$select"), "mailFolder")
        filters = clauses(call.query.get("$filter"), "mailFolder")
        views = self.mailbox.folder_views(self.mailbox.children(key, hidden=hidden))
        views = [view for view in views if all(holds(one, view, {}) for one in filters)]
        return paged(call, self.base, views, lambda view: chosen(view, select, frozenset()))

    @handles("folder")
    def folder(self, call: Call) -> Answer:
        (view,) = self.mailbox.folder_views([self.store.folder(call.path["folder"])])
        return Answer(body=chosen(view, selected(call.query.get("$select"), "mailFolder"), frozenset()))

    @handles("messages", "folder.messages")
    def messages(self, call: Call) -> Answer:
        inside = self.store.within(self.store.folder(call.path["folder"]).key if "folder" in call.path else None)
        filters = clauses(call.query.get("$filter"), "message")
        order = ordering(call.query.get("$orderby"), "message", filters) or ("receivedDateTime", True)
        at_hand = [one for one in filters if one.field in AT_HAND]
        if at_hand:
            inside = [item for item in inside if all(_passes(item, one) for one in at_hand)]
        found = iter(_ordered(inside, order))
        if len(at_hand) < len(filters):
            found = (item for item in found if all(_passes(item, one) for one in filters))
        if call.query.get("$count") != "true":  # messages beyond the page need not be looked at
            found = islice(found, sum(_stretch(call)) + 1)
        select, expand = selected(call.query.get("$select"), "message"), expanded(call.query.get("$expand"))
        return paged(
            call,
            self.base,
            list(found),
            lambda item: self.mailbox.render(item, call.prefer, select, expand, self._event),
        )

    @handles("message")
    def message(self, call: Call) -> Answer:
        item = self.store.item(call.path["id"])
        select, expand = selected(call.query.get("$select"), "message"), expanded(call.query.get("$expand"))
        return Answer(body=self.mailbox.render(item, call.prefer, select, expand, self._event))

    @handles("message.value")
    def value(self, call: Call) -> Answer:
        content = self.mailbox.bytes_of(self.store.item(call.path["id"]))
        return Answer(content=content, headers={"Content-Type": "text/plain"})

    @handles("message.attachments")
    def attachments(self, call: Call) -> Answer:
        item = self.store.item(call.path["id"])
        parts = list(mime.attachments(mime.parse(item.source()))) if item.source else []
        return Answer(body={"@odata.context": f"{self.base}/v1.0/$metadata", "value": parts})


def _passes(item: Item, clause: Clause) -> bool:
    """Whether an item passes; what lies at hand is looked at before the message is."""
    if clause.field == "conversationId":
        return holds(clause, {"conversationId": item.conversation}, {})
    if clause.field == "receivedDateTime" and isinstance(clause.value, datetime):  # of a million messages this is all
        return bool(OPERATORS[clause.compare](int(item.received), clause.value.timestamp()))
    if clause.field == "receivedDateTime":
        return holds(clause, {"receivedDateTime": mime.stamp(item.received)}, {})
    return holds(clause, {} if clause.field == "extended" else shown(item), item.extended)


def _ordered(items: Iterable[Item], order: tuple[str, bool]) -> Iterable[Item]:
    name, down = order
    if name == "receivedDateTime":
        return sorted(items, key=lambda item: item.received, reverse=down)
    return sorted(items, key=lambda item: str(shown(item).get(name)), reverse=down)
