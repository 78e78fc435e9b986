"""Where things lie: the configuration, the state folder, and how a configuration file is told from another.

Imports nothing but `os`, because every command passes here before it does anything else.
"""

# ruff: noqa: PTH100, PTH111, PTH116, PTH117, PTH118 - pathlib costs a quarter of the start-up

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def config_file(option: str | None, environ: Mapping[str, str]) -> str:
    """The configuration's path: `--config`, else `BOWOUT_CONFIG`, else the XDG place."""
    named = option or environ.get("BOWOUT_CONFIG")
    if named:
        return _absolute(named)
    return os.path.join(_xdg(environ, "XDG_CONFIG_HOME", ".config"), "bowout", "config.toml")


def state_folder(option: str | None, environ: Mapping[str, str]) -> str:
    """The state folder's path: `--state`, else `BOWOUT_STATE`, else the XDG place. It need not exist yet."""
    named = option or environ.get("BOWOUT_STATE")
    if named:
        return _absolute(named)
    return os.path.join(_xdg(environ, "XDG_STATE_HOME", ".local/state"), "bowout")


ZONE_MARK = "|zone="
"""Stands in `Config.stamp` between the file's stamp and the zone that the file names ("" if it names none)."""


def is_system_zone(name: str) -> bool:
    """Whether the system's own time is that of the IANA zone `name`, as far as can be told without loading zones."""
    if "TZ" in os.environ:
        return os.environ["TZ"].lstrip(":") == name
    return os.path.realpath("/etc/localtime").endswith(f"/zoneinfo/{name}")


def stamp(path: str) -> str:
    """Tells one state of a configuration file from another: path, time of change (ns), size. OSError if it is gone."""
    found = os.stat(path)
    return f"{path}|{found.st_mtime_ns}|{found.st_size}"


def _absolute(path: str) -> str:
    return os.path.abspath(os.path.expanduser(path))


def _xdg(environ: Mapping[str, str], variable: str, fallback: str) -> str:
    """A base folder of the XDG Base Directory Specification, which says to ignore relative values."""
    value = environ.get(variable, "")
    return value if os.path.isabs(value) else os.path.join(os.path.expanduser("~"), fallback)
