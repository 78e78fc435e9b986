"""The calendar half of a delivery: each answer on record before and after, given again only where that is harmless."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from agent.model import DELIVERED, CalendarStep, Draft
from agent.store.store import Store
from connectors.base import Connector, ConnectorError, EventAnswer, NeedsLogin, OutcomeUnknown, Temporary

PENDING = "pending"
"""A calendar answer that was begun; after a kill or a fault that passes it is given again, which is harmless."""


class CalendarAnswers:
    """Answers the events that go with a letter."""

    def __init__(self, store: Store, connect: Callable[[str], Connector], user: tuple[str, ...]) -> None:
        self._store = store
        self._connect = connect
        self._user = user

    def finish(self, clock: Callable[[], datetime]) -> list[str]:
        """Give the answers that a killed process or a passing fault left open; returns the ids of their drafts."""
        left = [
            draft
            for draft in self._store.drafts.all()
            if draft.status in DELIVERED and any(s.result in (None, PENDING) for s in _steps(draft))
        ]
        for draft in left:
            self.give(draft, clock())
        return [draft.id for draft in left]

    def give(self, draft: Draft, at: datetime, *, again: bool = False) -> Draft:
        """Give the answers of a letter that was sent (or a call that was made).

        Each is marked as begun first; one that failed is only tried `again` when the person says so.
        """
        steps = list(draft.letter.calendar)
        for index, step in enumerate(steps):
            tried = step.result not in (None, PENDING)
            if step.action == "none" or step.result == "done" or (tried and not again):
                continue
            steps[index] = replace(step, result=PENDING)
            draft = self._saved(draft, steps, at)
            result, why = self._given(step, at)
            steps[index] = replace(step, result=result)
            draft = self._saved(draft, steps, at, why)
            what = {"done": "calendar.answered", PENDING: "calendar.waits"}.get(result, "calendar.failed")
            self._store.journal.note(at, what, draft.id, f"{step.action}: {step.summary}: {why or result}")
        return draft

    def _given(self, step: CalendarStep, at: datetime) -> tuple[str, str | None]:
        """The step's result, and why it is still open if it is."""
        try:
            connector = self._connect(step.account)
            if connector.calendar is None or not connector.can_answer:
                return f"the account “{step.account}” may only read: change the event yourself", None
            connector.calendar.answer(
                EventAnswer(
                    step.provider_id, self._etag(step), step.uid, step.recurrence_id, step.action, self._user,
                    step.comment, step.start,
                )
            )  # fmt: skip
        except (Temporary, NeedsLogin, OutcomeUnknown) as error:
            over = step.start is not None and step.start <= at
            return (str(error), None) if over else (PENDING, str(error))
        except ConnectorError as error:
            return str(error), None
        except Exception as error:  # noqa: BLE001 - one calendar must not stop the others; the reason is shown
            return f"it failed ({type(error).__name__}): look at the calendar", None
        return "done", None

    def _etag(self, step: CalendarStep) -> str:
        """The revision that was last read and found to be the same event, or the one at approval."""
        for event in self._store.accounts.events(step.account):
            same = (event.calendar, event.uid, event.recurrence_id) == (step.calendar, step.uid, step.recurrence_id)
            if same and event.provider_id == step.provider_id and event.start == step.start:
                return event.etag
        return step.etag

    def _saved(self, draft: Draft, steps: list[CalendarStep], at: datetime, why: str | None = None) -> Draft:
        failed = [s.result for s in steps if s.result not in (None, PENDING, "done")]
        outcome = None if (draft.outcome or "").startswith(WAITS) else draft.outcome
        if failed:
            outcome = f"the calendar could not be answered: {failed[0]}"
        elif why:
            outcome = f"{WAITS} {why}"
        draft = replace(draft, letter=replace(draft.letter, calendar=tuple(steps)), updated_at=at, outcome=outcome)
        self._store.drafts.save(draft)
        return draft


WAITS = "the calendar is answered as soon as that works:"


def _steps(draft: Draft) -> list[CalendarStep]:
    return [s for s in draft.letter.calendar if s.action != "none"]
