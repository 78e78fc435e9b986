"""What follows: letters, questions, notices, and when nothing does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from agent.letters import compose
from agent.model import Contact, Reading
from connectors.base import Mailbox

from .build import (
    NOW,
    POLICY,
    accepted,
    asked,
    at,
    booked,
    deadline,
    draft,
    event,
    firm,
    letters,
    offer_of,
    offer_said,
    reading,
    said_to,
    verdict,
    written,
)

KEY = "tidewater|"


def machine(message: Reading) -> Reading:
    """The same message from an address that nobody reads."""
    sender = Mailbox("no-reply@corvid.com", "Corvid")
    return replace(
        message, from_=sender, contacts=(Contact(sender.address, phone="555-0100", usable=False),), human=False
    )


def test_verbal_tells_and_drafts_nothing() -> None:
    found = verdict([reading("offer_verbal"), booked()])
    assert (found.wanted, found.questions) == ((), ())
    assert any("best kept" in n.text for n in found.notices)


def test_written_asks_once_and_drafts_nothing() -> None:
    found = verdict([written(), booked()])
    (question,) = found.questions
    assert question.kind == "accepted"
    assert question.offer == offer_of(found).id
    assert set(question.answers) == {"deciding", "yes", "no", "turned_down", "not_an_offer"}
    assert found.wanted == ()


def test_deciding_is_not_asked_again() -> None:
    (question,) = verdict([written()]).questions
    assert verdict([written()], answers=[said_to(question, "deciding")]).questions == ()


def test_a_new_offer_is_asked_about_anew() -> None:
    (question,) = verdict([written()]).questions
    said = said_to(question, "no", at(10))
    (again,) = verdict([written(), reading("offer_rescinded", day=11), written(12)], answers=[said]).questions
    assert again.kind == "accepted"
    assert again.id != question.id


def test_turned_down_drafts_the_decline() -> None:
    (question,) = verdict([written()]).questions
    found = verdict([written(), booked()], answers=[said_to(question, "turned_down")])
    assert letters(found) == [("offer_decline", "Tidewater")]
    assert found.wanted[0].firm_offer is None


def test_declining_by_word_drafts_the_letter_unless_one_was_sent() -> None:
    said = offer_said("decline", KEY)
    assert letters(verdict([written()], answers=[said])) == [("offer_decline", "Tidewater")]
    own = reading("offer_declined", day=12, direction="out")
    assert letters(verdict([written(), own], answers=[said])) == []
    sent = draft(verdict([written()], answers=[said]), "Tidewater", "sent")
    assert letters(verdict([written()], answers=[said], drafts=[sent])) == []


def test_a_call_that_declines_the_offer_is_enough() -> None:
    said = offer_said("decline", KEY)
    call = replace(draft(verdict([written()], answers=[said]), "Tidewater", "sent"), kind="call_sheet")
    found = verdict([written()], answers=[said], drafts=[call], now=NOW + timedelta(hours=1))
    assert (found.wanted, offer_of(found).standing) == ((), "declined")


def test_conditional_says_what_is_open_and_drafts_nothing() -> None:
    found = verdict([written(contingencies=("background_check",)), accepted(), booked()])
    assert found.wanted == ()
    assert any("background check" in n.text for n in found.notices)


def test_conditional_for_want_of_a_letter_says_so() -> None:
    found = verdict([reading("offer_verbal", day=5), accepted()])
    assert any("in writing" in n.text for n in found.notices)


def test_act_on_accepted_drafts_when_accepted() -> None:
    policy = replace(POLICY, act_on="accepted")
    mail = [written(contingencies=("background_check",)), accepted(), booked()]
    assert letters(verdict(mail, policy=policy)) == [("withdrawal", "Corvid")]
    assert letters(verdict([written(), booked()], policy=policy)) == []


def test_firm_drafts_for_all_at_once() -> None:
    mail = [
        *firm(),
        booked("Corvid"),
        booked("Dunlin", 25),
        written(10, "Egret", role="Ranger"),
        reading("offer_verbal", "Fulmar", 11, role="Ringer"),
    ]
    assert letters(verdict(mail)) == [
        ("offer_decline", "Egret"), ("offer_decline", "Fulmar"), ("withdrawal", "Corvid"), ("withdrawal", "Dunlin"),
    ]  # fmt: skip


def test_a_letter_rests_on_the_firm_offer_and_must_not_name_it() -> None:
    found = verdict([*firm(employer_names=("Tidewater Holdings",)), booked()])
    (wanted,) = found.wanted
    assert wanted.offer == wanted.firm_offer == offer_of(found)
    assert set(wanted.firm_names) == {"Tidewater", "Tidewater Holdings"}
    assert wanted.firm_domains == ("tidewater.com",)


def test_an_offer_decline_covers_the_interviews_there() -> None:
    (wanted,) = verdict([*firm(), written(10, "Egret", role="Ranger"), booked("Egret", 25)]).wanted
    assert wanted.kind == "offer_decline"
    assert wanted.offer is not None
    assert wanted.offer.employer == "Egret"
    assert len(wanted.interviews) == 1


def test_an_offer_declined_already_gets_none() -> None:
    mail = [*firm(), written(10, "Egret", role="Ranger"), reading("offer_declined", "Egret", 11, direction="out")]
    assert letters(verdict(mail)) == []


@pytest.mark.parametrize("end", ["offer_rescinded", "offer_declined"])
def test_an_ended_offer_is_not_open(end: str) -> None:
    assert letters(verdict([*firm(), written(10, "Egret", role="Ranger"), reading(end, "Egret", 11)])) == []


def test_an_expired_offer_is_not_open() -> None:
    assert letters(verdict([*firm(), written(10, "Egret", role="Ranger", deadline=deadline(12))])) == []


def test_a_suspicious_offer_is_not_declined() -> None:
    assert letters(verdict([*firm(), written(10, "Egret", role="Ranger", suspicious=True)])) == []


def test_people_in_touch_within_60_days_get_a_letter() -> None:
    recent = reading("interview_invited", "Corvid", sent_at=NOW - timedelta(days=60))
    old = reading("interview_invited", "Dunlin", sent_at=NOW - timedelta(days=61))
    assert letters(verdict([*firm(), recent, old])) == [("withdrawal", "Corvid")]


def test_plain_applications_are_left_alone() -> None:
    receipt = machine(reading("applied", "Corvid"))
    assert letters(verdict([*firm(), receipt])) == []


def test_withdraw_all_takes_applications_in_where_an_address_exists() -> None:
    policy = replace(POLICY, withdraw="all")
    mailbox = Mailbox("jobs@dunlin.com", "Dunlin")
    mail = [
        *firm(),
        machine(reading("applied", "Corvid")),
        reading("applied", "Dunlin", from_=mailbox, human=False, contacts=(Contact(mailbox.address),)),
    ]
    assert letters(verdict(mail, policy=policy)) == [("withdrawal", "Dunlin")]


def test_withdraw_none_answers_only_interviews() -> None:
    policy = replace(POLICY, withdraw="none")
    mail = [*firm(), reading("interview_invited", "Corvid"), booked("Dunlin")]
    assert letters(verdict(mail, policy=policy)) == [("withdrawal", "Dunlin")]


@pytest.mark.parametrize("label", ["rejected", "withdrawn"])
def test_an_ended_candidacy_gets_no_letter(label: str) -> None:
    assert letters(verdict([*firm(), reading("interview_invited", "Corvid", 9), reading(label, "Corvid", 11)])) == []


def test_no_address_gives_a_call_sheet_for_an_interview_and_nothing_otherwise() -> None:
    assert letters(verdict([*firm(), machine(booked())])) == [("call_sheet", "Corvid")]
    assert (
        letters(verdict([*firm(), machine(reading("applied", "Corvid"))], policy=replace(POLICY, withdraw="all"))) == []
    )


def test_somebody_on_the_event_can_be_written_to() -> None:
    entry = event("Interview Corvid", at(24, 14), "no-reply@corvid.com", guests=("cleo@corvid.com",))
    assert letters(verdict([*firm(), machine(booked())], [entry])) == [("withdrawal", "Corvid")]


def test_a_reply_to_address_can_be_written_to() -> None:
    mail = replace(machine(booked()), human=True, reply_to=(Mailbox("fraser@corvid.com", "Fraser"),))
    assert letters(verdict([*firm(), mail])) == [("withdrawal", "Corvid")]


def test_an_interview_within_24_hours_is_urgent() -> None:
    assert verdict([*firm(), booked(day=19, hour=8)]).wanted[0].urgent
    assert not verdict([*firm(), booked(day=19, hour=10)]).wanted[0].urgent


def test_an_interview_that_still_stands_two_hours_before_is_told() -> None:
    found = verdict([*firm(), booked(day=18, hour=11)])
    assert any(n.urgent and "still stands" in n.text for n in found.notices)


def test_an_onboarding_with_the_new_employer_is_kept() -> None:
    entry = event("Onboarding day 1", at(24, 9), "hr@tidewater.com")
    found = verdict([*firm(), booked()], [entry])
    assert [i.employer for i in found.interviews] == ["Corvid"]
    assert letters(found) == [("withdrawal", "Corvid")]


def test_the_firm_offers_own_interview_is_listed_and_not_in_question() -> None:
    found = verdict([*firm(), booked("Tidewater")])
    assert len(found.interviews) == 1
    assert found.wanted == ()


def test_another_role_at_the_same_employer_is_asked_about() -> None:
    mail = [written(role="Analyst"), accepted(), booked("Tidewater", role="Senior Analyst")]
    found = verdict(mail)
    (question,) = found.questions
    assert (question.kind, question.answers, question.offer) == (
        "same_employer", ("withdraw", "keep"), offer_of(found).id,
    )  # fmt: skip
    assert found.wanted == ()
    kept = verdict(mail, answers=[said_to(question, "keep")])
    assert (kept.wanted, kept.questions) == ((), ())
    left = verdict(mail, answers=[said_to(question, "withdraw")])
    (letter,) = left.wanted
    assert (letter.kind, letter.candidacy.role) == ("withdrawal", "Senior Analyst")
    assert (letter.firm_offer, letter.firm_names, letter.firm_domains) == (None, (), ())
    body = compose(letter, POLICY, NOW).body
    assert "Senior Analyst" in body
    assert "everything else stays as we agreed" in body


def test_a_job_that_leaves_room_puts_nothing_in_question() -> None:
    assert letters(verdict([*firm(exclusive=False), booked()])) == []


def test_the_old_job_puts_nothing_in_question() -> None:
    started = [*firm(start_date=date(2026, 11, 4)), booked()]
    assert letters(verdict(started, now=at(18))) == [("withdrawal", "Corvid")]
    assert letters(verdict(started, now=at(19))) == []


def test_the_old_job_is_not_declined_for_the_new_one() -> None:
    old = [written(1, "Oldham", start_date=date(2026, 10, 1)), accepted(2, "Oldham")]
    assert letters(verdict([*old, *firm()])) == []


def test_no_letter_before_every_account_was_read_once() -> None:
    found = verdict([*firm(), booked()], complete=False)
    assert (found.wanted, found.questions) == ((), ())
    assert len(found.interviews) == 1


def test_doubt_keeps_every_interview_and_asks_nothing() -> None:
    found = verdict([*firm(), booked()], answers=[offer_said("doubt", KEY)])
    assert (found.wanted, found.questions) == ((), ())


def test_doubt_is_asked_about_when_something_changes() -> None:
    mail = [*firm(), booked(), reading("offer_cleared", day=19, cleared=("all",))]
    found = verdict(mail, answers=[offer_said("doubt", KEY)], now=at(20))
    assert found.wanted == ()
    assert asked(found) == ["accepted"]


def test_doubt_about_another_offer_drafts_nothing_there() -> None:
    mail = [*firm(), written(10, "Egret", role="Ranger"), booked("Egret", 25)]
    assert letters(verdict(mail, answers=[offer_said("doubt", "egret|")])) == []


def test_no_longer_firm_wants_no_letters() -> None:
    mail = [*firm(), booked()]
    assert letters(verdict(mail)) == [("withdrawal", "Corvid")]
    for change in (
        reading("offer_contingency", day=12, contingencies=("medical",)),
        reading("offer_rescinded", day=12),
        reading("other", None, 12, bounce_of=accepted().message_id, employer_domains=()),
    ):
        found = verdict([*mail, change])
        assert found.wanted == ()
        assert any(n.urgent for n in found.notices)


def test_several_firm_offers_are_a_question_and_no_letters() -> None:
    mail = [*firm(), *firm("Egret"), booked()]
    found = verdict(mail)
    assert found.wanted == ()
    assert asked(found) == ["which_offer", "which_offer"]
    for question in found.questions:
        egret = offer_of(found, "Egret")
        assert egret.id in question.answers
        chosen = verdict(mail, answers=[said_to(question, egret.id)])
        assert letters(chosen) == [("offer_decline", "Tidewater"), ("withdrawal", "Corvid")]
        assert chosen.questions == ()


def test_one_letter_for_each_candidacy_however_many_write() -> None:
    mail = [
        *firm(),
        booked(),
        reading("interview_invited", "Corvid", 11, from_=Mailbox("ben@corvid.com", "Ben")),
        reading("assessment", "Corvid", 12, from_=Mailbox("cleo@corvid.com", "Cleo")),
    ]
    assert letters(verdict(mail)) == [("withdrawal", "Corvid")]


def test_a_sent_withdrawal_is_not_wanted_again() -> None:
    mail = [*firm(), booked()]
    for status in ("sent", "answered"):
        assert letters(verdict(mail, drafts=[draft(verdict(mail), "Corvid", status, result="done")])) == []


def test_a_withdrawal_that_came_back_ended_nothing() -> None:
    mine = reading("withdrawn", "Corvid", 11, direction="out")
    bounce = reading("other", None, 11, 10, bounce_of=mine.message_id, employer_domains=(), human=False)
    assert letters(verdict([*firm(), booked(), mine])) == []
    assert letters(verdict([*firm(), booked(), mine, bounce])) == [("withdrawal", "Corvid")]


def test_a_live_draft_stays_wanted_under_its_key() -> None:
    mail = [*firm(), booked(role="Engineer")]
    waiting = draft(verdict(mail), "Corvid")
    older = reading("applied", "Corvid", 1)
    (wanted,) = verdict([*mail, older], drafts=[waiting]).wanted
    assert wanted.key == waiting.key


def test_another_kind_of_letter_is_the_same_case() -> None:
    withdrawal = verdict([*firm(), booked()]).wanted[0]
    decline = verdict([*firm(), booked(), written(12, "Corvid")]).wanted[0]
    assert withdrawal.key == decline.key
    assert (withdrawal.kind, decline.kind) == ("withdrawal", "offer_decline")


def test_a_new_interview_after_the_letter_is_another_case() -> None:
    mail = [*firm(), booked()]
    sent = draft(verdict(mail), "Corvid", "sent", when=at(18), result="done")
    (wanted,) = verdict([*mail, booked(day=27, sent=19)], drafts=[sent], now=at(20)).wanted
    assert wanted.key == f"{sent.key}:2"


def test_an_urging_answer_to_the_withdrawal_wants_no_second_letter() -> None:
    mail = [*firm(), booked()]
    sent = draft(verdict(mail), "Corvid", "sent", when=at(18), result="done")
    urging = reading("interview_invited", "Corvid", 19, urges=True)
    assert letters(verdict([*mail, urging], drafts=[sent], now=at(20))) == []


def test_a_suspicious_rescission_holds_what_waits_and_asks() -> None:
    forged = reading("offer_rescinded", day=12, suspicious=True)
    mail = [*firm(), booked(), forged]
    found = verdict(mail)
    assert offer_of(found).firm
    assert found.hold is not None
    (question,) = found.questions
    assert question.kind == "unsure_reading"
    genuine = verdict(mail, answers=[said_to(question, "yes")])
    assert offer_of(genuine).standing == "rescinded"
    assert genuine.hold is None
    fake = verdict(mail, answers=[said_to(question, "no")])
    assert offer_of(fake).firm
    assert (fake.hold, fake.questions) == (None, ())


def test_a_firm_offer_of_an_unknown_employer_drafts_nothing() -> None:
    owner = Mailbox("owner@gmail.com", "Jo")
    mail = [
        reading("offer_written", None, 8, from_=owner),
        reading("offer_accepted", None, 9, direction="out", from_=owner),
        booked(),
    ]
    found = verdict(mail)
    assert [o.standing for o in found.offers] == ["firm"]
    assert found.wanted == ()
    assert any("not known by name" in n.text for n in found.notices)


def test_an_unread_letter_is_said_in_the_reasons() -> None:
    found = verdict([*firm(letter_read=False), booked()])
    assert any("unseen" in reason for reason in found.wanted[0].reasons)


def test_a_rejection_after_the_acceptance_is_told() -> None:
    found = verdict([*firm(), reading("rejected", day=12)])
    assert offer_of(found).firm
    assert any(n.urgent and "rejection" in n.text for n in found.notices)


def test_times_of_another_zone_are_judged_alike() -> None:
    mail = [*firm(), booked()]
    assert verdict(mail, now=NOW.astimezone(UTC)) == verdict(mail, now=NOW)
