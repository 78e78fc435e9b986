"""The daemon as a service: a real systemd, a real keyring, Google's protocol on loopback, a real send command."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.world import Status
from tests.lab.household import Household
from tests.lab.lab import Lab

pytestmark = pytest.mark.slow

QUICK = "[Service]\nWatchdogSec=4s\nRestartSec=100ms\nExecStart=\nExecStart={agent} run --patience 3\n"
"""Everything that takes minutes takes seconds."""


@pytest.fixture
def lab() -> Iterator[Lab]:
    with Lab() as lab:
        yield lab


@pytest.fixture
def ines(lab: Lab) -> Iterator[Household]:
    """Signed in to Google; then the machine was started anew, and nobody has typed the keyring's password."""
    household = Household(lab)
    with household.sim:
        lab.unlock()
        household.keep_token()
        lab.lock_out()
        yield household


def said(lab: Lab) -> str:
    """The daemon's status text."""
    return lab.unit()["StatusText"]


def status(lab: Lab) -> Status:
    return Status(lab.agent("status", "--json").json)


def account(lab: Lab, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in status(lab)["accounts"] if one["name"] == name)
    return found


def letters(ines: Household) -> int:
    """How many really left, by whichever way."""
    return len(ines.left) + len(ines.sent())


def drafted(lab: Lab) -> dict[str, str]:
    """Status of each letter by employer."""
    return {draft["employer"]: draft["status"] for draft in status(lab).drafts}


def quick(lab: Lab) -> None:
    agent = Path(lab.python).with_name("agent")
    lab.write(".config/systemd/user/bowout.service.d/quick.conf", QUICK.format(agent=agent))
    lab.systemctl("daemon-reload")


def test_from_before_the_keyring_is_open_to_letters_sent(lab: Lab, ines: Household) -> None:
    installed = lab.agent("service", "install", check=False)
    assert installed.status == 0, f"{installed}\n{lab.log()}"

    # Before the keyring is open: it says what it waits for, and the local account is read meanwhile.
    lab.until(lambda: "waiting for the keyring to be unlocked" in said(lab), "to wait for the keyring")
    assert lab.state() == ("active", "running", "success")
    lab.until(lambda: account(lab, "home")["last_success"], "the local account to be read")
    assert account(lab, "gmail")["last_success"] is None
    doctor = lab.agent("doctor", "--json", check=False).json
    assert "the keyring is locked" in [one["what"].partition(";")[0] for one in doctor["checks"]]

    # Opened: it goes on by itself, and nobody has to tell it.
    lab.unlock()
    lab.until(lambda: account(lab, "gmail")["last_success"], "Gmail to be read", limit=120)
    lab.until(lambda: set(drafted(lab).values()) == {"waiting"} and len(drafted(lab)) == 2, "two letters that wait")
    lab.until(lambda: "keyring" not in said(lab), "to wait for it no more")
    assert letters(ines) == 0

    # Approved: the daemon delivers when the hold is over, one by Gmail and one by the send command.
    for draft in status(lab).drafts:
        lab.agent("approve", draft["id"], "--yes", "--digest", draft["digest"])
    lab.until(lambda: letters(ines) == 2, "two letters to leave", limit=120)
    lab.until(lambda: set(drafted(lab).values()) <= {"sent", "answered"}, "both to be known as sent")
    assert (len(ines.left), len(ines.sent())) == (1, 1)
    assert (
        not (ines.calendar() / "orchard.ics").exists() or "orchard" not in (ines.calendar() / "orchard.ics").read_text()
    )

    # A command asks the daemon; nothing is sent again.
    asked = lab.agent("sync", "--json")
    assert not [one for one in asked.json["accounts"] if one["error"]]
    assert letters(ines) == 2
    assert lab.agent("doctor", check=False).status == 0, lab.agent("doctor", check=False)

    began = time.monotonic()
    lab.systemctl("stop", "bowout")
    assert time.monotonic() - began < 20
    assert lab.state() == ("inactive", "dead", "success")

    lab.agent("service", "uninstall")
    assert lab.agent("service", "--json", check=False).json["installed"] is False
    assert status(lab)["drafts"]


