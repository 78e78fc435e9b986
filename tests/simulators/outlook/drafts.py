"""Writing mail: drafts, replies, sending."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from tests.simulators.outlook import mime
from tests.simulators.outlook.calls import Answer, Call, GraphError, Json, broken, handles, invalid, not_found
from tests.simulators.outlook.mailbox import Mailbox
from tests.simulators.outlook.odata import EXTENDED, Expand
from tests.simulators.outlook.store import Item, etag, shown

WRITABLE = frozenset(
    {"subject", "body", "toRecipients", "ccRecipients", "bccRecipients", "replyTo", "importance", "from", "sender",
     "internetMessageId", "isRead", "flag", "categories", "inferenceClassification", "isDeliveryReceiptRequested",
     "isReadReceiptRequested", "singleValueExtendedProperties"}
)  # fmt: skip
"""What PATCH changes in a draft."""
ANYWHERE = frozenset({"isRead", "flag", "categories", "importance", "inferenceClassification"})
"""What PATCH changes in any message."""
MOST_HEADERS = 5


class Drafts:
    """Answers for the routes that change mail."""

    def __init__(self, mailbox: Mailbox, base: str) -> None:
        self.mailbox = mailbox
        self.store = mailbox.store
        self.base = base

    @handles("message.create")
    def create(self, call: Call) -> Answer:
        return self._created(call, self._draft(call.body or {}, {}))

    @handles("message.reply", "message.replyAll")
    def reply(self, call: Call) -> Answer:
        original = self.store.item(call.path["id"])
        given = call.body or {}
        message, comment = given.get("message") or {}, given.get("comment")
        if comment is not None and "body" in message:
            raise invalid("Cannot specify both comment and message body.")
        if original.draft:
            raise invalid("Cannot reply to a draft.", "ErrorInvalidReferenceItem")
        start = self._reply_to(original, comment or "", everybody=call.route == "message.replyAll")
        item = self._draft(message, start, original)
        return self._created(call, item)

    def _reply_to(self, original: Item, comment: str, *, everybody: bool) -> Json:
        """The draft that Outlook begins: Reply-To respected, the old text quoted."""
        seen = shown(original)
        to = list(seen.get("replyTo") or ([seen["from"]] if "from" in seen else []))
        others: list[Json] = []
        if everybody:
            to += seen.get("toRecipients", [])
            others = [one for one in seen.get("ccRecipients", []) if not self._mine(one)]
            to = [one for one in _once(to) if not self._mine(one)]
        subject = str(seen.get("subject") or "")
        quoted = mime.in_form(seen["body"], text=False, draft=False)["content"]
        return {
            "subject": subject if re.match(r"(?i)re:", subject) else f"RE: {subject}".strip(),
            "toRecipients": to,
            "ccRecipients": others,
            "body": mime.as_stored({"contentType": "html", "content": f"{comment}<hr>{quoted}"}),
        }

    def _mine(self, one: Json) -> bool:
        return str(one["emailAddress"]["address"]).lower() == self.mailbox.address.lower()

    def _draft(self, given: Json, start: Json, original: Item | None = None) -> Item:
        strange = set(given) - WRITABLE - {"internetMessageHeaders", "@odata.type"}
        if strange:
            raise broken(f"a draft cannot be given {sorted(strange)}", "ErrorInvalidPropertySet")
        headers = own_headers(given)
        key = self.store.next_key()
        me = mime.recipient(self.mailbox.address, self.mailbox.name)
        props: Json = {
            "subject": "", "toRecipients": [], "ccRecipients": [], "bccRecipients": [], "replyTo": [],
            "body": {"contentType": "text", "content": ""}, "importance": "normal", "hasAttachments": False,
            "from": me, "sender": me, "internetMessageId": f"<draft{key}.{int(self.mailbox.timer.now())}@mail.example>",
            "internetMessageHeaders": [{"name": name, "value": value} for name, value in headers], **start,
        }  # fmt: skip
        threading = self._threading(original) if original else []
        item = Item(
            key=key, folder="drafts", received=self.mailbox.timer.now(), source=None, look=lambda: props,
            conversation=original.conversation if original else self.store.conversation(props["internetMessageId"], ()),
            draft=True, headers=threading + headers,
        )  # fmt: skip
        apply(item, given)
        return item

    def _threading(self, original: Item) -> list[tuple[str, str]]:
        message = mime.parse(self.mailbox.bytes_of(original))
        parent = mime.header(message, "Message-ID")
        before = mime.header(message, "References") or mime.header(message, "In-Reply-To")
        return [("In-Reply-To", parent), ("References", f"{before} {parent}".strip())] if parent else []

    def _created(self, call: Call, item: Item) -> Answer:
        self.store.add(item)
        return Answer(201, self.mailbox.render(item, call.prefer, None, Expand()))

    @handles("message.patch")
    def patch(self, call: Call) -> Answer:
        item, given = self.store.item(call.path["id"]), call.body or {}
        call.check_revision(etag(item))
        changed = {name for name in given if "@" not in name}
        if not item.draft and changed - ANYWHERE:
            raise GraphError(403, "ErrorAccessDenied", "Access is denied. Only drafts may be changed.")
        if changed - WRITABLE:
            raise broken(f"read-only: {sorted(changed - WRITABLE)}", "ErrorInvalidPropertySet")
        if item.sending:
            raise GraphError(409, "ErrorIrresolvableConflict", "The send or update operation could not be performed.")
        apply(item, given)
        self.store.touch(item, *(changed - {"singleValueExtendedProperties"}))
        return Answer(body=self.mailbox.render(item, call.prefer, None, Expand()))

    @handles("message.delete")
    def delete(self, call: Call) -> Answer:
        """A deleted message goes to Deleted Items; from there it goes for good."""
        item = self.store.item(call.path["id"])
        call.check_revision(etag(item))
        if item.folder == "deleteditems":
            self.store.remove(item)
        else:
            self.store.move(item, "deleteditems")
        return Answer(204)

    @handles("message.move")
    def move(self, call: Call) -> Answer:
        item = self.store.item(call.path["id"])
        self.store.move(item, self.store.folder(call.body["destinationid"]).key)
        return Answer(201, self.mailbox.render(item, call.prefer, None, Expand()))

    @handles("message.send")
    def send(self, call: Call) -> Answer:
        item = self.store.item(call.path["id"])
        if item.sending or not item.draft:
            return self._again(item)
        if item.folder == "deleteditems":
            raise not_found()
        seen = item.look()
        to = [*seen["toRecipients"], *seen["ccRecipients"], *seen["bccRecipients"]]
        if not to or not all("@" in one["emailAddress"].get("address", "") for one in to):
            raise invalid("At least one recipient is not valid.", "ErrorInvalidRecipients")
        self.mailbox.outgoing.send(item)
        return Answer(202)

    def _again(self, item: Item) -> Answer:
        """A second send of what was sent already; what the service says to it is not documented."""
        answer = self.mailbox.quirks.second_send
        if answer == "404":
            raise not_found()
        if answer == "400":
            raise invalid("The item is not a draft and cannot be sent.", "ErrorInvalidOperation")
        self.mailbox.outgoing.leave(item)
        return Answer(202)

    @handles("sendMail")
    def send_mail(self, call: Call) -> Answer:
        message = call.body["message"]
        self.mailbox.send_mail.append(message)
        item = self._draft(message, {})
        self.mailbox.outgoing.leave(item)
        return Answer(202)


def own_headers(given: Json) -> list[tuple[str, str]]:
    """The internetMessageHeaders that a client may give: x- names, one to five of them."""
    if "internetMessageHeaders" not in given:
        return []
    headers = given["internetMessageHeaders"] or []
    if not 0 < len(headers) <= MOST_HEADERS:
        raise invalid(
            "Maximum number of headers in one message should be less than or equal to 5, and not none.",
            "InvalidInternetMessageHeaderCollection",
        )
    for one in headers:
        if not str(one.get("name", "")).lower().startswith("x-"):
            text = f"The internet message header name '{one.get('name')}' should start with 'x-' or 'X-'."
            raise invalid(text, "InvalidInternetMessageHeader")
    return [(one["name"], one["value"]) for one in headers]


def apply(item: Item, given: Json) -> None:
    """Set what a client gave."""
    props = item.look()
    for name, value in given.items():
        if name == "body":
            props["body"] = mime.as_stored(value)
            props["bodyPreview"] = mime.plain(**_kind(props["body"]))[:255]
        elif name == "singleValueExtendedProperties":
            item.extended |= dict(_extended(value))
        elif name == "isRead":
            item.read = value
        elif name.endswith("Recipients") or name == "replyTo":
            props[name] = [
                mime.recipient(one["emailAddress"]["address"], one["emailAddress"].get("name") or "") for one in value
            ]
        elif name not in {"internetMessageHeaders", "@odata.type"}:
            props[name] = value


def _kind(body: Json) -> dict[str, Any]:
    return {"kind": body["contentType"], "text": body["content"]}


def _extended(given: Iterable[Json]) -> Iterable[tuple[str, str]]:
    for one in given:
        if not EXTENDED.match(one.get("id", "")):
            raise broken(f"extended property {one.get('id')!r}", "ErrorInvalidProperty")
        yield one["id"], one["value"]


def _once(given: Iterable[Json]) -> Iterable[Json]:
    seen: set[str] = set()
    for one in given:
        address = str(one["emailAddress"]["address"]).lower()
        if address not in seen:
            seen.add(address)
            yield one
