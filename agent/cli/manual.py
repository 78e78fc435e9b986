"""`agent manual`: the manual page agent(1), made from the same texts as the help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.cli.command import Command

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from agent.cli.call import Call
    from agent.cli.tree import Branch, Word

EXITS = (
    ("0", "Done."),
    ("1", "Something failed: one account of several, say. The rest was done."),
    ("2", "Wrong usage or configuration."),
    ("3", "A sign-in is needed: agent login NAME."),
)
PLACES = (
    ("$XDG_CONFIG_HOME/bowout/config.toml", "the configuration (~/.config/bowout/config.toml)"),
    ("$XDG_STATE_HOME/bowout/", "what was read and decided (~/.local/state/bowout/)"),
    ("~/.config/systemd/user/bowout.service", "the service, once installed"),
)
VARIABLES = (
    ("BOWOUT_CONFIG", "another configuration file, as --config"),
    ("BOWOUT_STATE", "another state folder, as --state"),
    ("NO_COLOR", "if set, no colours"),
    ("VISUAL, EDITOR", "the editor of agent edit"),
)


def _manual(call: Call, _args: Namespace) -> int:
    from agent.cli.tree import branches

    text = page(branches())
    if call.as_json:
        call.answer({"page": text}, "")
    else:
        call.write(text)
    return 0


def page(tree: Sequence[Branch]) -> str:
    """The manual page in the man(7) macros."""
    from agent.cli.tree import BEFORE

    lines = [
        '.\\" made by `agent manual`; changes are lost',
        '.TH AGENT 1 "" Bowout "User commands"',
        ".SH NAME",
        "agent \\- withdraws you kindly from interviews that you no longer need, once your offer is really firm",
        ".SH SYNOPSIS",
        ".B agent",
        "[\\fIoptions\\fR] \\fICOMMAND\\fR \\fR[\\fIarguments\\fR]",
        ".SH DESCRIPTION",
        "Bowout reads your mail and calendars, tells how firm a job offer is, and once it is firm drafts the letters that",
        "free you from the rest. It never sends anything that you have not looked at and approved.",
        ".PP",
        "Without a command it says what to do next. Every command takes \\fB\\-\\-json\\fR; ids may be shortened.",
        ".SH OPTIONS",
    ]
    for flag, value, says in BEFORE:
        lines += [".TP", f".B {_r(flag)}" + (f" \\fI{value}\\fR" if value else ""), _line(says)]
    group = ""
    for branch in tree:
        if branch.group != group:
            group = branch.group
            lines.append(f".SH {_r(group.upper())}")
        lines += _branch(branch)
    lines += _table("EXIT STATUS", EXITS) + _table("FILES", PLACES) + _table("ENVIRONMENT", VARIABLES)
    lines += [".SH SEE ALSO", ".BR mbsync (1),", ".BR vdirsyncer (1),", ".BR msmtp (1),", ".BR systemctl (1)"]
    return "\n".join(lines) + "\n"


def _branch(branch: Branch) -> list[str]:
    lines = [f".SS {_r(branch.usage)}", *(_line(line) for line in (branch.about or branch.summary).split("\n"))]
    for word in branch.words:
        if word.flags not in (("-h", "--help"), ("--json",)):
            lines += [".TP", _head(word), _line(word.says) if word.says else "\\&"]
    if branch.examples:
        lines += [".PP", "Examples:", ".PP", ".nf", ".RS 4"]
        lines += [_line(line.removeprefix("  ")) for line in branch.examples.split("\n")]
        lines += [".RE", ".fi"]
    return lines


def _head(word: Word) -> str:
    value = f"\\fI{_r(word.value)}\\fR" if word.value else ""
    return " ".join(filter(None, (f"\\fB{_r(', '.join(word.flags))}\\fR" if word.flags else "", value)))


def _table(title: str, rows: Sequence[tuple[str, str]]) -> list[str]:
    return [f".SH {title}"] + [line for name, says in rows for line in (".TP", f".B {_r(name)}", _line(says))]


def _r(text: str) -> str:
    """A text as roff has it (groff_char(7))."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga").replace("'", "\\(aq")
    return text.replace("“", "\\(lq").replace("”", "\\(rq").replace("…", "...").replace("–", "\\(en").replace("%%", "%")


def _line(text: str) -> str:
    """A line of its own: a dot or a quote at its beginning would be a request."""
    text = _r(text)
    return f"\\&{text}" if text.startswith((".", "\\(aq")) else text


COMMANDS = {
    "manual": Command(
        _manual, about="The manual page agent(1), for man(1) to show.", examples="  agent manual | man -l -"
    )
}
