"""Much mail: who answers whom, and what belongs where, is found at no more than the length of the mail costs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from agent.casework.threads import Tree
from agent.model import DraftKind, Reading, Recipient
from connectors.base import Mailbox

from .build import at, booked, draft, firm, reading, verdict

MANY = 3000
SECONDS = 4.0
"""Of processor time, for a judgement over so much; going through all of it for each message takes minutes."""


SHARED = Mailbox("jobs@carriers.example", "Jobs")


def soon(n: int) -> datetime:
    return at(10) + timedelta(minutes=n)


def talk(many: int = MANY, **more: Any) -> list[Reading]:
    """A conversation with Corvid about an interview; every message answers the one before."""
    found = [booked()]
    for n in range(many):
        when = at(12) + timedelta(minutes=n)
        found.append(reading("other", "Corvid", sent_at=when, key=f"m{n}", in_reply_to=found[-1].message_id, **more))
    return found


def test_what_answers_an_answer_stands_below_it_too_however_long_it_goes_on() -> None:
    mail = talk(1000)
    assert Tree(mail).below([mail[10].message_id or ""]) == mail[11:]


def test_messages_that_answer_each_other_are_gone_through_once() -> None:
    first, second = talk(1)
    first = replace(first, in_reply_to=second.message_id)
    assert Tree([first, second]).below([first.message_id or ""]) == [first, second]


def test_what_answers_only_a_forged_message_stands_below_nothing() -> None:
    first, forged, answer = talk(2)
    mail = [first, replace(forged, suspicious=True), answer]
    assert Tree(mail).below([first.message_id or ""]) == [mail[1]]


def test_a_thread_of_thousands_is_judged_in_seconds_whatever_letter_it_answers() -> None:
    before = [*firm(), booked()]
    letter = replace(draft(verdict(before), "Corvid", "sent", when=at(11)), message_id="<letter@example.net>")
    to = (Recipient("anna@corvid.com", "wrote the mail"),)
    known = replace(letter.letter, to=to, in_reply_to=booked().message_id, references=())
    kinds: tuple[DraftKind, ...] = ("withdrawal", "more_time", "expedite", "disclose", "reopen")
    letters = [replace(letter, id=kind, key=f"{kind}:{letter.key}", kind=kind, letter=known) for kind in kinds]
    began = time.process_time()
    for one in letters:
        verdict([*firm(), *talk(urges=True)], drafts=[one])
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(
    "mail",
    [
        pytest.param(lambda n: reading("offer_rescinded", sent_at=soon(n), suspicious=True), id="forged rescissions"),
        pytest.param(lambda n: reading("applied", f"Firm{n}x", sent_at=soon(n), from_=SHARED), id="one sender for all"),
        pytest.param(lambda n: reading("applied", f"Firm{n}x", sent_at=soon(n)), id="one application each"),
    ],
)
def test_thousands_of_messages_of_a_kind_are_judged_in_seconds(mail: Callable[[int], Reading]) -> None:
    found = [*firm(), *map(mail, range(MANY))]
    began = time.process_time()
    verdict(found)
    assert time.process_time() - began < SECONDS
