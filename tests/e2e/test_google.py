"""The whole program on a Google account, by the command line, against a server that speaks Google's protocol."""

from __future__ import annotations

from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

import pytest

from tests.e2e import stories
from tests.e2e.google_world import GoogleWorld
from tests.e2e.world import ADDRESS, words_of

AISHA = "aisha.rahman@lindenhydro.example"
ROLF = "rolf.enders@lindenhydro.example"


@pytest.fixture
def google(tmp_path: Path) -> Iterator[GoogleWorld]:
    """A firm offer, and an interview elsewhere that the person was invited to."""
    world = GoogleWorld(tmp_path)
    with world.sim:
        told(world)
        yield world


def told(world: GoogleWorld) -> None:
    stories.firm(world)
    stories.linden(world, event=False)
    world.linden = world.meeting(  # type: ignore[attr-defined]  # a name for the tests
        "Interview: Ines Calloway, Test Engineer (Linden Hydro)",
        stories.LINDEN_AT,
        organizer=AISHA,
        others=(AISHA, ROLF),
    )


def linden(world: GoogleWorld) -> str:
    return str(world.linden)  # type: ignore[attr-defined]


# ---------------------------------------------------------------- reading


def test_offer_interview_and_letter_are_found_in_gmail_and_the_calendar(google: GoogleWorld) -> None:
    status = google.sync()
    assert status.offer("Brackwater")["firm"]
    assert status.interview("Linden")["events"][0]["response"] == "accepted"
    draft = status.draft("Linden")
    assert (draft["kind"], draft["to"]) == ("withdrawal", [AISHA])
    assert [(step["action"], step["comment"] is not None) for step in draft["calendar"]] == [("decline", True)]
    assert google.left == []


def test_a_second_sync_asks_for_changes_only(google: GoogleWorld) -> None:
    google.sync()
    google.asked()
    status = google.later(minutes=2)
    assert google.asked() == ["gmail.users.history.list", "calendar.events.list"]
    assert status["accounts"][0]["messages"]["new"] == 0
    assert status["accounts"][0]["coverage"]["complete"]


def test_evidence_leads_to_the_message_in_gmail(google: GoogleWorld) -> None:
    offer = google.sync().offer("Brackwater")
    chain = google.do(f"why {offer['id']} --json").out
    assert "https://mail.google.com/" in chain


# ---------------------------------------------------------------- sending


def test_an_approved_letter_leaves_once_in_its_thread_and_the_invitation_is_declined(google: GoogleWorld) -> None:
    google.sync()
    google.approve("Linden")
    assert len(google.sim.mailbox.drafts) == 1
    google.later(minutes=2)
    (letter,) = google.left
    assert (letter["To"], letter["Subject"]) == (
        "Aisha Rahman <aisha.rahman@lindenhydro.example>",
        "Re: Interview for Test Engineer at Linden Hydro",
    )
    assert letter["In-Reply-To"]
    assert "withdraw" in words_of(letter)
    assert google.answer_to(linden(google)) == "declined"
    (notice,) = google.sim.calendars.notifications
    assert notice.comment
    assert notice.comment not in words_of(letter)
    assert google.sim.mailbox.drafts == {}
    draft = google.later(minutes=5).draft("Linden")
    assert (draft["status"], draft["calendar"][0]["result"]) == ("sent", "done")
    assert len(google.left) == 1


def test_the_others_answers_stay_as_they_are(google: GoogleWorld) -> None:
    google.sync()
    google.approve("Linden")
    google.later(minutes=2)
    event = google.sim.calendars.event(linden(google))
    assert {who["email"]: who["responseStatus"] for who in event["attendees"]} == {
        ADDRESS: "declined", AISHA: "accepted", ROLF: "accepted",
    }  # fmt: skip


def test_undo_deletes_the_draft_in_gmail_and_nothing_leaves(google: GoogleWorld) -> None:
    google.sync()
    id_ = google.approve("Linden")["id"]
    google.do(f"undo {id_}")
    assert google.sim.mailbox.drafts == {}
    google.later(minutes=5)
    assert google.left == []
    assert google.answer_to(linden(google)) == "accepted"


def test_a_draft_edited_in_gmails_own_pages_is_asked_about_anew(google: GoogleWorld) -> None:
    google.sync()
    google.approve("Linden")
    (draft_id,) = google.sim.mailbox.drafts
    stored = google.sim.mailbox.messages[google.sim.mailbox.drafts[draft_id]]
    message = BytesParser(policy=default).parsebytes(stored.raw)
    message.set_content("Dear Aisha,\n\nI have to withdraw, with many thanks.\n\nInes\n")
    google.sim.mailbox.user_edits_draft(draft_id, message.as_bytes())
    draft = google.later(minutes=2).draft("Linden")
    assert google.left == []
    assert (draft["status"], draft["body"]) == (
        "waiting", "Dear Aisha,\n\nI have to withdraw, with many thanks.\n\nInes\n",
    )  # fmt: skip
    google.approve("Linden")
    google.later(minutes=2)
    (letter,) = google.left
    assert "with many thanks" in words_of(letter)
    assert google.sim.mailbox.drafts == {}


