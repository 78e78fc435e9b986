"""Several interviews that one mail fixes: each is listed, moved and called off by itself; one letter covers them all."""

from __future__ import annotations

import pytest

from tests.e2e.stories import LINDEN, firm
from tests.e2e.world import Said, World, them

CALL, VISIT = "2026-11-24T10:00", "2026-11-26T14:00"
TWO_ROUNDS = them(
    LINDEN, "Your interviews at Linden Hydro", "2026-11-13T10:12",
    "Hi Ines,\n\nThank you for your application for the Test Engineer role at Linden Hydro. Your two rounds: Tue 24 Nov"
    " 10:00-10:45 with Rolf Enders, Thu 26 Nov 14:00 with the lab team. The first is on Teams.\n\n"
    "Aisha Rahman\nTalent Acquisition, Linden Hydro",
)  # fmt: skip


def starts(found: dict[str, list[dict[str, str]]]) -> list[str]:
    return [i["start"][:16] for i in found["interviews"]]


def then(world: World, text: str, when: str = "2026-11-16T09:00") -> None:
    """Linden writes again, in answer to the mail with the two rounds."""
    told = world.tell(TWO_ROUNDS)
    world.mail(LINDEN, "Re: Your interviews at Linden Hydro", f"Hi Ines,\n\n{text}\n\nAisha", when, answers=told[0])


def test_each_is_listed_with_its_own_end(world: World) -> None:
    world.tell(TWO_ROUNDS)
    first, second = world.sync()["interviews"]
    assert (first["start"][:16], second["start"][:16]) == (CALL, VISIT)
    assert (first["end"][:16], second["end"]) == ("2026-11-24T10:45", None)
    assert first["id"] != second["id"]


def test_one_letter_names_them_all(world: World) -> None:
    firm(world)
    world.tell(TWO_ROUNDS)
    draft = world.sync().draft("Linden")
    assert (draft["kind"], len(draft["interviews"])) == ("withdrawal", 2)
    assert "on Tuesday 24 November at 10:00 and on Thursday 26 November at 14:00" in draft["body"]
    world.approve("Linden", immediately=True)
    assert world.sync()["interviews"] == []


def test_the_entry_of_one_is_that_one(world: World) -> None:
    world.tell(TWO_ROUNDS)
    world.event("visit", "Interview with Linden Hydro", VISIT, organizer=LINDEN)
    first, second = world.sync()["interviews"]
    assert (len(first["events"]), len(second["events"])) == (0, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Thursday's interview is moved to Friday 10:00. Sorry for the trouble.",
        "The interview on Thursday 26 November has been moved to Friday 27 November at 10:00.",
        "Your second interview had to be rescheduled from Thursday 26 November, 14:00, to Friday 27 November at 10:00.",
    ],
)
def test_a_move_moves_the_one_that_it_names(world: World, text: str) -> None:
    then(world, text)
    assert starts(world.sync()) == [CALL, "2026-11-27T10:00"]


def test_a_move_of_the_first_leaves_the_second(world: World) -> None:
    then(world, "Tuesday's interview is moved to Wednesday 25 November at 9:30. Thursday stays as planned.")
    assert starts(world.sync()) == ["2026-11-25T09:30", VISIT]


def test_calling_off_one_leaves_the_other(world: World) -> None:
    then(world, "Unfortunately we have to cancel your interview on Thursday 26 November; Tuesday's stays as planned.")
    assert starts(world.sync()) == [CALL]


def test_calling_off_all_leaves_none(world: World) -> None:
    then(world, "Unfortunately we have to cancel both of your interviews, as our plans have changed.")
    assert starts(world.sync()) == []


def test_one_is_over_and_the_other_stands(world: World) -> None:
    world.tell(TWO_ROUNDS)
    assert starts(world.day("2026-11-25T09:00")) == [VISIT]


OPEN: dict[str, str] = {
    "or": "Would you rather have your interview on Tuesday 24 November at 10:00 or on Thursday 26 November at 14:00?",
    "slots": "We can offer two slots for your interview: Tuesday 24 November at 10:00 and Thursday 26 November at 14:00."
    " Please let me know which you prefer.",
}


@pytest.mark.parametrize("text", OPEN.values(), ids=OPEN)
def test_times_to_choose_from_are_not_booked(world: World, text: str) -> None:
    about = "Thank you for your application for the Test Engineer role at Linden Hydro."
    world.mail(LINDEN, "Interview for Test Engineer", f"Hi Ines,\n\n{about} {text}\n\nAisha Rahman", "2026-11-13T10:00")
    assert starts(world.sync()) == []


def test_older_text_that_is_quoted_books_nothing(world: World) -> None:
    quoted = "".join(f"> {line}\n" for line in TWO_ROUNDS.text.splitlines())
    world.mail(
        LINDEN, "Re: Your interviews at Linden Hydro",
        "Hi Ines,\n\nYour interview for Test Engineer at Linden Hydro is on Monday 30 November at 9:00, and instead of the"
        f" rounds below nothing else is needed.\n\nAisha\n\nOn Fri, 13 Nov 2026 at 10:12, Aisha Rahman wrote:\n{quoted}",
        "2026-11-16T09:00",
    )  # fmt: skip
    assert starts(world.sync()) == ["2026-11-30T09:00"]


def test_an_earlier_time_that_is_offered_leaves_the_one_that_was_agreed(world: World) -> None:
    told = world.tell(
        Said(LINDEN, TWO_ROUNDS.to, "Interview at Linden Hydro",
             "Hi Ines,\n\nYour interview for Test Engineer at Linden Hydro is on Thursday, November 26, at 2:00 pm.\n\nAisha",
             "2026-11-13T10:12")
    )  # fmt: skip
    text = "Hi Ines,\n\nWe can bring it forward to Thursday 11:00. Does that work?\n\nAisha"
    world.mail(LINDEN, "Re: Interview at Linden Hydro", text, "2026-11-16T09:00", answers=told[0])
    assert starts(world.sync()) == [VISIT]
