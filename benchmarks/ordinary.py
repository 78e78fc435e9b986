"""How the reader takes ordinary mail: a stream of it, made from a grammar, and what is wrongly seen in it.

    python benchmarks/ordinary.py [COUNT] [--seed N] [--first N] [--save FOLDER] [--text N] [--no-encoder]

COUNT (50,000) messages as mailboxes have them: receipts, parcels, newsletters (on careers and hiring too), mailing lists,
alerts, banks, insurers, schools, doctors, travel, houses, universities, clubs, friends, colleagues, calendar entries; 15 %
in other languages; median 20 KB. `ordinary.txt` is the grammar. Nothing in them is about a job of the user's own, so that
no firm offer and at most 5 interviews in 50,000 may be seen. Message N of a seed is always the same.
"""

from __future__ import annotations

import argparse
import base64
import quopri
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.utils import format_datetime
from functools import cache
from html import escape
from itertools import islice
from math import exp, log
from pathlib import Path

from agent.model import Reading
from agent.reading import gate, mime, read

FIRM = ("offer_written", "offer_accepted", "offer_cleared")
MEDIAN, P95 = 20_000, 75_000
"""Bytes of a message."""
_SIGMA = log(P95 / MEDIAN) / 1.645
_SMALL = {"person": 0.45, "own": 0.3, "calendar": 0.4, "list": 0.5}
"""How much smaller mail by people is."""
_ENDINGS = ("com", "com", "com", "net", "org", "io", "co.uk", "app", "shop", "info")
_ENDINGS_OF = {"de": ("de",), "fr": ("fr",), "es": ("es",), "it": ("it",), "pt": ("pt",), "nl": ("nl",)}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS_DE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip

Node = str | tuple[str, str] | list[list["Node"]]
"""Words; ("<" or "$", name); alternatives of sequences."""


@dataclass(slots=True)
class Kind:
    """A sort of mail: its lines by their slot."""

    name: str
    weight: int
    manner: str
    language: str
    lines: dict[str, list[str]] = field(default_factory=dict)


