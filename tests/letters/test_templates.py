"""Templates: files in a sandbox; the user's own come first and their faults are named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from agent.letters import Unwritable, compose
from agent.letters.language import TEMPLATES, codes, load
from agent.letters.render import flow
from agent.model import Contact, DraftKind, Tone
from connectors.base import Mailbox
from tests.letters.build import NOW, SAM, reading, wanted

END = "\n\n{{ name }}\n"


def written(folder: Path, **more: Any) -> str:
    return compose(wanted(reading(), **more), replace(SAM, templates=str(folder)), NOW).body


@pytest.mark.parametrize("tone", ["warm", "plain"])  # a brief one thanks in half a sentence, for nothing in particular
@pytest.mark.parametrize("language", sorted(codes()))
def test_whoever_stands_in_hears_why_it_is_them_and_is_thanked_for_nothing_that_others_arranged(
    language: str, tone: Tone
) -> None:
    answer = reading(day=12, absence="left", human=False, label="other", language=language)
    named = Contact("cy.orr@abernethyglass.com", "Cy Orr", because="named in the automatic answer of 12 November")
    gone: dict[str, Any] = {"stand_ins": (named,), "barred": ("fraser.boyd@abernethyglass.com",)}
    policy = replace(SAM, tone=tone)
    to_fraser = compose(wanted(reading(language=language)), policy, NOW)
    to_cy = compose(wanted(reading(language=language), answer, **gone), policy, NOW)
    opening, *_ = to_cy.body.split("\n\n")[1].split(". ")
    assert (to_cy.to[0].address, to_cy.reasons) == (named.address, to_fraser.reasons)
    assert "Fraser Boyd" in opening
    assert to_fraser.body.split("\n\n")[1].split(". ")[0] not in to_cy.body
    nameless = replace(answer, from_=Mailbox("info@abernethyglass.com", "Abernethy Glass"))
    (_, unnamed, *_) = compose(wanted(reading(language=language), nameless, **gone), policy, NOW).body.split("\n\n")
    assert "Abernethy" not in unnamed.split(".")[0]


def test_the_users_own_template_is_used(tmp_path: Path) -> None:
    (tmp_path / "withdrawal.warm.txt").write_text(
        "{{ salutation }}\nMy own words about {{ position }} {{ slots }}." + END
    )
    assert written(tmp_path) == (
        "Dear Fraser Boyd,\nMy own words about the Furnace Scheduling Lead role"
        " on Tuesday 24 November at 9:15 am UK time.\n\nSam Lee\n"
    )


def test_one_for_the_language_goes_first_and_the_programs_own_last(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "withdrawal.warm.txt").write_text("English" + END)
    (tmp_path / "withdrawal.warm.txt").write_text("Any" + END)
    assert written(tmp_path) == "English\n\nSam Lee\n"
    (tmp_path / "en" / "withdrawal.warm.txt").unlink()
    assert written(tmp_path) == "Any\n\nSam Lee\n"
    (tmp_path / "withdrawal.warm.txt").unlink()
    assert written(tmp_path).startswith("Dear Fraser Boyd,")


def test_a_changed_template_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "withdrawal.warm.txt"
    path.write_text("One" + END)
    assert written(tmp_path).startswith("One")
    path.write_text("Two, longer" + END)
    assert written(tmp_path).startswith("Two")


def test_an_unknown_field_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "withdrawal.warm.txt").write_text("Dear {{ recruiter_name }}," + END)
    with pytest.raises(Unwritable, match=r"withdrawal\.warm\.txt, line 1: there is no field recruiter_name") as caught:
        written(tmp_path)
    assert "salutation" in str(caught.value)
    assert caught.value.exit_status == 1


def test_a_broken_template_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "withdrawal.warm.txt").write_text("Dear\n{% if role %}\n" + END)
    with pytest.raises(Unwritable, match=r"withdrawal\.warm\.txt, line \d"):
        written(tmp_path)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="not there"):
        written(tmp_path / "nowhere")


def test_a_field_without_a_value_is_never_printed_as_nothing(tmp_path: Path) -> None:
    """The program's own template serves instead, and the letter says so."""
    (tmp_path / "withdrawal.warm.txt").write_text("About the {{ role }} job." + END)
    letter = compose(wanted(reading(), role=None), replace(SAM, templates=str(tmp_path)), NOW)
    assert letter.body.startswith("Dear Fraser Boyd,")
    assert any("role" in r and "withdrawal.warm.txt" in r for r in letter.reasons)
    (tmp_path / "withdrawal.warm.txt").write_text("{% if role %}The {{ role }}{% else %}The job{% endif %}." + END)
    assert written(tmp_path, role=None) == "The job.\n\nSam Lee\n"


