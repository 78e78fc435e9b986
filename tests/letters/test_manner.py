"""How a letter greets: as the thread does, guessing nothing."""

from __future__ import annotations

import pytest

from agent.letters import compose
from agent.letters.language import load
from agent.letters.manner import employer_name, manner, person
from agent.letters.recipients import recipients
from agent.letters.thread import exchange
from agent.model import Reading
from tests.letters.build import NOW, SAM, interview, out, quote, reading, wanted

SILKE = "Silke Hagemeister <s.hagemeister@abernethyglass.com>"


def salutation(*readings: Reading) -> str:
    return compose(wanted(*readings), SAM, NOW).body.split("\n")[0]


@pytest.mark.parametrize(
    ("greeting", "sign_off", "first_line"),
    [
        ("Dear Sam,", "Fraser Boyd", "Dear Fraser,"),
        ("Hi Sam,", "", "Hi Fraser,"),
        ("Hello Sam!", "", "Hi Fraser,"),
        ("Sam,", "", "Hi Fraser,"),
        ("Good morning Sam", "", "Dear Fraser,"),
        ("Dear Mr Lee,", "Fraser", "Dear Fraser Boyd,"),
        ("Dear Sam Lee,", "", "Dear Fraser Boyd,"),
        ("Dear candidate,", "", "Dear Fraser Boyd,"),
        ("", "Fraser", "Dear Fraser,"),
        ("", "Fraser Boyd", "Dear Fraser Boyd,"),
        ("", "", "Dear Fraser Boyd,"),
    ],
)
def test_first_names_are_used_where_the_thread_uses_them(greeting: str, sign_off: str, first_line: str) -> None:
    assert salutation(reading(greeting=greeting, sign_off=sign_off)) == first_line


def test_the_users_own_way_of_greeting_them_wins() -> None:
    theirs = reading(greeting="Dear Mr Lee,")
    ours = out("Fraser Boyd <fraser.boyd@abernethyglass.com>", 12, greeting="Dear Mr Boyd,", subject="Re: Interview")
    elsewhere = wanted(theirs, ours, interviews=(interview(theirs),))
    assert compose(elsewhere, SAM, NOW).body.startswith("Dear Mr Boyd,")
    answered = out(
        "Fraser Boyd <fraser.boyd@abernethyglass.com>", 12, greeting="Dear Mr Boyd,", in_reply_to=theirs.message_id
    )
    assert salutation(theirs, answered) == "Dear Mr Boyd,"


def test_a_greeting_of_somebody_else_is_not_taken_over() -> None:
    theirs = reading(greeting="Dear Sam,")
    ours = out("Fraser Boyd <fraser.boyd@abernethyglass.com>", 12, greeting="Dear Ann,", in_reply_to=theirs.message_id)
    assert salutation(theirs, ours) == "Dear Fraser,"


@pytest.mark.parametrize(
    ("code", "words", "one", "team"),
    [
        ("de", "Wir freuen uns auf dich.", True, False), ("fr", "Nous avons hâte de te rencontrer.", True, False),
        ("nl", "We zien je graag.", True, True), ("it", "Ti aspettiamo.", True, True), ("es", "Te esperamos a ti.", True, True),
    ],
)  # fmt: skip
def test_a_team_is_not_addressed_as_one_person(code: str, words: str, one: bool, team: bool) -> None:
    def spoken(sender: str) -> tuple[bool, bool]:
        case = wanted(reading(sender, language=code, evidence=quote(words)))
        found = manner(case, recipients(case, SAM)[0], exchange(case), load(code), SAM)
        return found.familiar, found.many

    assert spoken("Fraser Boyd <fraser.boyd@abernethyglass.com>") == (one, False)
    assert spoken("Recruitment <recruitment@abernethyglass.com>") == (team, True)


def test_a_shared_mailbox_is_greeted_as_a_team() -> None:
    assert salutation(reading("Abernethy Recruitment <recruitment@abernethyglass.com>")) == "Dear Abernethy Glass team,"


def test_a_name_that_is_none_is_not_greeted() -> None:
    assert salutation(reading("fraser <f.boyd@abernethyglass.com>")) == "Dear Abernethy Glass team,"
    assert salutation(reading("{{ 7*7 }} {{ x }} <f.boyd@abernethyglass.com>")) == "Dear Abernethy Glass team,"


