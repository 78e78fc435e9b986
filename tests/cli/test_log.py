"""The diagnostic log has no address, token or link in it."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from agent import log


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    level = root.level
    yield
    for handler in [one for one in root.handlers if getattr(one, "bowout", False)]:
        root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.parametrize(
    "planted",
    [
        "sam.lee@example.org", "Authorization: Bearer ya29.abc-DEF", "bearer ya29.abc-DEF", "token=ya29.abc-DEF",
        'refresh_token: "ya29.abc-DEF"', "password = ya29.abc-DEF", "https://host/path?code=ya29.abc-DEF",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9eyJzdWIiOiIxMjM0",
    ],
)  # fmt: skip
@pytest.mark.parametrize("verbosity", [1, 2])
def test_what_slips_into_a_record_is_masked(planted: str, verbosity: int) -> None:
    stream = io.StringIO()
    log.set_up(verbosity, stream)
    try:
        raise ValueError(f"while handling {planted}")
    except ValueError:
        logging.getLogger("connectors.somewhere").exception("account %s: %s", "work", planted)
    written = stream.getvalue()
    assert "account work" in written
    assert "Traceback" in written
    for secret in ("sam.lee", "ya29", "eyJhbGci"):
        assert secret not in written


def test_without_v_nothing_is_written_and_ids_stay_readable() -> None:
    stream = io.StringIO()
    log.set_up(0, stream)
    logging.getLogger("agent.sync").warning("stopped")
    assert stream.getvalue() == ""
    assert (
        log.redact("draft amber-fox-lane: 214 messages, 31 events") == "draft amber-fox-lane: 214 messages, 31 events"
    )


def test_setting_up_again_replaces_the_first() -> None:
    first, second = io.StringIO(), io.StringIO()
    log.set_up(2, first)
    log.set_up(1, second)
    logging.getLogger("agent.sync").info("once")
    logging.getLogger("agent.sync").debug("never")
    assert first.getvalue() == ""
    assert second.getvalue().count("once") == 1
    assert "never" not in second.getvalue()
