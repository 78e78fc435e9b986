"""One reader of mail, in a process of its own: reads all messages of a folder once for each line it is sent.

    python parser_turn.py WHO FOLDER

It answers each line with the seconds by the clock and of the processor that all messages took. It stands by itself, because the other
readers live in another environment. Every reader gives the text of all parts, which the lazy ones only make when asked.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

WARM = 32
"""Messages read before it counts."""


def stdlib(raw: bytes) -> int:
    from email import policy
    from email.parser import BytesParser

    length = 0
    for part in BytesParser(policy=policy.default).parsebytes(raw).walk():
        if part.get_content_type() in ("text/plain", "text/html"):
            try:
                length += len(part.get_content())
            except (LookupError, AttributeError):  # an unknown character set, a part that is none
                continue
    return length


def mail_parser(raw: bytes) -> int:
    import mailparser  # type: ignore[import-not-found]  # it lives in the other environment

    mail = mailparser.parse_from_bytes(raw)
    return len(mail.body) + len(mail.subject or "")


def fast_mail_parser(raw: bytes) -> int:
    import fast_mail_parser as fast  # type: ignore[import-not-found]  # likewise

    try:
        mail = fast.parse_email(raw)
    except fast.ParseError:
        return 0
    return sum(map(len, mail.text_plain)) + sum(map(len, mail.text_html)) + len(mail.subject)


def bowout(raw: bytes) -> object:
    from agent.reading import read

    return read(raw, me={"mara.quint@example.net"}, zone="Europe/London")


READERS = {"stdlib": stdlib, "mail-parser": mail_parser, "fast-mail-parser": fast_mail_parser, "bowout": bowout}


def main(who: str, folder: str) -> None:
    reader = READERS[who]
    mails = [file.read_bytes() for file in sorted(Path(folder).iterdir())]
    for raw in mails[:WARM] + mails[-WARM:]:
        reader(raw)
    for _ in sys.stdin:
        start, processor = time.perf_counter(), time.process_time()
        for raw in mails:
            reader(raw)
        print(time.perf_counter() - start, time.process_time() - processor, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
