"""The one error of this room: no letter is better than a wrong one."""

from __future__ import annotations

from agent.errors import UserError


class Unwritable(UserError):
    """No letter was written; the text says why, after "No letter to EMPLOYER: "."""
