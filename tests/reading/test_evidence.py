"""The words that a reading rests on are those that a careful reader would underline, and no others."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from agent.cli.explain import explain
from agent.model import Direction, Evidence, Label
from agent.reading import mime, read, structured
from agent.reading.label import decide
from agent.reading.learned import encoder
from agent.reading.learned.input import Segment
from agent.reading.learned.opinion import Opinion, opinion
from agent.reading.places import places
from agent.reading.structured import Facts
from agent.reading.weigh import LEARNED
from tests.reading.eml import ME, eml
from tests.reading.words import document, reading

Shown = list[tuple[str, str]]
"""Quote, and what it shows."""

# What the rules show. Each message has sentences beside the point.
GOLDEN: dict[str, tuple[Direction, str, str, Label, Shown]] = {
    "an offer by word of mouth": (
        "in", "Our call", "Hi Sam,\n\nGood to talk. The job is yours; the letter follows next week.\n\nJo",
        "offer_verbal",
        [
            ("The job is yours; the letter follows next week.", "the job is offered"),
            ("The job is yours; the letter follows next week.", "the offer in writing is still to come"),
        ],
    ),
    "an offer with a condition": (
        "in", "Planner",
        "Hi Sam,\n\nWe are pleased to offer you the position of Grant Writer, subject to two references. The weather is"
        " lovely here.\n\nJo",
        "offer_contingency",
        [
            (
                "We are pleased to offer you the position of Grant Writer, subject to two references.",
                "still open: references",
            ),
        ],
    ),
    "nothing left open": (
        "in", "Done",
        "Hi Sam,\n\nI was in Leeds. Your background check came back clear and nothing else is outstanding. See you.\n\nJo",
        "offer_cleared",
        [
            ("Your background check came back clear and nothing else is outstanding.", "nothing is left open"),
            ("Your background check came back clear and nothing else is outstanding.", "met: background check"),
        ],
    ),
    "the user's yes": (
        "out", "Re: Your offer", "Hi Jo,\n\nI am happy to accept the offer. My cat says hello.\n\nSam",
        "offer_accepted", [("I am happy to accept the offer.", "the user accepts the offer")],
    ),
    "the user's no": (
        "out", "Re: Your offer",
        "Hi Jo,\n\nThank you for the offer. I have decided to decline it. The team was lovely.\n\nSam",
        "offer_declined", [("I have decided to decline it.", "the user declines the offer")],
    ),
    "the user withdraws": (
        "out", "Application", "Hi Jo,\n\nI would like to withdraw my application. Thank you for your time.\n\nSam",
        "withdrawn", [("I would like to withdraw my application.", "the user ends the candidacy")],
    ),
    "an offer taken back": (
        "in", "Sad news",
        "Hi Sam,\n\nI hope you had a good weekend. Our budget was frozen and we have to withdraw the offer we made you.\n\nJo",
        "offer_rescinded",
        [
            ("Our budget was frozen and we have to withdraw the offer we made you.", "the offer is taken back"),
            (
                "Our budget was frozen and we have to withdraw the offer we made you.",
                "an offer or a contract of the user's is spoken of",
            ),
        ],
    ),
    "a rejection": (
        "in", "Your application",
        "Dear Sam,\n\nThank you for your time. We have decided to move forward with other candidates. We wish you luck.\n\nJo",
        "rejected",
        [("We have decided to move forward with other candidates.", "the candidacy ends from the employer's side")],
    ),
    "an offer that is denied": (
        "in", "Feedback", "Hi Sam,\n\nWe are unable to offer you the position. Your talk was good.\n\nJo",
        "rejected",
        [
            ("We are unable to offer you the position.", "the candidacy ends from the employer's side"),
            ("We are unable to offer you the position.", "it is denied that the job is offered"),
        ],
    ),
    "an invitation": (
        "in", "Next step",
        "Hi Sam,\n\nYour portfolio made us laugh. We would like to invite you to an interview. Which day suits you?\n\nJo",
        "interview_invited",
        [("We would like to invite you to an interview.", "an interview is asked for, its time is open")],
    ),
    "a fixed interview": (
        "in", "Thursday",
        "Hi Sam,\n\nYour interview is on Thursday, 8 October 2026, at 2:30 pm at our office. Bring a coat.\n\nJo",
        "interview_scheduled",
        [
            (
                "Your interview is on Thursday, 8 October 2026, at 2:30 pm at our office.",
                "the time of the interview",
            ),
            (
                "Your interview is on Thursday, 8 October 2026, at 2:30 pm at our office.",
                "an interview at a fixed time",
            ),
        ],
    ),
    "an hour that ends its sentence": (
        "in", "Friday", "Hi Sam,\n\nYour interview is on Friday, 9 October 2026, at 10 am. Bring a coat.\n\nJo",
        "interview_scheduled",
        [
            ("Your interview is on Friday, 9 October 2026, at 10 am.", "the time of the interview"),
            ("Your interview is on Friday, 9 October 2026, at 10 am.", "an interview at a fixed time"),
        ],
    ),
    "an interview called off": (
        "in", "Change",
        "Hi Sam,\n\nSomebody fell ill, so your interview on Thursday is cancelled. We will be in touch.\n\nJo",
        "interview_cancelled",
        [("Somebody fell ill, so your interview on Thursday is cancelled.", "an interview is called off")],
    ),
    "the subject alone": (
        "in", "Your interview is cancelled", "Hi Sam,\n\nSorry about that.\n\nJo",
        "interview_cancelled", [("Your interview is cancelled", "an interview is called off")],
    ),
    "an application that arrived": (
        "in", "Thanks",
        "Hi Sam,\n\nWe have received your application for Grant Writer. We are two people, so it takes a while.\n\nJo",
        "applied",
        [
            (
                "We have received your application for Grant Writer.",
                "the application has arrived or is being looked at",
            ),
        ],
    ),
    "a test": (
        "in", "Task", "Hi Sam,\n\nAs a next step, please complete the online test by Friday. It takes an hour.\n\nJo",
        "assessment",
        [
            (
                "As a next step, please complete the online test by Friday.",
                "a test, a task or a questionnaire is asked for",
            ),
        ],
    ),
    "a cold contact": (
        "in", "Hello",
        "Hi Sam,\n\nI came across your profile and have a role that may interest you. Would you be open to a short chat?\n\nJo",
        "outreach",
        [
            (
                "I came across your profile and have a role that may interest you.",
                "a cold contact: there is no candidacy yet",
            ),
            ("Would you be open to a short chat?", "a cold contact: there is no candidacy yet"),
        ],
    ),
    "a German offer": (
        "in", "Ihre Bewerbung",
        "Liebe Frau Lee,\n\nes war ein schöner Nachmittag. Wir freuen uns, Ihnen die Stelle als Gärtnerin anzubieten. Der"
        " Vertrag liegt bei.\n\nJo Marsh",
        "offer_written",
        [
            ("Wir freuen uns, Ihnen die Stelle als Gärtnerin anzubieten.", "the job is offered"),
            ("Der Vertrag liegt bei.", "the offer lies in a letter, a form or a portal"),
        ],
    ),
    "a German rejection": (
        "in", "Ihre Bewerbung",
        "Liebe Frau Lee,\n\ndanke für Ihren Besuch. Leider müssen wir Ihnen absagen. Alles Gute.\n\nJo Marsh",
        "rejected", [("Leider müssen wir Ihnen absagen.", "the candidacy ends from the employer's side")],
    ),
    "a German invitation": (
        "in", "Gespräch",
        "Liebe Frau Lee,\n\nwir möchten Sie gern zu einem Vorstellungsgespräch einladen. Wann passt es Ihnen?\n\nJo Marsh",
        "interview_invited",
        [
            (
                "wir möchten Sie gern zu einem Vorstellungsgespräch einladen.",
                "an interview is asked for, its time is open",
            ),
        ],
    ),
    "a German interview": (
        "in", "Gespräch",
        "Liebe Frau Lee,\n\nIhr Vorstellungsgespräch findet am 8. Oktober 2026 um 14:30 Uhr statt. Bringen Sie Zeit"
        " mit.\n\nJo Marsh",
        "interview_scheduled",
        [
            (
                "Ihr Vorstellungsgespräch findet am 8. Oktober 2026 um 14:30 Uhr statt.",
                "the time of the interview",
            ),
            (
                "Ihr Vorstellungsgespräch findet am 8. Oktober 2026 um 14:30 Uhr statt.",
                "an interview at a fixed time",
            ),
        ],
    ),
    "a German yes": (
        "out", "Re: Angebot", "Liebe Frau Marsh,\n\nich nehme das Angebot gerne an. Bis bald.\n\nSam Lee",
        "offer_accepted", [("ich nehme das Angebot gerne an.", "the user accepts the offer")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("direction", "subject", "text", "label", "shown"), GOLDEN.values(), ids=GOLDEN)
def test_the_rules_show_what_decides_and_nothing_else(
    direction: Direction, subject: str, text: str, label: Label, shown: Shown
) -> None:
    found = reading(text, subject, direction=direction)
    assert found.label == label
    assert [(item.quote, item.says) for item in found.evidence] == shown


def test_the_dates_of_an_offer_are_shown_each_in_its_sentence() -> None:
    text = (
        "Hi Sam,\n\nWe are pleased to offer you the position of Grant Writer. The contract is attached. Lunch is on us."
        " Please sign it by 12 October 2026. Your first day is 2 November 2026.\n\nJo"
    )
    found = reading(text, "Grant Writer")
    shown = {item.says: item.quote for item in found.evidence}
    assert shown["the offer must be answered by then"] == "Please sign it by 12 October 2026."
    assert shown["the first day of work"] == "Your first day is 2 November 2026."
    assert "Lunch is on us." not in shown.values()


# ---------------------------------------------------------------- what the learned reader shows

OFFER = "Nous aimerions que vous rejoigniez notre équipe."
ASIDE = "Il a plu toute la journée."


def thinks(decisive: str, aside: str, **labels: float) -> Opinion:
    """An opinion on two sentences, that looked at the first."""
    text = f"{aside} {decisive}"
    rest = (1 - sum(labels.values())) / (len(get_args(Label)) - len(labels))
    at = len(aside) + 1
    return Opinion(
        {label: labels.get(label, rest) for label in get_args(Label)},
        0.0, {}, [Segment("text", text)], {}, {0: [(0, at, 0.1), (at, len(text), 0.9)]},
    )  # fmt: skip


def of(text: str, looked: Opinion) -> tuple[Evidence, ...]:
    return decide(document(text), Facts(), direction="in", zone="UTC", human=True, opinion=looked).evidence


def test_the_learned_reader_shows_the_sentence_it_looked_at_and_how_sure_it_is() -> None:
    shown = of(f"{ASIDE} {OFFER}", thinks(OFFER, ASIDE, offer_verbal=0.81))
    assert [(item.quote, item.says) for item in shown] == [
        (OFFER, "read by the learned reader as an offer by word of mouth (81% sure)")
    ]


def test_what_the_rules_say_against_it_is_shown_beside() -> None:
    no, wish = "We have decided to move forward with other candidates.", "We wish you luck."
    shown = of(f"{wish} {no}", thinks(no, wish, applied=0.97))
    assert [(item.quote, item.says) for item in shown] == [
        (no, "read by the learned reader as an application being acknowledged (97% sure)"),
        (no, "by the rules alone it would be a rejection"),
    ]


def test_what_it_may_be_as_well_is_shown_where_it_is_asked_about() -> None:
    shown = of(f"{ASIDE} {OFFER}", thinks(OFFER, ASIDE, offer_verbal=0.6, offer_written=0.35))
    assert [item.says for item in shown] == [
        "read by the learned reader as an offer by word of mouth (60% sure)",
        "read by the learned reader as an offer in writing (35% sure), too",
    ]


def test_no_one_is_ever_wholly_sure() -> None:
    assert of(OFFER, thinks(OFFER, ASIDE, rejected=0.9999))[0].says.endswith("(99% sure)")


LOOKED_AT = [
    ("Hi Mara,\n\nThe tour was fun. We would love to have you join us as Grant Writer. Bring an umbrella.", "We would love to have you join us as Grant Writer."),
    ("Hi Mara,\n\nThanks for the chat. In the end we went with somebody else. The lift is mended.", "In the end we went with somebody else."),
    ("Liebe Mara,\n\nes war ein schöner Tag. Ihr Vorstellungsgespräch findet am 8. Dezember 2026 um 14:30 Uhr statt. Es gibt Kuchen.", "Ihr Vorstellungsgespräch findet am 8. Dezember 2026 um 14:30 Uhr statt."),
    ("Bonjour Mara,\n\nMerci de votre visite. Nous ne pouvons pas donner une suite favorable à votre candidature. Bonne journée.", "Nous ne pouvons pas donner une suite favorable à votre candidature."),
    ("Bonjour Mara,\n\nMerci de votre visite. Votre entretien aura lieu le 8 décembre 2026 à 14h30. Il fait froid.", "Votre entretien aura lieu le 8 décembre 2026 à 14h30."),
    ("Hola Mara,\n\nGracias por venir. Lamentamos comunicarle que hemos seleccionado a otra persona. Un saludo.", "Lamentamos comunicarle que hemos seleccionado a otra persona."),
    ("Ciao Mara,\n\ngrazie della visita. Siamo lieti di offrirle il posto di giardiniere. Qui piove.", "Siamo lieti di offrirle il posto di giardiniere."),
    ("Olá Mara,\n\nobrigado pela visita. Temos o prazer de lhe oferecer a vaga de jardineiro. Até breve.", "Temos o prazer de lhe oferecer a vaga de jardineiro."),
    ("Dag Mara,\n\nbedankt voor je bezoek. Helaas hebben we voor een andere kandidaat gekozen. Groeten.", "Helaas hebben we voor een andere kandidaat gekozen."),
    ("Hej Mara,\n\ntack för besöket. Vi vill gärna erbjuda dig tjänsten som trädgårdsmästare. Här regnar det.", "Vi vill gärna erbjuda dig tjänsten som trädgårdsmästare."),
]  # fmt: skip


@pytest.mark.skipif(encoder.shipped() is None, reason="the encoder is not installed")
def test_the_encoder_that_ships_looks_at_the_sentence_that_decides() -> None:
    right = 0
    for text, decisive in LOOKED_AT:
        seen = mime.parse(eml(f"{text}\n\nPetra Voss", subject="Planner"))
        looked = opinion(seen, structured.facts(seen, me=ME, zone="UTC"), "in")
        found = decide(seen, Facts(), direction="in", zone="UTC", human=True, opinion=looked).evidence
        right += any(item.quote == decisive and item.says.startswith(LEARNED) for item in found)
    assert right >= len(LOOKED_AT) - 1


# ---------------------------------------------------------------- every form of message

WHOLE = "Hi Mara,\n\nIt’s a yes from all of us: we’d like you to be our Planner.\nYour first day would be\n1 March 2027. Kettle’s on.\n\nPetra Voss"
FORMS = {
    "plain": eml(WHOLE, subject="Planner"),
    "HTML": eml(html="<p>Hi Mara,</p><p>It&rsquo;s a <b>yes</b> from all&nbsp;of us: we&rsquo;d like you to be our Planner.</p>"),
    "quoted": eml("Yes, I accept your offer.\n\nOn Mon, 9 Nov 2026 Petra Voss <petra.voss@harrowpike.com> wrote:\n> We offer you the post of Planner.", from_="Mara <mara.quint@example.net>", to="Petra Voss <petra.voss@harrowpike.com>"),
    "forwarded": eml("See below.\n\n---------- Forwarded message ---------\nFrom: Petra Voss <petra.voss@harrowpike.com>\nSubject: Offer\n\nWe are glad to offer you the post of Planner, subject to references."),
    "long": eml("Hi Mara,\n\n" + "The garden grows and nobody knows why, but it does so every year. " * 15 + "\n\nWe are pleased to offer you the position of Planner.\n\nPetra",
 subject="Your application: interview and offer"),
    "one endless sentence": eml("We are pleased to offer you the position of Planner, " + "and the garden grows, " * 40 + "so there.\n\nPetra", subject="Your application: interview and offer"),
    "split by invisible characters": eml("Hi Mara,\n\nWe are ple\u00adased to off\u00ader you the position of Planner.\n\nPetra"),
    "a machine": eml("Dear Mara,\n\nWe have received your application for Planner.", from_="Harrow & Pike <no-reply@myworkday.com>"),
}  # fmt: skip


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("raw", FORMS.values(), ids=FORMS)
def test_what_is_shown_stands_in_the_message(raw: bytes) -> None:
    found = read(raw, me=ME)
    seen = mime.parse(raw)
    texts = [plain(zone.text) for zone in seen.zones] + [
        seen.from_.address,
        seen.from_.name,
        *(b.address for b in seen.to),
    ]
    shown = (*found.evidence, *places(seen, found))
    assert shown
    assert len(shown) == len(set(shown))
    for item in shown:
        assert item.quote
        assert len(item.quote) <= 300
        assert any(item.quote in text or item.quote.removesuffix(".") in text for text in texts), item.quote
        assert re.fullmatch(r"[a-z].*[^.]", item.says)


def stands(text: str, employer: str | None = None, role: str | None = None) -> Shown:
    raw = eml(f"Hi Mara,\n\n{text}\n\nPetra")
    found = replace(read(raw, me=ME), employer=employer, role=role)
    return [(item.quote, item.says) for item in places(mime.parse(raw), found)]


def test_employer_and_post_are_shown_where_they_stand() -> None:
    quote = "We are pleased to offer you the position of Planner at Harrow & Pike."
    shown = stands(f"The rain stopped. {quote} Bye.", "Harrow & Pike", "Planner")
    assert shown == [(quote, "the employer"), (quote, "the post")]


def test_an_employer_that_only_the_address_names_is_shown_there() -> None:
    shown = stands("We have decided to move forward with other candidates.", "Harrow Pike")
    assert shown == [("petra.voss@harrowpike.com", "the employer, by the address")]


def test_a_field_that_no_words_show_is_not_claimed_to_stand_anywhere() -> None:
    assert stands("The rain stopped.", "Tidewater", "Warden") == []


# ---------------------------------------------------------------- in a terminal


def told(tmp_path: Path, raw: bytes) -> list[str]:
    (tmp_path / "a.eml").write_bytes(raw)
    out, err = io.StringIO(), io.StringIO()
    explain([str(tmp_path)], list(ME), as_json=False, zone="UTC", out=out, err=err, progress=False)
    return out.getvalue().splitlines()[1:]


def test_each_quote_is_told_once_with_all_that_it_shows(tmp_path: Path) -> None:
    lines = told(
        tmp_path,
        eml(
            "Hi Mara,\n\nIt was good to talk on the phone. As I said, the job is yours; the paperwork comes next week.\n\nPetra"
        ),
    )
    quote = "    “As I said, the job is yours; the paperwork comes next week.”"
    assert lines[0].startswith("  offer_verbal: an offer by word of mouth (")
    assert lines.count(quote) == 1
    shown = lines[lines.index(quote) + 1 :]
    assert shown[:2] == ["      → the job is offered", "      → the offer in writing is still to come"]


def test_a_suspicion_is_told_with_its_reasons(tmp_path: Path) -> None:
    lines = told(
        tmp_path, eml("You are hired. Pay the visa fee of $90 with gift cards.", from_="HR <harrow.hr@gmail.com>")
    )
    at = lines.index("  suspicious, so nothing follows from it:")
    assert "    it asks you to pay something before you may start" in lines[at:]


def test_mail_about_nothing_is_told_as_such(tmp_path: Path) -> None:
    lines = told(
        tmp_path, eml("Your parcel was left with a neighbour.", from_="Post <info@parcels.test>", subject="Parcel")
    )
    assert lines[0].startswith("  other: nothing about a candidacy of the user's own (")
    assert any("nothing in it speaks of" in line or LEARNED in line for line in lines)


def test_what_is_to_be_asked_is_told_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import agent.reading.learned.opinion as module

    monkeypatch.setattr(module, "opinion", lambda *_: thinks(OFFER, ASIDE, offer_verbal=0.6, offer_written=0.35))
    lines = told(tmp_path, eml(f"Bonjour Mara,\n\n{ASIDE} {OFFER} Votre candidature nous plaît.\n\nPetra"))
    assert "  to be asked: is it an offer in writing? Until you say so, nothing follows from it." in lines
    assert "    no rule found words for it: this is the learned reader's judgement alone" in lines
