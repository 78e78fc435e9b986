"""How a thread greets and signs, read from whole messages."""

from __future__ import annotations

import pytest

from agent.reading import read


def read_text(text: str, sender: str = "Lena Fischbach <lena@pike.example>") -> tuple[str, str]:
    raw = f"From: {sender}\r\nTo: sam.lee@example.net\r\nSubject: Interview\r\nDate: Wed, 11 Nov 2026 09:00:00 +0000\r\n\r\n{text}"
    reading = read(raw.encode(), me={"sam.lee@example.net"})
    return reading.greeting, reading.sign_off


BODY = "We are pleased to confirm your interview for the Documentation Lead position on 25 November at 11:00 am."


@pytest.mark.parametrize(
    ("line", "greeting"),
    [
        ("Dear Sam,\n\n", "Dear Sam"),
        ("Hi Sam! ", "Hi Sam"),
        ("Sam,\n\n", "Sam"),
        ("Dear Mr. Lee:\n\n", "Dear Mr. Lee"),
        ("Good morning Sam,\n\n", "Good morning Sam"),
        ("Sehr geehrter Herr Weber,\n\n", "Sehr geehrter Herr Weber"),
        ("Guten Tag, Herr Weber,\n\n", "Guten Tag, Herr Weber"),
        ("Guten Tag, wir danken Ihnen. ", "Guten Tag"),
        ("Bonjour M. Dupont,\n\n", "Bonjour M. Dupont"),
        ("Estimada Sra. García:\n\n", "Estimada Sra. García"),
        ("Prezado Sr. Silva,\n\n", "Prezado Sr. Silva"),
        ("Hi Sam. Thanks for your mail.\n\n", "Hi Sam"),
        ("", ""),
    ],
)
def test_the_salutation_is_read_as_written(line: str, greeting: str) -> None:
    assert read_text(line + BODY)[0] == greeting


@pytest.mark.parametrize(
    ("foot", "name"),
    [
        ("\n\nBest,\nLena\n", "Lena"),
        ("\n\nLena Fischbach\nPike Robotics\n", "Lena Fischbach"),
        ("\n\nKind regards,\nLena Fischbach\nRecruiter\n", "Lena Fischbach"),
        ("", ""),
    ],
)
def test_the_name_under_the_text_is_read(foot: str, name: str) -> None:
    assert read_text("Dear Sam,\n\n" + BODY + foot)[1] == name
