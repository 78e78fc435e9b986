"""The Google connector: Gmail and Google Calendar over Google's own client library."""

from __future__ import annotations
