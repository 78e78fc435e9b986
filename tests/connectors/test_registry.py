"""From a kind to its connector, imported when it is used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from connectors.base import Connector, Refused
from connectors.registry import connect


def connected(kind: str, state: Path, **options: Any) -> Connector:
    return connect(kind, "home", options, user_addresses=(), state=state)


def test_a_local_account_has_the_roles_that_are_set_up(tmp_path: Path) -> None:
    mail = connected(
        "local", tmp_path, maildir=str(tmp_path), calendars=[], send=["true"], sent=None, permissions="send"
    )
    assert (mail.name, mail.kind, mail.calendar) == ("home", "local", None)
    assert mail.mail is not None
    calendar = connected(
        "local", tmp_path, maildir=None, calendars=[str(tmp_path)], send=None, sent=None, permissions="send"
    )
    assert calendar.mail is None
    assert calendar.calendar is not None


def test_an_outlook_account_has_both_roles_and_asks_nobody_for_them(tmp_path: Path) -> None:
    made = connected("outlook", tmp_path, address="nora@example.com", client_id="", permissions="read")
    assert (made.name, made.kind, made.can_send, made.can_answer) == ("home", "outlook", False, False)
    assert made.mail is not None
    assert made.calendar is not None
    assert made.sign_in is not None
    assert not made.stays_here
    assert not list(tmp_path.iterdir())


def test_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"no kind 'exchange' of account\. Known: local"):
        connected("exchange", tmp_path)


def test_importing_the_registry_imports_no_connector() -> None:
    program = "import sys, connectors.registry; print([m for m in sys.modules if m.startswith(('connectors.local', 'icalendar'))])"
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "[]\n"


def test_a_local_account_without_series_needs_no_heavy_library(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from connectors.registry import connect;"
        "c = connect('local', 'home', {'maildir': 'x', 'calendars': ['y'], 'send': ['true']}, user_addresses=(), state=Path('s'));"
        "print([m for m in ('icalendar', 'dateutil', 'recurring_ical_events') if m in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "[]\n"
