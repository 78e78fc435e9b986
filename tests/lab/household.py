"""Ines with a Google account and a local one, or Outlook too, today: an offer that is firm, and an interview elsewhere in each account."""

from __future__ import annotations

import json
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from connectors.outlook.account import from_options
from connectors.timer import Timer
from tests.e2e.google_world import SEND, GoogleWorld, scopes
from tests.e2e.outlook_world import CLIENT, Outlook
from tests.e2e.world import ADDRESS, NAME, OTHER_ADDRESS, ZONE, World, me, them
from tests.lab.lab import UID, Lab
from tests.simulators.google import GoogleSim
from tests.simulators.outlook import OutlookSim

BRACKWATER = "Tomasz Wilk <t.wilk@brackwater-instruments.example>"
LINDEN = "Aisha Rahman <aisha.rahman@lindenhydro.example>"
PENNANT = "Carla Mendes <carla.mendes@pennantoptics.example>"
ORCHARD = "Ben Sayer <ben@orchardrobotics.example>"

KEEP_TOKEN = """
import json, sys
from pathlib import Path
from connectors.tokens import Tokens
Tokens(Path(sys.argv[1]), sys.argv[2], "keyring").save(json.loads(sys.argv[3]))
"""


class Household(GoogleWorld):
    """Lies in the home of a lab's user, and goes by the machine's clock as the simulator does."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        self.permissions = "send"
        with lab.inside():
            self.sim = GoogleSim(timer=Timer(), address=ADDRESS, aliases=[OTHER_ADDRESS])
        (lab.home / "ines").mkdir()
        World.__init__(self, lab.home / "ines", ("home",))
        self.state = lab.home / ".local/state/bowout"
        self.today = datetime.now(ZONE).replace(hour=12, minute=0, second=0, microsecond=0)
        self.interview = self.today + timedelta(days=8 - self.today.weekday())
        """Tuesday of next week."""
        self.tells()
        self.settle()

    def settle(self) -> None:
        """Everything at home is the user's own; the configuration lies where it is looked for."""
        place = self.lab.home / ".config/bowout"
        place.mkdir(exist_ok=True, parents=True)
        text = self.config.read_text().replace('token_store = "file"', 'token_store = "keyring"')
        text = text.replace("[[account]]", "[approval]\nhold_seconds = 2\n\n[[account]]", 1)
        (place / "config.toml").write_text(text)
        for path in (place, *self.lab.home.rglob("*")):
            os.chown(path, UID, UID, follow_symlinks=False)

    def keep_token(self) -> None:
        """As if the person had signed in; the keyring is open."""
        self.keep("gmail", self.sim.grant(scopes(SEND)))

    def keep(self, account: str, granted: dict[str, Any]) -> None:
        """A sign-in, under a key in the keyring."""
        self.lab.run(self.lab.python, "-c", KEEP_TOKEN, self.state, account, json.dumps(granted))

    # ------------------------------------------------------------ what is in mail and calendars

    def tells(self) -> None:
        """Offer and first interview in Gmail, the second interview on this machine."""
        start = self.today + timedelta(days=56 - self.today.weekday())
        answer = self.today + timedelta(days=1)
        self.tell(
            them(
                BRACKWATER, "Your offer from Brackwater Instruments", self.ago(10),
                "Dear Ines,\n\n"
                "It was a pleasure to have you here last week. I am very happy to offer you the position of Field Calibration"
                " Engineer at Brackwater Instruments. The signed offer letter with salary, benefits and holidays is attached;"
                f" your first day would be {spoken(start)}, {start:%Y}.\n\n"
                f"Please let me have your answer by {spoken(answer)}.\n\n"
                "Kind regards,\nTomasz Wilk\nHead of People, Brackwater Instruments",
                attachment="Brackwater_offer_letter_Calloway.pdf",
            ),
            me(
                BRACKWATER, "Re: Your offer from Brackwater Instruments", self.ago(4),
                "Dear Tomasz,\n\n"
                "Thank you very much. I am delighted to accept the position of Field Calibration Engineer; the countersigned"
                " letter is attached. I look forward to it.\n\nBest regards,\nInes Calloway",
                attachment="Brackwater_offer_letter_Calloway_signed.pdf",
            ),
            them(
                BRACKWATER, "Re: Your offer from Brackwater Instruments", self.ago(2),
                "Dear Ines,\n\n"
                "Wonderful, thank you for accepting! We have the countersigned letter and everything is in order on our side."
                " Welcome to Brackwater.\n\nTomasz",
            ),
        )  # fmt: skip
        self.tell(
            them(
                LINDEN, "Interview for Test Engineer at Linden Hydro", self.ago(9),
                "Hi Ines,\n\n"
                "Thanks for applying for our Test Engineer opening. We enjoyed reading about your work on flow sensors and"
                f" are glad to confirm your interview on {spoken(self.interview)}, at 2:00 pm Eastern. You will meet our lab"
                " manager and me on Teams; the link is in the calendar invitation.\n\n"
                "Aisha Rahman\nTalent Acquisition, Linden Hydro",
            )
        )  # fmt: skip
        self.meeting(
            "Interview: Ines Calloway, Test Engineer (Linden Hydro)",
            self.interview.replace(hour=14).isoformat(),
            organizer="aisha.rahman@lindenhydro.example",
        )
        self.tell(
            them(
                ORCHARD, f"Orchard Robotics: {spoken(self.interview)}", self.ago(7),
                "Hi Ines,\n\n"
                f"You are all set for the interview for Hardware Test Lead on {spoken(self.interview)}, at 10:30 am Eastern."
                " It is at our workshop, 14 Mill Lane, and will take about ninety minutes.\n\nBen Sayer\nOrchard Robotics",
                account="home",
            )
        )  # fmt: skip
        self.event("orchard", "Interview at Orchard Robotics", self.interview.replace(hour=10, minute=30).isoformat())

    def ago(self, days: int) -> str:
        return (self.today - timedelta(days=days)).isoformat()

    def own(self, *paths: Path) -> None:
        """Give files that a test made to the user."""
        for path in paths:
            os.chown(path, UID, UID)


