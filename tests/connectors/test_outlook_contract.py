"""The Outlook connector's mail does what every connector's mail has to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.base import OutcomeUnknown, Refused
from tests.connectors.outlook_mail_world import OutlookMailWorld
from tests.contracts import NOW, MailContract, MailWorld, Shelf, letter, submission


class TestOutlookMail(MailContract):
    @pytest.fixture
    def world(self, tmp_path: Path) -> Iterator[OutlookMailWorld]:
        with OutlookMailWorld(tmp_path) as world:
            yield world

    def test_the_bytes_are_the_messages_own(self, world: MailWorld) -> None:
        """A list of Graph's holds properties, not bytes: what people read of the message is its own, to the last letter."""
        raw = letter(1, "Zoë's café\n" * 20)
        world.put(raw)
        shelf = Shelf()
        shelf.sync(world.role)
        (message,) = shelf.messages.values()
        assert world.words(message.raw) == world.words(raw)
        assert b"Message-ID: <1@contract.example>" in message.raw
        assert message.received_at == NOW
        assert not message.truncated

    def test_an_account_for_reading_makes_and_deletes_no_drafts(self, world: OutlookMailWorld) -> None:
        prepared = replace(submission(), draft_ref=world.role.prepare(submission()))
        before = world.everything()
        with pytest.raises(Refused):
            world.read_only.prepare(submission())
        with pytest.raises(Refused):
            world.read_only.discard(prepared)
        assert world.everything() == before

    def test_an_account_for_reading_still_sees_whether_a_letter_left(self, world: OutlookMailWorld) -> None:
        prepared = replace(submission(), draft_ref=world.role.prepare(submission()))
        with pytest.raises(OutcomeUnknown):
            world.read_only.reconcile(prepared)
        world.role.submit(prepared)
        before = world.everything()
        assert world.read_only.reconcile(prepared) is not None
        assert world.everything() == before

    def test_nothing_is_sent_but_by_its_draft(self, world: OutlookMailWorld) -> None:
        world.role.submit(submission())
        writes = [record.id for record in world.sim.requests if record.method != "GET"]
        assert [name for name in writes if name] == ["message.create", "message.patch", "message.send"]
        assert world.sim.mailbox.send_mail == []
