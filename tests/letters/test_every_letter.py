"""Every letter there is: each kind, tone and language in every situation, and all that must hold for each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise, product

import pytest
from jinja2 import nodes

from agent.letters import faults, render
from agent.letters.language import TEMPLATES, codes
from tests.letters.corpus import TONES, Sample, samples
from tests.letters.situations import AGENCY, EMPLOYER, KINDS, PANEL, ROLE, Situation
from tests.letters.words import WORDS

LANGUAGES = sorted(codes())
NAMED = ("withdrawal", "offer_decline", "call_sheet", "disclose", "expedite")
"""The kinds that name the booked interviews."""
TELLS = ("withdrawal", "offer_decline", "call_sheet", "disclose")
"""The kinds that say that another offer was accepted, where it was."""

NAMES = ("Fraser", "Mo", "Bo")


def body(one: Sample) -> str:
    return one.letter.body


def tells_of_nothing(one: Sample) -> bool:
    """They were told that an offer was accepted, and hear that it came to nothing."""
    return one.situation.kind == "reopen" and one.situation.after == "disclose"


def calls(one: Sample) -> bool:
    return one.situation.kind == "call_sheet"


def text(one: Sample) -> str:
    """The letter without salutation and name."""
    return "\n".join(body(one).split("\n")[2:-2])


def sentences(one: Sample) -> list[str]:
    return [s for p in text(one).split("\n\n") for s in re.split(r"(?<=[.!?]) ", p.replace("\n", " ")) if s]


# ---------------------------------------------------------------- what must hold


def no_guard_is_broken(one: Sample) -> bool:
    return faults(one.letter, one.wanted, one.policy) == []


def nobody_elses_name_no_pay(one: Sample) -> bool:
    whole = f"{one.letter.subject}\n{body(one)}"
    return not re.search(r"strathlow|network scheduler|[£$€]\s?\d|\d ?(?:eur|usd|k)\b", whole, re.IGNORECASE)


def nothing_is_left_over(one: Sample) -> bool:
    return not re.search(r"[{}\[\]<>|]|\bNone\b|Undefined|\bTrue\b|\bFalse\b", body(one))


def spaces_and_stops_are_right(one: Sample) -> bool:
    before = r"[,.]" if one.letter.language == "fr" else r"[,.;:!?]"
    double = r" {2}|[,;:]{2}|\.{2}|[,;:]\.|\.[,;:]| \n|\n{3}|(?<![\d:]) " + before
    return not re.search(double, re.sub(r"\b(?:no|Sig|Sra?)\.", "", body(one)))


def paragraphs_are_full(one: Sample) -> bool:
    lines = body(one).removesuffix("\n").split("\n")
    return (
        body(one).endswith("\n") and all(lines[at] or lines[at + 1] for at in range(len(lines) - 1)) and bool(lines[0])
    )


def sentences_begin_well(one: Sample) -> bool:
    first = re.search(r"[^\W\d_]", text(one))
    lower = WORDS[one.letter.language].lower
    begins = first is None or calls(one) or (first[0].islower() if lower else first[0].isupper())
    return begins and not re.search(r"[.!?] [a-zà-öø-ÿ]", re.sub(r"\b(?:no|nr|Sig)\. ", "", body(one)))


def nothing_is_said_twice(one: Sample) -> bool:
    said = sentences(one)
    return not any(a == b for a, b in pairwise(said)) and not re.search(r"\b([^\W\d_]{2,}) \1\b", body(one))


def greets_the_right_person(one: Sample) -> bool:
    first, last = body(one).split("\n")[0], body(one).rstrip("\n").split("\n")[-1]
    if calls(one):
        return True
    names = {"person": ["Fraser"], "two": ["Mo", "Bo"]}.get(one.situation.whom, [])
    if one.situation.whom == "address" and one.situation.panel in ("reader", "both"):
        names = ["Fraser"]  # the invitation knows whose address it is
    if one.situation.instead:
        names = ["Bo"]
    greeted = [n for n in NAMES if re.search(rf"\b{n}\b", first)]
    return greeted == names and last == "Sam Lee" and first[-1] in ",:"


def nobody_is_guessed(one: Sample) -> bool:
    return not re.search(
        r"\b(?:Mr|Mrs|Ms|Herrn?|Frau|M\.|Mme|Madame|Monsieur|Sra?\.|Señora?|Senhora?|Sig\.(?:ra)?|[Mm]evrouw|[Mm]eneer)(?!\w)",
        body(one),
    )


def is_as_long_as_reads_best(one: Sample) -> bool:
    if calls(one):
        return len(body(one).split()) <= 260
    least, most = (30, 60) if one.tone == "brief" else (60, 140)
    # A second day, a line that not every letter has and a longer salutation take words.
    more = 12 * max(0, one.situation.interviews - 1) + 4 * (one.situation.whom in ("two", "team"))
    more += 12 * (one.tone != "brief" and (one.situation.referral or one.situation.travel))
    return least <= len(body(one).split()) <= most + more


def names_day_and_time(one: Sample) -> bool:
    slots, kind = one.known["slots"], one.situation.kind
    if slots and tells_of_nothing(one):
        return slots in body(one)
    if kind == "more_time" or not slots:
        return not re.search(r"\b\d{1,2}:\d\d\b", body(one))
    return slots in body(one) or kind not in NAMED


def is_specific(one: Sample) -> bool:
    if one.situation.kind == "disclose" and one.tone == "brief":
        return True
    return (ROLE in body(one)) == one.situation.role


def names_no_wrong_house(one: Sample) -> bool:
    own = {"employer": EMPLOYER, "agency": EMPLOYER}.get(one.situation.side)
    whole = "\n".join(body(one).split("\n")[1:])
    if own is None and EMPLOYER in whole:
        return False
    return AGENCY not in whole or calls(one) or one.known["found_by_you"]


def names_only_who_was_met(one: Sample) -> bool:
    named = [n for n in PANEL if n in body(one)]
    return not named or all(n in (one.known["others"] or "") for n in named)


def another_job_is_told_of_only_where_it_is_so(one: Sample) -> bool:
    kind, known = one.situation.kind, one.known
    words = WORDS[one.letter.language]
    said = re.search(words.other, body(one), re.IGNORECASE) is not None
    if kind in ("expedite", "disclose") or tells_of_nothing(one):
        return said or one.situation.side == "inside"
    if kind in ("more_time", "nudge") or not known["accepted"]:
        return not said
    return said


def accepted_is_said_only_where_it_is_so(one: Sample) -> bool:
    said = re.search(WORDS[one.letter.language].accepted, body(one), re.IGNORECASE) is not None
    kind, known = one.situation.kind, one.known
    may = known["accepted"] or known["accepted_before"] or (kind == "disclose" and known["same_employer"])
    return not said or (may and kind in TELLS) or tells_of_nothing(one)


def nobody_grovels(one: Sample) -> bool:
    most = 1 if one.known["accepted_before"] or one.situation.kind in ("withdrawal", "reopen") else 0
    found = len(re.findall(WORDS[one.letter.language].sorry, body(one), re.IGNORECASE))
    return found == 1 if one.known["accepted_before"] and not calls(one) else found <= max(most, 1)


def speaks_as_the_thread_does(one: Sample) -> bool:
    words = WORDS[one.letter.language]
    wrong = words.polite if one.known["familiar"] else words.familiar
    return calls(one) or not wrong or not re.search(wrong, text(one))


def the_same_house_hears_of_no_parting(one: Sample) -> bool:
    return not one.known["same_employer"] or not (one.known["keep_in_touch"] or one.known["referral"])


def every_address_is_justified(one: Sample) -> bool:
    people = [*one.letter.to, *one.letter.cc]
    return all(r.because for r in people) and bool(people) != calls(one)


def the_calendar_is_answered_only_by_what_ends_it(one: Sample) -> bool:
    return one.situation.kind in ("withdrawal", "offer_decline", "call_sheet") or one.letter.calendar == ()


CHECKS: tuple[Callable[[Sample], bool], ...] = (
    no_guard_is_broken, nobody_elses_name_no_pay, nothing_is_left_over, spaces_and_stops_are_right, paragraphs_are_full,
    sentences_begin_well, nothing_is_said_twice, greets_the_right_person, nobody_is_guessed, is_as_long_as_reads_best,
    names_day_and_time, is_specific, names_no_wrong_house, names_only_who_was_met,
    another_job_is_told_of_only_where_it_is_so, accepted_is_said_only_where_it_is_so, nobody_grovels,
    speaks_as_the_thread_does, the_same_house_hears_of_no_parting, every_address_is_justified,
    the_calendar_is_answered_only_by_what_ends_it,
)  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_letter_is_right(code: str) -> None:
    """A failure names the check and shows up to three letters that fail it."""
    assert code in WORDS, f"tests/letters/words.py has no line for {code}"
    assert len(samples(code)) > 2500
    failed = [*broken(code), *never_printed(code), *too_much_alike(code)]
    assert not failed, "\n\n".join(failed)


def broken(code: str) -> Iterator[str]:
    """The checks that some letter fails."""
    for check in CHECKS:
        wrong = [one for one in samples(code) if not check(one)]
        if wrong:
            shown = "\n\n".join(f"{check.__name__}: {one.name}" for one in wrong[:3])
            yield f"{check.__name__}: {len(wrong)} letters\n{shown}"


def never_printed(code: str) -> Iterator[str]:
    """Wordings of a template that no letter has: a mistake in a condition."""
    printed: dict[str, list[str]] = {}
    for one in samples(code):
        name = f"{one.situation.kind}.{'plain' if calls(one) else one.tone}.txt"
        printed.setdefault(name, []).append(body(one))
    for name, bodies in sorted(printed.items()):
        said = re.sub(r"[ \t\n]+", " ", "\n".join(bodies))
        for piece in pieces((TEMPLATES / code / name).read_text(encoding="utf-8")):
            if piece not in said:
                yield f"{code}/{name}: no letter ever says {piece!r}"


def pieces(source: str) -> Iterator[str]:
    """The runs of words in a template that some letter should have: its plain text, and the texts that it prints."""
    for node in render.bare().parse(source).find_all((nodes.TemplateData, nodes.Const)):
        said = getattr(node, "data", None) or getattr(node, "value", "")
        for part in str(said).split("\n"):
            found = re.sub(r"[ \t]+", " ", part).strip(" \t")
            if len(found) > 12 and "_" not in found:
                yield found


def too_much_alike(code: str) -> Iterator[str]:
    """Kinds and tones whose letters do not vary: two people at one employer would get the same one."""
    for kind, tone in product(KINDS, TONES):
        bodies: dict[Situation, set[str]] = {}
        for one in samples(code):
            if one.situation.kind == kind and one.tone == tone and not calls(one):
                bodies.setdefault(one.situation, set()).add(body(one))
        if sum(len(found) > 1 for found in bodies.values()) < 0.9 * len(bodies):
            yield f"{code}/{kind}.{tone}.txt: letters are too much alike"
