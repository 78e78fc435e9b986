"""The sending half of a mail role whose provider keeps drafts; and that an account for reading never writes one."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from typing import Protocol

from connectors.base import FIRST_LOOK, Look, MailRole, OutcomeUnknown, Receipt, Refused, Submission, Temporary
from connectors.faults import understood
from connectors.timer import Timer

SETTLE = 10.0
"""Seconds between making a draft and sending it, so that another machine of the user is seen."""
LOOK_FIRST, LOOK_LAST = 2.0, 600.0
"""Seconds between looks at what became of a letter: they grow from the first to the last."""

MARKER_HEADER = "X-Ref"
"""The header that carries a submission's marker; it tells the reader nothing."""
WAS_SENT = "It had been sent before."
FOUND = "The sent copy was found."

_NEUTRAL = re.compile(r"[A-Za-z0-9._=+/-]{1,200}")


class Drafts(Protocol):
    """Drafts of ours at the provider; the verbs are those of `MailRole`."""

    def prepare(self, submission: Submission) -> str: ...

    def discard(self, submission: Submission) -> None: ...

    def sweep(self, submission: Submission) -> None: ...

    def submit(self, submission: Submission) -> Receipt: ...

    def reconcile(self, submission: Submission, look: Look = FIRST_LOOK) -> Receipt | None: ...


class DraftingMail(MailRole):
    """Letters go by way of drafts. Where the account may only be read its drafts are looked at, and that is all."""

    def __init__(self, account: str, drafts: Drafts, *, may_send: bool) -> None:
        self._account = account
        self._drafts = drafts
        self._may_send = may_send

    def submit(self, submission: Submission) -> Receipt:
        with self._told():
            return self._writing.submit(submission)

    def reconcile(self, submission: Submission, look: Look = FIRST_LOOK) -> Receipt | None:
        with understood(f"The provider of {self._account}"):
            return self._drafts.reconcile(submission, look)

    def prepare(self, submission: Submission) -> str:
        with self._told():
            return self._writing.prepare(submission)

    def discard(self, submission: Submission) -> None:
        with self._told():
            self._writing.discard(submission)

    def sweep(self, submission: Submission) -> None:
        with self._told():
            self._writing.sweep(submission)

    def _told(self) -> AbstractContextManager[None]:
        return understood(f"The provider of {self._account}", writing=True)

    @property
    def _writing(self) -> Drafts:
        if not self._may_send:
            raise Refused(f"The account {self._account} is for reading only; nothing was sent.")
        return self._drafts


def check_marker(marker: str) -> None:
    """Raises Refused for one that no header can hold."""
    if not _NEUTRAL.fullmatch(marker):
        raise Refused("The letter's marker cannot stand in a header, so nothing was made.")


def prepared_late(drafts: Drafts, submission: Submission, timer: Timer) -> str:
    """The reference of a draft made only now. Not knowing whether it was made is no doubt about the letter: nothing was sent."""
    try:
        ref = drafts.prepare(submission)
    except OutcomeUnknown as error:
        raise Temporary(f"{error} Nothing was sent.") from None
    timer.sleep(SETTLE)
    return ref


def pause(look: Look, until: float) -> float:
    """Seconds to the next look: growing, but not past the moment from which looking tells."""
    grown = LOOK_FIRST * 3.0 ** min(max(look.before, 0), 10)
    return min(grown, LOOK_LAST, max(LOOK_FIRST, until - look.age + 1))
