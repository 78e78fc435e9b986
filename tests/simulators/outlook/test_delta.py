"""Delta walks of the simulator."""

from __future__ import annotations

import pytest

from tests.simulators.outlook import OutlookSim
from tests.simulators.outlook.client import INBOX, RAW, Client, at, error
from tests.simulators.outlook.delta import SPELLINGS


def test_a_first_walk_gives_everything_newest_first_and_then_nothing(sim: OutlookSim, client: Client) -> None:
    ids = [sim.mailbox.deliver(RAW, at=at(hour)) for hour in range(5)]
    found, link = client.walk(INBOX, orderby="receivedDateTime desc", select="subject")
    assert [one["id"] for one in found] == ids[::-1]
    assert set(found[0]) == {"id", "subject", "@odata.etag"}
    assert client.walk(link)[0] == []


def test_changes_come_thin_and_removals_with_their_reason(sim: OutlookSim, client: Client) -> None:
    one, two, three = (sim.mailbox.deliver(RAW) for _ in range(3))
    _, link = client.walk(INBOX)
    sim.mailbox.read(one)
    sim.mailbox.trash(two)
    sim.mailbox.falsely_remove(three)
    four = sim.mailbox.deliver(RAW)
    found, link = client.walk(link)
    seen = {entry["id"]: entry for entry in found}
    assert set(seen[one]) == {"id", "@odata.etag", "isRead"}
    assert seen[two]["@removed"] == {"reason": "changed"}
    assert seen[three]["@removed"] == {"reason": "deleted"}
    assert client.get(f"/me/messages/{three}")["id"] == three
    assert seen[four]["subject"] == "Interview on Monday"
    assert client.walk(link)[0] == []


def test_pages_may_repeat_entries_and_be_empty(sim: OutlookSim, client: Client) -> None:
    sim.mailbox.quirks.replays, sim.mailbox.quirks.empty_pages = 1, True
    ids = {sim.mailbox.deliver(RAW) for _ in range(5)}
    found, _ = client.walk(INBOX)
    assert {one["id"] for one in found} == ids
    assert len(found) > 5


@pytest.mark.parametrize("spelling", sorted(SPELLINGS))
def test_a_token_ends_in_each_spelling(spelling: str, sim: OutlookSim, client: Client) -> None:
    _, link = client.walk(INBOX)
    sim.delta.expire_tokens(spelling)
    found = client.ask("GET", link)
    assert error(found) == SPELLINGS[spelling]
    assert ("location" in found.headers) == (found.status_code == 410)
    assert client.walk(INBOX)[0] == []


def test_a_walk_can_end_half_way(sim: OutlookSim, client: Client) -> None:
    for _ in range(5):
        sim.mailbox.deliver(RAW)
    _, old = client.walk(INBOX)
    page = client.get(INBOX, "odata.maxpagesize=2")
    sim.delta.expire_next_links()
    assert client.ask("GET", page["@odata.nextLink"]).status_code == 410
    assert client.walk(old)[0] == []


def test_a_filtered_walk_stops_at_five_thousand(sim: OutlookSim, client: Client) -> None:
    made = {"subject": "Hello", "body": {"contentType": "text", "content": "x"}, "bodyPreview": "x"}
    sim.mailbox.generate(6_000, lambda n: (dict(made), 1_700_000_000 + n), lambda n: RAW)
    filtered = "receivedDateTime ge 2023-01-01T00:00:00Z"
    assert len(client.walk(INBOX, 1000, filter=filtered, select="id")[0]) == 5000
    assert client.get("/me/mailFolders/inbox")["totalItemCount"] == 6_000
