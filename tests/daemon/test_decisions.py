"""The worker with one decision: what the command of that name would do, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.daemon.life import Life, ahead
from tests.daemon.test_work import request, worked

pytestmark = pytest.mark.slow


@pytest.fixture
def ready(tmp_path: Path) -> Iterator[Life]:
    """Letters to Linden Hydro and Orchard Robotics wait; one approved is held for a minute."""
    life = Life(tmp_path, hold=60)
    life.firm()
    life.linden()
    life.orchard()
    assert life.agent("sync").status == 0
    yield life
    life.close()


def decided(life: Life, do: str, **about: Any) -> tuple[int, dict[str, Any]]:
    """Exit status and last line."""
    status, lines = worked(life, request(life, do=do, **about))
    return status, lines[-1]


def test_exactly_the_letter_that_was_shown_is_approved_and_held(ready: Life) -> None:
    draft = ready.agent_view().draft("Linden")
    status, last = decided(ready, "approve", id=draft["id"], digest=draft["digest"])
    assert status == 0
    assert last["view"]["status"] == "approved"
    assert last["view"]["send_at"] is not None
    assert ready.sent() == []
    status, last = decided(ready, "undo", id=draft["id"])
    assert (status, last["view"]["status"]) == (0, "waiting")


def test_another_letter_than_was_shown_is_not_approved(ready: Life) -> None:
    draft = ready.agent_view().draft("Linden")
    ready.do(f"edit {draft['id']} --subject Hello")
    status, last = decided(ready, "approve", id=draft["id"], digest=draft["digest"])
    assert (status, last["fault"]) == (1, "Stale")
    assert "look again" in last["error"]
    assert ready.agent_view().draft("Linden")["status"] == "waiting"


def test_a_yes_to_nothing_in_particular_is_none(ready: Life) -> None:
    draft = ready.agent_view().draft("Linden")
    for digest in (None, "", 7):
        assert decided(ready, "approve", id=draft["id"], digest=digest)[0] != 0
    assert decided(ready, "approve", id=draft["id"])[0] != 0
    assert ready.agent_view().draft("Linden")["status"] == "waiting"


def test_each_decision_does_what_its_command_does(ready: Life) -> None:
    id_ = ready.agent_view().draft("Linden")["id"]
    assert decided(ready, "snooze", id=id_, until=ahead(1).isoformat())[1]["view"]["status"] == "snoozed"
    assert decided(ready, "keep", id=id_)[1]["view"]["status"] == "kept"
    assert decided(ready, "redraft", id=id_, tone="brief")[1]["view"]["status"] == "waiting"
    assert decided(ready, "redraft", id=id_, kind="disclose")[1]["view"]["kind"] == "disclose"
    assert decided(ready, "redraft", id=id_, kind="reopen")[0] == 2
    assert decided(ready, "done", id=id_)[0] == 2
    assert decided(ready, "retry", id=id_)[0] == 1
    assert decided(ready, "answer", id="amber-fox-lane", answer="yes")[0] == 1
    offer = ready.agent_view()["offers"][0]["id"]
    assert decided(ready, "offer", id=offer, verb="doubt")[0] == 0
    assert "Linden" not in str(ready.agent_view().drafts)
    assert decided(ready, "snooze", id=id_, until=(ahead(0) - timedelta(days=2)).isoformat())[0] != 0


def test_what_nobody_understands_is_not_done(ready: Life) -> None:
    status, last = decided(ready, "purge")
    assert (status, last["fault"]) == (2, "WrongUsage")
