"""Answering an event at a provider: who may, which event is meant, and that it is looked at anew where it changed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from connectors.base import EventAnswer, Receipt, Refused, Temporary
from connectors.calendars import Place
from connectors.faults import Conflict, Gone, Missing

T = TypeVar("T")
"""An event as it is now, and what may be done to it."""

ABSENT = "It is no longer in the calendar."
BEFORE = "It had been answered so before."


class Answering(ABC, Generic[T]):
    """Answers the events of one account."""

    def __init__(self, account: str, user_addresses: Sequence[str], *, allowed: bool) -> None:
        self._account = account
        self._addresses = tuple(user_addresses)
        self._allowed = allowed

    def answer(self, answer: EventAnswer) -> Receipt:
        """See `CalendarRole.answer`."""
        if not self._allowed:
            raise Refused(f'The account {self._account} may only be read: set `permissions = "send"` to answer events.')
        if answer.action == "none":
            return Receipt(answer.provider_id, "There was nothing to answer.")
        try:
            place = Place.of(answer.provider_id)
        except ValueError:
            raise Refused("The event does not lie in a calendar of this account.") from None
        for _ in range(2):
            try:
                target = self._target(place, answer)
                return self._absent(place, answer) if target is None else self._act(target, answer)
            except Conflict:
                continue  # changed between the look and the answer: look again
            except (Missing, Gone):
                return self._absent(place, answer)
        raise Temporary("The event is being changed just now, so it was not answered.")

    @abstractmethod
    def _target(self, place: Place, answer: EventAnswer) -> T | None:
        """The event as it is now, None if it is gone. Raises Refused if it is not what was approved."""

    @abstractmethod
    def _absent(self, place: Place, answer: EventAnswer) -> Receipt:
        """An event that is gone needs no answer; one that stands there under another id by now does: Refused."""

    @abstractmethod
    def _act(self, target: T, answer: EventAnswer) -> Receipt:
        """Answer it and read that back. Raises Conflict where it changed since it was looked at."""
