"""The Google connector's mail does what every connector's mail has to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.base import OutcomeUnknown, Refused
from tests.connectors.google_mail_world import GoogleMailWorld
from tests.contracts import MailContract, submission


class TestGoogleMail(MailContract):
    @pytest.fixture
    def world(self, tmp_path: Path) -> Iterator[GoogleMailWorld]:
        with GoogleMailWorld(tmp_path) as world:
            yield world

    def test_an_account_for_reading_makes_and_deletes_no_drafts(self, world: GoogleMailWorld) -> None:
        prepared = replace(submission(), draft_ref=world.role.prepare(submission()))
        before = world.everything()
        with pytest.raises(Refused):
            world.read_only.prepare(submission())
        with pytest.raises(Refused):
            world.read_only.discard(prepared)
        assert world.everything() == before

    def test_an_account_for_reading_still_sees_whether_a_letter_left(self, world: GoogleMailWorld) -> None:
        prepared = replace(submission(), draft_ref=world.role.prepare(submission()))
        with pytest.raises(OutcomeUnknown):
            world.read_only.reconcile(prepared)
        world.role.submit(prepared)
        before = world.everything()
        assert world.read_only.reconcile(prepared) is not None
        assert world.everything() == before

    def test_nothing_is_sent_but_by_its_draft(self, world: GoogleMailWorld) -> None:
        world.role.submit(submission())
        writes = [record.id for record in world.sim.requests if record.method != "GET"]
        assert writes == ["gmail.users.drafts.create", "gmail.users.drafts.send"]