class Away(Outlook):
    """The mailbox at Microsoft, by the machine's clock."""

    def __init__(self, lab: Lab) -> None:
        self.permissions = "send"
        self.state = lab.home / ".local/state/bowout"
        with lab.inside():
            self.sim = OutlookSim(timer=Timer(), address=ADDRESS, name=NAME)


class Everywhere(Household):
    """Ines with an Outlook account too, and one more interview there."""

    def __init__(self, lab: Lab) -> None:
        self.outlook = Away(lab)
        super().__init__(lab)

    def configure(self, policy: str | None = None, **options: str) -> None:
        super().configure(policy, **options)
        self.config.write_text(self.config.read_text() + self.outlook.account())

    def deliver(self, raw: bytes, when: str, account: str | None = None, *, sent: bool = False) -> Path:
        if account == "outlook":
            return Path(self.outlook.deliver(raw, when, sent=sent))
        return super().deliver(raw, when, account, sent=sent)

    def keep_token(self) -> None:
        super().keep_token()
        granted = list(from_options("outlook", self.outlook.options).scopes)
        self.keep("outlook", {"cache": self.outlook.sim.msal_cache(granted, CLIENT), "scopes": granted})

    def tells(self) -> None:
        super().tells()
        day = self.interview + timedelta(days=1)
        self.tell(
            them(
                PENNANT, "Interview for Optics Technician at Pennant Optics", self.ago(6),
                "Hi Ines,\n\n"
                "Thanks for applying for our Optics Technician opening. We are glad to confirm your interview on"
                f" {spoken(day)}, at 3:00 pm Eastern. You will meet our team on Teams; the link is in the calendar"
                " invitation.\n\nCarla Mendes\nTalent Acquisition, Pennant Optics",
                account="outlook",
            )
        )  # fmt: skip
        self.outlook.meeting(
            "Interview: Ines Calloway, Optics Technician (Pennant Optics)",
            day.replace(hour=15).isoformat(),
            organizer="carla.mendes@pennantoptics.example",
        )


def spoken(day: datetime) -> str:
    return f"{day:%A, %B} {day.day}"
