"""Which hosts and addresses are this machine, whatever the network says."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """The host is this machine: `localhost` (RFC 6761 section 6.3) or a loopback address."""
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    # An IPv4 address in IPv6's clothes is no way to name this machine; Python is of two minds about it, by its version.
    return address.is_loopback and getattr(address, "ipv4_mapped", None) is None


def leads_here(url: str) -> bool:
    """The address leads to this machine and nowhere else."""
    try:
        return is_loopback(urlsplit(url).hostname or "")
    except ValueError:
        return False
