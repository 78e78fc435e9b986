"""Gmail's writing methods: drafts and sending."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode
from typing import Any

from tests.simulators.google.calls import Answer, Call, bad_request, handles, not_found
from tests.simulators.google.gmail import check_user
from tests.simulators.google.mailbox import Mailbox
from tests.simulators.google.resources import brief, resource


class GmailDrafts:
    """Answers for the writing methods of `gmail.*`, and for reading one draft."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    @handles("gmail.users.drafts.create")
    def create(self, call: Call) -> Answer:
        """A new draft; with a threadId in that conversation, if the subject is the same."""
        check_user(call)
        message = call.body.get("message", {})
        return 200, self._brief(self.mailbox.create_draft(_raw(message), message.get("threadId")))

    @handles("gmail.users.drafts.get")
    def get(self, call: Call) -> Answer:
        """One draft."""
        stored = self.mailbox.messages[self.mailbox.drafts[self._draft_id(call)]]
        return 200, {"id": call.path["id"], "message": resource(stored, call.query.get("format", "full"))}

    @handles("gmail.users.drafts.update")
    def update(self, call: Call) -> Answer:
        """Another text under the same draft id."""
        draft_id, message = self._draft_id(call), call.body.get("message", {})
        self.mailbox.replace_draft(draft_id, _raw(message), message.get("threadId"))
        return 200, self._brief(draft_id)

    @handles("gmail.users.drafts.delete")
    def delete(self, call: Call) -> Answer:
        """Gone for good."""
        self.mailbox.delete_draft(self._draft_id(call))
        return 204, None

    @handles("gmail.users.drafts.send")
    def send_draft(self, call: Call) -> Answer:
        """Sends it, once: the draft is consumed, so a second call finds nothing."""
        check_user(call)
        draft_id = call.body["id"]
        if draft_id not in self.mailbox.drafts:
            raise not_found()
        if "raw" in call.body.get("message", {}):
            self.mailbox.replace_draft(draft_id, _raw(call.body["message"]), call.body["message"].get("threadId"))
        return 200, {**brief(sent := self.mailbox.send_draft(draft_id)), "labelIds": sorted(sent.labels)}

    @handles("gmail.users.messages.send")
    def send(self, call: Call) -> Answer:
        """Sends, as often as it is called."""
        check_user(call)
        sent = self.mailbox.send(_raw(call.body), call.body.get("threadId"))
        return 200, {**brief(sent), "labelIds": sorted(sent.labels)}

    def _draft_id(self, call: Call) -> str:
        check_user(call)
        if call.path["id"] not in self.mailbox.drafts:
            raise not_found()
        return call.path["id"]

    def _brief(self, draft_id: str) -> dict[str, Any]:
        stored = self.mailbox.messages[self.mailbox.drafts[draft_id]]
        return {"id": draft_id, "message": {**brief(stored), "labelIds": sorted(stored.labels)}}


def _raw(message: dict[str, Any]) -> bytes:
    """The RFC 5322 bytes of a message resource."""
    if not message.get("raw"):
        raise bad_request("'raw' RFC822 payload message string or uploading message via /upload/* URL required")
    text = message["raw"].rstrip("=")
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error:
        raise bad_request("Invalid value for ByteString") from None
