"""Gmail's reading methods: profile, labels, messages, threads, history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tests.simulators.google.calls import Answer, ApiError, Call, bad_request, handles, not_found
from tests.simulators.google.mailbox import SYSTEM_LABELS, Mailbox
from tests.simulators.google.messages import Change, Stored
from tests.simulators.google.paging import Pages
from tests.simulators.google.resources import attachment, brief, encoded, resource
from tests.simulators.google.search import Seen, understand

MOST = 500
"""No page is longer, whatever is asked for."""

HIDDEN = frozenset({"TRASH", "SPAM"})

FIELDS = {
    "messageAdded": "messagesAdded",
    "messageDeleted": "messagesDeleted",
    "labelAdded": "labelsAdded",
    "labelRemoved": "labelsRemoved",
}
"""Singular in the request, plural in the answer."""


class Gmail:
    """Answers for the reading methods of `gmail.*`."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox
        self.pages = Pages()

    @handles("gmail.users.getProfile")
    def profile(self, call: Call) -> Answer:
        """Whose mailbox it is and how far its history has come."""
        check_user(call)
        return 200, {
            "emailAddress": call.address,
            "messagesTotal": len(self.mailbox.messages),
            "threadsTotal": len(self.mailbox.threads),
            "historyId": str(self.mailbox.history_id),
        }

    @handles("gmail.users.labels.list")
    def labels(self, call: Call) -> Answer:
        """All labels."""
        check_user(call)
        return 200, {"labels": [_label(one, name) for one, name in self.mailbox.labels.items()]}

    @handles("gmail.users.labels.get")
    def label(self, call: Call) -> Answer:
        """One label."""
        check_user(call)
        if call.path["id"] not in self.mailbox.labels:
            raise not_found()
        return 200, _label(call.path["id"], self.mailbox.labels[call.path["id"]])

    @handles("gmail.users.settings.sendAs.list")
    def senders(self, call: Call) -> Answer:
        """The addresses to send from: the mailbox's own, which needs no verification, and those that the user added."""
        check_user(call)
        own = {"sendAsEmail": self.mailbox.address, "isPrimary": True, "isDefault": True}
        added = [{"sendAsEmail": one, "verificationStatus": how} for one, how in self.mailbox.send_as.items()]
        return 200, {"sendAs": [own, *added]}

    @handles("gmail.users.messages.list")
    def messages(self, call: Call) -> Answer:
        """Ids of the messages that a search finds, newest first."""
        check_user(call)
        found, following, total = self._listing(call, self.mailbox.newest_first())
        answer: dict[str, Any] = {"resultSizeEstimate": min(total, 201)}
        if found:
            answer["messages"] = [brief(stored) for stored in found]
        if following:
            answer["nextPageToken"] = following
        return 200, answer

    @handles("gmail.users.messages.get")
    def message(self, call: Call) -> Answer:
        """One message."""
        check_user(call)
        return 200, resource(
            self._stored(call.path["id"]), call.query.get("format", "full"), call.query.get("metadataHeaders", ())
        )

    @handles("gmail.users.messages.attachments.get")
    def attachment(self, call: Call) -> Answer:
        """One attached file."""
        check_user(call)
        data = attachment(self._stored(call.path["messageId"]).raw, call.path["id"])
        if data is None:
            raise not_found()
        return 200, {"size": len(data), "data": encoded(data)}

    @handles("gmail.users.threads.get")
    def thread(self, call: Call) -> Answer:
        """A conversation, oldest first."""
        check_user(call)
        how = call.query.get("format", "full")
        if how == "raw":
            raise bad_request("Invalid format")
        found = self.mailbox.thread(call.path["id"])
        if not found:
            raise not_found()
        return 200, {
            "id": call.path["id"],
            "historyId": str(max(stored.history_id for stored in found)),
            "messages": [resource(stored, how, call.query.get("metadataHeaders", ())) for stored in found],
        }

    @handles("gmail.users.drafts.list")
    def drafts(self, call: Call) -> Answer:
        """Ids of the drafts, newest first."""
        check_user(call)
        by_message = {message_id: draft_id for draft_id, message_id in self.mailbox.drafts.items()}
        stored = sorted((self.mailbox.messages[one] for one in by_message), key=lambda one: one.order)
        found, following, total = self._listing(call, stored)
        answer: dict[str, Any] = {"resultSizeEstimate": total}
        if found:
            answer["drafts"] = [{"id": by_message[one.id], "message": brief(one)} for one in found]
        if following:
            answer["nextPageToken"] = following
        return 200, answer

    @handles("gmail.users.history.list")
    def history(self, call: Call) -> Answer:
        """What changed after an id; 404 where the id is too old or nobody's."""
        check_user(call)
        box, query = self.mailbox, call.query
        if "startHistoryId" not in query:
            raise bad_request("Missing startHistoryId")
        start, kinds = int(query["startHistoryId"]), query.get("historyTypes", list(FIELDS))
        if not box.history_floor <= start <= box.history_id:
            raise not_found()
        asked = (call.method, start, tuple(kinds), query.get("labelId"))
        records, following, _ = self.pages.page(
            asked,
            query.get("pageToken"),
            _size(query),
            lambda: _records(box.history, start, kinds, query.get("labelId")),
        )
        answer: dict[str, Any] = {"historyId": str(box.history_id)}
        if records:
            answer["history"] = list(records)
        if following:
            answer["nextPageToken"] = following
        return 200, answer

    def _stored(self, message_id: str) -> Stored:
        if message_id not in self.mailbox.messages:
            raise not_found()
        return self.mailbox.messages[message_id]

    def _listing(self, call: Call, among: Iterable[Stored]) -> tuple[Sequence[Stored], str | None, int]:
        """A page of what `q`, `labelIds` and `includeSpamTrash` let through."""
        query = call.query
        wanted, text, hidden = set(query.get("labelIds", ())), query.get("q", ""), query.get("includeSpamTrash", False)

        def make() -> list[Stored]:
            search = understand(text, self.mailbox.timer.now()) if text.strip() else None
            everywhere = hidden or wanted & HIDDEN or (search is not None and search.everywhere)
            return [
                stored
                for stored in among
                if wanted <= stored.labels
                and (everywhere or not stored.labels & HIDDEN)
                and (search is None or search.test(Seen(stored, self.mailbox.labels)))
            ]

        asked = (call.method, text, tuple(sorted(wanted)), hidden)
        return self.pages.page(asked, query.get("pageToken"), _size(query), make)


