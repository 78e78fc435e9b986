"""Correspondences that many tests begin with: offers that become firm, interviews elsewhere."""

from __future__ import annotations

from tests.e2e.world import Said, World, me, them

BRACKWATER = "Tomasz Wilk <t.wilk@brackwater-instruments.example>"
LETTER_OF_BRACKWATER = them(
    BRACKWATER, "Your offer from Brackwater Instruments", "2026-11-11T15:20",
    "Dear Ines,\n\n"
    "It was a pleasure to have you here last week. I am very happy to offer you the position of Field Calibration Engineer"
    " at Brackwater Instruments. The signed offer letter with salary, benefits and holidays is attached; your first day"
    " would be Monday, January 11, 2027.\n\n"
    "Please let me have your answer by Friday, November 20.\n\n"
    "Kind regards,\nTomasz Wilk\nHead of People, Brackwater Instruments",
    attachment="Brackwater_offer_letter_Calloway.pdf",
)  # fmt: skip
YES_TO_BRACKWATER = me(
    BRACKWATER, "Re: Your offer from Brackwater Instruments", "2026-11-16T19:45",
    "Dear Tomasz,\n\n"
    "Thank you very much. I am delighted to accept the position of Field Calibration Engineer; the countersigned letter"
    " is attached. I look forward to January.\n\n"
    "Best regards,\nInes Calloway",
    attachment="Brackwater_offer_letter_Calloway_signed.pdf",
)  # fmt: skip
THANKS_OF_BRACKWATER = them(
    BRACKWATER, "Re: Your offer from Brackwater Instruments", "2026-11-17T08:55",
    "Dear Ines,\n\n"
    "Wonderful, thank you for accepting! We have the countersigned letter and everything is in order on our side."
    " Welcome to Brackwater.\n\n"
    "Tomasz",
)  # fmt: skip
FIRM: tuple[Said, ...] = (LETTER_OF_BRACKWATER, YES_TO_BRACKWATER, THANKS_OF_BRACKWATER)

LINDEN = "Aisha Rahman <aisha.rahman@lindenhydro.example>"
LINDEN_INVITES = them(
    LINDEN, "Interview for Test Engineer at Linden Hydro", "2026-11-09T10:12",
    "Hi Ines,\n\n"
    "Thanks for applying for our Test Engineer opening. We enjoyed reading about your work on flow sensors and would like"
    " to invite you to an interview. Would one afternoon in the week of the 23rd suit you?\n\n"
    "Aisha Rahman\nTalent Acquisition, Linden Hydro",
)  # fmt: skip
TIMES_FOR_LINDEN = me(
    LINDEN, "Re: Interview for Test Engineer at Linden Hydro", "2026-11-09T18:30",
    "Hi Aisha,\n\nThank you for the invitation. Tuesday the 24th works well for me, any time after one.\n\nBest,\nInes",
)  # fmt: skip
LINDEN_CONFIRMS = them(
    LINDEN, "Re: Interview for Test Engineer at Linden Hydro", "2026-11-10T09:05",
    "Hi Ines,\n\n"
    "Great, then your interview is on Tuesday, November 24, at 2:00 pm Eastern. You will meet our lab manager and me on"
    " Teams; the link is in the calendar invitation.\n\n"
    "Aisha Rahman\nTalent Acquisition, Linden Hydro",
)  # fmt: skip
LINDEN_AT = "2026-11-24T14:00"

ORCHARD = "Ben Sayer <ben@orchardrobotics.example>"
ORCHARD_CONFIRMS = them(
    ORCHARD, "Orchard Robotics: Monday the 30th", "2026-11-13T16:40",
    "Hi Ines,\n\n"
    "You are all set for the interview for Hardware Test Lead on Monday, November 30, at 10:30 am Eastern. It is at our"
    " workshop, 14 Mill Lane, and will take about ninety minutes. Ring the bell at the blue door.\n\n"
    "Ben Sayer\nOrchard Robotics",
)  # fmt: skip
ORCHARD_AT = "2026-11-30T10:30"


def firm(world: World, account: str | None = None) -> list[str]:
    """Brackwater Instruments' offer: in writing, accepted, nothing open. The Message-IDs."""
    return world.tell(*(_in(account, said) for said in FIRM))


def linden(world: World, account: str | None = None, *, event: bool = True) -> list[str]:
    """An interview at Linden Hydro that Aisha Rahman invited to. The Message-IDs; the last one is her confirmation."""
    ids = world.tell(*(_in(account, said) for said in (LINDEN_INVITES, TIMES_FOR_LINDEN, LINDEN_CONFIRMS)))
    if event:
        world.event("linden", "Interview: Ines Calloway, Test Engineer (Linden Hydro)", LINDEN_AT, organizer=LINDEN,
                    account=account, others=["Rolf Enders <rolf.enders@lindenhydro.example>"])  # fmt: skip
    return ids


def orchard(world: World, account: str | None = None, *, event: bool = True) -> list[str]:
    """An interview at Orchard Robotics; the entry in the calendar is the user's own."""
    ids = world.tell(_in(account, ORCHARD_CONFIRMS))
    if event:
        world.event("orchard", "Interview at Orchard Robotics", ORCHARD_AT, minutes=90, account=account)
    return ids


def _in(account: str | None, said: Said) -> Said:
    return Said(said.sender, said.to, said.subject, said.text, said.when, {**said.options, "account": account})
