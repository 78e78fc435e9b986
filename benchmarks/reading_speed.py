"""How fast the reader is, beside the standard library's parser on the same messages in the same run.

    python benchmarks/reading_speed.py [FOLDER] [--ordinary 400] [--job 200] [--authors k,u] [--json]

FOLDER has labelled mail about jobs (`training/mail`); ordinary mail comes from `ordinary.py`. Times are of the processor, not
of the clock, and of one core, and the two programs take turns message by message, so that neighbours weigh on both alike.
The reference is `BytesParser(policy=policy.default)` with the text of all plain and HTML parts. Mail about jobs in the mixed
mailboxes is padded with HTML to the size of other mail. Memory is that of a process of its own that reads the same mail.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.parser import BytesParser
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from agent.reading import gate, mime, read
from benchmarks import ordinary
from benchmarks.reading import load, own_addresses

SHARES = (0.0, 0.05, 0.1)
"""Shares of mail about jobs in the mailboxes."""
SEED = 3
_DONE = 64
"""Messages that are read before it counts, so that tables and the encoder are there."""

Mail = tuple[bytes, frozenset[str], bool]
"""Message, the user's addresses, whether it is about a job."""


@dataclass(frozen=True, slots=True)
class Speed:
    """What reading one mailbox took, in seconds of the processor."""

    messages: int
    size: float
    """Median, in bytes."""
    ours: float
    theirs: float

    @property
    def times(self) -> float:
        """How many times as fast as the reference."""
        return self.theirs / self.ours


def reference(raw: bytes) -> int:
    """The standard library's parser, bodies included."""
    message = BytesParser(policy=policy.default).parsebytes(raw)
    length = 0
    for part in message.walk():
        if part.get_content_type() in ("text/plain", "text/html"):
            try:
                length += len(part.get_content())
            except (LookupError, AttributeError):  # an unknown character set, a part that is none
                continue
    return length


def measure(mails: Sequence[Mail]) -> Speed:
    """Both over the same messages, by turns."""
    ours = theirs = 0.0
    for raw, me, _ in mails:
        first = time.process_time()
        reference(raw)
        second = time.process_time()
        read(raw, me=me, zone="Europe/London")
        ours += time.process_time() - second
        theirs += second - first
    return Speed(len(mails), statistics.median(len(raw) for raw, _, _ in mails), ours, theirs)


def mailbox(other: Sequence[Mail], job: Sequence[Mail], share: float) -> list[Mail]:
    """The ordinary messages with so many of the others among them, in a fixed order."""
    count = int(len(other) * share / (1 - share))
    mails = [*other, *job[:count]]
    random.Random(SEED).shuffle(mails)
    return mails


def padded(raw: bytes, pick: random.Random) -> bytes:
    """A message with as much HTML about its text as mail from systems has, for its size alone."""
    message = message_from_bytes(raw)
    size = min(80_000, int(ordinary.MEDIAN * pick.lognormvariate(0, 0.6)))
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if page is None or len(raw) >= size:
        return raw
    text = (page.get_payload(decode=True) or b"").decode("utf-8", "replace")  # type: ignore[union-attr]  # bytes of a leaf
    style = "<style>" + "".join(f".c{n}{{padding:{n}px !important;width:100% !important}}\n" for n in range((size - len(raw)) // 80)) + "</style>"  # fmt: skip
    links = "".join(f'<a href="https://example.org/{pick.getrandbits(900):x}"><img src="https://example.org/p.png" alt=""></a>' for _ in range((size - len(raw)) // 700))  # fmt: skip
    del page["content-transfer-encoding"]
    page.set_payload(f"{style}{text}{links}".encode(), "utf-8")
    return message.as_bytes()


_READS = """
import sys
from pathlib import Path
from agent.reading import read
for file in sorted(Path(sys.argv[1]).iterdir()):
    read(file.read_bytes(), me={"mara.quint@example.net"})
status = Path("/proc/self/status").read_text()
print(int(status.partition("VmHWM:")[2].split()[0]) / 1024)
"""


def peak(mails: Sequence[Mail]) -> float:
    """Peak memory of a process that reads these messages, in MB."""
    with tempfile.TemporaryDirectory() as folder:
        for number, (raw, _, _) in enumerate(mails):
            (Path(folder) / f"{number:06}.eml").write_bytes(raw)
        found = subprocess.run([sys.executable, "-c", _READS, folder], capture_output=True, text=True, check=True)
    return float(found.stdout)


def explained(raw: bytes) -> float:
    """Seconds of the clock from nothing to the answer of `agent explain` on a file, the median of nine."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "message.eml"
        file.write_bytes(raw)
        times = []
        # Absolute, but not resolved: a virtual environment's interpreter is told by where it lies.
        command = [str(Path.cwd() / sys.executable), "-m", "agent", "explain", str(file)]
        for _ in range(9):
            started = time.perf_counter()
            subprocess.run(command, capture_output=True, check=True, cwd=folder)
            times.append(time.perf_counter() - started)
    return statistics.median(times)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    here = Path(__file__).resolve().parents[1]
    parser.add_argument("folder", type=Path, nargs="?", default=here / "training" / "mail")
    parser.add_argument("--ordinary", type=int, default=400)
    parser.add_argument("--job", type=int, default=200)
    parser.add_argument("--authors", default="k,u")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    other: list[Mail] = []
    for number in range(options.ordinary):
        raw, address, _, _ = ordinary.message(SEED, number)
        other.append((raw, frozenset({address}), False))
    rows = load(options.folder, options.authors.split(","))
    mine = own_addresses(rows)
    pick = random.Random(SEED)
    job = [(raw, mine, True) for _, row, raw in rows if row["label"] != "other"]
    pick.shuffle(job)
    job = job[: options.job]
    for raw, me, _ in (other + job)[-_DONE:]:
        read(raw, me=me, zone="Europe/London")
    alone = measure(job)
    figures: dict[str, float] = {"job mail a second": alone.messages / alone.ours, "job mail, times": alone.times}
    print(f"mail about jobs: {alone.messages / alone.ours:.0f} a second (60 wanted), {alone.ours / alone.messages * 1e3:.1f} ms each, median {alone.size:,.0f} bytes")  # fmt: skip
    wide = [(padded(raw, pick), me, about) for raw, me, about in job]
    for share in SHARES:
        found = measure(mailbox(other, wide, share))
        figures[f"times at {share:.0%}"] = found.times
        print(f"a mailbox with {share:.0%} about jobs: {found.times:.2f} times as fast as BytesParser (3 wanted): {found.ours / found.messages * 1e3:.2f} and {found.theirs / found.messages * 1e3:.2f} ms a message, median {found.size:,.0f} bytes")  # fmt: skip
    passing = sum(gate.passes(mime.open_(raw)) for raw, _, _ in other) / len(other)
    print(f"ordinary mail that passes the gate: {passing:.1%}")
    stopped = [mail for mail in other if not gate.passes(mime.open_(mail[0]))]
    for what, mails, most in (("without the encoder", stopped, 60), ("with it", [*other, *wide], 250)):
        figures[f"MB {what}"] = peak(mails)
        print(f"memory {what}: {figures[f'MB {what}']:.0f} MB at its highest ({most} allowed)")
    figures["explain"] = explained(job[0][0])
    print(f"agent explain on one file: {figures['explain']:.2f} s by the clock (0.5 allowed)")
    if options.json:
        print(json.dumps({name: round(value, 3) for name, value in figures.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