def check_user(call: Call) -> None:
    """Only the signed-in user's own mailbox."""
    if call.path["userId"].lower() not in ("me", call.address.lower()):
        raise ApiError(403, "forbidden", "Delegation denied for this user")


def _size(query: Any) -> int:
    size: int = query.get("maxResults", 100)
    return min(size or 100, MOST)


def _label(label_id: str, name: str) -> dict[str, Any]:
    return {"id": label_id, "name": name, "type": "system" if label_id in SYSTEM_LABELS else "user"}


def _records(changes: Iterable[Change], start: int, kinds: Sequence[str], label: str | None) -> list[dict[str, Any]]:
    """The records after `start` that tell of one of these kinds of change, and of messages with that label."""
    later = (change for change in changes if change.id > start and (label is None or label in change.labels))
    return [record for record in (_record(change, kinds) for change in later) if record is not None]


def _record(change: Change, kinds: Iterable[str]) -> dict[str, Any] | None:
    """One history record with the kinds of change asked for; None if none of them happened."""
    named = {"id": change.message_id, "threadId": change.thread_id}
    full = {**named, "labelIds": sorted(change.labels)} if change.labels else named
    record: dict[str, Any] = {"id": str(change.id), "messages": [named]}
    for kind, labels in change.kinds.items():
        if kind in kinds:
            record[FIELDS[kind]] = [{"message": full, "labelIds": list(labels)} if labels else {"message": full}]
    return record if len(record) > 2 else None
