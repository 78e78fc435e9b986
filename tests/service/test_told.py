"""How the service is, in words: every state says what it is and what to do about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from agent.service import Manager, NoManager, Standing, told

WELL = Standing("running", enabled=True, lingers=True)
FAILED = Standing("failed", enabled=True, result="exit-code", exit_status=1)


def test_a_service_that_runs_needs_nothing() -> None:
    assert told.headline(WELL) == "Bowout runs as a service."
    assert told.steps(WELL) == ()


@pytest.mark.parametrize(
    ("standing", "says", "first"),
    [
        (Standing("absent"), "not installed", "agent service install"),
        (Standing("masked"), "masked", "systemctl --user unmask bowout"),
        (Standing("stopped", enabled=True), "does not run", "systemctl --user restart bowout"),
        (Standing("stopped"), "does not run", "agent service install"),
        (replace(FAILED, exit_status=2), "the configuration is wrong", "agent config"),
        (replace(FAILED, exit_status=203), "not where it was", "agent service install"),
        (replace(FAILED, restarts=4), "exit status 1, again and again", "journalctl --user -u bowout -n 30"),
        (replace(FAILED, result="watchdog", exit_status=6), "did not get on", "journalctl --user -u bowout -n 30"),
        (replace(FAILED, result="oom-kill", exit_status=9), "too much memory", "journalctl --user -u bowout -n 30"),
        (replace(FAILED, result="signal", exit_status=11), "signal 11", "journalctl --user -u bowout -n 30"),
        (replace(FAILED, result="something-new"), "something-new", "journalctl --user -u bowout -n 30"),
        (replace(FAILED, state="starting"), "started again: it ended with", "journalctl --user -u bowout -n 30"),
    ],
)
def test_each_trouble_is_named_with_what_to_type(standing: Standing, says: str, first: str) -> None:
    assert says in told.headline(standing)
    assert told.steps(standing)[0] == first


def test_a_sandbox_that_cannot_be_made_is_taken_away_where_it_was_opted_in() -> None:
    standing = replace(FAILED, exit_status=226, drop_ins=("/u/bowout.service.d/hardening.conf",))
    assert told.steps(standing) == ("agent service uninstall", "agent service install")
    assert told.steps(replace(standing, drop_ins=()))[0].startswith("journalctl")


def test_it_says_whether_it_outlives_the_session() -> None:
    assert "stays when you log out" in told.remarks(WELL, "sam")[0]
    ends, how = told.remarks(replace(WELL, lingers=False), "sam")
    assert "ends when you log out" in ends
    assert how.endswith("sudo loginctl enable-linger sam")


def test_it_tells_of_restarts_of_a_changed_unit_and_of_the_timer() -> None:
    remarks = " ".join(told.remarks(replace(WELL, restarts=2, edited=True, timer=True), "sam"))
    assert "anew 2 times" in remarks
    assert "changed by hand" in remarks
    assert "bowout-sync.timer" in remarks


def test_without_a_systemd_of_the_users_it_says_how_to_get_one(tmp_path: Path) -> None:
    (tmp_path / "systemctl").touch(0o755)
    environ = {"PATH": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    with pytest.raises(NoManager) as told_:
        Manager.find(environ, "sam", 4242)
    booted = Path("/run/systemd/system").is_dir()
    assert ("enable-linger sam" if booted else "agent run") in str(told_.value)


def test_without_any_systemd_it_says_what_else_there_is(tmp_path: Path) -> None:
    with pytest.raises(NoManager, match=r"no systemd.*\n.*`agent run`"):
        Manager.find({"PATH": str(tmp_path)}, "sam", 4242)
