"""One Gmail mailbox: its messages and drafts, what leaves it, and what the user does in Gmail's own pages."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from connectors.timer import Timer
from tests.simulators.google import content
from tests.simulators.google.calls import bad_request
from tests.simulators.google.messages import FIRST_HISTORY_ID, Messages, Stored, same_subject

SYSTEM_LABELS = (
    "CHAT", "SENT", "INBOX", "IMPORTANT", "TRASH", "DRAFT", "SPAM", "CATEGORY_FORUMS", "CATEGORY_UPDATES",
    "CATEGORY_PERSONAL", "CATEGORY_PROMOTIONS", "CATEGORY_SOCIAL", "STARRED", "UNREAD",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Departure:
    """One message that really left."""

    raw: bytes
    """As the recipients got it."""
    message_id: str
    """The sent copy's Gmail id."""
    thread_id: str
    recipients: tuple[str, ...]
    in_thread: bool
    """The recipients see it in the conversation: its headers name a message of it and the subject is the same."""


class Mailbox(Messages):
    """A mailbox with its hands for tests."""

    def __init__(
        self,
        timer: Timer,
        address: str,
        *,
        aliases: Iterable[str] = (),
        keep_message_id: bool = False,
        keep_custom_headers: bool = True,
        history_start: int = FIRST_HISTORY_ID,
    ) -> None:
        super().__init__(timer, history_start=history_start)
        self.address = address
        self.send_as: dict[str, str] = {alias.lower(): "accepted" for alias in aliases}
        """Other addresses that the user set up to send from, with Gmail's word for how far that has come."""
        self.keep_message_id = keep_message_id
        """Gmail leaves a Message-ID as it was given. Usually it writes its own."""
        self.keep_custom_headers = keep_custom_headers
        """X- header fields stay on what is sent. Nobody at Google promises it."""
        self.labels: dict[str, str] = {name: name for name in SYSTEM_LABELS}
        """Names by id."""
        self.drafts: dict[str, str] = {}
        """Message ids by draft id, in the order in which the drafts were made."""
        self.departures: list[Departure] = []

    @property
    def own(self) -> set[str]:
        """The addresses that mail may leave under."""
        return {self.address.lower(), *(alias for alias, status in self.send_as.items() if status == "accepted")}

    @property
    def sent(self) -> list[bytes]:
        """What really left, as the recipients got it."""
        return [departure.raw for departure in self.departures]

    # ---------------------------------------------------------------- mail comes, the user tidies up

    def deliver(
        self,
        raw: bytes,
        *,
        labels: Iterable[str] = ("INBOX", "UNREAD"),
        at: datetime | float | None = None,
        thread: str | None = None,
    ) -> str:
        """A message arrives, by default now and in the conversation that it answers. Gives its id."""
        return self.add(raw, labels, at, thread).id

    def trash(self, message_id: str) -> None:
        """The user puts a message in the bin."""
        self.label(message_id, add=("TRASH",), remove=("INBOX",))

    def delete(self, message_id: str) -> None:
        """A message is deleted for good."""
        self.remove(message_id)

    def add_label(self, name: str) -> str:
        """The user makes a label. Gives its id."""
        made = f"Label_{len(self.labels)}"
        self.labels[made] = name
        return made

    def add_sender(self, address: str, status: str = "pending") -> None:
        """The user adds an address under "Send mail as"; it is theirs once it is "accepted"."""
        self.send_as[address.lower()] = status

    # ---------------------------------------------------------------- drafts

    def create_draft(self, raw: bytes, thread_id: str | None = None) -> str:
        """A new draft. Gives its id."""
        draft_id = f"r{secrets.randbelow(9 * 10**18) - 4 * 10**18}"
        thread = self._thread_for(content.headers(raw), thread_id)
        self.drafts[draft_id] = self.add(raw, ("DRAFT",), None, thread).id
        return draft_id

    def replace_draft(self, draft_id: str, raw: bytes, thread_id: str | None = None) -> None:
        """The draft says something else now, under the same id, as another message."""
        old = self.messages[self.drafts[draft_id]]
        thread = self._thread_for(content.headers(raw), thread_id or old.thread_id)
        self.remove(old.id)
        self.drafts[draft_id] = self.add(raw, ("DRAFT",), None, thread).id

    def delete_draft(self, draft_id: str) -> None:
        """The draft is gone for good."""
        self.remove(self.drafts.pop(draft_id))

    def send_draft(self, draft_id: str) -> Stored:
        """The draft leaves and is no more; the sent message is another one in its conversation."""
        draft = self.messages[self.drafts[draft_id]]
        raw, thread = draft.raw, draft.thread_id
        self._check_recipients(raw)
        self.delete_draft(draft_id)
        return self._leave(raw, thread)

    def _thread_for(self, fields: content.Headers, thread_id: str | None) -> str | None:
        """A conversation is joined only with the same subject; the header fields only matter to the recipients."""
        if thread_id is None:
            return None
        if thread_id not in self.threads:
            raise bad_request("Invalid thread_id value")
        first = self.thread(thread_id)[0]
        return thread_id if same_subject(fields, content.headers(first.raw)) else self._next_id()

    # ---------------------------------------------------------------- sending

    def send(self, raw: bytes, thread_id: str | None = None) -> Stored:
        """A message leaves without having been a draft."""
        self._check_recipients(raw)
        return self._leave(raw, self._thread_for(content.headers(raw), thread_id))

    def _leave(self, raw: bytes, thread: str | None) -> Stored:
        """Gmail writes its own Message-ID, and the user's address if From is none of theirs."""
        asked = content.headers(raw)
        in_thread = self.fits(asked, thread) if thread else self.thread_of(asked) is not None
        if not self.keep_message_id or not content.header(asked, "Message-ID"):
            raw = content.with_header(raw, "Message-ID", f"<CA+{secrets.token_urlsafe(36)}@mail.gmail.com>")
        if not self.keep_custom_headers:
            raw = content.without(raw, prefix="x-")
        if not set(content.addresses(asked, "From")) & self.own:
            raw = content.with_header(raw, "From", self.address)
        recipients = content.addresses(asked, "To", "Cc", "Bcc")
        labels = ("SENT", "INBOX", "UNREAD") if set(recipients) & self.own else ("SENT",)
        stored = self.add(raw, labels, None, thread)
        self.departures.append(
            Departure(content.without(raw, "Bcc"), stored.id, stored.thread_id, tuple(recipients), in_thread)
        )
        return stored

    def _check_recipients(self, raw: bytes) -> None:
        if not content.addresses(content.headers(raw), "To", "Cc", "Bcc"):
            raise bad_request("Recipient address required")

    # ---------------------------------------------------------------- the user in Gmail's own pages

    def user_edits_draft(self, draft_id: str, raw: bytes) -> None:
        """The pages save it anew: another message, a Message-ID of their own, and none of our X- header fields."""
        raw = content.with_header(
            content.without(raw, prefix="x-"), "Message-ID", f"<CA+{secrets.token_urlsafe(36)}@mail.gmail.com>"
        )
        self.replace_draft(draft_id, raw)

    def user_sends_draft(self, draft_id: str) -> str:
        """The user presses Send on it, as it is. Gives the sent message's id."""
        return self.send_draft(draft_id).id

    def user_deletes_draft(self, draft_id: str) -> None:
        """The user throws it away."""
        self.delete_draft(draft_id)
