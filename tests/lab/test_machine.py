"""The daemon as a service, and what befalls the machine: sleep, a network that goes and comes, signals. In both sandboxes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.world import Status
from tests.lab.household import Everywhere, Household
from tests.lab.lab import Lab

pytestmark = pytest.mark.slow

BUS = "unix:path={runtime}/system-bus"
BUS_CONFIG = """<busconfig><type>system</type><listen>{address}</listen><auth>EXTERNAL</auth><policy context="default">
<allow user="*"/><allow own="*"/><allow send_destination="*"/><allow send_type="signal"/><allow receive_sender="*"/>
</policy></busconfig>"""
LETTER = b"From: Kim <kim@somebody.example>\r\nTo: ines@postbox.example\r\nSubject: Hello\r\n\r\nHello\r\n"


class Machine(Lab):
    """A lab with a network and a system bus of its own."""

    def __init__(self, *options: str) -> None:
        super().__init__(network=True)
        self.options = options

    def __enter__(self) -> Machine:
        super().__enter__()
        self.address = BUS.format(runtime=self.runtime)
        config = self.write("system-bus.conf", BUS_CONFIG.format(address=self.address))
        self.run(
            "systemd-run", "--user", "--quiet", "dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"
        )
        self.until((self.runtime / "system-bus").exists, "the system bus")
        environment = f"[Service]\nEnvironment=DBUS_SYSTEM_BUS_ADDRESS={self.address}\n"
        self.write(".config/systemd/user/bowout.service.d/machine.conf", environment)
        return self

    def installed(self) -> None:
        if "--hardening" in self.options:
            self.needs_user_namespaces()
            self.seen_through_private_tmp()
        self.agent("service", "install", *self.options)

    def woke(self) -> None:
        """Logind says that the machine slept and woke."""
        self.run(self.python, "-m", "tests.lab.logind", self.address, PYTHONPATH=str(Path(__file__).parents[2]))

    def passes(self, reason: str = "") -> int:
        """How often a pass was begun at once for that reason; or how many passes are over."""
        return self.log().count(f"a pass at once: {reason}" if reason else "pass over: exit 0")

    def rested(self) -> int:
        """Nothing is at work; how many passes there were."""
        self.until(lambda: ", next look at" in self.unit()["StatusText"], "the daemon to rest")
        return self.passes()


@pytest.fixture(params=["as shipped", "hardened"])
def machine(request: pytest.FixtureRequest) -> Iterator[Machine]:
    with Machine(*(["--hardening"] if request.param == "hardened" else [])) as machine:
        yield machine


@pytest.fixture
def ines(machine: Machine) -> Iterator[Household]:
    """Signed in to Google, the keyring open, the service at work."""
    household = Household(machine)
    with household.sim:
        machine.unlock()
        household.keep_token()
        machine.installed()
        machine.until(lambda: len(drafts(machine)) == 2, "two letters", limit=120)
        machine.rested()
        yield household


def test_letters_leave_by_google_outlook_and_a_command(machine: Machine) -> None:
    ines = Everywhere(machine)
    with ines.sim, ines.outlook.sim:
        machine.unlock()
        ines.keep_token()
        machine.installed()
        assert machine.unit()["PrivateUsers"] == ("yes" if machine.options else "no")
        machine.until(lambda: len(drafts(machine)) == 3, "three letters", limit=120)
        for draft in drafts(machine):
            machine.agent("approve", draft["id"], "--yes")
        machine.until(lambda: {one["status"] for one in drafts(machine)} <= {"sent", "answered"}, "all to be sent", 120)
        assert (len(ines.left), len(ines.outlook.left), len(ines.sent())) == (1, 1, 1)
        doctor = machine.agent("doctor", "--online", check=False)
        assert doctor.status == 0, doctor
        machine.systemctl("stop", "bowout")
        assert machine.state() == ("inactive", "dead", "success")


def drafts(machine: Machine) -> list[dict[str, Any]]:
    return Status(machine.agent("status", "--json").json).drafts


def test_a_machine_that_woke_a_network_that_came_back_and_a_signal_are_followed_by_a_pass(
    machine: Machine, ines: Household
) -> None:
    before = machine.rested()
    machine.woke()
    machine.until(lambda: machine.passes("resume") == 1, "the end of sleep to be noticed")
    machine.until(lambda: machine.passes() > before, "a pass")

    # The network goes, and what comes meanwhile is read as soon as it is back.
    machine.rested()
    machine.ip("link", "set", "lo", "down")
    ines.sim.mailbox.deliver(LETTER)
    if not machine.options:  # a minute, in which it tries again and again
        machine.agent("sync", check=False)
        machine.until(lambda: "gmail: " in machine.unit()["StatusText"], "to say that Google cannot be reached")
        assert machine.state()[:2] == ("active", "running")
    machine.ip("link", "set", "lo", "up")
    machine.ip("link", "add", "one", "type", "veth", "peer", "name", "two")
    for words in ("link set two up", "link set one up", "addr add 192.0.2.1/24 dev one"):
        machine.ip(*words.split())
    machine.until(lambda: machine.passes("network") or machine.passes("late"), "the network to be noticed")
    machine.until(lambda: "account gmail: 1 messages checked, 1 new" in machine.log(), "the letter to be read")
    machine.until(lambda: "gmail: " not in machine.unit()["StatusText"], "to complain no more")

    # Sent to the daemon, as the documentation says it.
    before = machine.rested()
    machine.systemctl("kill", "--kill-who=main", "--signal=USR1", "bowout")
    machine.until(lambda: machine.passes() > before, "a pass")
    assert machine.passes("asked") == 1
    machine.rested()
    assert machine.unit()["NRestarts"] == "0"
    assert not ines.left
    assert not ines.sent()


def test_a_signal_to_everybody_cuts_no_letter_short(machine: Machine, ines: Household) -> None:
    orchard = next(draft for draft in drafts(machine) if "Orchard" in draft["employer"])
    ines.sending("block")
    ines.own(*(ines.root / "home" / "out").iterdir())
    machine.agent("approve", orchard["id"], "--yes")
    ines.wait_for_start()
    machine.systemctl("kill", "--signal=SIGUSR1", "bowout")
    machine.until(lambda: machine.passes("asked") == 1, "the signal to be noticed")
    ines.let_go()
    machine.until(lambda: len(ines.sent("home")) == 1, "the letter")
    machine.rested()
    assert next(d for d in drafts(machine) if d["id"] == orchard["id"])["status"] in ("sent", "answered")
    assert machine.unit()["NRestarts"] == "0"
    assert len(ines.sent("home")) == 1
