"""Whether the machine runs on its battery, read from sysfs when asked (kernel: ABI/testing/sysfs-class-power)."""

from __future__ import annotations

from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
STORES = ("Battery", "UPS")
"""What runs empty; all else that is listed brings power in."""
LONGEST = 64
"""A value that is one word; more of it is not read."""


def on_battery(supplies: Path) -> bool:
    """A battery of the machine itself drains, and no adapter brings power. In doubt there is no lack of it."""
    try:
        listed = sorted(supplies.iterdir())
    except OSError:
        return False
    kinds = {supply: _value(supply, "type") for supply in listed}
    if any(kind not in STORES and _value(supply, "online") not in ("", "0") for supply, kind in kinds.items()):
        return False
    return any(kind in STORES and _drains(supply) for supply, kind in kinds.items())


def _drains(supply: Path) -> bool:
    # A mouse's or a headset's battery is listed as well; its scope tells that it feeds only that.
    return _value(supply, "scope") != "Device" and _value(supply, "status") == "Discharging"


def _value(supply: Path, name: str) -> str:
    """Nothing where it cannot be read: a battery that is being taken out answers with ENODEV."""
    try:
        with (supply / name).open("rb") as file:
            return file.read(LONGEST).decode("ascii", "replace").strip()
    except OSError:
        return ""
