"""The whole program on an Outlook account, by the command line, against a server that speaks Graph; then both at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

import pytest

from tests.e2e import stories
from tests.e2e.outlook_world import Household, OutlookWorld
from tests.e2e.world import words_of

AISHA = "aisha.rahman@lindenhydro.example"
ROLF = "rolf.enders@lindenhydro.example"
INTERVIEW = "Interview: Ines Calloway, Test Engineer (Linden Hydro)"


@dataclass
class Told:
    """The world, and the event of the interview."""

    world: OutlookWorld
    linden: str


def told(world: OutlookWorld) -> Told:
    stories.firm(world)
    stories.linden(world, event=False)
    return Told(world, world.outlook.meeting(INTERVIEW, stories.LINDEN_AT, organizer=AISHA, others=(ROLF,)))


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[Told]:
    """A firm offer, and an interview elsewhere that the person was invited to."""
    world = OutlookWorld(tmp_path)
    with world.outlook.sim:
        yield told(world)


# ---------------------------------------------------------------- reading


def test_offer_interview_and_letter_are_found_in_mail_and_calendar(at_work: Told) -> None:
    status = at_work.world.sync()
    assert status.offer("Brackwater")["firm"]
    assert status.interview("Linden")["events"][0]["response"] == "accepted"
    draft = status.draft("Linden")
    assert (draft["kind"], draft["to"]) == ("withdrawal", [AISHA])
    assert [(step["action"], step["comment"] is not None) for step in draft["calendar"]] == [("decline", True)]
    assert at_work.world.outlook.left == []


def test_a_second_sync_finds_nothing_new_and_asks_little(at_work: Told) -> None:
    at_work.world.sync()
    at_work.world.later(minutes=2)
    at_work.world.outlook.asked()
    status = at_work.world.later(minutes=2)
    asked = at_work.world.outlook.asked()
    assert status["accounts"][0]["messages"]["new"] == 0
    assert len(asked) <= 5, asked
    assert {one.split()[0] for one in asked} == {"GET"}


# ---------------------------------------------------------------- sending


def test_an_approved_letter_leaves_once_in_its_thread_and_the_invitation_is_declined(at_work: Told) -> None:
    world = at_work.world
    world.sync()
    world.approve("Linden")
    assert len(world.outlook.sim.mailbox.drafts) == 1
    world.later(minutes=2)
    (letter,) = world.outlook.left
    assert "aisha.rahman@lindenhydro.example" in letter["To"]
    assert letter["Subject"] == "Re: Interview for Test Engineer at Linden Hydro"
    assert letter["In-Reply-To"]
    assert "withdraw" in words_of(letter)
    (notice,) = world.outlook.sim.calendars.notifications
    assert notice.comment not in words_of(letter)
    draft = world.later(minutes=5).draft("Linden")
    assert not world.outlook.sim.mailbox.drafts
    assert (draft["status"], draft["calendar"][0]["result"]) == ("sent", "done")
    assert len(world.outlook.left) == 1


def test_undo_deletes_the_draft_and_nothing_leaves(at_work: Told) -> None:
    world = at_work.world
    world.sync()
    id_ = world.approve("Linden")["id"]
    world.do(f"undo {id_}")
    assert not world.outlook.sim.mailbox.drafts
    world.later(minutes=5)
    assert world.outlook.left == []
    assert world.outlook.sim.calendars.notifications == []


def test_a_draft_edited_in_outlook_is_asked_about_anew(at_work: Told) -> None:
    world = at_work.world
    mailbox = world.outlook.sim.mailbox
    world.sync()
    world.approve("Linden")
    (draft_id,) = mailbox.drafts
    message = BytesParser(policy=default).parsebytes(mailbox.raw(draft_id))
    message.set_content("Dear Aisha,\n\nI have to withdraw, with many thanks.\n\nInes\n")
    mailbox.user_edits_draft(draft_id, message.as_bytes())
    draft = world.later(minutes=2).draft("Linden")
    assert world.outlook.left == []
    assert draft["status"] == "waiting"
    assert "with many thanks" in draft["body"]
    world.approve("Linden")
    world.later(minutes=2)
    (letter,) = world.outlook.left
    assert "with many thanks" in words_of(letter)
    world.later(minutes=5)
    assert not mailbox.drafts


def test_a_draft_that_the_person_sends_from_outlook_is_not_sent_again(at_work: Told) -> None:
    world = at_work.world
    world.sync()
    world.approve("Linden")
    world.outlook.sim.mailbox.user_sends_draft(next(iter(world.outlook.sim.mailbox.drafts)))
    draft = world.later(minutes=2).draft("Linden")
    assert draft["status"] in ("sent", "answered")
    assert len(world.outlook.left) == 1


@pytest.mark.parametrize("fault", ["close-after-effect", "504 after-effect"])
def test_a_lost_answer_to_the_sending_is_looked_up_not_repeated(at_work: Told, fault: str) -> None:
    world = at_work.world
    world.sync()
    world.approve("Linden")
    world.outlook.sim.faults.add("message.send", fault)
    world.later(minutes=2)
    draft = world.later(minutes=30).draft("Linden")
    assert (draft["status"], len(world.outlook.left)) == ("sent", 1)


def test_the_answer_of_the_employer_is_matched(at_work: Told) -> None:
    world = at_work.world
    world.sync()
    world.approve("Linden")
    world.later(minutes=2)
    sent = str(world.outlook.left[0]["Message-ID"])
    world.mail(stories.LINDEN, "Re: Interview for Test Engineer at Linden Hydro",
               "Hi Ines,\n\nthank you for telling us. All the best!\n\nAisha", "2026-11-18T12:00", answers=sent)  # fmt: skip
    assert world.later(hours=4).draft("Linden")["status"] == "answered"


# ---------------------------------------------------------------- permissions and sign-in


def test_an_account_for_reading_cannot_send(tmp_path: Path) -> None:
    world = OutlookWorld(tmp_path, permissions="read")
    with world.outlook.sim:
        told(world)
        draft = world.sync().draft("Linden")
        assert any("may only be read" in reason for reason in draft["reasons"])
        assert world.agent("approve", draft["id"], "--yes").status != 0
        world.later(minutes=5)
        assert world.outlook.left == []
        written = [r.path for r in world.outlook.sim.requests if r.method != "GET" and "/oauth2/" not in r.path]
        assert written == []


def test_a_revoked_sign_in_stops_the_account_and_keeps_its_data(at_work: Told) -> None:
    world = at_work.world
    before = world.sync()
    world.outlook.sim.authority.revoke()
    world.outlook.sim.authority.expire_access()
    result = world.agent("sync", "--json")
    assert result.status == 3, result.err
    assert result.json["accounts"][0]["needs_login"]
    assert [o["employer"] for o in result.json["offers"]] == [o["employer"] for o in before["offers"]]
    world.outlook.asked()
    assert world.agent("sync", "--json").status == 3
    assert world.outlook.asked() == []
    world.outlook.sign_in()
    assert not world.sync()["accounts"][0]["needs_login"]


def test_with_a_time_of_its_own_nothing_leaves_for_the_real_outlook(at_work: Told) -> None:
    world = at_work.world
    world.sync()
    world.config.write_text(world.config.read_text().replace(f'graph = "{world.outlook.sim.base}"\n', ""))
    refused = world.agent("approve", world.status().draft("Linden")["id"], "--yes")
    assert refused.status == 1
    assert "--now" in refused.err


# ---------------------------------------------------------------- one household of accounts


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """The offer came by Outlook; the interview was arranged by Gmail, and its invitation lies in both calendars."""
    world = Household(tmp_path)
    with world.sim, world.outlook.sim:
        stories.firm(world, "outlook")
        stories.linden(world, "gmail", event=False)
        uid = "one-and-the-same@lindenhydro.example"
        world.meeting(INTERVIEW, stories.LINDEN_AT, organizer=AISHA, others=(AISHA, ROLF), iCalUID=uid)
        world.outlook.meeting(INTERVIEW, stories.LINDEN_AT, organizer=AISHA, others=(ROLF,), uid=uid)
        yield world


def test_an_offer_at_outlook_frees_from_an_interview_at_google_with_copies_in_both(household: Household) -> None:
    status = household.sync()
    assert status.offer("Brackwater")["firm"]
    assert status.employers == ["Linden Hydro"]
    assert {event["account"] for event in status.interview("Linden")["events"]} == {"gmail", "outlook"}
    draft = status.draft("Linden")
    assert draft["account"] == "gmail"
    assert sorted((s["account"], s["action"]) for s in draft["calendar"]) == [
        ("gmail", "decline"),
        ("outlook", "decline"),
    ]
    household.approve("Linden")
    household.later(minutes=2)
    assert (len(household.left), len(household.outlook.left)) == (1, 0)
    draft = household.later(minutes=5).draft("Linden")
    assert [step["result"] for step in draft["calendar"]] == ["done", "done"]
    assert (len(household.left), len(household.outlook.left)) == (1, 0)


def test_one_provider_that_fails_does_not_stop_the_other(household: Household) -> None:
    household.sync()
    household.outlook.sim.faults.add(".*", "503", times=500)
    result = household.agent("sync", "--json")
    assert result.status == 1
    errors = {account["name"]: account["error"] for account in result.json["accounts"]}
    assert errors["gmail"] is None
    assert errors["outlook"]


def test_nothing_leaves_by_google_while_the_account_of_the_offer_cannot_be_read(household: Household) -> None:
    household.sync()
    household.approve("Linden")
    household.outlook.sim.faults.add(".*", "503", times=500)
    household.now = household.now.replace(hour=11)
    result = household.agent("sync", "--json")
    assert result.status == 1
    assert household.left == []
    household.outlook.sim.faults.clear()
    household.later(minutes=10)
    assert len(household.left) == 1
