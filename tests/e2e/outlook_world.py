"""The same person with an Outlook account, or one at each provider: simulators behind real HTTP servers on loopback."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from connectors.outlook.account import from_options
from connectors.timer import Timer
from connectors.tokens import Tokens
from tests.e2e.google_world import GoogleWorld
from tests.e2e.world import ADDRESS, NAME, World, at, parsed
from tests.simulators.outlook import OutlookSim

CLIENT = "5b7cfd0e-0000-4000-8000-000000000001"


class Outlook:
    """The person's mailbox and calendar at Microsoft, and its part of the configuration."""

    def __init__(self, world: World, root: Path, permissions: str = "send") -> None:
        self.permissions = permissions
        self.state = root / "state"
        clock = Timer(
            lambda: world.now.timestamp() if hasattr(world, "now") else at("2026-11-18T09:00").timestamp(), self._wait
        )
        self.sim = OutlookSim(timer=clock, address=ADDRESS, name=NAME)

    def _wait(self, seconds: float) -> None:
        """The simulator waits for nobody: the person's clock stands still."""

    @property
    def options(self) -> dict[str, Any]:
        return {"address": ADDRESS, "client_id": CLIENT, "permissions": self.permissions}

    def sign_in(self) -> None:
        """As if the person had granted everything."""
        scopes = list(from_options("outlook", self.options).scopes)
        Tokens(self.state, "outlook", "file").save({"cache": self.sim.msal_cache(scopes, CLIENT), "scopes": scopes})

    def account(self, options: str = "") -> str:
        return (
            f'\n[[account]]\nname = "outlook"\nkind = "outlook"\naddress = "{ADDRESS}"\nclient_id = "{CLIENT}"\n'
            f'permissions = "{self.permissions}"\n{options}\n'
            f'[account.endpoints]\ngraph = "{self.sim.base}"\nlogin = "{self.sim.base}/login"\n'
        )

    def deliver(self, raw: bytes, when: str, *, sent: bool = False) -> str:
        return str(self.sim.mailbox.deliver(raw, "sentitems" if sent else "inbox", at=at(when)))

    def meeting(
        self, summary: str, start: str, *, organizer: str | None = None, others: tuple[str, ...] = (), uid: str = ""
    ) -> str:
        """An event of the default calendar; with `organizer` the person is invited and said yes. Its id."""
        begin = at(start).replace(tzinfo=None)
        event: dict[str, Any] = {
            "subject": summary,
            "start": {"dateTime": begin.isoformat(), "timeZone": "Eastern Standard Time"},
            "end": {"dateTime": (begin + timedelta(hours=1)).isoformat(), "timeZone": "Eastern Standard Time"},
        }
        if organizer is not None:
            said = {"response": "accepted", "time": "2026-11-10T12:00:00Z"}
            event["organizer"] = {"emailAddress": {"address": organizer, "name": ""}}
            event["attendees"] = [
                {"emailAddress": {"address": who, "name": ""}, "type": "required", "status": said}
                for who in (ADDRESS, *others)
            ]
            event["responseStatus"] = said
        return str(self.sim.calendars.add(event, uid=uid))

    @property
    def left(self) -> list[EmailMessage]:
        """What really left by Outlook, as the recipients got it."""
        return [parsed(raw) for raw in self.sim.sent]

    def asked(self) -> list[str]:
        """The requests since the last look, as "METHOD route"."""
        made = [f"{record.method} {record.id}" for record in self.sim.requests]
        self.sim.requests.clear()
        return made


class OutlookWorld(World):
    """One account, Outlook's; others may be local as ever."""

    def __init__(self, root: Path, *, local: tuple[str, ...] = (), permissions: str = "send") -> None:
        self.outlook = Outlook(self, root, permissions)
        super().__init__(root, local)
        self.outlook.sign_in()

    def configure(self, policy: str | None = None, **options: str) -> None:
        super().configure(policy, **options)
        own = self.outlook.account(self._options.get("outlook", ""))
        self.config.write_text('[secrets]\ntoken_store = "file"\n\n' + self.config.read_text() + own)

    def deliver(self, raw: bytes, when: str, account: str | None = None, *, sent: bool = False) -> Path:
        if account is not None:
            return super().deliver(raw, when, account, sent=sent)
        return Path(self.outlook.deliver(raw, when, sent=sent))


class Household(GoogleWorld):
    """A Google account and an Outlook account of one person; mail goes to the account that is named."""

    def __init__(self, root: Path) -> None:
        self.outlook = Outlook(self, root)
        super().__init__(root)
        self.outlook.sign_in()

    def configure(self, policy: str | None = None, **options: str) -> None:
        super().configure(policy, **options)
        self.config.write_text(self.config.read_text() + self.outlook.account())

    def deliver(self, raw: bytes, when: str, account: str | None = None, *, sent: bool = False) -> Path:
        if account == "outlook":
            return Path(self.outlook.deliver(raw, when, sent=sent))
        return super().deliver(raw, when, None, sent=sent)
