"""A real server, llama.cpp's, with a model that talks nonsense: it is held to the form, and nothing it says counts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress

import pytest

from agent.reading.told import checked
from agent.second.answer import parse
from agent.second.prompt import messages
from agent.second.server import FORMS, NoAnswer, Server
from tests.second.llama import llama
from tests.second.mails import document, mail

WHITE = document(mail("Dear Ines,\n\nthe committee has spoken and smoke is white.\n\nGrace"))


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with llama() as base:
        yield base


@pytest.fixture
def server(base: str) -> Iterator[Server]:
    made = Server(base)
    yield made
    made.close()


def test_it_names_its_model(server: Server) -> None:
    (model,) = server.models(20)
    assert model.endswith("noise.gguf")


def test_it_knows_the_form_that_is_asked_for_and_its_nonsense_counts_for_nothing(server: Server) -> None:
    with suppress(NoAnswer):  # as when its tokens are used up before the form is filled
        text = server.ask(messages(WHITE, "in"))
        assert text.lstrip().startswith("{")
        told = parse(text)
        assert told is None or checked(told, WHITE) is None
    assert server.models(20)


def test_a_short_form_is_filled_to_its_end(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    form = {"type": "object", "properties": {"label": {"enum": ["rejected"]}}, "required": ["label"]}
    schema = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": form}}
    monkeypatch.setattr("agent.second.server.FORMS", ({"response_format": schema},))
    server = Server(base)
    assert json.loads(server.ask([{"role": "user", "content": "yes or no?"}])) == {"label": "rejected"}
    server.close()


def test_more_than_it_can_hold_in_mind_is_refused_and_says_nothing_about_the_form(server: Server) -> None:
    with pytest.raises(NoAnswer, match="400") as fault:
        server.ask([{"role": "user", "content": "word " * 9000}])
    assert fault.value.reached
    assert server._forms == list(FORMS)
