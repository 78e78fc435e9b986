"""Gmail, Google Calendar and Google's sign-in, for tests.

    with GoogleSim() as sim:
        message = sim.mailbox.deliver(raw)
        sim.faults.add("drafts/send", "close-after-effect")
        ...                                      # a client at sim.base, with a token of sim.grant(scopes)
        assert sim.mailbox.sent == []

Every request and every answer is checked against the discovery documents; leaving the context fails if one broke them.
Time is simulated (`sim.timer`); what a program does with a real clock needs `GoogleSim(timer=Timer())`.
"""

from __future__ import annotations

from tests.simulators.google.calls import Answer, ApiError, Call, handles
from tests.simulators.google.server import GoogleSim, Record

__all__ = ["Answer", "ApiError", "Call", "GoogleSim", "Record", "handles"]