def test_a_draft_that_the_person_sends_from_gmail_is_not_sent_again(google: GoogleWorld) -> None:
    google.sync()
    google.approve("Linden")
    google.sim.mailbox.user_sends_draft(next(iter(google.sim.mailbox.drafts)))
    draft = google.later(minutes=2).draft("Linden")
    assert draft["status"] in ("sent", "answered")
    assert len(google.left) == 1
    assert google.answer_to(linden(google)) == "declined"


def test_a_draft_sent_from_gmail_is_not_voided_while_it_cannot_be_looked_for(google: GoogleWorld) -> None:
    google.sync()
    google.approve("Linden")
    google.sim.mailbox.user_sends_draft(next(iter(google.sim.mailbox.drafts)))
    google.sim.faults.add("drafts.list", "500", times=20)
    google.later(seconds=10)
    google.sim.faults.clear()
    draft = google.later(minutes=10).draft("Linden")
    assert draft["status"] in ("sent", "answered")
    assert (len(google.left), google.answer_to(linden(google))) == (1, "declined")


def test_a_lost_answer_to_the_sending_is_looked_up_not_repeated(google: GoogleWorld) -> None:
    google.sync()
    google.approve("Linden")
    google.sim.faults.add("drafts.send", "close-after-effect")
    draft = google.later(minutes=2).draft("Linden")
    assert (draft["status"], len(google.left)) == ("sent", 1)


def test_the_answer_of_the_employer_is_matched_although_gmail_gave_the_letter_another_message_id(
    google: GoogleWorld,
) -> None:
    google.sync()
    google.approve("Linden")
    google.later(minutes=2)
    sent = str(google.left[0]["Message-ID"])
    google.mail(stories.LINDEN, "Re: Interview for Test Engineer at Linden Hydro",
                "Hi Ines,\n\nthank you for telling us. All the best!\n\nAisha", "2026-11-18T12:00", answers=sent)  # fmt: skip
    assert google.later(hours=4).draft("Linden")["status"] == "answered"


# ---------------------------------------------------------------- permissions and sign-in


def test_an_account_for_reading_asks_for_nothing_more_and_cannot_send(tmp_path: Path) -> None:
    world = GoogleWorld(tmp_path, permissions="read")
    with world.sim:
        told(world)
        draft = world.sync().draft("Linden")
        assert any("may only be read" in reason for reason in draft["reasons"])
        refused = world.agent("approve", draft["id"], "--yes")
        assert refused.status != 0
        world.later(minutes=5)
        assert world.left == []
        assert {record.method for record in world.sim.requests} <= {"GET", "POST"}
        assert not [r for r in world.sim.requests if r.method == "POST" and not r.path.endswith("/token")]


def test_a_revoked_sign_in_stops_the_account_keeps_its_data_and_says_so_once(google: GoogleWorld) -> None:
    before = google.sync()
    google.sim.oauth.revoke()
    result = google.agent("sync", "--json")
    assert result.status == 3
    account = result.json["accounts"][0]
    assert account["needs_login"]
    assert "agent login gmail" in account["error"]
    assert [o["employer"] for o in result.json["offers"]] == [o["employer"] for o in before["offers"]]
    google.asked()
    again = google.agent("sync", "--json")
    assert again.status == 3
    assert google.asked() == []
    journal = google.do("journal --json").json
    assert [entry["what"] for entry in journal].count("account.needs_login") == 1
    google.sign_in()
    assert not google.sync()["accounts"][0]["needs_login"]


def test_with_a_time_of_its_own_nothing_leaves_for_the_real_google(google: GoogleWorld) -> None:
    google.sync()
    text = google.config.read_text().replace(f'gmail = "{google.sim.base}"\n', "")
    google.config.write_text(text)
    refused = google.agent("approve", google.status().draft("Linden")["id"], "--yes")
    assert refused.status == 1
    assert "--now" in refused.err


# ---------------------------------------------------------------- faults


@pytest.mark.parametrize("fault", ["500", "503", "truncated", "close-before-effect"])
def test_a_fault_while_reading_stops_the_account_with_a_reason_and_the_next_sync_goes_on(
    google: GoogleWorld, fault: str
) -> None:
    google.sim.faults.add("messages.get", fault, times=50)
    first = google.agent("sync", "--json")
    assert first.status in (0, 1)
    google.sim.faults.clear()
    google.now = google.now.replace(minute=30)
    assert google.sync().offer("Brackwater")["firm"]


def test_an_expired_history_is_read_anew_and_nothing_comes_twice(google: GoogleWorld) -> None:
    before = google.sync()
    google.sim.mailbox.expire_history()
    after = google.later(minutes=5)
    assert [d["id"] for d in after.drafts] == [d["id"] for d in before.drafts]
    assert after["accounts"][0]["messages"]["kept"] == before["accounts"][0]["messages"]["kept"]


def test_the_state_holds_no_token_in_the_clear_beside_the_token_file(google: GoogleWorld) -> None:
    google.sync()
    secrets = [grant.refresh_token.encode() for grant in google.sim.oauth.grants]
    files = [f for f in google.state.rglob("*") if f.is_file() and f.parent.name != "tokens"]
    assert files
    assert not [f for f in files for secret in secrets if secret in f.read_bytes()]
