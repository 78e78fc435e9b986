"""Whose mail is this? The user's addresses, guessed from the mail itself where nobody says them.

In a batch the user's addresses are those that many different senders write to. A single message tells less: the one
address that it was delivered or sent to is taken for the user's, unless everything speaks for mail that was never
delivered and went from a personal address to an organisation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from agent.reading import headers, vendors
from agent.reading.mime import automatic, bulk

FEW = 5
"""Below this many messages each is taken for itself."""
_SENDERS = 3
_SHARE = 0.05
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to", "x-delivered-to")
_TRACES = (*_DELIVERED, "received", "return-path", "authentication-results", "received-spf", "x-received", "arc-seal")


def of_batch(batch: Iterable[headers.Headers]) -> frozenset[str]:
    """Addresses that at least three senders, and one in twenty messages, write to; empty for fewer than five messages."""
    count = 0
    times: Counter[str] = Counter()
    senders: defaultdict[str, set[str]] = defaultdict(set)
    for header in batch:
        count += 1
        if "list-id" in header or "list-post" in header:
            continue  # a list's address has many senders too
        sender = next((box.address for box in headers.mailboxes(header, "from")), "")
        for address in {box.address for name in ("to", "cc", *_DELIVERED) for box in headers.mailboxes(header, name)}:
            if address != sender:
                times[address] += 1
                senders[address].add(sender)
    if count < FEW:
        return frozenset()
    return frozenset(a for a, n in times.items() if len(senders[a]) >= _SENDERS and n >= count * _SHARE)


def of_message(header: headers.Headers) -> frozenset[str]:
    """The user's address as one message alone suggests it: the sender's for mail that seems the user's own, else the
    address it was delivered to, else its only recipient's."""
    from_ = next((box.address for box in headers.mailboxes(header, "from")), "")
    if _own(header, from_):
        return frozenset((from_,))
    for name in _DELIVERED:
        delivered = headers.mailboxes(header, name)
        if delivered:
            return frozenset((delivered[0].address,))
    to = headers.mailboxes(header, "to")
    return frozenset((to[0].address,)) if len(to) == 1 else frozenset()


def _own(header: headers.Headers, from_: str) -> bool:
    """It bears no trace of delivery, no machine wrote it, and it goes from a personal address to an organisation's."""
    if any(name in header for name in _TRACES) or automatic(header, from_) or bulk(header):
        return False
    if not (vendors.freemail(from_) or vendors.reserved(from_)) or vendors.use(from_) is not None:
        return False
    to = headers.mailboxes(header, "to")
    return bool(to) and not any(vendors.freemail(box.address) or vendors.reserved(box.address) for box in to)
