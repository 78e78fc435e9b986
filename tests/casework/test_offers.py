"""How firm an offer is: the table of the policy, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from agent.model import Reading

from .build import (
    POLICY,
    accepted,
    asked,
    at,
    booked,
    deadline,
    draft,
    firm,
    letters,
    offer_of,
    offer_said,
    open_kinds,
    reading,
    said_to,
    verdict,
    written,
)

KEY = "tidewater|"


def standing(*mail: Reading, **more: object) -> str:
    return offer_of(verdict(list(mail), **more)).standing  # type: ignore[arg-type]  # passed on


def test_a_promised_offer_is_verbal() -> None:
    assert standing(reading("offer_verbal")) == "verbal"


def test_a_letter_makes_it_written() -> None:
    offer = offer_of(
        verdict([reading("offer_verbal", day=5), written(deadline=deadline(20), start_date=date(2027, 1, 4))])
    )
    assert (offer.standing, offer.written, offer.accepted) == ("written", True, False)
    assert (offer.deadline, offer.start_date) == (deadline(20), date(2027, 1, 4))


def test_a_final_letter_is_writing() -> None:
    assert standing(reading("offer_cleared", is_letter=True, cleared=("all",)), accepted(11)) == "firm"


def test_a_completed_signature_is_written_and_accepted_at_once() -> None:
    assert standing(reading("offer_accepted", signed=True)) == "firm"


def test_a_letter_that_could_not_be_read_is_said_to_be_unread() -> None:
    offer = offer_of(verdict([written(letter_read=False)]))
    assert offer.written
    assert not offer.letter_read


def test_an_acceptance_of_a_letter_without_conditions_is_firm() -> None:
    assert standing(*firm()) == "firm"


def test_an_acceptance_of_nothing_in_writing_is_conditional() -> None:
    assert standing(reading("offer_verbal", day=5), accepted()) == "conditional"


def test_the_employers_thanks_put_an_acceptance_on_record() -> None:
    assert standing(written(), reading("offer_accepted", day=11)) == "firm"


def test_an_open_condition_makes_it_conditional() -> None:
    offer = offer_of(verdict([written(contingencies=("background_check",)), accepted()]))
    assert offer.standing == "conditional"
    assert open_kinds(offer) == ["background_check"]


def test_a_later_message_can_open_a_condition() -> None:
    assert standing(*firm(), reading("offer_contingency", day=11, contingencies=("references",))) == "conditional"


def test_a_condition_that_nobody_named_is_open_all_the_same() -> None:
    offer = offer_of(verdict([*firm(), reading("offer_contingency", day=11)]))
    assert open_kinds(offer) == ["other"]


def test_clearing_one_of_two_leaves_the_other() -> None:
    mail = [
        written(contingencies=("background_check", "references")),
        accepted(),
        reading("offer_cleared", day=12, cleared=("references",)),
    ]
    assert open_kinds(offer_of(verdict(mail))) == ["background_check"]


def test_clearing_all_leaves_none() -> None:
    mail = [written(contingencies=("background_check", "references")), accepted()]
    assert standing(*mail, reading("offer_cleared", day=12, cleared=("all",))) == "firm"


def test_one_met_while_another_stays_open() -> None:
    cleared = reading("offer_cleared", day=12, cleared=("drug_test",), contingencies=("background_check",))
    offer = offer_of(verdict([written(contingencies=("drug_test",)), accepted(), cleared]))
    assert open_kinds(offer) == ["background_check"]


def test_an_unnamed_clearing_closes_the_only_one_and_not_one_of_two() -> None:
    cleared = reading("offer_cleared", day=12)
    assert standing(written(contingencies=("exam",)), accepted(), cleared) == "firm"
    assert standing(written(contingencies=("exam", "medical")), accepted(), cleared) == "conditional"


def test_a_contract_to_hire_stays_conditional_when_its_checks_are_done() -> None:
    mail = [written(contingencies=("contract", "background_check")), accepted()]
    offer = offer_of(verdict([*mail, reading("offer_cleared", day=12, cleared=("all",))]))
    assert open_kinds(offer) == ["contract"]
    assert standing(*mail, reading("offer_cleared", day=12, cleared=("contract", "background_check"))) == "firm"


def test_a_check_may_be_clear_before_the_acceptance() -> None:
    mail = [written(contingencies=("exam",)), reading("offer_cleared", day=9, hour=8, cleared=("exam",)), accepted(10)]
    assert standing(*mail) == "firm"


def test_a_declined_offer_has_ended() -> None:
    assert standing(written(), reading("offer_declined", day=10, direction="out")) == "declined"


def test_the_users_own_withdrawal_ends_an_offer() -> None:
    assert standing(written(), reading("withdrawn", day=10, direction="out")) == "declined"


def test_regret_at_a_withdrawal_is_no_offer_that_was_declined() -> None:
    sorry = reading("offer_declined", "Corvid", 19)
    mail = [*firm(), booked()]
    sent = draft(verdict(mail), "Corvid", "sent")
    assert [o.employer for o in verdict([*mail, sorry], drafts=[sent], now=at(20)).offers] == ["Tidewater"]
    own = reading("withdrawn", "Corvid", 18, direction="out")
    assert [o.employer for o in verdict([*mail, own, sorry], now=at(20)).offers] == ["Tidewater"]


def test_it_ends_an_offer_that_there_was_and_of_one_by_phone_it_is_the_only_word() -> None:
    sorry = reading("offer_declined", day=19)
    assert standing(written(), reading("withdrawn", day=18, direction="out"), sorry) == "declined"
    assert standing(sorry) == "declined"


def test_a_rescission_ends_a_firm_offer() -> None:
    found = verdict([*firm(), reading("offer_rescinded", day=12)])
    assert offer_of(found).standing == "rescinded"
    assert any(n.urgent and "taken back" in n.text for n in found.notices)


def test_thanks_after_a_rescission_bring_nothing_back() -> None:
    assert standing(*firm(), reading("offer_rescinded", day=12), reading("offer_accepted", day=13)) == "rescinded"


def test_a_new_offer_after_an_end_starts_again() -> None:
    mail = [written(contingencies=("exam",)), accepted(), reading("offer_rescinded", day=12), written(13)]
    assert standing(*mail) == "written"
    assert standing(*mail, accepted(14)) == "firm"


def test_the_day_of_the_deadline_still_counts_in_the_users_zone() -> None:
    letter = written(deadline=deadline(17))
    assert standing(letter, now=at(17, 23, 59)) == "written"
    assert standing(letter, now=at(18, 0, 1)) == "expired"
    assert standing(letter, now=at(18, 0, 1), policy=replace(POLICY, zone="Pacific/Honolulu")) == "written"


def test_an_accepted_offer_does_not_expire() -> None:
    assert standing(written(deadline=deadline(12)), accepted()) == "firm"


def test_an_extended_deadline_counts() -> None:
    mail = [written(deadline=deadline(12)), written(13, deadline=deadline(20), contingencies=())]
    assert standing(*mail) == "written"


def test_an_extension_keeps_the_conditions_of_the_first_letter() -> None:
    mail = [written(deadline=deadline(12), contingencies=("exam",)), written(13, deadline=deadline(20)), accepted(14)]
    assert standing(*mail) == "conditional"


def test_an_acceptance_after_the_deadline_needs_the_employers_word() -> None:
    late = [written(deadline=deadline(12)), accepted(13)]
    assert standing(*late) == "expired"
    assert standing(*late, reading("offer_accepted", day=14)) == "firm"


def test_suspicious_mail_moves_nothing_up() -> None:
    mail = [written(contingencies=("exam",)), accepted()]
    forged = [
        reading("offer_cleared", day=12, cleared=("all",), suspicious=True),
        reading("offer_accepted", day=12, signed=True, suspicious=True),
    ]
    assert standing(*mail, *forged) == "conditional"


def test_suspicious_mail_moves_nothing_down() -> None:
    offer = offer_of(verdict([*firm(), reading("offer_rescinded", day=12, suspicious=True)]))
    assert offer.standing == "firm"
    assert [link.counts for link in offer.evidence] == [True, True, False]


def test_an_offer_of_suspicious_mail_alone_is_listed_and_counts_for_nothing() -> None:
    scam = [
        written(employer="Global Crest", suspicious=True, suspicion=("it asks for money",)),
        reading("offer_accepted", "Global Crest", 11, suspicious=True),
    ]
    found = verdict([*scam, booked()])
    offer = offer_of(found, "Global Crest")
    assert (offer.suspicious, offer.firm, offer.accepted) == (True, False, False)
    assert found.wanted == ()
    assert asked(found) == []
    assert any("cannot be trusted" in n.text for n in found.notices)


def test_an_own_acceptance_that_fails_authentication_is_none() -> None:
    assert standing(written(), accepted(suspicious=True)) == "written"


def test_a_bounce_takes_the_acceptance_back() -> None:
    yes = accepted()
    bounce = reading("other", None, 10, bounce_of=yes.message_id, human=False, employer_domains=())
    found = verdict([written(), yes, bounce])
    assert offer_of(found).standing == "written"
    assert any(n.urgent and "could not be delivered" in n.text for n in found.notices)
    assert standing(written(), yes, bounce, accepted(11)) == "firm"


def test_a_bounce_dated_before_the_acceptance_takes_it_back_all_the_same() -> None:
    yes = accepted(10)
    bounce = reading("other", None, 9, bounce_of=yes.message_id, employer_domains=())
    assert standing(written(), yes, bounce) == "written"


def test_a_bounce_takes_the_users_word_back_too() -> None:
    yes = accepted(hour=8)
    said = offer_said("accept", KEY, at(9, 9))
    bounce = reading("other", None, 9, 10, bounce_of=yes.message_id, employer_domains=())
    assert standing(written(), yes, bounce, answers=[said]) == "written"


def test_an_offer_is_not_exclusive_when_the_mail_says_so() -> None:
    assert not offer_of(verdict([written(exclusive=False), accepted()])).exclusive


def test_a_great_fit_is_no_offer() -> None:
    assert verdict([reading("other"), reading("interview_invited")]).offers == ()


# the user's word


def test_the_users_word_beats_the_mail() -> None:
    assert standing(written(), answers=[offer_said("accept", KEY)]) == "firm"
    assert standing(written(contingencies=("exam",)), answers=[offer_said("firm", KEY)]) == "firm"
    assert standing(*firm(), answers=[offer_said("decline", KEY)]) == "declined"
    assert standing(*firm(), answers=[offer_said("dismiss", KEY)]) == "dismissed"
    assert standing(reading("offer_verbal"), answers=[offer_said("accept", KEY)]) == "conditional"


def test_reset_goes_back_to_what_the_mail_says() -> None:
    said = [offer_said("dismiss", KEY, at(15)), offer_said("reset", KEY, at(16))]
    assert standing(*firm(), answers=said) == "firm"


def test_the_last_word_counts() -> None:
    said = [offer_said("accept", KEY, at(16)), offer_said("decline", KEY, at(15))]
    assert standing(written(), answers=said) == "firm"


def test_doubt_leaves_the_standing_as_the_mail_says() -> None:
    offer = offer_of(verdict(firm(), answers=[offer_said("doubt", KEY)]))
    assert (offer.standing, offer.doubted) == ("firm", True)


def test_newer_mail_that_keeps_interviews_acts_at_once() -> None:
    said = offer_said("firm", KEY, at(11))
    assert standing(written(), reading("offer_rescinded", day=12), answers=[said]) == "rescinded"
    condition = reading("offer_contingency", day=12, contingencies=("medical",))
    found = verdict([written(contingencies=("exam",)), condition], answers=[said])
    assert offer_of(found).standing == "conditional"
    assert open_kinds(offer_of(found)) == ["medical"]


def test_newer_mail_that_gives_interviews_up_is_asked_about() -> None:
    for verb in ("decline", "dismiss"):
        found = verdict([*firm(), reading("offer_accepted", day=12)], answers=[offer_said(verb, KEY, at(11))])
        assert not offer_of(found).firm
        assert "accepted" in asked(found)


def test_a_word_of_no_is_not_overruled_by_the_employers_thanks() -> None:
    mail = [written()]
    (question,) = verdict(mail).questions
    no = said_to(question, "no", at(11))
    assert verdict(mail, answers=[no]).questions == ()
    thanks = verdict([*mail, reading("offer_accepted", day=12)], answers=[no])
    assert offer_of(thanks).standing == "written"
    assert asked(thanks) == ["accepted"]
    own = verdict([*mail, accepted(12)], answers=[no])
    assert offer_of(own).standing == "firm"


def test_answers_to_the_question_are_the_users_word() -> None:
    (question,) = verdict([written()]).questions
    expected = {
        "yes": "firm", "no": "written", "deciding": "written", "turned_down": "declined", "not_an_offer": "dismissed",
    }  # fmt: skip
    for value, result in expected.items():
        assert standing(written(), answers=[said_to(question, value)]) == result


def test_an_acceptance_while_deciding_counts() -> None:
    (question,) = verdict([written()]).questions
    assert standing(written(), accepted(19), answers=[said_to(question, "deciding")]) == "firm"


def test_a_sent_decline_ends_the_offer() -> None:
    mail = [*firm(), written(10, "Corvid", role="Ranger")]
    sent = draft(verdict(mail), "Corvid", "sent")
    assert offer_of(verdict(mail, drafts=[sent]), "Corvid").standing == "declined"
    assert letters(verdict(mail, drafts=[sent])) == []


def test_uncertain_mail_makes_a_question_and_nothing_else() -> None:
    unsure = reading("other", day=10, needs_confirmation="offer_accepted", confidence=0.4)
    found = verdict([written(), unsure])
    assert offer_of(found).standing == "written"
    assert "unsure_reading" in asked(found)
    question = next(q for q in found.questions if q.kind == "unsure_reading")
    assert standing(written(), unsure, answers=[said_to(question, "yes")]) == "firm"
    after = verdict([written(), unsure], answers=[said_to(question, "no")])
    assert offer_of(after).standing == "written"
    assert "unsure_reading" not in asked(after)


def test_a_reading_below_half_confidence_moves_nothing() -> None:
    weak = reading("offer_rescinded", day=12, confidence=0.4)
    found = verdict([*firm(), weak])
    assert offer_of(found).firm
    assert asked(found) == ["unsure_reading"]


def test_the_chain_is_told() -> None:
    offer = offer_of(verdict(firm()))
    assert [link.label for link in offer.evidence] == ["offer_written", "offer_accepted"]
    assert "in writing" in " ".join(offer.reasons)


def test_the_reason_says_who_wrote_of_the_yes() -> None:
    thanks = accepted(9, direction="in", human=True)
    assert "9 November 2026: they write that you accepted the offer" in offer_of(verdict([written(), thanks])).reasons
    assert "9 November 2026: you accepted the offer" in offer_of(verdict(firm())).reasons