def test_frau_and_herr_stand_only_where_the_user_wrote_them() -> None:
    theirs = reading(SILKE, language="de", greeting="Sehr geehrter Herr Lee,")
    assert salutation(theirs) == "Guten Tag Silke Hagemeister,"
    ours = out(SILKE, 12, language="de", greeting="Sehr geehrte Frau Hagemeister,", in_reply_to=theirs.message_id)
    back = reading(SILKE, 13, language="de", greeting="Sehr geehrter Herr Lee,", references=(theirs.message_id,))
    assert salutation(theirs, ours, back) == "Sehr geehrte Frau Hagemeister,"


@pytest.mark.parametrize(
    ("code", "name", "written", "first_line"),
    [
        ("de", "Bernd Kruse", "Hallo Herr Kruse,", "Guten Tag Herr Kruse,"),
        ("de", "Bernd Kruse", "Guten Tag, Herr Dr. Kruse", "Guten Tag Herr Dr. Kruse,"),
        ("de", "Bernd Kruse", "Sehr geehrte Frau Ohm,", "Guten Tag Bernd Kruse,"),
        ("de", "Bernd Kruse", "Hallo Bernd,", "Guten Tag Bernd Kruse,"),
        ("en", "Ann Coe", "Dear Ms. Coe,", "Dear Ms. Coe,"),
        ("fr", "Claire Dubois", "Bonjour Mme Dubois,", "Bonjour Madame Dubois,"),
        ("fr", "Luc Petit", "Bonjour M. Petit", "Bonjour Monsieur Petit,"),
        ("es", "Ana García López", "Estimada Sra. García:", "Buenos días, Sra. García:"),
        ("pt", "Rui Silva", "Prezado Sr. Silva,", "Olá, Sr. Silva,"),
        ("it", "Ada Rossi", "Gentile Signora Rossi,", "Buongiorno Signora Rossi,"),
        ("nl", "Joost de Wit", "Geachte heer de Wit,", "Beste meneer De Wit,"),
    ],
)
def test_the_users_title_for_them_is_kept_beyond_its_thread(
    code: str, name: str, written: str, first_line: str
) -> None:
    box = f"{name} <b.k@abernethyglass.com>"
    theirs = reading(box, language=code)
    ours = out("jobs@abernethyglass.com", 12, greeting=written, language=code, subject="Application")
    case = wanted(theirs, ours, interviews=(interview(theirs),))
    assert compose(case, SAM, NOW).body.split("\n")[0] == first_line


@pytest.mark.parametrize(
    ("code", "sender", "sign_off", "first_line"),
    [
        ("de", "Silke Hagemeister", "Frau Silke Hagemeister", "Guten Tag Frau Hagemeister,"),
        ("de", "Frau Dr. Silke Hagemeister", "", "Guten Tag Frau Dr. Hagemeister,"),
        ("de", "Frau Silke Hagemeister", "Herr Silke Hagemeister", "Guten Tag Silke Hagemeister,"),
        ("de", "Silke Hagemeister", "Frau Ann Coe", "Guten Tag Silke Hagemeister,"),
        ("en", "Frau Silke Hagemeister", "", "Dear Silke Hagemeister,"),
        ("en", "Silke Hagemeister", "Ms Silke Hagemeister", "Dear Ms Hagemeister,"),
        ("fr", "Mme Claire Dubois", "", "Bonjour Madame Dubois,"),
        ("es", "Ana García López", "Sra. Ana García López", "Buenos días, Sra. Ana García López:"),
        ("nl", "Joost de Wit", "Dhr. Joost de Wit", "Beste meneer De Wit,"),
        ("it", "Rossi Ada", "Ada Rossi", "Buongiorno Rossi Ada,"),
    ],
)
def test_who_signs_with_a_title_is_greeted_with_it(code: str, sender: str, sign_off: str, first_line: str) -> None:
    assert salutation(reading(f"{sender} <s.h@abernethyglass.com>", language=code, sign_off=sign_off)) == first_line


def test_among_first_names_a_title_elsewhere_changes_nothing() -> None:
    du = reading(SILKE, language="de", greeting="Hallo Sam,", evidence=quote("Wir freuen uns auf dich."))
    ours = out("jobs@abernethyglass.com", 9, greeting="Sehr geehrte Frau Hagemeister,", subject="Bewerbung")
    assert compose(wanted(du, ours, interviews=(interview(du),)), SAM, NOW).body.startswith("Hallo Silke,")


