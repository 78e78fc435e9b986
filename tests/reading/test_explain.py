"""`agent explain`: files in, lines out."""

from __future__ import annotations

import io
import json
import mailbox
import os
from pathlib import Path
from typing import Any

import pytest

from agent.cli.explain import explain
from agent.errors import WrongUsage
from agent.reading import headers, whose
from tests.reading.eml import eml

OFFER = "Dear Mara,\n\nWe are delighted to offer you the position of Planner at Harrow & Pike.\n\nPetra Voss"
KEYS = [
    "file", "message_id", "label", "direction", "employer", "role", "deadline", "start_date", "contingencies",
    "interview_start", "suspicious", "needs_confirmation", "confidence", "evidence",
]  # fmt: skip


def run(*paths: Path | str, me: tuple[str, ...] = ("mara.quint@example.net",)) -> tuple[int, list[dict[str, Any]], str]:
    out, err = io.StringIO(), io.StringIO()
    status = explain([str(path) for path in paths], me, as_json=True, zone="UTC", out=out, err=err, progress=False)
    return status, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def test_one_file_is_one_object_in_the_promised_shape(tmp_path: Path) -> None:
    file = tmp_path / "one.eml"
    file.write_bytes(eml(OFFER, subject="Your offer"))
    status, lines, err = run(file)
    assert (status, err) == (0, "")
    assert [list(line) for line in lines] == [KEYS]
    assert (lines[0]["file"], lines[0]["employer"]) == (str(file), "Harrow & Pike")
    assert (lines[0]["needs_confirmation"] or lines[0]["label"]).startswith("offer_")
    assert all(set(item) == {"quote", "says"} for item in lines[0]["evidence"])


def test_a_folder_gives_its_eml_files_and_no_others(tmp_path: Path) -> None:
    for name in ("b.eml", "a.eml", "notes.txt"):
        (tmp_path / name).write_bytes(eml(OFFER))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "c.EML").write_bytes(eml(OFFER))
    assert [Path(line["file"]).name for line in run(tmp_path)[1]] == ["a.eml", "b.eml", "c.EML"]


def test_a_mbox_gives_its_messages_one_by_one(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "box")
    for n in range(3):
        box.add(eml(f"{OFFER}\n\nFrom here on, number {n}", Message_ID=f"<{n}@x.org>"))
    box.close()
    lines = run(tmp_path / "box")[1]
    assert [line["message_id"] for line in lines] == ["<0@x.org>", "<1@x.org>", "<2@x.org>"]
    assert lines[2]["file"].endswith("box:3")


def test_a_maildir_with_a_sent_folder(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "mail")
    box.add(eml(OFFER))
    sent = box.add_folder("Sent")
    sent.add(eml("I accept the offer.", from_="Mara <alias@somewhere.org>", to="petra.voss@harrowpike.com"))
    (tmp_path / "mail" / "tmp" / "half").write_bytes(eml(OFFER))
    assert sorted(line["direction"] for line in run(tmp_path / "mail")[1]) == ["in", "out"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(eml(OFFER))

    monkeypatch.setattr("sys.stdin", Stdin)
    assert run("-")[1][0]["file"] == "-"


def test_a_missing_path_is_wrong_usage_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(eml(OFFER))
    with pytest.raises(WrongUsage, match="there is no"):
        run(tmp_path / "a.eml", tmp_path / "none.eml")


@pytest.mark.parametrize("content", [b"", b"\x00\xff no mail"])
def test_an_unreadable_message_is_a_line_that_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.eml").write_bytes(content)
    status, lines, _ = run(tmp_path)
    assert (status, lines[0]["label"]) == (0, "other")
    assert "could not be read" in lines[0]["evidence"][0]["says"]


def test_a_file_that_cannot_be_opened_is_told_and_the_rest_read(tmp_path: Path) -> None:
    (tmp_path / "a.eml").symlink_to(tmp_path / "gone")
    (tmp_path / "b.eml").write_bytes(eml(OFFER))
    status, lines, err = run(tmp_path)
    assert (status, len(lines)) == (1, 2)
    assert "a.eml" in err


def test_a_named_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.eml")
    status, lines, err = run(tmp_path)
    assert (status, lines[0]["label"]) == (1, "other")
    assert "not a regular file" in err


def test_lines_for_people_hold_no_control_characters(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(eml(OFFER.replace("Planner", "Pl\x1b[31manner"), subject="Your offer"))
    out = io.StringIO()
    assert (
        explain(
            [str(tmp_path)],
            ["mara.quint@example.net"],
            as_json=False,
            zone="UTC",
            out=out,
            err=io.StringIO(),
            progress=False,
        )
        == 0
    )
    assert "the position of Pl[31manner" in out.getvalue()
    assert "\x1b" not in out.getvalue()


def test_the_bar_goes_to_the_error_stream(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(eml(OFFER))
    out, err = io.StringIO(), io.StringIO()
    explain([str(tmp_path)], [], as_json=True, zone="UTC", out=out, err=err, progress=True)
    assert len(out.getvalue().splitlines()) == 1


# ---------------------------------------------------------------- whose mail it is


def header(raw: bytes) -> headers.Headers:
    return headers.parse(headers.split(raw)[0])


def test_in_a_batch_the_user_is_whom_many_write_to(tmp_path: Path) -> None:
    for n in range(4):
        (tmp_path / f"{n}.eml").write_bytes(eml(OFFER, from_=f"p{n}@firm{n}.com"))
    (tmp_path / "mine.eml").write_bytes(eml("I accept.", from_="mara.quint@example.net", to="p1@firm1.com"))
    assert [line["direction"] for line in run(tmp_path, me=())[1]] == ["in"] * 4 + ["out"]


def test_a_list_is_not_the_user() -> None:
    batch = [
        header(eml("x", from_=f"p{n}@firm{n}.com", to="list@lists.org", List_Id="<list.lists.org>")) for n in range(9)
    ]
    assert whose.of_batch(batch) == frozenset()


def test_one_message_alone() -> None:
    mine = eml("I accept.", from_="mara@gmail.com", to="p@harrowpike.com")
    assert whose.of_message(header(mine)) == {"mara@gmail.com"}
    assert whose.of_message(header(b"Received: from a by b; now\n" + mine)) == {"p@harrowpike.com"}
    assert whose.of_message(header(eml("x"))) == {"mara.quint@example.net"}
    assert whose.of_message(header(b"Delivered-To: m@q.org\n" + eml("x"))) == {"m@q.org"}
