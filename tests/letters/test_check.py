"""The guards: a letter that breaks one never becomes a draft."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agent.letters import Unwritable, compose, faults
from agent.model import Letter, Policy, Recipient, Wanted
from connectors.base import Mailbox
from tests.letters.build import NOW, SAM, offer, reading, wanted


def of(**more: Any) -> Wanted:
    return wanted(
        reading(), firm_names=("Strathlow Water Ltd", "Strathlow"), firm_domains=("strathlowwater.co.uk",), **more
    )


def letter(**more: Any) -> Letter:
    return replace(compose(of(), SAM, NOW), **more)


def body_with(words: str) -> Letter:
    good = letter()
    return replace(good, body=good.body.replace("\n\n", f"\n\n{words}\n\n", 1))


def test_a_letter_as_written_has_no_fault() -> None:
    assert faults(letter(), of(), SAM) == []


@pytest.mark.parametrize(
    "words",
    [
        "I am joining Strathlow Water.",
        "I am joining STRATHLOW WATER LTD.",
        "I am joining Strathlow.",
        "I am joining Strathlow\nWater soon.",
        "See www.strathlowwater.co.uk for more.",
        "Write to me at sam@mail.strathlowwater.co.uk from now on.",
        "The offer is £48,000.",
        "They pay 48.000 EUR.",
        "They pay $ 95k.",
        "That is 50 euros a day.",
        "Dear {{ name }}",
        "Dear [Hiring Manager]",
        "Dear [Name]",
        "I admire <company>.",
        "{% if role %}",
        "a bell \x07",
        "a carriage return \r here",
    ],
)
def test_these_words_are_never_sent(words: str) -> None:
    assert faults(body_with(words), of(), SAM), words


@pytest.mark.parametrize(
    "words",
    [
        "The water in Strathmore is fine.",
        "We met at 48 Euston Road, room 12.",
        "I wrote on 24 November at 9:15 am.",
        "Strathlowwater is one word here.",
    ],
)
def test_words_that_only_look_alike_are_no_fault(words: str) -> None:
    assert faults(body_with(words), of(), SAM) == [], words


def test_a_name_that_is_part_of_the_addressees_own_is_no_mention() -> None:
    pike = wanted(
        reading(), employer="Pike Robotics", names=("Pike Robotics",), firm=offer("Pike"), firm_names=("Pike",)
    )
    assert "Pike Robotics" in compose(pike, SAM, NOW).body
    alone = replace(compose(pike, SAM, NOW), body="Pike it is.\n\nSam Lee\n")
    assert faults(alone, pike, SAM)


def test_a_common_word_in_lower_case_is_no_name() -> None:
    wish = wanted(reading(), firm=offer("Wish"), firm_names=("Wish",))
    assert faults(compose(wish, SAM, NOW), wish, SAM) == []


def test_a_role_that_names_the_other_employer_is_left_out() -> None:
    body = compose(of(role="Strathlow Account Manager"), SAM, NOW).body
    assert "Strathlow" not in body
    assert "the role" in body


def test_a_signature_that_names_the_other_employer_stops_the_letter() -> None:
    with pytest.raises(Unwritable, match="names the employer of the other offer"):
        compose(of(), replace(SAM, signature="Future employee of Strathlow Water"), NOW)


def test_a_subject_that_names_the_other_employer_passes_only_as_the_threads_own() -> None:
    by_chance = wanted(reading(subject="Interview, and Strathlow Water"), firm_names=("Strathlow Water",))
    quoted = compose(by_chance, SAM, NOW)
    assert quoted.subject == "Re: Interview, and Strathlow Water"
    assert faults(quoted, by_chance, SAM) == []
    assert faults(replace(quoted, subject="Off to Strathlow Water"), by_chance, SAM)


def test_an_agency_that_brought_both_offers_may_be_named_to_itself() -> None:
    r = reading("Priya Nair <priya@larkhillsearch.com>", agency="Larkhill Search")
    both = wanted(r, agency="Larkhill Search", employer="Larkhill Search", names=("Larkhill Search",),
                  firm=offer("Strathlow Water"), firm_names=("Strathlow Water", "Larkhill Search"))  # fmt: skip
    assert compose(both, SAM, NOW).to


@pytest.mark.parametrize(
    "recipient",
    [
        Recipient("alison.craig@strathlowwater.co.uk", "typed by you"),
        Recipient("boss@jobs.strathlowwater.co.uk", "typed by you"),
        Recipient("no-reply@ashbyhq.com", "typed by you"),
        Recipient("sam.lee@example.net", "typed by you"),
        Recipient("fraser.boyd@abernethyglass.com", ""),
        Recipient("recipient", "typed by you"),
        Recipient("a@b.com\r\nBcc: c@d.com", "typed by you"),
        Recipient("a@b.com", "typed by you", name="A\r\nBcc: c@d.com"),
    ],
)
def test_nobody_who_must_not_get_it_gets_it(recipient: Recipient) -> None:
    assert faults(letter(to=(recipient,)), of(), SAM)
    assert faults(letter(cc=(recipient,)), of(), SAM)


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "Interview\r\nBcc: c@d.com"},
        {"subject": "Interview\u2028Bcc"},
        {"subject": ""},
        {"in_reply_to": "<a@b>\n"},
        {"references": ("<a@b>", "<c@d>\0")},
        {"from_": Mailbox("sam.lee@example.net", "Sam\nLee")},
        {"from_": Mailbox("nobody", "Sam Lee")},
        {"body": ""},
        {"body": "Thank you, but no.\n"},
        {"to": (Recipient("a@b.com", "x"), Recipient("A@b.com", "y"))},
        {"to": (), "cc": (Recipient("a@b.com", "x"),)},
    ],
)
def test_a_malformed_letter_is_a_fault(change: dict[str, Any]) -> None:
    assert faults(letter(**change), of(), SAM)


def test_an_odd_length_is_a_remark_and_no_fault(tmp_path: Any) -> None:
    (tmp_path / "withdrawal.warm.txt").write_text("{{ salutation }}\n\nNo.\n\n{{ name }}\n")
    short = compose(of(), replace(SAM, templates=str(tmp_path)), NOW)
    assert any("words" in r for r in short.reasons)


def test_no_offer_no_name_to_keep() -> None:
    free = replace(of(), firm_offer=None, firm_names=(), firm_domains=())
    policy = Policy(name="Sam Lee", addresses=SAM.addresses, signature="Strathlow")
    assert compose(free, policy, NOW).body.endswith("Strathlow\n")
