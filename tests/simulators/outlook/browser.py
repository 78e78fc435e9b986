"""A browser that agrees to everything: `python -m tests.simulators.outlook.browser ADDRESS`, for `$BROWSER`.

Opens the sign-in page on loopback and does what the page's form or redirect says.
"""

from __future__ import annotations

import html
import re
import sys
import urllib.request
from urllib.parse import urlencode


def browse(address: str) -> None:
    """Open the page, and bring what it says to where it says."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address, timeout=10) as answer:
        page = answer.read().decode()
    action = re.search(r'action="([^"]*)"', page)
    if action is None:
        return
    fields = {html.unescape(name): html.unescape(value) for name, value in re.findall(r'name="([^"]*)" value="([^"]*)"', page)}  # fmt: skip
    with opener.open(html.unescape(action[1]), data=urlencode(fields).encode(), timeout=10) as answer:
        answer.read()


if __name__ == "__main__":
    browse(sys.argv[1])
