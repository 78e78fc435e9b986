"""The world of the end-to-end tests."""

from __future__ import annotations

from tests.e2e.conftest import world  # noqa: F401 - a fixture
