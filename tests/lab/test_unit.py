"""The unit under a real systemd: every directive means something there. A stub stands in for the daemon."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lab.lab import ROOT, Lab

pytestmark = pytest.mark.slow

UNIT = ROOT / "systemd" / "bowout.service"
QUICK = "[Service]\nWatchdogSec=1s\nRestartSec=100ms\n"


@pytest.fixture
def lab() -> Iterator[Lab]:
    """The unit is in place, with the stub as its program; nothing runs yet."""
    with Lab() as lab:
        lab.stub(".local/bin/agent")
        lab.write(".config/systemd/user/bowout.service", UNIT.read_text())
        lab.write("stub.mode", "well")
        yield lab


def drop_in(lab: Lab, name: str, text: str | None = None) -> None:
    shipped = ROOT / "systemd" / name
    lab.write(f".config/systemd/user/bowout.service.d/{name}", shipped.read_text() if text is None else text)
    lab.systemctl("daemon-reload")


def starts(lab: Lab) -> int:
    file = lab.home / "starts"
    return len(file.read_text().split()) if file.exists() else 0


def test_systemd_has_nothing_to_say_against_it(lab: Lab) -> None:
    said = lab.run("systemd-analyze", "--user", "--man=no", "verify", lab.home / ".config/systemd/user/bowout.service")
    assert said.out + said.err == ""


def test_enabled_it_is_wanted_by_the_session(lab: Lab) -> None:
    lab.systemctl("enable", "bowout")
    assert (lab.home / ".config/systemd/user/default.target.wants/bowout.service").is_symlink()


def test_it_is_started_when_it_says_so_and_tells_what_it_waits_for(lab: Lab) -> None:
    lab.systemctl("start", "bowout")
    assert lab.state() == ("active", "running", "success")
    assert lab.unit()["StatusText"] == "waits for the keyring"


def test_a_frozen_daemon_is_killed_and_started_anew(lab: Lab) -> None:
    drop_in(lab, "quick.conf", QUICK)
    lab.systemctl("start", "bowout")
    lab.systemctl("kill", "--kill-whom=main", "--signal=SIGSTOP", "bowout")
    lab.until(lambda: starts(lab) == 2, "a second start")
    lab.until(lambda: lab.state()[:2] == ("active", "running"), "a running daemon")
    assert lab.unit()["NRestarts"] == "1"


def test_a_daemon_that_keeps_failing_is_left_alone(lab: Lab) -> None:
    drop_in(lab, "quick.conf", QUICK)
    lab.write("stub.mode", "1")
    lab.systemctl("start", "bowout", check=False)
    lab.until(lambda: lab.state()[0] == "failed" and starts(lab) == 5, "five starts and no more")
    assert lab.unit()["ExecMainStatus"] == "1"


def test_a_wrong_configuration_is_no_reason_to_start_again(lab: Lab) -> None:
    drop_in(lab, "quick.conf", QUICK)
    lab.write("stub.mode", "2")
    lab.systemctl("start", "bowout", check=False)
    lab.until(lambda: lab.state()[0] == "failed", "a failed service")
    assert (starts(lab), lab.unit()["ExecMainStatus"], lab.unit()["NRestarts"]) == (1, "2", "0")


def test_the_daemon_alone_is_asked_to_stop_and_nothing_is_left_behind(lab: Lab) -> None:
    lab.write("stub.mode", "child")
    lab.systemctl("start", "bowout")
    child = lab.until(lambda: (lab.home / "child").exists() and (lab.home / "child").read_text().strip(), "a child")
    lab.systemctl("stop", "bowout")
    assert lab.state() == ("inactive", "dead", "success")
    assert not (lab.home / "child.said").exists()
    assert not Path("/proc", child).exists()


def tried(lab: Lab) -> list[str]:
    """What the stub found that it can do."""
    shutil.copy("/usr/bin/id", lab.home / "gid")
    os.chown(lab.home / "gid", 0, 4243)
    (lab.home / "gid").chmod(0o2755)
    lab.write(".ssh/id", "a key")
    lab.write("stub.mode", "tries")
    lab.systemctl("start", "bowout")
    return [line for line in lab.log().splitlines() if line.startswith(("gid", "outside", "write", "ssh"))]


def test_as_shipped_it_gains_no_rights_and_writes_where_the_user_may(lab: Lab) -> None:
    *rights, var, home, tmp, ssh = tried(lab)
    assert rights == ["gid 4242", "outside 4243"]  # what systemd starts for it is not in its sandbox
    assert (var, home, tmp, ssh) == ("write /var/tmp", f"write {lab.home}", "write /tmp", "ssh True")


def test_a_setgid_send_command_works_with_its_drop_in(lab: Lab) -> None:
    drop_in(lab, "setgid.conf")
    assert tried(lab)[0] == "gid 4243"


def test_hardened_it_writes_at_home_only_and_sees_no_keys(lab: Lab) -> None:
    lab.needs_user_namespaces()
    lab.seen_through_private_tmp()
    drop_in(lab, "hardening.conf")
    said = tried(lab)
    home = f"write {lab.home}"
    assert said == ["gid 4242", "outside 4243", "write /var/tmp", home, "write /tmp", "ssh False"]
    assert not Path("/tmp/bowout-stub").exists()
