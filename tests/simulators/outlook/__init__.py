"""Outlook mail and calendars by Microsoft Graph v1.0, and Microsoft's sign-in, for tests."""

from __future__ import annotations

from tests.simulators.google.faults import answer, hang, slow
from tests.simulators.outlook.entries import Notice
from tests.simulators.outlook.server import OutlookSim, Record

__all__ = ["Notice", "OutlookSim", "Record", "answer", "hang", "slow"]
