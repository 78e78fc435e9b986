"""To whom a letter goes, and where each address comes from; and what happens where nobody can be written to."""

from __future__ import annotations

import pytest

from tests.e2e.stories import BRACKWATER, LINDEN_AT, firm, linden
from tests.e2e.world import ADDRESS, OTHER_ADDRESS, Said, World, me, them

# ---------------------------------------------------------------- nobody to write to

NO_REPLY = {
    "an applicant system": them(
        "Harwell Shipping Careers <no-reply@harwellshipping.example>", "Interview confirmation: Electronics Technician",
        "2026-11-12T08:00",
        "Dear Ines Calloway,\n\nThis confirms your interview for Electronics Technician at Harwell Shipping.\n\n"
        "Date: Monday, November 23, 2026\nTime: 1:00 PM Eastern\nPlace: Pier 4, Gate B\n\nIf you cannot come, please call"
        " our recruiting desk at (401) 555-0142.\n\nPlease do not reply to this message; this mailbox is not monitored.\n\n"
        "Harwell Shipping Careers",
        headers={"Auto-Submitted": "auto-generated"},
    ),
    "a scheduler": them(
        "Harwell Shipping <donotreply@harwellshipping.example>", "Your interview with Harwell Shipping is booked",
        "2026-11-12T08:00",
        "Hello Ines,\n\nYour interview with Harwell Shipping for the position of Electronics Technician is scheduled for"
        " Monday, November 23, 2026 at 1:00 PM Eastern. To reach us, call +1 401 555 0142. Do not reply to this automated"
        " message.",
        headers={"Auto-Submitted": "auto-generated"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("mail", NO_REPLY.values(), ids=NO_REPLY)
def test_where_only_a_no_reply_address_is_known_there_is_a_call_sheet(world: World, mail: Said) -> None:
    firm(world)
    world.tell(mail)
    world.event("harwell", "Interview Harwell Shipping, Pier 4", "2026-11-23T13:00")
    found = world.sync()
    sheet = found.draft("Harwell")
    assert (sheet["kind"], sheet["to"], sheet["cc"], sheet["recipients"]) == ("call_sheet", [], [], [])
    assert "555" in sheet["body"]
    assert "0142" in sheet["body"]
    assert "Brackwater" not in sheet["body"]
    assert [c["action"] for c in sheet["calendar"]] == ["delete"]


@pytest.mark.parametrize("command", ["done {}", "approve {} --yes"])
def test_having_called_answers_the_calendar_and_sends_nothing(world: World, command: str) -> None:
    firm(world)
    world.tell(NO_REPLY["an applicant system"])
    path = world.event("harwell", "Interview Harwell Shipping, Pier 4", "2026-11-23T13:00")
    sheet = world.sync().draft("Harwell")
    world.do(command.format(sheet["id"]))
    assert not path.exists()
    found = world.later(minutes=5)
    assert found.employers == []
    assert found.draft("Harwell")["status"] == "sent"
    assert [c["result"] for c in found.draft("Harwell")["calendar"]] == ["done"]
    assert world.sent() == []


def test_done_is_for_call_sheets_alone(world: World) -> None:
    firm(world)
    linden(world)
    id_ = world.sync().draft("Linden")["id"]
    result = world.agent("done", id_)
    assert result.status == 2
    assert "approve" in result.err
    assert world.status().draft("Linden")["status"] == "waiting"


def test_for_a_plain_application_to_a_machine_there_is_nothing(world: World) -> None:
    world.configure(policy='[policy]\nwithdraw = "all"')
    firm(world)
    world.mail(
        "Stonegate Careers <no-reply@stonegate-energy.example>", "We received your application",
        "Dear Ines,\n\nThank you for applying to Stonegate Energy for the position of Metering Engineer. We will review your"
        " application. This mailbox is not monitored.", "2026-11-08T07:00", headers={"Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    assert world.sync()["drafts"] == []


# ---------------------------------------------------------------- the right person


def test_a_reply_to_is_honoured(world: World) -> None:
    firm(world)
    world.mail(
        "Selma Idris <notifications@tallgrass-devices.example>", "Interview at Tallgrass Devices",
        "Dear Ines,\n\nYour interview for Firmware Test Engineer at Tallgrass Devices is on Monday, November 23, at 11:00 am"
        " Eastern, on Zoom.\n\nSelma Idris\nTallgrass Devices",
        "2026-11-12T12:00", reply_to="Selma Idris <selma.idris@tallgrass-devices.example>",
    )  # fmt: skip
    draft = world.sync().draft("Tallgrass")
    assert draft["to"] == ["selma.idris@tallgrass-devices.example"]
    assert "Reply-To" in draft["recipients"][0]["because"]
    assert draft["recipients"][0]["warning"] is None


def test_a_reply_to_at_an_unrelated_domain_carries_a_warning(world: World) -> None:
    firm(world)
    world.mail(
        "Selma Idris <selma.idris@tallgrass-devices.example>", "Interview at Tallgrass Devices",
        "Dear Ines,\n\nYour interview for Firmware Test Engineer at Tallgrass Devices is on Monday, November 23, at 11:00 am"
        " Eastern, on Zoom.\n\nSelma Idris\nTallgrass Devices",
        "2026-11-12T12:00", reply_to="selma@fastmail-relay.example",
    )  # fmt: skip
    draft = world.sync().draft("Tallgrass")
    assert draft["to"] == ["selma@fastmail-relay.example"]
    assert "fastmail-relay.example" in draft["recipients"][0]["warning"]


def test_the_last_person_who_wrote_gets_it_and_the_recruiting_address_a_copy(world: World) -> None:
    firm(world)
    selma = "Selma Idris <selma.idris@tallgrass-devices.example>"
    world.tell(
        them(
            "Jon Beck <jon.beck@tallgrass-devices.example>", "Interview at Tallgrass Devices", "2026-11-10T12:00",
            "Dear Ines,\n\nThank you for your application. We would like to invite you to an interview for Firmware Test"
            " Engineer at Tallgrass Devices. Which day suits you in the week of November 23?\n\nJon Beck",
        ),
        me(
            "Jon Beck <jon.beck@tallgrass-devices.example>", "Re: Interview at Tallgrass Devices", "2026-11-10T20:00",
            "Dear Jon,\n\nMonday would be perfect.\n\nInes",
        ),
        them(
            selma, "Re: Interview at Tallgrass Devices", "2026-11-11T09:00",
            "Dear Ines,\n\nI am taking over from Jon. Your interview is confirmed for Monday, November 23, at 11:00 am"
            " Eastern, on Zoom. If anything changes please copy jobs@tallgrass-devices.example.\n\nSelma Idris\n"
            "Tallgrass Devices",
        ),
    )  # fmt: skip
    draft = world.sync().draft("Tallgrass")
    assert draft["to"] == ["selma.idris@tallgrass-devices.example"]
    assert draft["cc"] == ["jobs@tallgrass-devices.example"]
    assert {r["address"] for r in draft["recipients"]} == {*draft["to"], *draft["cc"]}
    assert all(r["because"] for r in draft["recipients"])


def test_without_a_thread_the_organizer_is_written_to(world: World) -> None:
    firm(world)
    world.event(
        "mill", "Interview Ines Calloway - Process Engineer (Millrace Paper)", "2026-11-23T09:00",
        organizer="Oskar Lund <oskar.lund@millracepaper.example>",
    )  # fmt: skip
    draft = world.sync().draft("Millrace")
    assert draft["to"] == ["oskar.lund@millracepaper.example"]
    assert draft["in_reply_to"] is None
    world.approve("Millrace", immediately=True)
    (message,) = world.sent()
    assert (message["In-Reply-To"], message["References"]) == (None, None)


def test_neither_the_user_nor_the_new_employer_is_ever_written_to(world: World) -> None:
    firm(world)
    linden(world, event=False)
    world.event(
        "linden", "Interview Ines Calloway, Test Engineer (Linden Hydro)", LINDEN_AT,
        organizer=f"Ines Calloway <{OTHER_ADDRESS}>", others=["Aisha Rahman <aisha.rahman@lindenhydro.example>", BRACKWATER],
    )  # fmt: skip
    draft = world.sync().draft("Linden")
    named = {*draft["to"], *draft["cc"]}
    assert named == {"aisha.rahman@lindenhydro.example"}
    assert not named & {ADDRESS, OTHER_ADDRESS}


# ---------------------------------------------------------------- agencies

AGENCY = "Colm Reilly <colm.reilly@fernbrook-search.example>"


def agency(world: World) -> list[str]:
    return world.tell(
        them(
            AGENCY, "Interview with our client Vantage Pumps", "2026-11-11T10:00",
            "Hi Ines,\n\nGreat news: our client Vantage Pumps would like to interview you for the Quality Engineer position."
            " I have booked you in for Monday, November 23, at 2:30 pm Eastern with Helen Park, their quality manager"
            " (hpark@vantagepumps.example). Call me beforehand for a quick briefing.\n\nBest,\nColm Reilly\n"
            "Senior Consultant, Fernbrook Search\nfernbrook-search.example | recruitment agency",
        ),
        me(AGENCY, "Re: Interview with our client Vantage Pumps", "2026-11-11T20:00", "Hi Colm,\n\nThanks, see you then.\n\nInes"),
    )  # fmt: skip


def test_an_agencys_candidate_writes_to_the_consultant_and_not_to_the_client(world: World) -> None:
    firm(world)
    ids = agency(world)
    draft = world.sync().draft("Vantage")
    assert draft["to"] == ["colm.reilly@fernbrook-search.example"]
    assert draft["cc"] == []
    assert draft["in_reply_to"] in ids
    assert draft["body"].startswith("Hi Colm")


def test_two_clients_of_one_agency_are_two_employers(world: World) -> None:
    firm(world)
    agency(world)
    world.tell(
        them(
            AGENCY, "Second interview: our client Oxbow Meters", "2026-11-12T10:00",
            "Hi Ines,\n\nOur client Oxbow Meters would like to meet you, too: your interview for the Test Lead position is on"
            " Tuesday, November 24, at 10:00 am Eastern.\n\nBest,\nColm Reilly\nSenior Consultant, Fernbrook Search",
        )
    )  # fmt: skip
    found = world.sync()
    assert found.employers == ["Vantage Pumps", "Oxbow Meters"]
    assert sorted(d["employer"] for d in found.drafts) == ["Oxbow Meters", "Vantage Pumps"]


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(("tone", "least", "most"), [("warm", 60, 140), ("plain", 60, 140), ("brief", 30, 60)])
def test_each_tone_has_its_length_and_tells_no_name_and_no_pay(world: World, tone: str, least: int, most: int) -> None:
    world.configure(policy=f'[drafts]\ntone = "{tone}"')
    firm(world)
    linden(world)
    body = world.sync().draft("Linden")["body"]
    assert least <= len(body.split()) <= most
    assert "Brackwater" not in body
    assert "$" not in body
    assert "Tuesday, November 24" in body


def test_the_users_own_template_goes_before_the_shipped_one(world: World) -> None:
    folder = world.root / "templates" / "en"
    folder.mkdir(parents=True)
    (folder / "withdrawal.warm.txt").write_text(
        "{{ salutation }}\n\nPlease strike me from your list for the interview {{ slots }}; I have taken another job and am"
        " truly grateful for the time that you gave me.\n\n{{ name }}\n"
    )
    world.configure(policy=f'[drafts]\ntemplates = "{world.root / "templates"}"')
    firm(world)
    linden(world)
    body = world.sync().draft("Linden")["body"]
    assert "Please strike me from your list" in body
    assert "Tuesday, November 24" in body
