"""Is the second reader there, if one is named, and does it know its model?"""

from __future__ import annotations

from collections.abc import Iterator

from agent.doctor.finding import Finding, Patient, ok, warning

AREA = "reader"
LIMIT = 5.0
"""Seconds for the list of its models."""


def check(patient: Patient) -> Iterator[Finding]:
    """Only where the configuration names one. One on another machine is asked with `--online` alone."""
    if patient.config is None or patient.config.reader.model_server is None:
        return
    reader = patient.config.reader
    name = f"the second reader at {reader.host}"
    if reader.elsewhere:
        yield ok(AREA, f"{name} is another machine: it is sent the text of mail in doubt, as you allowed")
        if not patient.online:
            return
    from agent.second.server import NoAnswer, Server

    server = Server(patient.config.reader.model_server or "", reader.model)
    try:
        models = server.models(LIMIT)
    except NoAnswer as fault:
        yield warning(
            AREA, f"{name} is not there ({fault}); mail is read without it", "start it; docs/second-reader.md"
        )
        return
    finally:
        server.close()
    if reader.model and reader.model not in models:
        known = ", ".join(models[:5]) or "none"
        yield warning(AREA, f"{name} has no model “{reader.model}”", f"name one that it has under `model`: {known}")
    elif not models:
        yield warning(AREA, f"{name} names no model", "load one, or name it under `model`")
    else:
        yield ok(AREA, f"{name} answers, with {reader.model or models[0]}")
