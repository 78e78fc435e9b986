"""What attentive walks through whole searches have found, each once, from the mail to the printed letter."""

from __future__ import annotations

from tests.e2e.stories import LINDEN, firm, linden
from tests.e2e.world import World, them

JOAO = "João Teixeira <joao.teixeira@serraoptica.example>"


def test_a_weekday_behind_the_date_and_a_zone_in_portuguese(world: World) -> None:
    """It was read as an interview that had been, in the user's own zone."""
    firm(world)
    world.tell(
        them(
            JOAO, "Entrevista – Engenheira de Ensaios", "2026-11-11T11:00+00:00",
            "Boa tarde Ines,\n\nObrigado pela sua candidatura à vaga de Engenheira de Ensaios na Serra Óptica. Confirmamos"
            " a sua entrevista no dia 27 de novembro, sexta-feira, às 10h00 (hora de Lisboa), por Zoom.\n\nCom os melhores"
            " cumprimentos,\nJoão Teixeira\nRecursos Humanos",
        )
    )  # fmt: skip
    found = world.sync()
    assert found.interview("Serra")["start"].startswith("2026-11-27T10:00")
    assert "sexta-feira, 27 de novembro, às 10h00 (hora de Lisboa)" in found.draft("Serra")["body"]


def test_a_confirmation_by_a_machine_with_its_usual_lines(world: World) -> None:
    """The gate took it for nothing about a job."""
    world.mail(
        "Nimbus Freight <no-reply@nimbusfreight.example>", "Interview confirmation - Data Engineer",
        "Hi Ines,\n\nYour interview with Nimbus Freight for Data Engineer is confirmed for Wednesday, November 25, 2026 at"
        " 11:00 am ET.\n\nTo reschedule or withdraw, visit https://jobs.nimbusfreight.example/c/8821\n\nPlease do not reply"
        " to this email.",
        "2026-11-12T11:00",
    )  # fmt: skip
    assert world.sync().employers == ["Nimbus Freight"]


def test_another_time_in_answer_to_the_withdrawal_is_no_interview(world: World) -> None:
    """A second letter of withdrawal answered it."""
    firm(world)
    linden(world)
    world.sync()
    world.approve("Linden", immediately=True)
    world.mail(
        LINDEN, "Re: Interview for Test Engineer at Linden Hydro",
        "Hi Ines,\n\nThat's a shame! We could move quickly, and could beat the offer. Would Thursday, November 26 at 10:00 am"
        " work instead, just for a chat?\n\nAisha",
        "2026-11-18T11:00", answers=world.sent()[0]["Message-ID"],
    )  # fmt: skip
    found = world.later(hours=3)
    assert found.employers == []
    assert sorted((d["kind"], d["status"]) for d in found.drafts) == [("nudge", "waiting"), ("withdrawal", "answered")]


def test_the_users_own_panel_is_no_interview_of_theirs(world: World) -> None:
    """The letter would have told the user's manager that they leave."""
    firm(world)
    boss = "Pat Moreau <pat.moreau@tidalworks.example>"
    world.event("panel", "Interview candidates (you are on the panel)", "2026-11-20T10:00", organizer=boss)
    world.event(
        "other", "Interview: Max Meyer", "2026-11-23T10:00", organizer=boss, others=["Max Meyer <max@meyer.example>"]
    )
    found = world.sync()
    assert (found.employers, found.drafts) == ([], [])
