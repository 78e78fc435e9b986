"""Every letter that can be written, and all that must hold for each: kinds, tones, languages and situations."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from itertools import product
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.letters import Unwritable, addresses, build, compose, faults, kind_for, message_id_for
from agent.model import Contact, DraftKind, Letter, Tone, Wanted
from connectors.base import Attendee
from tests.letters.build import BERLIN, NOW, SAM, event, interview, mailbox, offer, quote, reading, wanted

KINDS: tuple[DraftKind, ...] = ("withdrawal", "offer_decline")
TONES: tuple[Tone, ...] = get_args(Tone)
KEYS = tuple("abcdefghij")
"""Enough keys for every wording of every sentence to be drawn."""

BOYD = "Fraser Boyd <fraser.boyd@abernethyglass.com>"


def one() -> Wanted:
    r = reading(BOYD, greeting="Hi Sam,", label="offer_written")
    return wanted(r, interviews=(interview(r, events=(event(),)),))


def german() -> Wanted:
    r = reading(BOYD, greeting="Sehr geehrter Herr Lee,", language="de", subject="Einladung", label="offer_written")
    return wanted(r, interviews=(interview(r, start=datetime(2026, 11, 24, 10, tzinfo=BERLIN), zone="Europe/Berlin"),))


def german_du() -> Wanted:
    r = reading(BOYD, greeting="Hallo Sam,", language="de", subject="Dein Gespräch", label="offer_written")
    return wanted(r, interviews=(interview(r, start=datetime(2026, 11, 24, 10, tzinfo=BERLIN), zone="Europe/Berlin"),))


def polish() -> Wanted:
    r = reading(BOYD, language="pl", subject="Rozmowa", label="offer_written")
    return wanted(r, interviews=(interview(r),))


def several() -> Wanted:
    r = reading(BOYD, label="offer_written")
    first = interview(r, events=(event(),))
    return wanted(r, interviews=(first, interview(r, key="i2", start=first.start + timedelta(days=2))))


def no_interview() -> Wanted:
    return wanted(reading(BOYD, label="offer_written"), interviews=())


def no_role() -> Wanted:
    return replace_candidacy(one(), role=None)


def no_name() -> Wanted:
    return wanted(reading("fraser.boyd@abernethyglass.com", label="offer_written"))


def no_employer() -> Wanted:
    return replace_candidacy(one(), employer="", names=())


def user_declined() -> Wanted:
    """The user turned an offer down, or leaves a process, without having another one."""
    return replace(one(), offer=offer("Abernethy Glass", key="c"), firm_offer=None)


def inside() -> Wanted:
    """Another role at the very employer whose offer was accepted, which the user leaves."""
    return replace(one(), offer=offer("Abernethy Glass"), firm_offer=None)


def agency() -> Wanted:
    r = reading("Priya Nair <priya@larkhillsearch.com>", agency="Larkhill Search", label="offer_written")
    return wanted(r, agency="Larkhill Search", interviews=(interview(r, events=(event(),)),))


def team() -> Wanted:
    r = reading("Recruitment <recruitment@abernethyglass.com>", label="offer_written")
    return wanted(r)


def reply_to_elsewhere() -> Wanted:
    return wanted(reading(BOYD, reply_to="Fraser <fraser@elsewhere.example>", label="offer_written"))


def unicode_names() -> Wanted:
    r = reading("Zoë Łukasiewicz 山田 <zoe@müller.example>", subject="Gespräch — 面接 ✨", label="offer_written")
    return wanted(r, employer="Société Générale d’Électricité", role="Ingénieur·e réseau")


def hostile() -> Wanted:
    """Every field that mail can fill tries to get out of its place."""
    evil = "x\r\nBcc: victim@evil.example\r\n\r\n<script>"
    r = reading(
        "n <fraser.boyd@abernethyglass.com>",
        subject="Interview\r\nBcc: victim@evil.example\n\n{{ 7*7 }}",
        message_id="<a@b>\r\nBcc: victim@evil.example",
        references=(evil, "<ok@x.y>"),
        greeting="{{ self.__class__ }}",
        contacts=(Contact("hr@abernethyglass.com", evil),),
        evidence=quote("{% for x in range(10**9) %}"),
        portal="https://x.y/\r\nBcc: victim@evil.example",
        label="offer_written",
    )
    r = replace(r, from_=replace(r.from_, name=f"{{{{ 7*7 }}}} {evil}"))
    stray = event(summary=evil, organizer=mailbox("a\r\nb <a@b.example>"), attendees=(Attendee("sam.lee@example.net"),))
    return wanted(
        r, role="{{ config }} {% raw %} Engineer", employer="{{ 7*7 }}", interviews=(interview(r, events=(stray,)),)
    )  # fmt: skip


def other_employer_in_the_role() -> Wanted:
    return replace_candidacy(one(), role="Strathlow Water Liaison (£48,000)")


def replace_candidacy(of: Wanted, **more: object) -> Wanted:
    return replace(of, candidacy=replace(of.candidacy, **more))  # type: ignore[arg-type]  # any field of it


SITUATIONS = (one, german, german_du, polish, several, no_interview, no_role, no_name, no_employer, user_declined, inside, agency,
              team, reply_to_elsewhere, unicode_names, hostile, other_employer_in_the_role)  # fmt: skip


def letters() -> list[tuple[str, Wanted, Tone, Letter]]:
    found = []
    for situation, kind, tone, key in product(SITUATIONS, KINDS, TONES, KEYS):
        of = replace(situation(), kind=kind, key=key)
        letter = compose(of, replace(SAM, tone=tone), NOW)
        found.append((f"{situation.__name__} {kind} {tone} {key}", of, tone, letter))
    return found


ALL = letters()


def test_every_letter_passes_every_guard() -> None:
    for name, of, _, letter in ALL:
        assert faults(letter, of, SAM) == [], name
        assert letter.to, name
        assert kind_for(of, SAM) == of.kind, name


def test_no_letter_names_the_other_employer_the_pay_or_leaves_a_field_open() -> None:
    for name, _, _, letter in ALL:
        text = f"{letter.subject}\n{letter.body}".casefold()
        assert "strathlow" not in text, name
        assert "network scheduler" not in text, name
        assert not re.search(r"[£$€]\s?\d|\d ?(?:eur|usd)", text), name
        body = letter.body
        assert not re.search(r"\{|\}|\[|\]|<|>|\bNone\b|Undefined|49| {2}|\s[,.;]|\.\.| ,", body), f"{name}\n{body}"


def test_every_letter_is_one_that_can_be_read() -> None:
    for name, _, _, letter in ALL:
        lines = letter.body.rstrip("\n").split("\n")
        assert lines[0].endswith(","), name
        assert lines[1] == "", name
        assert lines[-1] == "Sam Lee", name
        assert "\n\n\n" not in letter.body, name
        opening = lines[2][0]
        assert opening.islower() if letter.language == "de" else opening.isupper(), name
        assert not re.search(r"[.!?] [a-zäöü]", letter.body), f"{name}\n{letter.body}"
        assert not re.search(r"[a-z] \n|\b(\w+) \1\b", letter.body), f"{name}\n{letter.body}"


def test_letters_have_the_length_that_reads_best() -> None:
    for name, _, tone, letter in ALL:
        words = len(letter.body.split())
        least, most = (30, 60) if tone == "brief" else (60, 140)
        ample = 12 if name.startswith(("several", "unicode")) else 6  # a second day takes words
        assert least - 4 <= words <= most + ample, f"{name}: {words}\n{letter.body}"


def test_a_booked_interview_is_named_by_day_time_and_zone() -> None:
    for name, of, _, letter in ALL:
        if not of.interviews:
            assert not re.search(r"\d:\d\d", letter.body), name
        elif letter.language == "de":
            assert "am Dienstag, 24. November, um 10:00 Uhr (MEZ)" in letter.body, name
        else:
            assert "on Tuesday 24 November at 9:15 am" in letter.body, name
            assert "UK time" in letter.body, name
    for name, of, _, letter in ALL:
        if len(of.interviews) > 1:
            assert "on Thursday 26 November at 9:15 am UK time" in letter.body, name


def test_letters_are_specific() -> None:
    for name, of, _, letter in ALL:
        if name.startswith(("one", "german", "several", "no_interview", "team")):
            assert "Furnace Scheduling Lead" in letter.body, name
        if name.startswith(("one ", "several", "no_interview", "agency")):
            assert of.candidacy.employer in letter.body, name


def test_thanks_the_decision_and_good_wishes_are_in_every_letter() -> None:
    for name, of, _, letter in ALL:
        if letter.language != "en":
            continue
        body = letter.body.casefold()
        assert "thank" in body or "grateful" in body, name
        assert re.search(r"withdraw|declin|accept", body), name
        assert re.search(r"\bwell\b|success|right person|best|thank .* for me", body), name
        accepted = re.search(r"have (?:since )?accepted|accept an|accept another", body)
        assert bool(accepted) == (of.firm_offer is not None), f"{name}\n{letter.body}"


def test_nobody_grovels() -> None:
    for name, _, _, letter in ALL:
        body = letter.body.casefold()
        assert len(re.findall(r"sorry|apolog|regret|verständnis|leid", body)) <= 1, name
        assert not re.search(r"sincerely apolog|deeply|forgive|unfortunately|leider", body), name


def test_letters_to_different_employers_differ() -> None:
    for tone in ("warm", "plain"):
        bodies = {letter.body for name, _, t, letter in ALL if name.startswith("one withdrawal") and t == tone}
        assert len(bodies) >= 8


def test_the_new_employer_reads_of_this_role_only_and_of_no_parting() -> None:
    for name, _, _, letter in ALL:
        if name.startswith("inside"):
            assert "everything else stays as we agreed" in letter.body, name
            assert "this role" in letter.body, name
            assert not re.search(r"another (?:position|role|offer)|elsewhere|paths|stay in touch", letter.body), (
                letter.body
            )


def test_nobody_is_thanked_for_what_they_have_not_done() -> None:
    plain = wanted(reading(label="applied", human=False), interviews=(), in_touch=None)
    for tone, key in product(TONES, KEYS):
        body = compose(replace(plain, key=key), replace(SAM, tone=tone), NOW).body
        assert not re.search(r"touch with|messages|time you|time that you|hearing from", body), body


def test_the_same_letter_is_always_written_the_same() -> None:
    assert compose(one(), SAM, NOW) == compose(one(), SAM, NOW + timedelta(hours=3))


def test_german_letters_keep_to_sie_or_du() -> None:
    for name, _, _, letter in ALL:
        if name.startswith("german_du"):
            assert not re.search(r"\b(?:Sie|Ihnen|Ihre?[mnrs]?)\b", letter.body), f"{name}\n{letter.body}"
        elif name.startswith("german"):
            assert not re.search(r"\b(?:du|dir|dich|deine?|euch|euer|ihr|gib)\b", letter.body), f"{name}\n{letter.body}"


def test_a_language_without_templates_gets_an_english_letter_that_says_why() -> None:
    for name, _, _, letter in ALL:
        assert letter.language == ("de" if name.startswith("german") else "en"), name
        assert any("(pl)" in r for r in letter.reasons) == name.startswith("polish"), name


def test_staying_in_touch_is_the_users_choice() -> None:
    for key in KEYS:
        body = compose(replace(one(), key=key), replace(SAM, keep_in_touch=False), NOW).body
        assert "touch" not in body
        assert "paths" not in body


def test_the_message_that_leaves_is_the_letter() -> None:
    """What a mail reader finds in the bytes is what the letter says, and nothing else has got in."""
    for name, of, _, letter in ALL[:: len(KEYS)]:
        raw = build(letter, message_id=message_id_for(of.key, NOW, letter.from_.address), date=NOW)
        message = message_from_bytes(raw, policy=policy.default)
        assert sorted(set(message.keys())) == sorted(message.keys()), name
        assert {k.lower() for k in message} <= {
            "from", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references", "mime-version",
            "content-type", "content-transfer-encoding",
        }, name  # fmt: skip
        assert message.get_content().replace("\r\n", "\n") == letter.body, name
        assert message["subject"] == letter.subject, name
        assert [a.addr_spec for a in message["from"].addresses] == ["sam.lee@example.net"], name
        heard = [a.addr_spec for a in message["to"].addresses]
        assert heard == [addresses.ascii_form(r.address) for r in letter.to], name
        assert not message.defects, name


def test_hostile_mail_reaches_nobody_else() -> None:
    of = hostile()
    letter = compose(of, SAM, NOW)
    raw = build(letter, message_id="<m@x.y>", date=NOW)
    assert b"\r\nBcc" not in raw
    assert letter.references == ("<ok@x.y>",) or letter.in_reply_to is None
    assert [r.address for r in (*letter.to, *letter.cc)] == ["fraser.boyd@abernethyglass.com", "hr@abernethyglass.com"]


def test_a_letter_that_would_not_be_true_is_refused() -> None:
    for of, says in (
        (replace(one(), kind="disclose", firm_offer=None, offer=None), "no other offer has been accepted"),
        (replace(one(), kind="disclose", firm_offer=offer(accepted=False, firm=False)), "no other offer"),
        (replace(one(), kind="expedite", firm_offer=None, offer=None), "no offer that it could tell of"),
        (replace(one(), kind="more_time", firm_offer=None, offer=None), "no offer that it could ask"),
        (replace(one(), kind="nudge", after="disclose"), "follows a withdrawal"),
    ):
        with pytest.raises(Unwritable, match=says):
            compose(of, SAM, NOW)


def test_nobody_to_write_to_is_a_call_for_what_ends_something_and_nothing_for_the_rest() -> None:
    machine = wanted(reading("no-reply@ashbyhq.com", human=False, label="offer_written"))
    kinds: dict[DraftKind, DraftKind] = {k: kind_for(replace(machine, kind=k), SAM) for k in get_args(DraftKind)}
    assert [k for k, becomes in kinds.items() if becomes == "call_sheet"] == [
        "withdrawal", "offer_decline", "call_sheet",
    ]  # fmt: skip
    with pytest.raises(Unwritable, match="nobody to write to"):
        compose(replace(machine, kind="disclose"), SAM, NOW)


def test_without_name_or_address_of_the_user_there_is_no_letter() -> None:
    for bare in (replace(SAM, name=""), replace(SAM, addresses=())):
        with pytest.raises(Unwritable, match="name and address"):
            compose(one(), bare, NOW)


def test_the_signature_stands_under_the_name() -> None:
    body = compose(one(), replace(SAM, signature="Sam Lee, MSc\n+44 1632 960222"), NOW).body
    assert body.endswith("\nSam Lee\nSam Lee, MSc\n+44 1632 960222\n")


def test_an_offer_is_declined_with_its_interviews() -> None:
    body = compose(replace(one(), kind="offer_decline", firm_offer=offer("Elsewhere")), SAM, NOW).body
    assert "offer" in body
    assert "on Tuesday 24 November at 9:15 am UK time" in body


ODD = st.text(max_size=60) | st.sampled_from(
    ["{{ 7*7 }}", "a\r\nBcc: b@c.d", "Strathlow Water", "£5k", "\0", "=?utf-8?q?x?="]
)


@settings(max_examples=150)
@given(name=ODD, role=ODD, employer=ODD, subject=ODD, greeting=ODD, sign_off=ODD, zone=ODD, words=ODD, language=ODD)
def test_no_mail_can_make_a_wrong_letter(
    name: str,
    role: str,
    employer: str,
    subject: str,
    greeting: str,
    sign_off: str,
    zone: str,
    words: str,
    language: str,
) -> None:
    """Whatever stands in the fields that mail fills: a letter without a fault, or none."""
    r = reading(BOYD, subject=subject, greeting=greeting, sign_off=sign_off, language=language, evidence=quote(words))
    r = replace(r, from_=replace(r.from_, name=name))
    held = replace(interview(r, events=(event(summary=words),)), zone=zone)
    of = wanted(
        r, role=role, employer=employer, names=(employer, words), interviews=(held,), firm_names=("Strathlow Water",)
    )
    try:
        letter = compose(of, SAM, NOW)
    except Unwritable:
        return
    assert faults(letter, of, SAM) == []
    assert "strathlow" not in letter.body.casefold()
    assert b"\r\nBcc" not in build(letter, message_id="<m@x.y>", date=NOW)
