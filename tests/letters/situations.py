"""Every situation that a letter can be written in, and the wanted letter that it makes; drawn widely, always the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import product
from random import Random
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from agent.model import Contact, DraftKind, Interview, Label, Policy, Reading, Wanted
from tests.letters.build import BERLIN, LONDON, NEW_YORK, NOW, interview, offer, quote, reading, wanted
from tests.letters.words import WORDS, Words

KINDS: tuple[DraftKind, ...] = get_args(DraftKind)
ROLE = "Furnace Scheduling Lead"
EMPLOYER = "Abernethy Glass"
AGENCY = "Larkhill Search"

Stage = Literal["applied", "invited", "met", "rounds"]
Side = Literal["employer", "agency", "agency_alone", "inside", "unknown"]
SIDES: tuple[Side, ...] = ("employer", "agency")
Whom = Literal["person", "address", "team", "two"]
Panel = Literal["nobody", "reader", "other", "both", "crowd"]


@dataclass(frozen=True)
class Situation:
    """What differs from letter to letter."""

    kind: DraftKind
    language: str = "en"
    interviews: int = 1
    stage: Stage = "invited"
    """How far it had come, without the booked interviews."""
    role: bool = True
    side: Side = "employer"
    whom: Whom = "person"
    panel: Panel = "nobody"
    familiar: bool = False
    accepted: bool = True
    declines: bool = False
    """A call sheet about their own offer."""
    before: bool = False
    keep: bool = True
    referral: bool = False
    travel: bool = False
    dated: bool = True
    late: bool = False
    """`expedite`: the offer has to be answered before the booked interviews."""
    after: DraftKind = "withdrawal"
    american: bool = False
    phone: bool = False
    in_touch: bool = True
    key: str = "k"
    found: bool = False
    """The agency has found the position that was accepted, too."""
    instead: bool = False
    """It goes to whoever an automatic answer of the reader's names."""


def every(kind: DraftKind, language: str, number: int) -> Iterator[Situation]:
    """All that are looked at of a kind; what is asked again follows a withdrawal, a decline, or a word about an offer."""
    for one in (*staged(kind, language), *drawn(kind, language, number)):
        yield one
        if kind == "reopen":
            yield replace(one, after="disclose", key=f"told:{one.key}")


def staged(kind: DraftKind, language: str) -> Iterator[Situation]:
    """However far it had come, with and without a booked interview, with an employer, through an agency, in one house."""
    stages: tuple[Stage, ...] = get_args(Stage)
    for n, (stage, side, interviews) in enumerate(product(stages, SIDES, (0, 1))):
        one = Situation(kind=kind, language=language, stage=stage, side=side, interviews=interviews, key=f"stage:{n}")
        yield fitting(one)
        if stage == "applied" and not interviews:
            yield fitting(replace(one, in_touch=False, key=f"silent:{n}"))
    for n, familiar in enumerate((True, False)):
        known = Situation(kind=kind, language=language, side="agency", found=True, familiar=familiar, key=f"found:{n}")
        both = (fitting(replace(known, declines=declines)) for declines in (True, False))
        yield from (one for one in both if one.found)
    if kind == "withdrawal":
        for n, (side, interviews) in enumerate(product(SIDES, (0, 1))):
            other = Situation(kind=kind, language=language, side=side, interviews=interviews, instead=True)
            yield fitting(replace(other, familiar=n % 2 > 0, key=f"instead:{n}"))
    if language in ("de", "fr"):  # whose close form is for one reader alone
        sides: tuple[Side, ...] = ("employer", "agency", "agency_alone")
        for n, (side, interviews, travel) in enumerate(product(sides, (0, 1), (True, False))):
            close = Situation(
                kind=kind, language=language, side=side, interviews=interviews, travel=travel, familiar=True
            )
            yield fitting(replace(close, dated=n % 3 > 0, key=f"close:{n}"))
    for declines in (True, False):
        yield fitting(Situation(kind=kind, language=language, side="inside", declines=declines, key=f"in:{declines}"))


