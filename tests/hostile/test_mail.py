"""Hostile messages beside good ones: a sync costs little and does its whole job."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.model import Reading
from agent.reading import message_ids, read
from agent.store import codec
from agent.store.attachments import without_attachments
from connectors.base import MAX_RAW
from tests.hostile.mails import HUGE, MAILS
from tests.hostile.world import ME, NOUNS, NOW, OFFER, World, processor, whole

SECONDS = 2.0
"""Of processor time for one message; on a quiet machine none takes half a second to read."""
MEMORY = 800
"""MB of address space for a whole sync, the interpreter and the encoder included."""


@pytest.mark.parametrize("name", MAILS)
def test_a_hostile_message_is_read_at_little_cost_and_can_be_stored(name: str) -> None:
    raw = MAILS[name]()[:MAX_RAW]
    before = processor()
    reading = read(raw, me=[ME], zone="UTC", received_at=NOW)
    assert processor() - before < SECONDS
    assert codec.load(Reading, codec.dump(reading)) == reading
    assert len(codec.dump(reading)) < 50_000

    before = processor()
    message_ids(raw)
    assert len(without_attachments(raw)) <= len(raw)
    assert processor() - before < SECONDS


def test_a_mailbox_of_nothing_but_hostile_mail_is_synced_within_bounds_and_hides_nothing(tmp_path: Path) -> None:
    world = World(tmp_path).good()
    for name in [*MAILS][::3]:
        world.mail(MAILS[name]())

    first = world.sync_alone(memory=MEMORY, cpu=60)
    assert first.account()["ok"], first.account()["error"]
    assert first.account()["messages"]["new"] == world.number
    assert all("could not be read" in line or "only its first" in line for line in first.problems)
    assert whole(first)

    second = world.sync_alone(memory=MEMORY, cpu=10)
    assert second.account()["messages"]["new"] == 0
    assert {n: second.view[n] for n in NOUNS} == {n: first.view[n] for n in NOUNS}


@pytest.mark.slow
@pytest.mark.parametrize("name", HUGE)
def test_a_message_of_fifty_megabytes_costs_no_more_than_a_small_one(tmp_path: Path, name: str) -> None:
    world = World(tmp_path).good()
    world.mail(HUGE[name]())
    first = world.sync_alone(memory=MEMORY, cpu=15)
    assert first.account()["ok"]
    assert whole(first)
    assert world.sync_alone(memory=MEMORY, cpu=5).account()["messages"]["new"] == 0


def test_what_could_not_be_read_or_not_to_its_end_is_said_in_one_line_each(tmp_path: Path) -> None:
    world = World(tmp_path).good()
    world.mail(MAILS["nul bytes"](), b"1794000001.\x1b[31m\nnul.host:2,S")
    world.mail(OFFER + b"\n" * MAX_RAW, "1794000002.long.host")
    world.mail(b"Subject: x\n\n" + b"y" * MAX_RAW, "1794000003.dull.host")
    assert world.sync().problems == [
        "personal: 1794000002.long.host: only its first 4 MB were read",
        "personal: 1794000001.?[31m?nul.host: the message could not be read: it has no header",
    ]
    assert world.sync().problems == []


def test_thousands_of_unreadable_messages_are_not_said_one_by_one(tmp_path: Path) -> None:
    world = World(tmp_path).good()
    for number in range(500):
        world.mail(b"\0", f"1794000001.{number}.host")
    ran = world.sync()
    assert len(ran.problems) == 101
    assert ran.problems[-1] == "personal: … and 400 more messages or folders"
