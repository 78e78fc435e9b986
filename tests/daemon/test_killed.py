"""Daemon and workers killed at any moment while letters leave: nobody gets a letter twice, and none is forgotten."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from collections import Counter

import pytest

from tests.daemon.life import Life, wait

pytestmark = pytest.mark.slow

ENDED = ("sent", "answered", "unsure", "failed")


def approved_both(life: Life) -> None:
    """Two letters are approved; they are due a second later."""
    life.firm()
    life.linden()
    life.orchard()
    assert life.process("sync", "--json").status == 0
    ids = [draft["id"] for draft in life.agent_view().drafts if draft["status"] == "waiting"]
    assert len(ids) == 2
    assert life.process("approve", *ids, "--yes").status == 0


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("seed", range(2))
def test_no_letter_goes_twice_and_each_one_ends(life: Life, seed: int) -> None:
    chance = random.Random(seed)
    approved_both(life)
    for _ in range(4):
        daemon = life.run()
        time.sleep(chance.uniform(0.1, 2.5))
        for worker in life.workers(daemon):
            if chance.random() < 0.5:
                kill(worker)
                time.sleep(chance.uniform(0, 0.3))
        kill(daemon.pid)
        daemon.wait()
    life.run()

    def over() -> bool:
        return all(draft["status"] in ENDED for draft in life.agent_view().drafts)

    wait(over, f"every letter to end: {life.agent_view().summary()}", 60)
    drafts = {draft["to"][0]: draft for draft in life.agent_view().drafts}
    got = Counter(str(message["To"]) for message in life.sent())
    assert all(count == 1 for count in got.values()), got
    for address, draft in drafts.items():
        sent = any(address in to for to in got)
        if draft["status"] in ("sent", "answered"):
            assert sent
        if draft["status"] == "unsure":
            assert any(question["draft"] == draft["id"] for question in life.agent_view()["questions"])
