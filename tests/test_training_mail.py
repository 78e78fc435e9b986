"""The mail to learn from is labelled as a reading is: known labels, dates that are dates, one author a file."""

from __future__ import annotations

import gzip
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest

from agent.model import ContingencyKind, Label

MAIL = Path(__file__).parent.parent / "training" / "mail"
AUTHORS = (*"jklmnopqrstuvwxyz", *(f"a{letter}" for letter in "abcdefghijklmnopq"))

pytestmark = pytest.mark.slow


def rows(author: str) -> list[dict[str, Any]]:
    with gzip.open(MAIL / f"{author}.jsonl.gz", "rt", encoding="ascii") as lines:
        return [json.loads(line) for line in lines]


def test_every_author_has_a_file() -> None:
    assert sorted(path.name.removesuffix(".jsonl.gz") for path in MAIL.iterdir()) == sorted(AUTHORS)


@pytest.mark.parametrize("author", AUTHORS)
def test_each_message_is_labelled_as_a_reading_is(author: str) -> None:
    for row in rows(author):
        assert row["label"] in get_args(Label)
        assert row["direction"] in ("in", "out")
        assert set(row["contingencies"]) <= set(get_args(ContingencyKind))
        for field in ("deadline", "start_date"):
            assert row[field] is None or date.fromisoformat(row[field])
        assert row["interview_start"] is None or datetime.fromisoformat(row["interview_start"]).utcoffset() is not None
        assert isinstance(row["suspicious"], bool)
        assert row["raw"].encode("latin-1")


@pytest.mark.parametrize("author", AUTHORS)
def test_no_message_stands_there_twice(author: str) -> None:
    found = rows(author)
    assert len({row["raw"] for row in found}) == len({row["file"] for row in found}) == len(found)
