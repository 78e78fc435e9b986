"""The user service: its files put in place and taken away, and how it is."""

from __future__ import annotations

from agent.service.files import Places
from agent.service.manager import Manager, NoManager
from agent.service.service import Service, Standing, command_line

__all__ = ["Manager", "NoManager", "Places", "Service", "Standing", "command_line"]