def held_up(lab: Lab, ines: Household) -> None:
    """A letter is on its way: the send command has begun, and does not end by itself."""
    lab.until(lambda: "Orchard Robotics" in drafted(lab), "the letter to Orchard")
    ines.sending("block")
    ines.own(*(ines.root / "home" / "out").iterdir())
    lab.agent("approve", status(lab).draft("Orchard")["id"], "--yes")
    ines.wait_for_start()


def test_stopped_while_a_letter_is_on_its_way_the_letter_is_finished_first(lab: Lab, ines: Household) -> None:
    lab.unlock()
    lab.agent("service", "install")
    held_up(lab, ines)
    lab.systemctl("stop", "--no-block", "bowout")
    lab.until(lambda: lab.state()[0] == "deactivating", "the end to begin")
    ines.let_go()
    lab.until(lambda: lab.state() == ("inactive", "dead", "success"), "the end")
    assert drafted(lab)["Orchard Robotics"] in ("sent", "answered")
    assert len(ines.sent("home")) == 1


def test_stopped_with_a_letter_that_does_not_get_on_it_ends_in_time_and_the_person_is_asked(
    lab: Lab, ines: Household
) -> None:
    lab.unlock()
    lab.agent("service", "install")
    held_up(lab, ines)
    began = time.monotonic()
    lab.systemctl("stop", "bowout")
    assert time.monotonic() - began < 20
    assert lab.state()[:2] == ("inactive", "dead")
    lab.agent("sync")
    assert drafted(lab)["Orchard Robotics"] == "unsure"
    assert "unsure_sent" in status(lab).questions
    assert ines.sent("home") == []


def test_a_hung_worker_takes_the_daemon_with_it_and_the_letter_is_asked_about(lab: Lab, ines: Household) -> None:
    lab.unlock()
    lab.agent("service", "install")
    quick(lab)
    lab.systemctl("restart", "bowout")
    held_up(lab, ines)
    lab.until(lambda: "stuck" in said(lab), "the daemon to notice")
    lab.until(lambda: int(lab.unit()["NRestarts"]) >= 1, "the watchdog")
    lab.until(lambda: drafted(lab)["Orchard Robotics"] == "unsure", "the letter to be unsure")
    lab.until(lambda: "unsure_sent" in status(lab).questions, "the person to be asked")
    lab.until(lambda: lab.state()[:2] == ("active", "running"), "a daemon that runs")
    assert ines.sent("home") == []


def test_a_killed_daemon_comes_again_and_one_that_cannot_live_is_left_alone(lab: Lab, ines: Household) -> None:
    lab.unlock()
    lab.agent("service", "install")
    quick(lab)
    lab.systemctl("restart", "bowout")
    for count in range(1, 5):
        lab.systemctl("kill", "--signal=SIGKILL", "bowout")
        lab.until(lambda n=count: lab.unit()["NRestarts"] == str(n) and lab.state()[1] == "running", "a new start")  # type: ignore[misc]
    lab.systemctl("kill", "--signal=SIGKILL", "bowout")
    lab.until(lambda: lab.state()[0] == "failed", "to be left alone")
    told = lab.agent("service", check=False)
    assert told.status == 1
    assert "journalctl" in told.out


def test_no_configuration_is_waited_for_a_broken_one_not_taken_and_at_the_start_the_end_of_it(lab: Lab) -> None:
    assert lab.agent("service", "install").status == 0
    lab.until(lambda: said(lab).startswith("waiting for a configuration"), "to wait for a configuration")
    lab.write(".config/bowout/config.toml", '[user]\nname = "Ines"\naddresses = ["ines@example.org"]\n')
    lab.until(lambda: said(lab).startswith("0 accounts"), "to notice the configuration by itself")
    lab.write(".config/bowout/config.toml", "[user]\nnonsense = 1\n")
    lab.systemctl("reload", "bowout")
    lab.until(lambda: "the old one stays" in said(lab), "to keep the old one")
    assert lab.state()[:2] == ("active", "running")
    lab.systemctl("restart", "bowout", check=False)
    lab.until(lambda: lab.state() == ("failed", "failed", "exit-code"), "to end")
    assert (lab.unit()["ExecMainStatus"], lab.unit()["NRestarts"]) == ("2", "0")
    told = lab.agent("service", check=False)
    assert "the configuration is wrong" in told.out
    assert "agent config" in told.out
