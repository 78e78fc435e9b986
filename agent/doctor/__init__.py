"""What keeps Bowout from working: every check as one function, each finding with what it is and how to mend it."""

from __future__ import annotations

from agent.doctor.examine import examine
from agent.doctor.finding import Finding, Patient, Result

__all__ = ["Finding", "Patient", "Result", "examine"]