@cache
def grammar() -> tuple[Mapping[str, list[str]], Sequence[Kind]]:
    """The lists by name, and the kinds."""
    lists: dict[str, list[str]] = {}
    kinds: list[Kind] = []
    for block in re.split(r"^\[", Path(__file__).with_name("ordinary.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]:
        head, *lines = (line for line in block.splitlines() if line.strip())
        sort, *named = head.strip("]").split()
        if sort == "list":
            lists[named[0]] = lines
            continue
        kind = Kind(named[0], int(named[1]), named[2], named[3])
        kinds.append(kind)
        for line in lines:
            slot, _, text = line.partition(": ")
            kind.lines.setdefault(slot, []).append(text)
    return lists, kinds


_TOKEN = re.compile(r"\{|\}|\||<[a-z_]+(?::\d+-\d+)?>|\$[a-z_]+|[^{}|<$]+|[<$]")


@cache
def parsed(line: str) -> list[Node]:
    """A line of the grammar as a sequence of nodes."""
    stack: list[list[list[Node]]] = [[[]]]
    for token in _TOKEN.findall(line):
        if token == "{":
            stack.append([[]])
        elif token == "|" and len(stack) > 1:
            stack[-1].append([])
        elif token == "}" and len(stack) > 1:
            group: Node = stack.pop()
            stack[-1][-1].append(group)
        elif token[0] in "<$" and len(token) > 1:
            stack[-1][-1].append((token[0], token.strip("<>$")))
        else:
            stack[-1][-1].append(token)
    return stack[0][0]


class Writer:
    """Chooses the words of one message."""

    def __init__(self, seed: int, number: int) -> None:
        self.random = random.Random(seed * 1_000_003 + number)
        self.lists, kinds = grammar()
        self.kind = self.random.choices(kinds, [kind.weight for kind in kinds])[0]
        self.known: dict[str, str] = {}
        self.when = datetime(2026, 1, 5, 6, tzinfo=UTC) + timedelta(minutes=self.random.randrange(450_000))
        user = random.Random(f"{seed}:user:{number % 7}")
        first, last = (self._list(name, user) for name in ("first", "last"))
        self.me = f"{first}.{last}@{user.choice(('example.net', 'gmail.com', 'outlook.com'))}".lower()
        self.name = f"{first} {last}"
        self.known |= {"user": first, "userlow": first.lower(), "mywork": "larkfield-systems.com"}

    def _list(self, name: str, source: random.Random | None = None) -> str:
        kept, self.random = self.random, source or self.random
        found = self.expand(self.random.choice(self.lists[name]))
        self.random = kept
        return found

    def line(self, slot: str) -> str:
        """One of the lines of a slot, its words chosen; "" where there is none."""
        lines = self.kind.lines.get(slot)
        return re.sub(r" {2,}(?=\S)", " ", self.expand(self.random.choice(lines))).strip() if lines else ""

    def expand(self, line: str) -> str:
        return "".join(self._said(parsed(line)))

    def _said(self, nodes: list[Node]) -> Iterator[str]:
        for node in nodes:
            if isinstance(node, str):
                yield node
            elif isinstance(node, tuple):
                yield self._always(node[1]) if node[0] == "$" else self._word(node[1])
            else:
                yield from self._said(self.random.choice(node))

    def _always(self, name: str) -> str:
        """A name that stays the same all through a message."""
        if name not in self.known:
            if name.endswith("low"):
                value = re.sub(r"[^a-z0-9]+", "", self._always(name[:-3]).lower())
            elif name == "domain":
                value = f"{self._always('stemlow')}.{self.random.choice(_ENDINGS_OF.get(self.kind.language, _ENDINGS))}"
            else:
                value = self._word(name)
            self.known[name] = value
        return self.known[name]

    def _word(self, name: str) -> str:
        pick = self.random
        if name.startswith("n:"):
            low, high = name[2:].split("-")
            return str(pick.randint(int(low), int(high)))
        if name == "price":
            return f"{pick.choice('£€$')}{pick.randint(2, 990)}{pick.choice(('', '.00', '.99', '.50'))}"
        if name == "ref":
            return "".join(pick.choices("ABCDEFGHKLMNPRSTUVWXYZ0123456789", k=pick.randint(5, 10)))
        if name == "weekday":
            return pick.choice(_DAYS)
        if name == "weekday_de":
            return pick.choice(_DAYS_DE)
        if name == "month":
            return pick.choice(_MONTHS)
        if name == "date":
            return pick.choice(("{0} {1}", "{0} {1} 2026", "{1} {0}", "{1} {0}, 2026")).format(
                pick.randint(1, 28), pick.choice(_MONTHS)
            )
        if name == "domain":
            return f"{self._list('stem').lower()}.{pick.choice(_ENDINGS)}"
        return f"<{self.me}>" if name == "me" else self._list(name)


# ---------------------------------------------------------------- text to message


def message(seed: int, number: int) -> tuple[bytes, str, bool, str]:
    """One message: its bytes, the user's address, whether the user sent it, and its kind."""
    writer = Writer(seed, number)
    kind, pick = writer.kind, writer.random
    size = int(MEDIAN * exp(pick.gauss(0, _SIGMA)) * _SMALL.get(kind.manner, 1.13))
    head = _header(writer)
    paragraphs = [text for slot in "123456789" if (text := writer.line(slot))]
    at = max(1, len(paragraphs) - 2)
    rich = pick.random() < (0.35 if kind.manner in ("person", "own", "list") else 0.93)
    for _ in range(min(30, max(0, size // (1_100 if rich else 300) + pick.randint(-2, 2)))):
        if filler := writer.line("x"):
            paragraphs.insert(at, filler)
            at += 1
    foot = writer.line("f")
    text = "\n\n".join([*paragraphs, *([foot] if foot else [])]) + _older(writer, pick)
    parts = [] if rich and pick.random() < 0.3 else [_part(pick, "plain", text + "\n")]
    if rich:
        parts.append(_part(pick, "html", _page(writer, paragraphs, foot, size - len(head) - len(text))))
    if kind.manner == "calendar":
        parts.append(_calendar(writer, head))
    raw = head + _joined(pick, parts, size)
    return raw.encode("utf-8", "replace"), writer.me, kind.manner == "own", kind.name


def _header(writer: Writer) -> str:
    """Header fields as they arrive: two or three kilobytes of transport first."""
    pick, manner = writer.random, writer.kind.manner
    sender = writer.line("from")
    domain = sender.rpartition("@")[2].strip(">")
    subject = writer.line("s")
    date = format_datetime(writer.when)
    lines = [f"Delivered-To: {writer.me}"]
    home = writer.me.partition("@")[2]
    lines += [
        f"Received: from mx{hop}.{domain} (mx{hop}.{domain} [192.0.2.{pick.randint(1, 254)}])\n\tby mail.{home} with ESMTPS id "
        f"{pick.getrandbits(60):x}\n\tfor <{writer.me}>; {date}"
        for hop in range(pick.randint(1, 4))
    ]
    if manner != "own":
        lines.append(f"Authentication-Results: mx.{writer.me.partition('@')[2]}; dkim=pass header.d={domain}; spf=pass smtp.mailfrom={domain}; dmarc=pass header.from={domain}")  # fmt: skip
        lines.append(f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s=s1;\n\th=from:subject:date:to; bh={_noise(pick, 44)};\n\tb={_noise(pick, 76)}\n\t {_noise(pick, 76)}")  # fmt: skip
    name, _, address = sender.rpartition(" ")
    lines.append(f"From: {_encoded(name)} {address}")
    lines.append(f"To: {pick.choice((writer.name + ' ', ''))}<{writer.me}>" if manner not in ("list", "own") else f"To: <{writer.expand('$pkg-dev') if manner == 'list' else writer.expand('<first>.<last>').lower()}@{writer.expand('<domain>')}>")  # fmt: skip
    lines += [f"Subject: {_encoded(subject)}", f"Date: {date}", f"Message-ID: <{pick.getrandbits(80):x}@{domain}>"]
    if manner in ("bulk", "list"):
        listed = writer.expand("$pkg-dev" if manner == "list" else "$stemlow")
        lines += [
            f"List-Id: {listed} <{listed}.{domain}>",
            f"List-Unsubscribe: <https://{domain}/u/{_noise(pick, 30)}>",
        ]
        lines += ["Precedence: list"] * (manner == "list") + ["List-Unsubscribe-Post: List-Unsubscribe=One-Click"] * (manner == "bulk")  # fmt: skip
    if manner == "machine" and pick.random() < 0.4:
        lines.append(pick.choice(("Auto-Submitted: auto-generated", "Precedence: bulk", f"List-Unsubscribe: <mailto:u@{domain}>", "X-Auto-Response-Suppress: All", f"Feedback-ID: {pick.randint(1, 999)}:{domain}")))  # fmt: skip
    if "Re: " in subject:
        lines.append(f"In-Reply-To: <{pick.getrandbits(80):x}@{domain}>")
    lines.append("MIME-Version: 1.0")
    return "\n".join(lines) + "\n"


def _encoded(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=900).encode()


def _noise(pick: random.Random, length: int) -> str:
    return base64.urlsafe_b64encode(pick.randbytes(length * 3 // 4 + 1)).decode()[:length]


def _older(writer: Writer, pick: random.Random) -> str:
    """What is quoted under a person's words, now and then."""
    if writer.kind.manner not in ("person", "own", "list") or pick.random() < 0.5:
        return ""
    lines = [writer.line(slot) for slot in ("1", "2", "3", "4")]
    if pick.random() < 0.2:
        return "\n\n---------- Forwarded message ---------\nFrom: " + writer.expand("<first> <last> <a@<domain>>\nDate: <date>\nSubject: <thing>\n\n") + "\n\n".join(lines)  # fmt: skip
    return writer.expand("\n\nOn <date>, <first> <last> <<first>@<domain>> wrote:\n") + "\n".join("> " + line for line in lines if line)  # fmt: skip


_CELLS = (
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;background-color:#ffffff"><tr><td align="left" valign="top" style="padding:12px 24px;font-family:Helvetica,Arial,sans-serif;font-size:15px;line-height:22px;color:#333333">{}</td></tr></table>\n',
    '<div class="block" style="margin:0 auto;max-width:600px;padding:8px 16px"><p style="margin:0 0 12px 0;font:15px/1.5 Georgia,serif;color:#222">{}</p></div>\n',
    '<tr><td style="padding:10px 0 0 0;border-top:1px solid #eeeeee"><span style="font-size:14px;color:#444444;font-family:Roboto,sans-serif">{}</span></td></tr>\n',
    "<p>{}</p>\n",
    "<div>{}<br></div>\n",
)


def _page(writer: Writer, paragraphs: Sequence[str], foot: str, size: int) -> str:
    """The text as HTML, filled up to about `size` with what mail programs add: styles, pictures, tracked links."""
    pick = writer.random
    cell = pick.choice(_CELLS if writer.kind.manner not in ("person", "own") else _CELLS[3:])
    cells = [cell.format(escape(text).replace("\n", "<br>")) for text in paragraphs]
    room = size - sum(map(len, cells))
    style = "".join(f".{_noise(pick, 6)}{{padding:{n}px !important;width:100% !important;display:block}}\n" for n in range(min(90, max(0, room) // 250)))  # fmt: skip
    room -= len(style)
    while cells and room > 400 and writer.kind.manner not in ("person", "own"):
        link = f"https://click.{writer.expand('$domain')}/ls/click?upn={_noise(pick, pick.randint(80, 500))}"
        more = f'<a href="{link}" target="_blank" style="text-decoration:none"><img src="{link[:90]}.png" alt="" width="{pick.randint(1, 600)}" style="display:block;border:0"></a>\n'  # fmt: skip
        cells.insert(pick.randint(1, len(cells)), more)
        room -= len(more)
    hidden = f'<div style="display:none;max-height:0">{escape(paragraphs[-1][:90])}{"&#847;&zwnj;&nbsp;" * 30}</div>' if pick.random() < 0.4 else ""  # fmt: skip
    body = "".join(cells)
    body = f"<table>{body}</table>" if cell.startswith("<tr") else body
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><style>{style}</style></head><body>{hidden}{body}<div style="font-size:11px;color:#999">{escape(foot)}</div></body></html>\n'


def _part(pick: random.Random, kind: str, text: str) -> str:
    encoding = pick.choice(("quoted-printable", "quoted-printable", "base64", "8bit"))
    if encoding == "base64":
        body = base64.encodebytes(text.encode()).decode()
    elif encoding == "8bit":
        body = text
    else:
        body = quopri.encodestring(text.encode()).decode()
    return f"Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n{body}"


def _calendar(writer: Writer, head: str) -> str:
    """The entry that goes with an invitation."""
    pick = writer.random
    start = writer.when + timedelta(days=pick.randint(1, 20), minutes=-writer.when.minute)
    found = re.search(r"^Subject: (Cancel|Accepted|Declined)?", head, re.MULTILINE)
    method = {"Cancel": "CANCEL", "Accepted": "REPLY", "Declined": "REPLY"}.get(found[1] if found else "", "REQUEST")
    sender = re.search(r"^From: .*<(.+)>", head, re.MULTILINE)
    own = "DECLINED" if "Declined" in head else "NEEDS-ACTION"
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Calendar//EN", f"METHOD:{method}", "BEGIN:VEVENT", f"UID:{pick.getrandbits(70):x}@calendar",
        f"DTSTAMP:{writer.when:%Y%m%dT%H%M%SZ}", f"DTSTART:{start:%Y%m%dT%H%M00Z}", f"DTEND:{start + timedelta(minutes=pick.choice((15, 30, 60, 90))):%Y%m%dT%H%M00Z}",
        f"SUMMARY:{writer.expand('$event')}", f"ORGANIZER;CN={writer.expand('$first $last')}:mailto:{sender[1] if sender else 'a@b.example'}",
        f"ATTENDEE;PARTSTAT={own}:mailto:{writer.me}", f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{writer.expand('<first>.<last>').lower()}@{writer.expand('$mywork')}",
        *(["RRULE:FREQ=WEEKLY"] if pick.random() < 0.4 else []), f"SEQUENCE:{pick.choice((0, 0, 1))}", "STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return f"Content-Type: text/calendar; charset=utf-8; method={method}\nContent-Transfer-Encoding: 8bit\n\n" + "\n".join(lines) + "\n"  # fmt: skip


def _joined(pick: random.Random, parts: Sequence[str], size: int) -> str:
    """The parts as one body: alone, as alternatives, or with files beside them."""
    if len(parts) == 1 and pick.random() < 0.8:
        return parts[0]
    body = _multipart(pick, "alternative", parts)
    if pick.random() < 0.12:
        name = pick.choice(("invoice.pdf", "photo.jpg", "contract.pdf", "offer.pdf", "ticket.pdf", "statement.pdf", "agenda.docx", "policy.pdf"))  # fmt: skip
        content = base64.encodebytes(pick.randbytes(max(2_000, size))).decode()
        file = f'Content-Type: application/octet-stream; name="{name}"\nContent-Disposition: attachment; filename="{name}"\nContent-Transfer-Encoding: base64\n\n{content}'
        body = _multipart(pick, "mixed", [body, file])
    return body


def _multipart(pick: random.Random, kind: str, parts: Sequence[str]) -> str:
    mark = f"=_{pick.getrandbits(64):x}"
    joined = "".join(f"--{mark}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{mark}"\n\n{joined}--{mark}--\n'


# ---------------------------------------------------------------- the measurement


def wrong(reading: Reading) -> str | None:
    """What of a reading may not be in ordinary mail: "firm", "asked" (firm, but the user is asked first), "interview"."""
    if reading.needs_confirmation in FIRM:
        return "asked"
    if reading.label in FIRM:
        return "firm"
    return "interview" if reading.label.startswith("interview_") else None


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first message")
    parser.add_argument("--save", type=Path, help="a folder for the messages that were wrongly read")
    parser.add_argument("--text", type=int, help="only print message N")
    parser.add_argument("--no-encoder", action="store_true", help="by the rules alone")
    options = parser.parse_args(arguments)
    if options.text is not None:
        print(message(options.seed, options.text)[0].decode("utf-8", "replace"))
        return 0
    if options.no_encoder:
        from agent.reading.learned import encoder

        encoder.shipped = lambda: None  # type: ignore[assignment]
    counts, passed, labels, sizes, seconds = Counter[str](), Counter[str](), Counter[str](), list[int](), 0.0
    kinds = Counter[str]()
    for number in range(options.first, options.first + options.count):
        raw, me, sent, kind = message(options.seed, number)
        sizes.append(len(raw))
        kinds[kind] += 1
        passed[kind] += gate.passes(mime.open_(raw))
        started = time.perf_counter()
        reading = read(raw, me={me}, zone="Europe/London", sent=sent)
        seconds += time.perf_counter() - started
        labels[reading.label] += 1
        if what := wrong(reading):
            counts[what] += 1
            print(f"{what} #{number} {kind}: {reading.label} {reading.confidence:.2f} (asks {reading.needs_confirmation}) {reading.subject[:80]!r}", flush=True)  # fmt: skip
            for item in islice(reading.evidence, 2):
                print(f'    {item.says}: "{item.quote[:150]}" [{item.zone}]')
        if options.save and (what or reading.label != "other"):
            options.save.mkdir(parents=True, exist_ok=True)
            (options.save / f"{what or 'label'}-{reading.label}-{kind}-{options.seed}-{number}.eml").write_bytes(raw)
    sizes.sort()
    print(f"{options.count} messages, median {statistics.median(sizes):,.0f} bytes, p95 {sizes[len(sizes) * 95 // 100]:,}; {options.count / seconds:.0f} read a second")  # fmt: skip
    print(f"pass the gate: {passed.total() / options.count:.1%}:", ", ".join(f"{kind} {count}/{kinds[kind]}" for kind, count in passed.most_common()))  # fmt: skip
    print("labels:", ", ".join(f"{label} {count}" for label, count in labels.most_common()))
    print(f"read as firm-making offers: {counts['firm']} (0 allowed), asked about as such: {counts['asked']}")
    print(f"read as candidate interviews: {counts['interview']} (5 in 50,000 allowed)")
    return int(counts["firm"] > 0 or counts["interview"] > max(1, options.count // 10_000))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
