"""An answer is one JSON object of a fixed form, or it counts for nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.reading.told import Claim, Told
from agent.second.answer import LONGEST, parse
from agent.second.prompt import SCHEMA
from tests.second.chat import answer


def test_the_answer_that_was_asked_for_is_understood() -> None:
    text = answer("offer_written", "the post is yours", role=("Metrology Lead", "our Metrology Lead"))
    assert parse(text) == Told("offer_written", "the post is yours", role=Claim("Metrology Lead", "our Metrology Lead"))
    assert parse('{"label": "other", "words": ""}') == Told("other", "")
    assert parse(f"\n{text}\n") is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I think this is an offer.",
        f"Sure! Here it is: {answer('rejected', 'we regret')}",
        f"{answer('rejected', 'we regret')}\n{answer('rejected', 'we regret')}",
        f"[{answer('rejected', 'we regret')}]",
        "null",
        "{}",
        '{"label": "offer_firm", "words": "it is yours"}',
        '{"label": ["offer_written"], "words": "it is yours"}',
        '{"label": "rejected"}',
        '{"label": "rejected", "words": null}',
        '{"label": "rejected", "words": 3}',
        '{"label": "rejected", "label": "offer_written", "words": "it is yours"}',
        '{"label": "rejected", "words": "we regret", "firm": true}',
        '{"label": "rejected", "words": "we regret", "role": "Lead"}',
        '{"label": "rejected", "words": "we regret", "role": {"value": "Lead"}}',
        '{"label": "rejected", "words": "we regret", "role": {"value": "Lead", "words": "Lead", "sure": 1}}',
        '{"label": "rejected", "words": "we regret", "deadline": {"value": NaN, "words": "Lead"}}',
        '{"label": "rejected", "words": "' + "x" * 2000 + '"}',
        '{"label": "rejected", "words": "we regret"' + " " * LONGEST + "}",
        "[" * 15_000,
        '{"label":' * 2_000,
    ],
)
def test_garbage_counts_for_nothing(text: str) -> None:
    assert parse(text) is None


@given(
    st.one_of(st.text(), st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists).map(json.dumps))
)
@settings(max_examples=60, deadline=None)
def test_no_text_at_all_breaks_it(text: str) -> None:
    assert parse(text) is None


def test_the_form_that_servers_are_given_is_the_one_that_is_understood() -> None:
    assert set(SCHEMA["required"]) == set(SCHEMA["properties"]) == set(json.loads(answer("other", "")))
