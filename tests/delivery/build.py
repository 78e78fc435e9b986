"""Small builders: a wanted letter, its words, a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from agent.casebook import Written
from agent.model import CalendarStep, Candidacy, Interview, Letter, Offer, Recipient, Wanted
from connectors.base import Mailbox

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
START = NOW + timedelta(days=5)


def letter(body: str = "Dear Lena, thank you.\n", *, calendar: bool = True) -> Letter:
    step = CalendarStep("home", "cal", "uid-1", None, "decline", "pike.ics", "etag-1", "Interview", START)
    return Letter(
        account="home",
        from_=Mailbox("sam.lee@example.net", "Sam Lee"),
        to=(Recipient("lena@pike.example", "wrote the invitation"),),
        cc=(),
        subject="Re: Interview",
        body=body,
        in_reply_to="<m1@pike.example>",
        references=("<m1@pike.example>",),
        thread_id=None,
        calendar=(step,) if calendar else (),
    )


def candidacy(name: str = "Pike Robotics") -> Candidacy:
    return Candidacy(name.lower(), name, (name,), ("pike.example",), "Lead", None, (), True, NOW)


def interview(start: datetime = START, key: str = "uid:1") -> Interview:
    return Interview(f"id-{key}", key, "pike robotics", "Pike Robotics", "Lead", start, None, "UTC", (), (), 0.9)


def offer() -> Offer:
    return Offer("offer-id", "harrow", "Harrow", None, "firm", True, True, True, accounts=("home",))


def written(*interviews: Interview, words: Letter | None = None) -> Written:
    wanted = Wanted(
        "leave:pike", "withdrawal", candidacy(), offer(), offer(), interviews, reasons=("an interview is booked",)
    )
    return Written(wanted, "withdrawal", words or letter())


def moved(case: Written, to: datetime, body: str) -> Written:
    later = tuple(replace(i, start=to) for i in case.wanted.interviews)
    return Written(replace(case.wanted, interviews=later), case.kind, letter(body))
