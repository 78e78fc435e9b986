"""Gmail, Google Calendar and Google's sign-in, for tests."""

from __future__ import annotations

from tests.simulators.google.calls import Answer, ApiError, Call, handles
from tests.simulators.google.server import GoogleSim, Record

__all__ = ["Answer", "ApiError", "Call", "GoogleSim", "Record", "handles"]