@pytest.mark.parametrize(
    "trick",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ name.__init__.__globals__ }}",
        "{{ choice.update({'thanks': 1}) }}",
        "{{ range(10) }}",
        "{{ lipsum() }}",
        "{{ cycler }}",
        "{% include '/etc/passwd' %}",
        "{% include '../withdrawal.warm.txt' %}",
        "{% import 'os' as os %}",
        "{{ 1 / 0 }}",
        "{{ name | nosuchfilter }}",
    ],
)
def test_a_template_runs_nothing_and_reads_nothing_else(tmp_path: Path, trick: str) -> None:
    (tmp_path / "withdrawal.warm.txt").write_text(trick + END)
    with pytest.raises(Unwritable):
        written(tmp_path)


@pytest.mark.parametrize("name", ["{{ 7*7 }}", "{% raw %}", "{{ name.__class__ }}", "{# note #} Ann Coe"])
def test_template_signs_in_mail_stay_text(name: str) -> None:
    """What mail brings is a value, never a template: it is not evaluated, and it is not printed either."""
    message = reading()
    message = replace(message, from_=replace(message.from_, name=name), greeting=name, sign_off=name)
    body = compose(wanted(message, role=name, employer=name), SAM, NOW).body
    assert "49" not in body
    assert not set("{}%#") & set(body)


def test_every_language_has_every_letter_in_every_tone() -> None:
    assert codes() >= {"en", "de"}
    letters = {f"{kind}.{tone}.txt" for kind in get_args(DraftKind) for tone in get_args(Tone) if kind != "call_sheet"}
    for code in codes():
        there = {path.name for path in (TEMPLATES / code).iterdir()}
        assert there == letters | {"call_sheet.plain.txt", "phrases.toml"}, code


def test_every_language_has_the_phrases_of_english() -> None:
    english = load("en")
    for code in codes():
        other = load(code)
        assert (len(other.weekdays), len(other.months)) == (7, 12)
        for table in ("date", "time", "slot", "greeting", "subject", "position", "met_with", "call"):
            assert getattr(other, table).keys() == getattr(english, table).keys(), (code, table)
        assert set(other.titled) <= set(other.greeting["titles"]), code


def test_the_language_can_be_set(tmp_path: Path) -> None:
    assert compose(wanted(reading()), replace(SAM, language="de"), NOW).language == "de"
    assert compose(wanted(reading(language="de-AT")), SAM, NOW).language == "de"
    assert compose(wanted(reading(language="de")), replace(SAM, language="en"), NOW).language == "en"


def test_flow_joins_lines_into_paragraphs() -> None:
    assert flow("Merci\N{NO-BREAK SPACE}!\nOui") == "Merci\N{NO-BREAK SPACE}! Oui"
    assert flow("at Acme Inc..\nYes") == "at Acme Inc. Yes"
    assert flow("\none\n  two\n\n\n\nthree\n") == "one two\n\nthree"


def test_every_field_is_explained(tmp_path: Path) -> None:
    readme = (TEMPLATES / "README.md").read_text()
    (tmp_path / "withdrawal.warm.txt").write_text("{{ nothing }}")
    (tmp_path / "call_sheet.plain.txt").write_text("{{ nothing }}")
    for message in (reading(), reading("no-reply@ashbyhq.com", human=False)):
        with pytest.raises(Unwritable) as caught:
            compose(wanted(message), replace(SAM, templates=str(tmp_path)), NOW)
        fields = str(caught.value).partition("The fields are: ")[2].rstrip(".").split(", ")
        assert len(fields) > 10
        assert [f for f in fields if f"`{f}`" not in readme] == []
