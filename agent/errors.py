"""What a person is told when a command cannot do what was asked: one or two lines, and an exit status.

Classes are named by the reaction they call for. Connector errors live in `connectors.base`.
"""

from __future__ import annotations


class UserError(Exception):
    """Something failed; the text says what happened and what to do. Exit status 1."""

    exit_status = 1


class WrongUsage(UserError):
    """The command or the configuration has to be corrected. Exit status 2."""

    exit_status = 2


class SignInNeeded(UserError):
    """Only signing in again helps. Exit status 3."""

    exit_status = 3


class Busy(UserError):
    """Another Bowout is writing just now; waiting did not help."""


class NewerState(UserError):
    """The state folder was written by a newer version: this one must not touch it."""


class Stale(UserError):
    """What the person saw is not what is there now: look again, then decide."""
