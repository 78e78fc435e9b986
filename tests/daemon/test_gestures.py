"""What was meant by what was done with a card."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from agent.daemon.gestures import opens, request
from agent.desktop.card import Button, Card, Gesture

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
LETTER = Card("draft:amber", "1", "Withdraw?", "", (Button("review", "Review"),), about="amber", digest="d1")
UNSEEN = Card("draft:amber", "1", "Withdraw?", "", (Button("review", "Review"),), about="amber")
QUESTION = Card("question:fox", "1", "Did you accept?", "", about="fox")
SUMMARY = Card("summary", "1", "3 letters wait", "")


def test_a_yes_names_the_letter_that_the_card_stood_for() -> None:
    assert request(Gesture(LETTER, "send"), NOW) == {"do": "approve", "id": "amber", "digest": "d1"}
    assert request(Gesture(LETTER, "called"), NOW) == {"do": "approve", "id": "amber", "digest": "d1"}


@pytest.mark.parametrize("button", ["send", "called"])
def test_a_yes_to_nothing_in_particular_opens_the_page(button: str) -> None:
    assert request(Gesture(UNSEEN, button), NOW) is None
    assert opens(Gesture(UNSEEN, button), NOW)


@pytest.mark.parametrize("button", ["undo", "keep", "retry"])
def test_what_lies_on_a_button_is_asked_for(button: str) -> None:
    assert request(Gesture(LETTER, button), NOW) == {"do": button, "id": "amber"}


def test_later_puts_a_letter_off_for_a_day_and_anything_else_only_out_of_sight() -> None:
    until = (NOW + timedelta(days=1)).isoformat()
    assert request(Gesture(LETTER, "later"), NOW) == {"do": "snooze", "id": "amber", "until": until}
    for card in (SUMMARY, QUESTION):
        assert request(Gesture(card, "later"), NOW) is None
        assert not opens(Gesture(card, "later"), NOW)


def test_an_answer_is_the_key_of_its_button() -> None:
    assert request(Gesture(QUESTION, "deciding"), NOW) == {"do": "answer", "id": "fox", "answer": "deciding"}
    for button in ("review", "default"):
        assert request(Gesture(QUESTION, button), NOW) is None
        assert opens(Gesture(QUESTION, button), NOW)


@pytest.mark.parametrize("card", [LETTER, SUMMARY, QUESTION])
@pytest.mark.parametrize("button", ["review", "default"])
def test_looking_opens_the_page(card: Card, button: str) -> None:
    assert opens(Gesture(card, button), NOW)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("shorter", {"tone": "brief"}),
        ("  Make it SHORTER, please! ", {"tone": "brief"}),
        ("a bit warmer", {"tone": "warm"}),
        ("plainer", {"tone": "plain"}),
        ("disclose", {"kind": "disclose"}),
    ],
)
def test_a_reply_that_asks_for_just_that_is_carried_out(text: str, wish: dict[str, str]) -> None:
    assert request(Gesture(LETTER, "reply", text), NOW) == {"do": "redraft", "id": "amber", **wish}


@pytest.mark.parametrize(
    "text",
    ["", "send it", "yes", "shorter and warmer", "not shorter", "shorter but mention Tuesday", "warm " * 40, "\x00"],
)
def test_a_reply_that_may_mean_anything_opens_the_page(text: str) -> None:
    assert request(Gesture(LETTER, "reply", text), NOW) is None
    assert opens(Gesture(LETTER, "reply", text), NOW)