def test_an_automatic_answer_in_another_language_does_not_change_that_of_the_letter() -> None:
    theirs = reading(SILKE, language="de", message_id="<1@x.y>")
    away = reading(SILKE, 13, language="en", references=("<1@x.y>",), human=False, absence="away")
    assert salutation(theirs, away) == "Guten Tag Silke Hagemeister,"


def test_a_machine_alone_is_answered_in_its_language() -> None:
    assert salutation(reading(SILKE, language="de", human=False)).startswith("Ein Anruf bei Abernethy Glass")


def test_german_says_du_only_to_those_who_do() -> None:
    du = compose(wanted(reading(SILKE, language="de", greeting="Hallo Sam,")), SAM, NOW).body
    sie = compose(wanted(reading(SILKE, language="de", greeting="Sehr geehrter Herr Lee,")), SAM, NOW).body
    mixed = reading(SILKE, language="de", greeting="Hallo Sam,", evidence=quote("wir möchten Sie gern einladen"))
    assert du.startswith("Hallo Silke,")
    assert " Sie " not in du
    assert " Ihnen" not in du
    assert sie.startswith("Guten Tag Silke Hagemeister,")
    assert " euch" not in sie
    assert " euch" not in compose(wanted(mixed), SAM, NOW).body


@pytest.mark.parametrize(
    ("name", "first", "full"),
    [
        ("Fraser Boyd", "Fraser", "Fraser Boyd"),
        ("Boyd, Fraser", "Fraser", "Fraser Boyd"),
        ("Fraser Boyd (Abernethy Glass)", "Fraser", "Fraser Boyd"),
        ("Theo Brandt via Ashby", "Theo", "Theo Brandt"),
        ("MARCUS BELL", "Marcus", "Marcus Bell"),
        ("Dr. Jane Doe", "Jane", "Dr. Jane Doe"),
        ("Ms Priya Nair", "Priya", "Priya Nair"),
        ("Joost de Wit", "Joost", "Joost de Wit"),
        ("Łukasz Żółć-Nowak", "Łukasz", "Łukasz Żółć-Nowak"),
        ("Seán O’Brien", "Seán", "Seán O’Brien"),
        ("山田 太郎", "山田", "山田 太郎"),
    ],
)
def test_a_persons_name_is_found_in_a_display_name(name: str, first: str, full: str) -> None:
    found = person(name)
    assert found is not None
    assert (found.first, found.full) == (first, full)


@pytest.mark.parametrize(
    "name",
    ["Abernethy Recruiting", "Talent Acquisition Team", "Fraser", "", "fraser@x.com", "People Ops", "HR", "J. Doe",
     "{{ 7*7 }} Boyd", "Fraser <b>Boyd</b>", "https://x.y Boyd", "A B C D E F G", "x" * 500, "Müller GmbH"],
)  # fmt: skip
def test_what_is_no_persons_name_is_not_taken_for_one(name: str) -> None:
    assert person(name) is None


@pytest.mark.parametrize(
    ("written", "first", "full"),
    [
        ("VASSEUR Bruno", "Bruno", "Bruno Vasseur"),
        ("Bruno VASSEUR", "Bruno", "Bruno Vasseur"),
        ("LE GUEN Anne", "Anne", "Anne Le Guen"),
        ("JP Dupont", "JP", "JP Dupont"),
        ("PJ van den Berg", "PJ", "PJ van den Berg"),
        ("BRUNO VASSEUR", "Bruno", "Bruno Vasseur"),
    ],
)
def test_a_surname_in_capitals_is_one_in_front_too(written: str, first: str, full: str) -> None:
    found = person(written)
    assert found is not None
    assert (found.first, found.full) == (first, full)


def test_a_title_is_no_first_name() -> None:
    found = person("Sister Agnes Doyle")
    assert found is not None
    assert (found.first, found.full) == ("Agnes", "Sister Agnes Doyle")


def test_an_employer_that_only_its_domain_spells_is_not_named() -> None:
    r = reading("Nora Fay <nora@stcuthbertclinic.org>", subject="Tuesday")
    clinic = wanted(r, employer="Stcuthbertclinic", names=("Stcuthbertclinic",), domains=("stcuthbertclinic.org",))
    assert "cuthbert" not in compose(clinic, SAM, NOW).body.casefold()
    said = reading("Nora Fay <nora@lanternvale.org>", subject="Your interview at Lanternvale")
    vale = wanted(said, employer="Lanternvale", names=("Lanternvale",), domains=("lanternvale.org",))
    assert employer_name(vale) == "Lanternvale"
