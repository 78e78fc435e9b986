"""Gmail's methods over a mailbox."""

from __future__ import annotations

from typing import Any

from tests.simulators.google.calls import Answer, Call, handles


class Gmail:
    """Answers for `gmail.*`."""

    def __init__(self, mailbox: Any) -> None:
        self.mailbox = mailbox

    @handles("gmail.users.getProfile")
    def profile(self, call: Call) -> Answer:
        """Whose mailbox it is and how far its history has come."""
        return 200, {"emailAddress": call.address, "messagesTotal": 0, "threadsTotal": 0, "historyId": "1"}
