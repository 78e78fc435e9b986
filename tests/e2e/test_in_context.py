"""Answers to letters that asked for something, read beside those letters: more time, moving forward, taking a no back."""

from __future__ import annotations

import pytest

from tests.e2e.stories import BRACKWATER, LETTER_OF_BRACKWATER, LINDEN, firm, linden
from tests.e2e.test_etiquette import one, rescinded
from tests.e2e.world import Status, World

SUBJECT = "Re: Interview for Test Engineer at Linden Hydro"


@pytest.fixture
def undecided(world: World) -> World:
    """An offer to be answered by the 20th, an interview elsewhere on the 24th; the user is deciding."""
    world.tell(LETTER_OF_BRACKWATER)
    linden(world)
    world.do(f"answer {world.sync().question('accepted')['id']} deciding")
    return world


def asked_for_time(world: World, answer: str) -> Status:
    world.do(f"approve {one(world.status(), 'more_time')['id']} --yes --immediately")
    world.mail(BRACKWATER, "Re: Your offer from Brackwater Instruments", f"Hi Ines,\n\n{answer}\n\nTomasz",
               "2026-11-18T14:00", answers=world.sent()[-1]["Message-ID"])  # fmt: skip
    return world.day("2026-11-18T15:00")


def test_a_yes_to_more_time_takes_the_day_that_was_asked_for(undecided: World) -> None:
    found = asked_for_time(undecided, "Yes, that works.")
    offer = found.offer("Brackwater")
    assert (offer["standing"], offer["deadline"], offer["letter_read"]) == ("written", "2026-11-26", False)
    assert found.questions == []
    assert "November 26" in one(found, "expedite")["body"]


@pytest.mark.parametrize(
    "words", ["I have passed this on to our directors.", "Unfortunately we cannot extend the deadline."]
)
def test_an_answer_that_says_neither_plainly_changes_nothing_and_is_asked_about(undecided: World, words: str) -> None:
    found = asked_for_time(undecided, words)
    assert (found.offer("Brackwater")["standing"], found.offer("Brackwater")["deadline"]) == ("written", "2026-11-20")
    (question,) = found["questions"]
    assert words in question["text"]
    assert words in " ".join(undecided.do("status").out.split())
    while found["questions"]:  # whether it is taken back, whether there is more time: no to each
        undecided.do(f"answer {found['questions'][0]['id']} no")
        found = undecided.later(hours=1)
    assert found.offer("Brackwater")["deadline"] == "2026-11-20"


def test_after_more_time_was_asked_for_the_way_to_a_no_is_told(undecided: World) -> None:
    asked = one(undecided.status(), "more_time")
    undecided.do(f"approve {asked['id']} --yes --immediately")
    refused = undecided.agent("redraft", asked["id"], "--kind", "offer_decline")
    assert (refused.status, f"agent offer decline {asked['offer']}" in refused.err) == (1, True)
    undecided.do(f"offer decline {asked['offer']}")
    assert one(undecided.later(hours=1), "offer_decline")["status"] == "waiting"


def test_what_they_ask_stays_in_sight_until_it_is_dealt_with(undecided: World) -> None:
    undecided.do(f"approve {one(undecided.status(), 'expedite')['id']} --yes --immediately")
    undecided.mail(LINDEN, SUBJECT, "Hi Ines,\n\nWhen exactly would you need to know?\n\nAisha", "2026-11-18T11:00",
                   answers=undecided.sent()[-1]["Message-ID"])  # fmt: skip
    for hours in (3, 1):
        question = undecided.later(hours=hours).question("reply")
        assert "When exactly would you need to know?" in question["text"]
    assert "When exactly would you need to know?" in " ".join(undecided.do("status").out.split())
    undecided.do(f"answer {question['id']} done")
    assert undecided.later(hours=1).questions == []


# ---------------------------------------------------------------- a no taken back


@pytest.fixture
def reopened(world: World) -> World:
    """The offer fell through, and Linden Hydro was asked to go on."""
    (first, *_) = firm(world)
    linden(world)
    world.sync()
    world.approve("Linden", immediately=True)
    world.do(f"approve {one(rescinded(world, first), 'reopen')['id']} --yes --immediately")
    return world


def answered(world: World, text: str) -> Status:
    world.mail(LINDEN, SUBJECT, f"Hi Ines,\n\n{text}\n\nAisha", "2026-11-19T12:00", answers=world.sent()[-1]["Message-ID"])  # fmt: skip
    return world.day("2026-11-19T13:00")


@pytest.mark.parametrize(
    "text",
    [
        "The interview on Tuesday, November 24 at 2 pm can still take place.",
        "Great news, see you Tuesday as planned!",
        "Of course, we would be happy to have you back. The slot is still yours.",
    ],
)
def test_the_interview_is_listed_again_or_the_user_is_asked_whether_it_is_on(reopened: World, text: str) -> None:
    assert reopened.status().employers == []
    found = answered(reopened, text)
    if not found.employers:  # they do not say plainly that it is
        question = found.question("still_on")
        assert text.partition(".")[0] in question["text"]
        reopened.do(f"answer {question['id']} yes")
        found = reopened.later(hours=1)
    assert found.interview("Linden")["start"] == "2026-11-24T14:00:00-05:00"
    assert found.questions == []
    assert "withdrawn" not in reopened.do("status").out
