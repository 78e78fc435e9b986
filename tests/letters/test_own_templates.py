"""The user's own templates: looked through when the configuration is, and bounded whatever they hold."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from agent.letters import Unwritable, compose, grammar, own
from agent.letters.fields import CALL_FIELDS, FIELDS, fields
from agent.letters.language import TEMPLATES, codes, load
from agent.letters.render import bare
from agent.model import Recipient
from tests.cli.conftest import Ran, run
from tests.letters.build import NOW, SAM, reading, wanted
from tests.letters.situations import KINDS, Situation, case, policy_for

CONFIG = """
[user]
name = "Sam Lee"
addresses = ["sam.lee@example.net"]
[drafts]
templates = "mine"
"""


def config(folder: Path, *options: str) -> Ran:
    """`agent config` with the templates in the folder "mine"."""
    path = folder / "config.toml"
    path.write_text(CONFIG, encoding="utf-8")
    (folder / "mine").mkdir(exist_ok=True)
    return run("--config", str(path), "--state", str(folder / "state"), "config", *options)


def mine(folder: Path, name: str, text: str) -> Path:
    path = folder / "mine" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_good_templates_are_no_news(tmp_path: Path) -> None:
    mine(tmp_path, "withdrawal.warm.txt", "{{ salutation }}\n\n{% if role %}{{ role }}{% endif %}\n\n{{ name }}\n")
    mine(tmp_path, "de/call_sheet.plain.txt", "{% for p in phones %}{{ p }} {{ loop.index }}{% endfor %} {{ name }}")
    mine(tmp_path, "notes.md", "{{ anything }}")
    mine(tmp_path, "withdrawal.warm.txt~", "{{ anything }}")
    shown = config(tmp_path)
    assert (shown.status, shown.err) == (0, "")
    assert config(tmp_path, "--json").data["template_faults"] == []


def test_an_unknown_field_is_named_with_file_line_and_what_was_meant(tmp_path: Path) -> None:
    path = mine(tmp_path, "withdrawal.warm.txt", "{{ salutation }}\n\nAbout {{ employr }}.\n")
    shown = config(tmp_path)
    assert shown.status == 2
    assert shown.err == f"{path}, line 3: there is no field employr: did you mean employer?\n"
    assert "[drafts]" in shown.out


def test_a_mistake_in_the_syntax_is_named_with_file_and_line(tmp_path: Path) -> None:
    path = mine(tmp_path, "en/nudge.brief.txt", "one\n{% if role %}\ntwo\n")
    (fault,) = own.faults(str(tmp_path / "mine"))
    assert fault.file == str(path)
    assert fault.line is not None
    assert "endif" in fault.says


def test_all_faults_are_told_at_once_and_scripts_get_them_too(tmp_path: Path) -> None:
    mine(tmp_path, "withdrawal.warm.txt", "{{ nothing }}\n{{ choice.colour }}\n{{ name.upper() }}\n")
    mine(tmp_path, "withdrawl.warm.txt", "x")
    mine(tmp_path, "nudge.friendly.txt", "x")
    mine(tmp_path, "xx/nudge.warm.txt", "x")
    shown = config(tmp_path, "--json")
    assert shown.status == 2
    told = [(Path(fault["file"]).name, fault["line"]) for fault in shown.data["template_faults"]]
    assert told == [
        ("nudge.friendly.txt", None), ("withdrawal.warm.txt", 1), ("withdrawal.warm.txt", 2), ("withdrawal.warm.txt", 3),
        ("withdrawl.warm.txt", None), ("nudge.warm.txt", None),
    ]  # fmt: skip


def test_what_is_no_text_is_told_and_breaks_nothing(tmp_path: Path) -> None:
    mine(tmp_path, "nudge.warm.txt", "x" * 40_000)
    mine(tmp_path, "nudge.plain.txt", "{{ " + "(" * 3000 + ")" * 3000 + " }}")
    (tmp_path / "mine" / "nudge.brief.txt").write_bytes(b"\xff\xfe\x00")
    says = [fault.says for fault in own.faults(str(tmp_path / "mine"))]
    assert len(says) == 3
    assert any("UTF-8" in s for s in says)
    assert any("longer than" in s for s in says)


def test_a_folder_that_is_not_there_is_the_configurations_fault(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG, encoding="utf-8")
    shown = run("--config", str(path), "config")
    assert shown.status == 2
    assert "there is no folder" in shown.err


ENDLESS = [
    "{% for a in range(10**9) %}{% endfor %}",
    "{% for a in name %}{% for b in name %}{% for c in name %}{% for d in name %}x{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    "{% for a in phones %}" * 19 + "x" + "{% endfor %}" * 19,
    "{{ 'x' * 10**10 }}",
    "{{ '%10000000000d' % 1 }}",
    "{{ 9**9**9**9 }}",
    "{% set a = name ~ name %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}",
    "{% set a %}{{ name }}{% endset %}{{ a }}",
    "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "{% include 'withdrawal.warm.txt' %}{% include 'withdrawal.warm.txt' %}",
    "{% import 'withdrawal.warm.txt' as a %}",
    "{% extends 'withdrawal.warm.txt' %}",
    "{% block a %}{{ self.a() }}{% endblock %}",
    "{% for a in phones recursive %}{{ loop(phones) }}{% endfor %}",
    "{{ name | center(10000000000) }}",
    "{{ name | replace('a', name) }}",
    "{{ name | join(name) | join(name) }}",
    "{{ name | batch(1) | list }}",
    "{{ name[0] }}",
    "{{ name.__class__ }}",
    "{{ ''.join(['a']) }}",
    "{{ [1] | map('x') | list }}",
    "{{ name is sameas name }}",
    "{% call x() %}{% endcall %}",
    "{% set name.x = 1 %}",
]


@pytest.mark.parametrize("trick", ENDLESS)
def test_a_template_that_would_never_end_is_not_begun(tmp_path: Path, trick: str) -> None:
    path = mine(tmp_path, "withdrawal.warm.txt", trick + "\n\n{{ name }}\n")
    began = time.process_time()
    with pytest.raises(Unwritable, match=r"withdrawal\.warm\.txt"):
        compose(wanted(reading()), replace(SAM, templates=str(path.parent)), NOW)
    assert own.faults(str(path.parent))
    assert time.process_time() - began < 2


def test_the_longest_template_there_can_be_is_rendered_at_once(tmp_path: Path) -> None:
    once = "{% for a in phones %}{% for b in phones %}{{ name }}{% endfor %}{% endfor %}"
    mine(tmp_path, "call_sheet.plain.txt", once * (grammar.LARGEST // len(once)))
    one = Situation("call_sheet", panel="other", phone=True)
    began = time.process_time()
    letter = compose(case(one), policy_for(one, templates=str(tmp_path / "mine"), tone="plain"), NOW)
    assert "Sam Lee" in letter.body
    assert time.process_time() - began < 2


def test_a_template_may_keep_a_field_under_another_name(tmp_path: Path) -> None:
    text = "{% set house = agency or employer or 'you' %}{{ salutation }}\n\nThank you, {{ house }}.\n\n{{ name }}\n"
    mine(tmp_path, "withdrawal.warm.txt", text)
    assert own.faults(str(tmp_path / "mine")) == []
    letter = compose(wanted(reading()), replace(SAM, templates=str(tmp_path / "mine")), NOW)
    assert "Thank you, Abernethy Glass." in letter.body


def test_the_programs_own_templates_keep_to_the_same_rules() -> None:
    for code in codes():
        for path in sorted((TEMPLATES / code).glob("*.txt")):
            known = FIELDS | (CALL_FIELDS if path.name.startswith("call_sheet") else set())
            assert grammar.faults(path.read_text(encoding="utf-8"), bare(), known) == [], path.name


def test_the_fields_are_those_that_are_named() -> None:
    for kind in KINDS:
        of = case(Situation(kind))
        to = (Recipient("fraser.boyd@abernethyglass.com", "wrote it"),) if kind != "call_sheet" else ()
        known = fields(of, SAM, NOW, of.candidacy.sources, to, load("en"))
        assert set(known) == (FIELDS if to else FIELDS | CALL_FIELDS)


def test_a_template_that_takes_a_withdrawal_back_is_not_used_where_none_was_sent(tmp_path: Path) -> None:
    path = mine(tmp_path, "reopen.warm.txt", "{{ salutation }}\n\nI withdrew.\n\n{{ name }}\n")
    policy = policy_for(Situation("reopen"), templates=str(path.parent))
    assert "I withdrew." in compose(case(Situation("reopen")), policy, NOW).body
    told = compose(case(Situation("reopen", after="disclose")), policy, NOW)
    assert "withdrew" not in told.body
    assert any("reopen.warm.txt" in reason for reason in told.reasons)
    asking = 'I {% if after == "disclose" %}told{% else %}withdrew{% endif %}.'
    path.write_text(f"{{{{ salutation }}}}\n\n{asking}\n\n{{{{ name }}}}\n", encoding="utf-8")
    assert "I told." in compose(case(Situation("reopen", after="disclose")), policy, NOW).body