def drawn(kind: DraftKind, language: str, number: int) -> Iterator[Situation]:
    """So many situations that fit the kind, each fact about as often as its contrary."""
    for n in range(number):
        r = Random(f"{kind} {n}")
        one = Situation(
            kind=kind,
            language=language,
            interviews=r.choice((0, 0, 1, 1, 1, 2)),
            stage=r.choice(("applied", "invited", "met", "rounds")),
            role=r.random() < 0.8,
            side=r.choice(("employer",) * 5 + ("agency", "agency", "agency_alone", "inside", "unknown")),
            whom=r.choice(("person", "person", "person", "address", "team", "two")),
            panel=r.choice(get_args(Panel)),
            familiar=r.random() < 0.5,
            accepted=r.random() < 0.75,
            declines=r.random() < 0.6,
            before=r.random() < 0.4,
            keep=r.random() < 0.7,
            referral=r.random() < 0.3,
            travel=r.random() < 0.3,
            dated=r.random() < 0.75,
            after=r.choice(("withdrawal", "offer_decline")),
            american=r.random() < 0.3,
            phone=r.random() < 0.5,
            in_touch=r.random() < 0.7,
            key=f"leave:{n}",
            late=r.random() < 0.5,
            found=r.random() < 0.5,
        )
        yield fitting(one)


def fitting(one: Situation) -> Situation:
    """The situation with what cannot be made possible."""
    if one.kind in ("more_time", "expedite", "reopen", "nudge") and one.side == "inside":
        one = replace(one, side="employer")
    if one.side == "inside" or one.kind == "more_time":
        one = replace(one, accepted=False)
    elif one.kind == "disclose":
        one = replace(one, accepted=True)
    elif one.kind == "expedite":
        one = replace(one, accepted=False)
    if one.kind not in ("withdrawal", "offer_decline", "call_sheet") or not one.side.startswith("agency"):
        one = replace(one, found=False)
    if one.kind not in ("offer_decline", "call_sheet") or one.side == "inside":
        one = replace(one, before=False)
    if one.kind != "call_sheet":
        one = replace(one, declines=one.kind == "offer_decline")
    elif not one.declines:
        one = replace(one, before=False)
    if one.interviews or one.stage != "applied" or one.kind != "withdrawal":
        one = replace(one, in_touch=True)
    return one


def policy_for(one: Situation, **more: Any) -> Policy:
    return Policy(
        name="Sam Lee",
        addresses=("sam.lee@example.net",),
        keep_in_touch=one.keep,
        referral=one.referral,
        phone="+44 7700 900123" if one.phone else None,
        zone="America/New_York" if one.american else "Europe/London",
        **more,
    )


def case(one: Situation) -> Wanted:
    """The wanted letter of a situation."""
    last = _last(one)
    past = _past(one)
    zone = _zone(one)
    held = tuple(_booked(one, last, zone, n) for n in range(one.interviews))
    agency = AGENCY if one.side in ("agency", "agency_alone") else None
    employer = {"agency_alone": AGENCY, "unknown": ""}.get(one.side, EMPLOYER)
    gone = (_automatic(one, last),) if one.instead else ()
    made = wanted(
        *past,
        last,
        *gone,
        kind=one.kind,
        interviews=held,
        key=one.key,
        role=ROLE if one.role else None,
        employer=employer,
        names=(employer,) if employer else (),
        agency=agency,
        in_touch=NOW - timedelta(days=7) if one.in_touch else None,
        firm_names=("Strathlow Water Ltd", "Strathlow"),
        firm_domains=("strathlowwater.co.uk",),
        accepted_before=one.before,
        one_agency=one.found,
        stand_ins=tuple(c for r in gone for c in r.contacts),
    )
    return _with_offers(one, made, last)


def _with_offers(one: Situation, made: Wanted, last: Reading) -> Wanted:
    if one.kind in ("reopen", "nudge"):
        made = replace(made, after=one.after, key=f"{made.key}:{last.key}")
    if one.dated and one.kind in ("more_time", "expedite"):
        until = date(2026, 12, 2) if one.kind == "more_time" else None
        made = replace(made, deadline=date(2026, 11, 20 if one.late else 27), until=until)
    own = offer(EMPLOYER, key="c", accepted=one.before, firm=False)
    if one.kind == "more_time":
        return replace(made, offer=own, firm_offer=None, firm_names=(), firm_domains=())
    if one.side == "inside":
        return replace(made, offer=offer(EMPLOYER), firm_offer=None, firm_names=(), firm_domains=())
    if one.kind == "expedite":
        return replace(made, firm_offer=offer(accepted=False, firm=False), offer=None)
    declining = one.declines
    if not one.accepted:
        return replace(made, offer=own if declining else None, firm_offer=None, firm_names=(), firm_domains=())
    return replace(made, offer=own) if declining else made


