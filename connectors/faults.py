"""What a provider refuses, where the difference matters to the caller, and what it says that nobody understands."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from connectors.base import OutcomeUnknown, Refused, Temporary

log = logging.getLogger(__name__)


class Missing(Refused):
    """There is no such thing (404)."""


class Gone(Refused):
    """It was there once (410): a deleted thing, or a place in the changes that the provider no longer knows."""


class Conflict(Refused):
    """It changed since it was read (412): nothing was done."""


@contextmanager
def understood(who: str, *, writing: bool = False) -> Iterator[None]:
    """Within it answers of `who` are taken apart. Where one is not built as it should be, which must not stop the other
    accounts, raises Temporary; OutcomeUnknown if `writing`. What the answer holds is told to nobody."""
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError, ArithmeticError) as error:
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_name}, line {place.tb_lineno}" if place else "somewhere"
        log.warning("%s answered in an unknown form: %s in %s", who, type(error).__name__, where)
    else:
        return
    if writing:
        raise OutcomeUnknown(f"{who}'s answer could not be understood: it may have been done.", look_again=60.0)
    raise Temporary(f"{who}'s answer could not be understood. Try again later.")
