"""Speech acts: who does what to whom, and whether it is really done."""

from __future__ import annotations

import time

import pytest

from agent.model import Direction
from agent.reading.acts import Act, find_acts
from agent.reading.clauses import plain, split


def acts(text: str, kind: str, direction: Direction = "in") -> list[Act]:
    return [act for act in find_acts(split(text), "en", direction) if act.kind == kind]


def offered(text: str) -> bool:
    return any(act.holds and act.object not in ("interview", "non-job") for act in acts(text, "OFFER"))


@pytest.mark.parametrize(
    "text",
    [
        "We are delighted to offer you the position of Claims Analyst.",
        "I'm so happy to be able to formally extend an offer to you.",
        "There's a seat for you on the Twin Otter fleet.",
        "The job is yours, as Gordon told you on the phone.",
        "We would like you as our head baker from January.",
        "We'd love to bring you on board as a planner.",
        "The governors have asked me to appoint you.",
        "They picked you!",
        "You're in! Everybody on the team loved you.",
        "You're in 🎉",
        "The board has voted to hire you as our treasurer.",
        "Come and work with us in the role you talked about!",
    ],
)
def test_a_job_is_offered_in_many_words(text: str) -> None:
    assert offered(text)


@pytest.mark.parametrize(
    "text",
    [
        "Unfortunately we are unable to offer you the position of Claims Analyst.",
        "We will not be sending an offer letter.",
        "The position has been offered to another candidate.",
        "If we make you an offer, it will come by phone first.",
        "Should we offer you the job, a background check follows.",
        "Before we can offer you the job we need two references.",
        "Are you going to offer me the job?",
        "We are pleased to extend you an offer for an in-person interview.",
        "I can offer you a slot on Tuesday at three.",
        "We are happy to offer you feedback on your interview.",
        "I would like to offer my apologies for the delay.",
        "We are pleased to offer $450,000 for your property.",
        "We are pleased to offer you a scholarship for doctoral study.",
        "We are able to offer your child a place at Hollow Lane Primary.",
        "They want him in the office as Import Coordinator.",
        "I know you're in Spain, so please double check the time difference.",
        "Confirming you're in with us on Thursday 19 November at 2pm.",
    ],
)
def test_what_only_sounds_like_an_offer_is_none(text: str) -> None:
    assert not offered(text)


@pytest.mark.parametrize(
    "text",
    [
        "I accept the offer and look forward to starting.",
        "Consider this my formal yes.",
        "Count me in.",
        "The signed copy is attached.",
        "I'd be delighted, and accept with pleasure.",
        "I hereby confirm my joining on 2 November.",
        "My answer is yes, absolutely yes.",
        "I am happy to take up the post on the terms it sets out.",
    ],
)
def test_the_user_accepts_in_many_words(text: str) -> None:
    assert any(act.holds and act.strong for act in acts(text, "ACCEPT", "out"))


@pytest.mark.parametrize(
    "text",
    [
        "I am not able to accept your offer.",
        "Before accepting I have one question.",
        "Please accept my apologies for the late answer.",
        "If I accept, could I start in May?",
        "I have accepted another offer.",
        "I accepted a role elsewhere.",
    ],
)
def test_what_only_sounds_like_an_acceptance_is_none(text: str) -> None:
    assert not any(act.holds and act.strong and act.object != "non-job" for act in acts(text, "ACCEPT", "out"))


@pytest.mark.parametrize(
    "text",
    [
        "We have had to rescind our offer.",
        "We can no longer honour the offer made to you on 5 October.",
        "The conditional offer has been withdrawn with effect from today.",
        "Your letter of offer should be regarded as suspended.",
        "The offer has now lapsed.",
        "We have to take back the job we gave you.",
    ],
)
def test_an_offer_is_taken_back_in_many_words(text: str) -> None:
    assert any(act.holds for act in acts(text, "RESCIND"))


@pytest.mark.parametrize(
    "text",
    [
        "We went in another direction.",
        "We won't be taking it further this time.",
        "We have decided to move forward with other candidates.",
        "The vacancy has been filled.",
        "Your application was unsuccessful.",
        "You have not been shortlisted.",
        "It's a no for now.",
    ],
)
def test_a_candidacy_ends_in_many_words(text: str) -> None:
    assert any(act.holds for act in acts(text, "REJECT"))


def test_somebody_elses_rejection_is_not_the_users() -> None:
    text = "We have to notify the other four that they were not selected."
    assert not any(act.holds for act in acts(text, "REJECT"))


def test_the_words_that_gave_an_act_away_are_kept() -> None:
    (act,) = acts("Good news! We are delighted to offer you the position of Analyst.", "OFFER")
    assert act.quote == "We are delighted to offer you the position of Analyst."
    assert act.says == "the job is offered"
    assert act.object == "job"
    assert act.evidence().zone == "text"


def test_contractions_and_chat_spelling_are_written_out() -> None:
    assert plain("We won’t, can't and I’d; ur in") == "we will not, can not and i would; you are in"


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert [s.text for s in split("Dr. Voss sees you at 10 a.m. on Friday. Bring a pen.")] == [
        "Dr. Voss sees you at 10 a.m. on Friday.",
        "Bring a pen.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "we would like to offer " * 2000,
        "offer, " * 5000,
        "if you " + "very " * 4000 + "accept",
        "a" * 60_000,
        "(((((" * 9000,
        "your offer letter contract sign by " * 900,
        "\n".join("- reference check pending" for _ in range(3000)),
    ],
)
def test_hostile_text_costs_bounded_time(text: str) -> None:
    started = time.perf_counter()
    find_acts(split(text), "en", "in")
    assert time.perf_counter() - started < 8
