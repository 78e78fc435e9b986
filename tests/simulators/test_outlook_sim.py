"""What the Outlook simulator takes for a violation, and where its rules are from. What it does is tested beside it."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest

from tests.simulators.outlook import OutlookSim, schema
from tests.simulators.outlook.client import RAW, Client, error
from tests.simulators.outlook.derive_schema import Deriver
from tests.simulators.outlook.routes import ROUTES


@pytest.mark.parametrize(
    ("verb", "address", "body"),
    [
        ("GET", "/me/unknown", None),
        ("GET", "/me/messages?$selct=id", None),
        ("GET", "/me/messages?$select=wellKnownName", None),
        ("GET", "/me/mailFolders/inbox/messages/delta?$filter=isRead eq true", None),
        ("GET", "/me/mailFolders/inbox/messages/delta?$orderby=subject", None),
        ("POST", "/me/messages", {"subjekt": "x"}),
        ("POST", "/me/messages", {"toRecipients": [{"address": "a@b.example"}]}),
    ],
)
def test_a_request_that_breaks_the_metadata_fails_the_test(verb: str, address: str, body: Any) -> None:
    with pytest.raises(AssertionError), OutlookSim() as sim:
        assert Client(sim).ask(verb, address, body).status_code >= 400


def test_an_answer_that_breaks_the_metadata_is_a_violation() -> None:
    with OutlookSim() as sim:
        sim.mailbox.user = {"mail": 5}
        Client(sim).get("/me")
        id = sim.calendars.add({"start": DAY, "end": DAY, "wellKnownName": "x"})
        Client(sim).get(f"/me/events/{id}")
        assert [fault.partition(": answer: ")[2][:9] for fault in sim.violations] == ["user.mail", "event: 'w"]
        sim.violations.clear()


DAY = {"dateTime": "2026-11-24T00:00:00", "timeZone": "UTC"}


def test_a_request_without_immutable_ids_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="ImmutableId"), OutlookSim() as sim:
        Client(sim, prefer='outlook.timezone="UTC"').get("/me/messages")


def test_without_immutable_ids_a_message_has_another_id_after_a_move() -> None:
    with OutlookSim() as sim:
        plain, immutable = Client(sim, prefer='outlook.timezone="UTC"'), Client(sim)
        kept = sim.mailbox.deliver(RAW)
        before = plain.get("/me/messages")["value"][0]["id"]
        sim.mailbox.junk(kept)
        assert plain.get("/me/messages")["value"][0]["id"] != before
        assert immutable.get("/me/messages")["value"][0]["id"] == kept
        assert error(plain.ask("GET", f"/me/messages/{before}")) == (404, "ErrorItemNotFound")
        assert len(sim.violations) == 3
        sim.violations.clear()


def test_the_extract_says_where_it_is_from_and_holds_no_more_than_is_used() -> None:
    assert "MIT" in schema.extract()["$comment"]
    notice = (schema.FILE.parent / "graph_schema.LICENSE.txt").read_text()
    assert "Copyright (c) 2018 Microsoft Graph" in notice
    assert "Permission is hereby granted" in notice
    assert schema.FILE.stat().st_size < 64 * 1024


def test_the_routes_take_the_options_and_actions_that_the_extract_names() -> None:
    routes = {route.name: route for route in ROUTES}
    options = schema.extract()["options"]
    assert set(options["message.delta"]) <= set(routes["messages.delta"].options)
    assert set(options["mailFolder.childFolders"]) <= set(routes["folder.children"].options)
    assert set(options["event.instances"]) <= set(routes["event.instances"].options)
    assert {route.body for route in ROUTES if "." in route.body} == set(schema.extract()["actions"])


def test_the_extract_is_derived_from_the_types_of_a_metadata_file() -> None:
    found = Deriver(ElementTree.fromstring(METADATA))
    found.define("letter")
    letter = found.defs["letter"]
    assert letter["additionalProperties"] is False
    assert set(letter["properties"]) == {"id", "tags", "tone"}
    assert letter["properties"]["id"] == {"type": "string"}
    assert letter["properties"]["tags"] == {"type": "array", "items": {"type": "string"}}
    assert found.defs["tone"] == {"enum": ["kind", "cold"]}
    assert found.action("letter", "post") == {"parameters": {"Stamp": {"type": "boolean"}}, "required": ["Stamp"]}


METADATA = """<Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="microsoft.graph">
<EnumType Name="tone"><Member Name="kind"/><Member Name="cold"/></EnumType>
<EntityType Name="thing"><Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
<EntityType Name="letter" BaseType="graph.thing"><Property Name="tags" Type="Collection(Edm.String)" Nullable="false"/>
<Property Name="tone" Type="graph.tone"/><NavigationProperty Name="reader" Type="graph.thing"/></EntityType>
<Action Name="post" IsBound="true"><Parameter Name="bindingParameter" Type="graph.letter"/>
<Parameter Name="Stamp" Type="Edm.Boolean" Nullable="false"/></Action></Schema>"""