def _words(one: Situation) -> Words:
    return WORDS[one.language]


def _zone(one: Situation) -> ZoneInfo:
    return NEW_YORK if one.american else LONDON if one.language == "en" else BERLIN


def _last(one: Situation) -> Reading:
    """The message that the letter answers."""
    label: Label = "interview_invited" if one.interviews or one.stage != "applied" else "applied"
    if one.kind in ("offer_decline", "more_time") or one.declines:
        label = "offer_written"
    sender = {
        "person": "Fraser Boyd <fraser.boyd@abernethyglass.com>",
        "address": "fraser.boyd@abernethyglass.com",
        "team": "Recruitment <recruitment@abernethyglass.com>",
        "two": "Fraser Boyd <fraser.boyd@abernethyglass.com>",
    }[one.whom]
    if one.side in ("agency", "agency_alone"):
        sender = sender.replace("abernethyglass", "larkhillsearch")
    words = _words(one)
    written = words.quote_close if one.familiar else words.quote_distant
    mail = {
        "label": label,
        "greeting": words.close if one.familiar else words.distant,
        "language": one.language,
        "travel": one.travel,
        "subject": "Your message (ref. KF-20931)",
        "contacts": (*_panel(one), *_numbers(one)),
        "portal": "https://jobs.example/c/8812" if one.phone else None,
        "agency": AGENCY if one.side in ("agency", "agency_alone") else None,
        "evidence": quote(f"{written} {'November 24' if one.american else '24. 11.'}"),
        "reply_to": (),
    }
    if one.whom == "two":
        base = reading(sender, 11, **mail)
        both = (
            replace(
                base.from_, address=base.from_.address.replace("fraser.boyd", name.lower().replace(" ", ".")), name=name
            )
            for name in ("Mo Khan", "Bo Lind")
        )
        return replace(base, reply_to=tuple(both))
    return reading(sender, 11, **mail)


def _automatic(one: Situation, last: Reading) -> Reading:
    """Their mail program's answer, which names somebody else."""
    named = Contact(
        last.from_.address.replace("fraser.boyd", "bo.lind"), "Bo Lind", because="named in the automatic answer"
    )
    return replace(
        last, key=f"gone:{last.key}", sent_at=last.sent_at + timedelta(days=1), label="other", human=False, absence="left",
        contacts=(named,), evidence=(),
    )  # fmt: skip


def _numbers(one: Situation) -> tuple[Contact, ...]:
    """Whom a call sheet can name: a desk, a person, or nobody."""
    if one.kind != "call_sheet" or one.panel == "nobody":
        return ()
    name = "Ida Holm" if one.panel in ("both", "other") else ""
    return (Contact(None, name, phone="01632 960115", part="recruiter"),)


def _panel(one: Situation) -> tuple[Contact, ...]:
    domain = "larkhillsearch.com" if one.side in ("agency", "agency_alone") else "abernethyglass.com"
    reader = Contact(f"fraser.boyd@{domain}", "Fraser Boyd", part="interviewer")
    others = [Contact(f"{n.split()[0].lower()}@abernethyglass.com", n, part="interviewer") for n in PANEL]
    chosen: dict[Panel, tuple[Contact, ...]] = {
        "nobody": (),
        "reader": (reader,),
        "other": (others[0],),
        "both": (reader, others[0]),
        "crowd": tuple(others),
    }
    return chosen[one.panel]


PANEL = ("Priya Shah", "Tom Ek", "Ana Roy", "Li Wu")


def _past(one: Situation) -> tuple[Reading, ...]:
    return tuple(
        reading(
            "Fraser Boyd <fraser.boyd@abernethyglass.com>",
            3 + n,
            label="interview_scheduled",
            subject=f"Round {n}",
            interview_start=datetime(2026, 11, 5 + n, 10, tzinfo=_zone(one)),
            language=one.language,
            contacts=_panel(one),
        )
        for n in range({"met": 1, "rounds": 2}.get(one.stage, 0))
    )


def _booked(one: Situation, last: Reading, zone: ZoneInfo, n: int) -> Interview:
    at = datetime(2026, 11, 24 + 2 * n, 9, 15, tzinfo=zone)
    return interview(last, key=f"i{n}", start=at, zone=zone.key, contacts=_panel(one), role=None)
