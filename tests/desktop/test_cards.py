"""What a card says, and what can be done on it, as the person reads it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agent.casebook import FLAGS
from agent.casework.questions import _FELL
from agent.desktop import news
from agent.desktop.cards import changes_at
from agent.desktop.sight import Settings
from tests.desktop.scene import (
    BRIEF,
    FULL,
    NOW,
    ZONE,
    account,
    at,
    decline,
    document,
    draft,
    interview,
    notice,
    offer,
    only,
    question,
    read,
    stand,
)  # fmt: skip

TUESDAY = NOW.replace(day=24, hour=10, minute=0)


def keys(found: object) -> list[str]:
    return [card.key for card in found]  # type: ignore[attr-defined]


def firm_with(count: int) -> dict[str, object]:
    """A firm offer, and so many interviews elsewhere with a letter each."""
    names = ["Lumenstack", "Brightwater", "Corvane", "Tidewell", "Anvil"][:count]
    booked = [interview(f"i{n}", name, TUESDAY + timedelta(days=n)) for n, name in enumerate(names)]
    letters = [draft(f"d{n}", name, interviews=[f"i{n}"]) for n, name in enumerate(names)]
    return document(interviews=booked, drafts=letters)


# ---------------------------------------------------------------- much that waits


def test_an_offer_that_became_firm_is_one_card() -> None:
    assert read(only(stand(firm_with(3)))) == (
        "Firm offer: Harrow & Pike\n"
        "3 interviews elsewhere: Tue 24 Nov, 10:00 Lumenstack; Wed 25 Nov, 10:00 Brightwater; Thu 26 Nov, 10:00 Corvane.\n"
        "3 letters wait for your yes; nothing is sent before.\n"
        "[Review] [Later]"
    )


def test_more_interviews_than_have_room_are_counted() -> None:
    assert "Thu 26 Nov, 10:00 Corvane and 2 more." in only(stand(firm_with(5))).body


def test_letters_without_a_firm_offer_are_counted() -> None:
    view = document(offers=[], drafts=[draft(f"d{n}", f"Firm {n}", kind="reopen") for n in range(4)])
    assert read(only(stand(view))) == "4 letters wait for you\nFirm 0, Firm 1, Firm 2 and 1 more.\n[Review] [Later]"


def test_a_letter_of_the_offer_that_could_not_be_read_is_said_so() -> None:
    view = firm_with(3) | {"offers": [offer(letter_read=False)]}
    assert "its conditions are unseen" in only(stand(view)).body


def test_one_question_stands_beside_the_summary_and_several_in_it() -> None:
    assert keys(stand(firm_with(3) | {"questions": [question()]})) == ["summary", "question:holly"]
    found = only(stand(firm_with(3) | {"questions": [question("a"), question("b")]}))
    assert "3 letters and 2 questions wait for your yes" in found.body
    found = only(stand(document(questions=[question(id_) for id_ in ("a", "b", "c")])))
    assert read(found) == "3 questions wait for you\n[Review] [Later]"


def test_an_urgent_letter_stands_beside_the_summary() -> None:
    soon = NOW + timedelta(hours=20)
    view = firm_with(4)
    view["interviews"] = [interview("i0", "Lumenstack", soon), *view["interviews"][1:]]  # type: ignore[index]
    first, last = stand(view)
    assert (first.key, first.urgency) == ("summary", "normal")
    assert first.body.startswith("3 interviews elsewhere")
    assert (last.key, last.urgency) == ("draft:d0", "critical"), "a server that keeps few drops the oldest"


def test_many_urgent_letters_are_one_critical_card() -> None:
    view = firm_with(3)
    view["interviews"] = [interview(f"i{n}", "Lumenstack", NOW + timedelta(hours=n + 5)) for n in range(3)]
    card = only(stand(view))
    assert (card.key, card.urgency) == ("summary", "critical")
    assert card.summary == "Urgent: Firm offer: Harrow & Pike"


def test_a_summary_of_one_thing_is_its_own_card() -> None:
    view = firm_with(3)
    view["interviews"] = [
        interview("i0", "Lumenstack", NOW + timedelta(hours=5)),
        interview("i1", "Brightwater", NOW + timedelta(hours=6)),
        interview("i2", "Corvane", TUESDAY),
    ]
    assert sorted(keys(stand(view))) == ["draft:d0", "draft:d1", "draft:d2"]


# ---------------------------------------------------------------- one letter


def waits(**more: Any) -> dict[str, object]:
    """One letter with its interview."""
    calendar = [decline(TUESDAY)]
    letter = draft(interviews=["i0"], **({"calendar": calendar} | more))
    return document(interviews=[interview("i0", "Lumenstack", TUESDAY)], drafts=[letter])


def test_words_that_end_with_a_stop_get_no_second_one() -> None:
    said = {**decline(TUESDAY), "comment": "I am sorry, I cannot attend."}
    assert "(Tue 24 Nov, 10:00), saying “I am sorry, I cannot attend.”\n" in read(only(stand(waits(calendar=[said]))))


def test_a_long_letter_is_told_and_not_sent_from_the_card() -> None:
    assert read(only(stand(waits()))) == (
        "Withdraw from Lumenstack?\n"
        "Interview: Tue 24 Nov, 10:00.\n"
        "A letter to Marcus Oye <m@lumen.example> waits for your yes.\n"
        "Calendar: declines “Interview Nora” (Tue 24 Nov, 10:00).\n"
        "Your offer from Harrow & Pike is firm.\n"
        "[Review] [Later] [Keep interview]"
    )


def hold(kind: str, uid: str, text: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "text": text, "because": "it names Lumenstack", "link": None, "phone": None, "uid": uid,
            "recurrence_id": None, **more}  # fmt: skip


OWN = [
    decline(TUESDAY),
    decline(TUESDAY, "Train to Cork", action="delete", uid="t"),
    decline(TUESDAY, "Hotel", action="delete", uid="h"),
]
HOLDS = [hold("travel", "t", "Train to Cork, 24 November"), hold("stay", "h", "Hotel, 24 November")]


def test_a_card_counts_the_own_entries_that_go_too_and_the_bookings_that_do_not() -> None:
    two = waits(calendar=OWN, holds=HOLDS)
    assert "Deletes 2 of your own calendar entries: “Train to Cork” …\n" in read(only(stand(two)))
    flight = hold("booking", "f", "Flight, 24 November")
    one = waits(calendar=OWN[:2], holds=[HOLDS[0], flight])
    text = read(only(stand(one)))
    assert "Deletes your own calendar entry “Train to Cork”.\n" in text
    assert "Flight, 24 November: cancel it yourself where you booked it.\n" in text
    assert "2 bookings are yours to cancel." in read(only(stand(waits(holds=[flight, flight]))))


def test_a_call_sheet_s_card_says_what_is_deleted_with_it() -> None:
    sheet = waits(kind="call_sheet", to=[], calendar=OWN, holds=HOLDS)
    assert "Deletes 2 of your own calendar entries" in read(only(stand(sheet)))


def test_a_card_sends_a_letter_only_where_all_that_goes_with_it_stands_there() -> None:
    text = read(only(stand(waits(body="Sorry, no. Nora", calendar=OWN[:2], holds=HOLDS[:1]))))
    assert "Calendar: deletes “Train to Cork” (Tue 24 Nov, 10:00).\n" in text
    assert "[Send]" in text
    assert "[Send]" not in read(only(stand(waits(body=BRIEF, calendar=OWN, holds=HOLDS))))


def test_a_short_letter_stands_whole_on_the_card_and_can_be_sent_from_it() -> None:
    card = only(stand(waits(body=BRIEF)))
    assert read(card) == (
        "Withdraw from Lumenstack?\n"
        "To Marcus Oye <m@lumen.example>\n"
        "“Re: Interview”\n"
        "Hi Marcus, I have accepted another role, so please give my slot to somebody else. Thanks, Nora\n"
        "Calendar: declines “Interview Nora” (Tue 24 Nov, 10:00).\n"
        "[Review] [Send] [Keep interview]"
    )
    assert card.digest == "amber-1"


def can_be_sent(view: object, **how: object) -> bool:
    card = only(stand(view, **how))  # type: ignore[arg-type]
    can = "send" in [button.key for button in card.buttons]
    assert can == (card.digest is not None), "what a yes would be to"
    return can


def test_without_the_body_on_the_card_nothing_is_sent_from_it() -> None:
    assert not can_be_sent(waits(body=BRIEF), capabilities=frozenset({"actions"}))


def test_everybody_who_gets_it_has_to_have_room_too() -> None:
    many = [f"somebody.with.a.long.name.{n}@lumen.example" for n in range(8)]
    assert not can_be_sent(waits(body=BRIEF, cc=many))


def test_what_was_displayed_can_be_sent_as_long_as_it_is_that() -> None:
    assert can_be_sent(waits(), displayed={("amber", "amber-1")})
    assert not can_be_sent(waits(digest="amber-2"), displayed={("amber", "amber-1")})
    assert not can_be_sent(waits(), displayed={("other", "amber-1")})


def test_whoever_always_sends_sees_every_address_that_gets_it() -> None:
    """A stranger in the thread must not be among "2 more"."""
    always = Settings(card_send="always")
    card = only(stand(document(drafts=[draft(cc=["hr@lumen.example"])], offers=[]), settings=always))
    assert "A letter to Marcus Oye <m@lumen.example> and hr@lumen.example waits" in card.body
    assert "[Send]" in read(card)
    for cc in ([f"{n}@x.example" for n in range(3)], [f"{'x' * 250}@x.example"]):
        card = only(stand(document(drafts=[draft(cc=cc)], offers=[]), settings=always))
        assert "[Send]" not in read(card)


def test_those_who_trust_their_templates_can_always_send() -> None:
    assert can_be_sent(waits(), settings=Settings(card_send="always"))


@pytest.mark.parametrize("body", [BRIEF, "x " * 500])
def test_an_address_with_a_warning_is_never_sent_to_from_a_card(body: str) -> None:
    view = waits(body=body, warning="Reply-To leads to another domain")
    assert not can_be_sent(view, displayed={("amber", "amber-1")}, settings=Settings(card_send="always"))
    assert "Look first: m@lumen.example: Reply-To leads to another domain." in only(stand(view)).body


@pytest.mark.parametrize("flag", FLAGS)
def test_a_letter_that_asks_for_another_look_is_looked_at(flag: str) -> None:
    view = waits(body=BRIEF, reasons=["an interview is booked", flag])
    assert not can_be_sent(view, displayed={("amber", "amber-1")}, settings=Settings(card_send="always"))
    assert flag[:40] in only(stand(view)).body


def test_conditions_that_nobody_has_seen_are_looked_at_first() -> None:
    view = waits(body=BRIEF) | {"offers": [offer(letter_read=False)]}
    assert not can_be_sent(view, settings=Settings(card_send="always"))
    assert can_be_sent(view, displayed={("amber", "amber-1")})


def test_the_first_button_of_a_letter_decides_nothing() -> None:
    for how in ({}, {"displayed": {("amber", "amber-1")}}, {"settings": Settings(card_send="always")}):
        for card in stand(waits(body=BRIEF), **how):
            assert card.buttons[0].key == "review"


def test_a_letter_without_an_interview_can_be_put_off() -> None:
    view = document(drafts=[draft(kind="offer_decline", employer="Brookmere")])
    card = only(stand(view, displayed={("amber", "amber-1")}))
    assert card.summary == "Decline the offer of Brookmere?"
    assert [button.label for button in card.buttons] == ["Review", "Send", "Later"]


def test_an_urgent_letter_has_the_phone_number() -> None:
    view = waits() | {"interviews": [interview("i0", "Lumenstack", NOW + timedelta(hours=22), "+353 1 555 0100")]}
    assert read(only(stand(view))).startswith(
        "!! Urgent: Withdraw from Lumenstack?\nInterview: Sat 21 Nov, 07:30.\nPhone: +353 1 555 0100 (Ines).\n"
    )
    view = waits() | {"interviews": [interview("i0", "Lumenstack", NOW + timedelta(hours=2), "+353 1 555 0100")]}
    assert "It is so close that a call is surer: +353 1 555 0100 (Ines)." in only(stand(view)).body


def test_a_call_sheet_is_for_the_phone() -> None:
    sheet = "There is no address to write to, so this one is a call to Corvane.\n\nPhone: 617-555-0142\nAsk for: Ines\n\nWhat to say:\n\n1. Hello\n"
    letter = draft(employer="Corvane", kind="call_sheet", to=[], body=sheet, interviews=["i0"])
    view = document(drafts=[letter], interviews=[interview("i0", "Corvane", TUESDAY)])
    assert read(only(stand(view, displayed={("amber", "amber-1")}))) == (
        "Call Corvane\nPhone: 617-555-0142\nAsk for: Ines\nInterview: Tue 24 Nov, 10:00.\n"
        "What to say stands on the review page.\n[Review] [I called] [Later]"
    )


def test_a_typed_answer_is_offered_where_the_server_has_the_field() -> None:
    assert only(stand(waits())).reply == ""
    assert "shorter" in only(stand(waits(), capabilities=FULL | {"inline-reply"})).reply


def test_a_server_without_buttons_is_told_how_to_get_on() -> None:
    card = only(stand(waits(), capabilities=frozenset({"body"})))
    assert card.buttons == ()
    assert card.body.endswith("To decide: agent review")


def test_what_is_settled_is_not_told() -> None:
    for status in ("snoozed", "kept", "void", "sending"):
        assert stand(waits(status=status)) == ()


# ---------------------------------------------------------------- after the yes


def test_an_approved_letter_can_be_taken_back() -> None:
    view = waits(status="approved", send_at=at(NOW + timedelta(seconds=60)))
    card = only(stand(view))
    assert read(card) == (
        "Approved: Lumenstack\n"
        "The letter to Lumenstack leaves at 09:31:00, in less than 1 minute. Until then Undo takes it back.\n"
        "[Undo] [Review]"
    )
    assert (card.at_once, card.sounds) == (True, False)


def test_the_countdown_goes_on() -> None:
    view = waits(status="approved", send_at=at(NOW + timedelta(seconds=60)))
    now, said = NOW, []
    while (later := changes_at(view, now)) is not None and later < NOW + timedelta(minutes=5):
        now = later
        said += [card.body for card in stand(view, now=now)]
    assert said == [
        "The letter to Lumenstack leaves at 09:31:00, in less than 30 seconds. Until then Undo takes it back.",
        "The letter to Lumenstack leaves at 09:31:00, in less than 10 seconds. Until then Undo takes it back.",
    ]
    assert now == NOW + timedelta(seconds=60)


@pytest.mark.parametrize("night", ["2026-10-25T00:59:50+00:00", "2027-03-28T00:59:50+00:00"])
def test_the_countdown_is_right_in_the_night_in_which_the_clocks_are_changed(night: str) -> None:
    now = datetime.fromisoformat(night).astimezone(ZONE)
    due = (now.astimezone(UTC) + timedelta(seconds=60)).astimezone(ZONE)
    view = document(drafts=[draft(status="approved", send_at=at(due))], offers=[])
    (card,) = stand(view, now=now)
    assert "in less than 1 minute" in card.body
    left = [due.timestamp() - now.timestamp()]
    for _ in range(3):
        following = changes_at(view, datetime.fromtimestamp(due.timestamp() - left[-1], ZONE))
        assert following is not None
        left.append(due.timestamp() - following.timestamp())
    assert left == [60, 30, 10, 0]


def test_many_approved_letters_are_one_card() -> None:
    held = {"status": "approved", "send_at": at(NOW + timedelta(seconds=50))}
    view = document(drafts=[draft(f"d{n}", f"Firm {n}", **held) for n in range(3)])
    assert read(only(stand(view))) == (
        "3 letters approved\nThe first leaves at 09:30:50, in less than 1 minute.\nTo Firm 0, Firm 1 and Firm 2.\n"
        "Each of them can be taken back on the review page until it leaves.\n[Review]"
    )


def test_a_letter_that_something_keeps_says_what() -> None:
    late = waits(status="approved", send_at=at(NOW + timedelta(minutes=5)), outcome="not sent yet: home: no network")
    card = only(stand(late))
    assert read(card) == ("Not sent yet: Lumenstack\nHome: no network.\nBowout tries again.\n[Review] [Undo]")
    other = waits(status="approved", send_at=at(NOW + timedelta(minutes=9)), outcome="not sent yet: home: timed out")
    assert only(stand(other)).stamp == card.stamp, "the reason may change at every attempt: that is no news"


def test_what_was_sent_is_told_for_an_hour() -> None:
    view = waits(status="sent", sent_at=at(NOW - timedelta(minutes=1)), calendar=[decline(TUESDAY, result="done")])
    card = only(stand(view))
    assert read(card) == "Sent to Lumenstack\nThe letter left at 09:29. The calendar is answered too."
    assert not card.again
    assert not card.lasting
    assert stand(view, now=NOW + timedelta(hours=2)) == ()


def test_many_that_were_sent_are_one_card() -> None:
    sent = {"status": "sent", "sent_at": at(NOW)}
    view = document(drafts=[draft(f"d{n}", f"Firm {n}", **sent) for n in range(4)])
    assert read(only(stand(view))) == "4 letters sent\nTo Firm 0, Firm 1, Firm 2 and Firm 3."


def test_a_letter_that_was_not_sent_says_why() -> None:
    view = waits(status="failed", outcome="the provider refused it: mailbox full")
    assert read(only(stand(view))) == (
        "Not sent: Lumenstack\nThe provider refused it: mailbox full.\nLook at it again, and decide anew.\n[Review]"
    )
    assert "Came back" in only(stand(waits(status="failed", sent_at=at(NOW), outcome="it came back"))).summary


def test_a_calendar_that_was_not_answered_can_be_tried_again() -> None:
    view = waits(status="sent", sent_at=at(NOW), calendar=[decline(TUESDAY, result="the event changed")])
    assert read(only(stand(view))) == (
        "Calendar not answered: Lumenstack\nThe letter was sent.\nThe event changed.\n[Review] [Try again]"
    )


# ---------------------------------------------------------------- questions


def test_whether_an_offer_was_accepted_is_asked_with_three_answers() -> None:
    view = document(offers=[offer(standing="written", deadline="2026-11-26")], questions=[question()])
    assert read(only(stand(view))) == (
        "Did you accept? Harrow & Pike\nDid you accept the offer of Harrow & Pike (Data Analyst)?\nThey ask for an answer by Thu 26 Nov.\n"
        "Turned it down, or no offer at all? Click here.\n[Still deciding] [Yes] [No]"
    )


def test_whether_a_letter_was_sent_is_asked_behind_review() -> None:
    asked = question(kind="unsure_sent", answers=("sent", "not_sent"), draft="amber", text="Was the letter sent? The line broke.")  # fmt: skip
    view = document(questions=[asked], drafts=[draft(status="unsure")])
    assert read(only(stand(view))) == (
        "Was it sent? Lumenstack\nWas the letter sent? The line broke.\n"
        "[Review] [Yes, it was sent] [No, it was not sent]"
    )


def test_answers_that_do_not_fit_are_left_to_the_page() -> None:
    offers = [offer("kite", "A" * 30), offer("owl", "B" * 30), offer("elm", "Short")]
    asked = question(kind="which_offer", answers=("kite", "owl"))
    assert [b.key for b in only(stand(document(offers=offers, questions=[asked]))).buttons] == ["review"]
    asked = question(kind="which_offer", answers=("kite", "owl", "elm"))
    assert [b.key for b in only(stand(document(offers=offers, questions=[asked]))).buttons] == ["review"]
    asked = question(kind="unsure_reading", answers=("yes", "no"))
    assert [b.key for b in only(stand(document(questions=[asked]))).buttons] == ["review", "yes", "no"]


def test_which_of_several_offers_is_taken_is_asked_once() -> None:
    offers = [offer("kite"), offer("owl", "Brookmere")]
    asked = [question("q0", "which_offer", ("kite", "owl")), question("q1", "which_offer", ("owl", "kite"))]
    card = only(stand(document(offers=offers, questions=asked)))
    assert [button.label for button in card.buttons] == ["Review"]
    offers = [offer("kite", role=None), offer("owl", "Brookmere", role=None)]
    card = only(stand(document(offers=offers, questions=asked)))
    assert [button.label for button in card.buttons] == ["Review", "Harrow & Pike", "Brookmere"]


# ---------------------------------------------------------------- news


def test_an_offer_that_is_taken_back_is_critical() -> None:
    view = document(offers=[offer(standing="rescinded")])
    text = _FELL["rescinded"].format("Harrow & Pike (Data Analyst)")
    card = only(stand(view, [notice("rescinded:20261120T083000:hp:1", text, urgent=True)]))
    assert read(card) == (
        "!! Offer taken back: Harrow & Pike\n"
        "Harrow & Pike (Data Analyst): the offer is taken back. Keep your interviews; nothing more is sent.\n[Review]"
    )
    assert not card.again


def test_an_offer_with_open_conditions_says_to_keep_the_interviews() -> None:
    view = document(offers=[offer(standing="conditional")])
    told = notice("conditional:references:hp:1", "Harrow & Pike: accepted, still open: the references.")
    assert read(only(stand(view, [told]))) == (
        "Accepted, not firm yet: Harrow & Pike\nHarrow & Pike: accepted, still open: the references.\n"
        "Your interviews are best kept until then.\n[Review]"
    )


def test_a_forged_offer_is_told_with_the_first_reasons() -> None:
    reasons = ["sender authentication failed", "payment by gift card", "the hiring runs through a chat app"]
    view = document(offers=[offer(standing="written", suspicious=True, reasons=reasons)])
    assert read(only(stand(view, [notice("suspicious:doubtful:hp:0", "a" * 900)]))) == (
        "Looks forged: Harrow & Pike\n"
        "It comes from mail that cannot be trusted: sender authentication failed; payment by gift card.\n"
        "It counts for nothing.\n[Review]"
    )


def test_news_that_is_no_longer_so_is_not_told() -> None:
    told = [notice("conditional:references:hp:1"), notice("verbal:hp:1"), notice("rescinded:x:hp:1", urgent=True)]
    assert stand(document(offers=[offer(standing="firm")]), told) == ()
    assert stand(document(offers=[offer(standing="dismissed")]), told) == ()
    assert stand(document(offers=[]), told) == ()


def test_old_news_is_not_told() -> None:
    view = document(offers=[offer(standing="verbal")])
    assert stand(view, [notice("verbal:hp:1", at=at(NOW - timedelta(days=4)))]) == ()


def test_a_first_reading_is_no_storm() -> None:
    """120 days of mail: offers made, taken back and forged, all of it months old and all of it noticed just now."""
    past = [{"date": at(NOW - timedelta(days=60))}]
    kinds = {"verbal": "verbal", "rescinded": "rescinded", "suspicious": "written"}
    offers, told = [], []
    for number in range(12):
        kind = list(kinds)[number % 3]
        offers.append(offer(f"o{number}", f"Firm {number}", standing=kinds[kind], suspicious=kind == "suspicious", evidence=past))  # fmt: skip
        told.append(notice(f"{kind}:firm{number}:1", urgent=kind == "rescinded", about=f"o{number}"))
    sent = [draft(f"s{n}", status="sent", sent_at=at(NOW - timedelta(days=20 + n))) for n in range(8)]
    card = only(stand(document(offers=offers, drafts=sent), told))
    assert read(card) == (
        "12 things to know about your offers\n"
        "Offer taken back: Firm 10.\nOffer taken back: Firm 1.\nOffer taken back: Firm 4.\n"
        "Offer taken back: Firm 7.\nAnd 8 more.\n[Review]"
    )
    waiting = firm_with(3)
    both = stand(document(offers=[*offers, offer()], drafts=waiting["drafts"], interviews=waiting["interviews"]), told)  # type: ignore[arg-type]
    assert keys(both) == ["summary"]


def test_what_is_taken_back_today_is_critical_among_much_else() -> None:
    offers = [offer(f"o{n}", f"Firm {n}", standing="verbal") for n in range(5)] + [offer(standing="rescinded")]
    told = [notice(f"verbal:f{n}:1", about=f"o{n}") for n in range(5)] + [notice("rescinded:x:hp:1", urgent=True)]
    assert [card.urgency for card in stand(document(offers=offers), told)] == ["normal", "critical"]


def test_an_interview_that_still_stands_is_critical_until_it_begins() -> None:
    soon = NOW + timedelta(hours=1)
    view = document(interviews=[interview("i0", "Lumenstack", soon)])
    told = [notice("soon:x", "The interview with Lumenstack at 10:30 still stands.", urgent=True, about="i0")]
    assert read(only(stand(view, told))).startswith("!! Interview still stands: Lumenstack\n")
    assert stand(view, told, now=soon + timedelta(minutes=1)) == ()


def test_a_missing_sign_in_names_the_command() -> None:
    view = document(accounts=[account("work", needs_login=True), account("home")])
    told = [notice("login:work:x", about="work")]
    assert read(only(stand(view, told))) == (
        "Bowout waits for you to sign in to work\nNothing of it is read or sent until then. In a terminal:\n"
        "agent login work\n[Review]"
    )


def reminder(hours: int, day: str = "2026-11-20", **more: Any) -> dict[str, Any]:
    text = (
        "Harrow & Pike waits for your answer until Friday, 20 November, the end of the day: accept it, or turn it down."
    )
    return notice(f"deadline:hp|analyst:0:{day}:{hours}", text, urgent=hours == 12, **more)


def waiting_for_an_answer(standing: str = "written") -> dict[str, Any]:
    return document(offers=[offer(standing=standing, firm=False, accepted=False, deadline="2026-11-20")])


def test_a_deadline_is_told_with_what_is_to_be_decided() -> None:
    assert read(only(stand(waiting_for_an_answer(), [reminder(48)]))) == (
        "Answer due: Harrow & Pike\nHarrow & Pike waits for your answer until Friday, 20 November, the end of the day:"
        " accept it, or turn it down.\n[Review]"
    )


def test_the_last_reminder_is_urgent_however_old_the_offer_and_takes_the_place_of_the_first() -> None:
    card = only(stand(waiting_for_an_answer(), [reminder(48), reminder(12, at=at(NOW + timedelta(hours=1)))]))
    assert card.urgency == "critical"


@pytest.mark.parametrize(("hours", "urgent"), [(48, ""), (12, "!! ")])
def test_an_offer_that_is_asked_about_and_due_is_one_card(hours: int, urgent: str) -> None:
    view = {**waiting_for_an_answer(), "questions": [question()]}
    assert read(only(stand(view, [reminder(hours)]))) == (
        f"{urgent}Answer due: Harrow & Pike\nDid you accept the offer of Harrow & Pike (Data Analyst)?\nThey ask for an answer"
        " by Fri 20 Nov, the end of the day. After that it counts as expired.\nTurned it down, or no offer at all? Click here."
        "\n[Still deciding] [Yes] [No]"
    )
    before, after = only(stand(view)), only(stand(view, [reminder(hours)]))
    assert before.key == after.key
    assert before.stamp != after.stamp
    assert set(before.parts) < set(after.parts)


def test_a_reminder_of_another_offer_has_a_card_of_its_own() -> None:
    view = {**waiting_for_an_answer(), "questions": [question(offer="other")]}
    assert len(stand(view, [reminder(48)])) == 2


@pytest.mark.parametrize("standing", ["firm", "conditional", "declined", "rescinded", "expired", "dismissed"])
def test_no_reminder_stands_after_a_decision(standing: str) -> None:
    assert stand(waiting_for_an_answer(standing), [reminder(48), reminder(12)]) == ()


def test_a_reminder_of_a_day_that_they_moved_goes() -> None:
    assert stand(waiting_for_an_answer(), [reminder(48, "2026-11-19")]) == ()


def test_a_call_to_take_back_is_told() -> None:
    view = document(offers=[offer(standing="rescinded", firm=False)])
    told = notice("call_again:birch:0", "You told Lumenstack that you withdraw. Call them.", urgent=True)
    assert read(only(stand(view, [told]))) == (
        "!! A call to make: your offer fell through\nYou told Lumenstack that you withdraw. Call them.\n[Review]"
    )


def test_every_kind_of_notice_about_an_offer_has_a_line() -> None:
    assert set(news.HOLDS) <= set(news.SUMMARIES)


# ---------------------------------------------------------------- time


def test_the_cards_change_when_an_interview_comes_near() -> None:
    view = waits()
    first = TUESDAY - timedelta(hours=24)
    assert changes_at(view, NOW) == first
    assert only(stand(view, now=first)).urgency == "critical"
    assert changes_at(view, first) == TUESDAY - timedelta(hours=3)
    assert changes_at(view, TUESDAY) is None
    assert changes_at(document(), NOW) is None


def test_a_card_is_the_same_as_long_as_nothing_changes() -> None:
    view = waits() | {"questions": [question()]}
    assert stand(view) == stand(view, now=NOW + timedelta(days=1, hours=3))
