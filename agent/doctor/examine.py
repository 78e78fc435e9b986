"""All checks, one after the other. A check that itself fails is a finding and stops no other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from agent.doctor.finding import Finding, Patient, warning

log = logging.getLogger(__name__)

Check = Callable[[Patient], Iterable[Finding]]

CHECKS = ("configuration", "state", "accounts", "sending", "keyring", "notifications", "service", "clock", "reader")
"""Modules of this package with a function `check`, in the order in which trouble is best mended."""


def examine(patient: Patient) -> Iterator[Finding]:
    """The findings, as they are made."""
    for area in CHECKS:
        check: Check = import_module(f"agent.doctor.{area}").check
        try:
            yield from check(patient)
        except Exception as error:  # a check-up that breaks off helps nobody
            log.warning("the check of %s failed", area, exc_info=True)
            yield warning(area, f"could not be checked ({type(error).__name__})", "agent -v doctor shows why")
