"""What was found by killing at random, each as small as it gets."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest

from agent.cli.work import _on_its_way
from agent.delivery.outbox import Outbox
from agent.delivery.outbox.provider import ProviderDrafts
from agent.store import asked_back
from agent.store.drafts import Outbox as Rows
from connectors.base import OutcomeUnknown
from connectors.google.drafts import Drafts
from tests.e2e import stories
from tests.e2e.google_world import GoogleWorld

AISHA = "aisha.rahman@lindenhydro.example"


class Killed(BaseException):
    """The process is gone at this point."""


def killed(*_: object) -> None:
    """Instead of what would have come next."""
    raise Killed


def blind(*_: object) -> None:
    """Nothing can be looked at just now."""
    raise OutcomeUnknown("forbidden", looked=False)


@pytest.fixture
def google(tmp_path: Path) -> Iterator[GoogleWorld]:
    """A letter that waits."""
    world = GoogleWorld(tmp_path)
    with world.sim:
        stories.firm(world)
        stories.linden(world, event=False)
        world.meeting("Interview: Ines Calloway, Test Engineer (Linden Hydro)", stories.LINDEN_AT, organizer=AISHA,
                      others=(AISHA,))  # fmt: skip
        world.sync()
        yield world


def test_killed_after_the_letter_that_the_person_sent_was_read_and_before_it_was_noticed(
    google: GoogleWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    google.approve("Linden")
    google.sim.mailbox.user_sends_draft(next(iter(google.sim.mailbox.drafts)))
    with monkeypatch.context() as patched:
        patched.setattr(Outbox, "notice", killed)
        with pytest.raises(Killed):
            google.agent("sync")
    draft = google.later(minutes=2).draft("Linden")
    assert (draft["status"], len(google.left)) == ("sent", 1)
    assert [step["result"] for step in draft["calendar"]] == ["done"]


def test_the_person_sends_a_draft_whose_reference_died_with_the_process_that_made_it(
    google: GoogleWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = google.status().draft("Linden")["id"]
    with monkeypatch.context() as patched:
        patched.setattr(Rows, "prepared", killed)
        with pytest.raises(Killed):
            google.agent("approve", id_, "--yes")
    google.sim.mailbox.user_sends_draft(next(iter(google.sim.mailbox.drafts)))
    draft = google.later(minutes=2).draft("Linden")
    assert (draft["status"], len(google.left)) == ("sent", 1)
    assert [step["result"] for step in draft["calendar"]] == ["done"]


def test_a_letter_approved_anew_after_taking_it_back_was_killed_leaves_at_once(
    google: GoogleWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    google.approve("Linden")
    id_ = google.status().draft("Linden")["id"]
    with monkeypatch.context() as patched:
        patched.setattr(asked_back, "unmark", killed)
        with pytest.raises(Killed):
            google.agent("undo", id_)
    google.agent("approve", id_, "--yes", "--immediately")
    assert len(google.left) == 1
    assert not asked_back.left(google.state)


def test_the_person_sends_a_draft_that_an_approval_taken_back_had_left_while_another_one_stands(
    google: GoogleWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    google.approve("Linden")
    id_ = google.status().draft("Linden")["id"]
    with monkeypatch.context() as patched:
        patched.setattr(ProviderDrafts, "tidy", killed)
        patched.setattr(Outbox, "prepare", killed)
        for words in (("undo", id_), ("approve", id_, "--yes")):
            with pytest.raises(Killed):
                google.agent(*words)
    google.sim.mailbox.user_sends_draft(next(iter(google.sim.mailbox.drafts)))
    draft = google.later(minutes=2).draft("Linden")
    assert (draft["status"], len(google.left)) == ("sent", 1)
    assert [step["result"] for step in draft["calendar"]] == ["done"]


def test_before_an_approval_ends_it_is_looked_for_whatever_was_forgotten(
    google: GoogleWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    google.approve("Linden")
    google.sim.mailbox.user_sends_draft(next(iter(google.sim.mailbox.drafts)))
    with monkeypatch.context() as patched:
        patched.setattr(Outbox, "notice", lambda *_: None)
        google.agent("sync")
    draft = google.status().draft("Linden")
    assert (draft["status"], [step["result"] for step in draft["calendar"]]) == ("sent", ["done"])


def test_an_approval_that_should_end_and_could_not_be_looked_for_neither_ends_nor_leaves(
    google: GoogleWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    google.approve("Linden")
    google.sim.mailbox.user_sends_draft(next(iter(google.sim.mailbox.drafts)))
    google.now += timedelta(minutes=2)
    with monkeypatch.context() as patched:
        patched.setattr(Drafts, "reconcile", blind)
        google.agent("sync")
    draft = google.status().draft("Linden")
    assert (draft["status"], draft["outcome"]) == (
        "approved", "not sent yet: it could not be seen whether you sent it yourself",
    )  # fmt: skip
    assert google.later(minutes=6).draft("Linden")["status"] == "sent"
    assert len(google.left) == 1


def test_asked_to_end_in_the_middle_of_loading_a_worker_has_nothing_on_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "agent.delivery.outbox", ModuleType("agent.delivery.outbox"))
    assert not _on_its_way(sys._getframe())
