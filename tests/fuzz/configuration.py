"""Configuration: the bytes of a TOML file → the checked configuration, or all of its faults in words; and how it is shown."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

from agent import config_show
from agent.config import Config
from agent.config_load import parsed, source
from agent.errors import WrongUsage
from tests.fuzz.target import Target

ROOT = Path(__file__).parents[2]
PASSWORD = b"hunter2hunter2"
"""Stands in the seeds where a password may; never to be shown."""
TOKENS = (
    b"[user]\n", b"[policy]\n", b"[approval]\n", b"[secrets]\n", b"[reader]\n", b"[drafts]\n", b"[[account]]\n", b"[account]\n",
    b"[account.endpoints]\n", b"[[user]]\n", b'name = "x"\n', b'kind = "google"\n', b'kind = "outlook"\n', b'kind = "local"\n', b"= true\n",
    b"= false\n", b"= -1\n", b"= 1e400\n", b"= nan\n", b"= 1979-05-27T07:32:00Z\n", b"= 07:32:00\n", b"= []\n", b"= {}\n", b'= ""\n',
    b'= ["a", "b"]\n', b"= [[[]]]\n", b"= {a = {b = 1}}\n", b'"\\u001b[31m" = 1\n', b'"" = 1\n', b"a.b.c = 1\n", b'= """\n', b"= '''\n", b"\\U0010FFFF",
    b"\\u0000", b'timezone = "Europe/Berlin"\n', b'timezone = "../../etc/passwd"\n', b'timezone = "posixrules"\n', b'maildir = "~nobody/x"\n',
    b'maildir = "\\u0000"\n', b'model_server = "http://a:hunter2hunter2@127.0.0.1:1/v1"\n', b'model_server = "http://[::1"\n',
    b'graph = "https://a:99999999"\n', b'quiet_hours = "25:00-99:99"\n', b'quiet_hours = "22:00-07:30"\n', b"mail_may_leave_this_machine = true\n",
    b"hold_seconds = 99999999999999999999\n", b'addresses = ["a@b"]\n', b'client_secrets = "/dev/zero"\n', b'templates = "/"\n', b"#", b"0x_1", b"inf",
)  # fmt: skip

_ACCOUNTS = b"""
[[account]]
name = "work"
kind = "outlook"
address = "sam@example.org"
client_id = "00000000-0000-0000-0000-000000000000"
authority = "consumers"
calendars = ["Calendar"]
[account.endpoints]
graph = "http://127.0.0.1:1"
[[account]]
name = "files"
kind = "local"
maildir = "~/Mail"
calendars = ["a", "b"]
send = ["msmtp", "--password=hunter2hunter2", "-t"]
"""


def seeds() -> list[bytes]:
    """The example, with nothing left out, and small ones."""
    example = (ROOT / "config.example.toml").read_bytes()
    whole = re.sub(rb"(?m)^#(?=\w+ =|\[)", b"", example)
    user = b'[user]\nname = "Sam Lee"\naddresses = ["sam@example.org"]\ntimezone = "Europe/London"\n'
    server = b'[reader]\nmodel_server = "http://sam:hunter2hunter2@127.0.0.1:11434/v1"\n'
    away = b'[reader]\nmodel_server = "https://sam:hunter2hunter2@example.com/v1"\nmail_may_leave_this_machine = true\n'
    return [
        example,
        whole,
        user,
        user + _ACCOUNTS,
        user + server + _ACCOUNTS,
        user + away,
        away,
        _ACCOUNTS,
        b"",
        b"=\n",
        b"[",
        b"\xff",
    ]


def bend(data: bytes, dice: Random, pool: Sequence[bytes]) -> bytes:
    """A key gets another's value, or another name."""
    lines = data.splitlines(keepends=True) or [b""]
    at = dice.randrange(len(lines))
    key, equal, value = lines[at].partition(b"=")
    other = dice.choice((dice.choice(pool).splitlines(keepends=True)) or [b""]).partition(b"=")
    lines[at] = dice.choice(
        (key + b"=" + (other[2] or b"1\n"), other[0] + equal + value, key + equal + value + lines[at])
    )
    return b"".join(lines)


class _File:
    """The file that is read."""

    path = Path("config.toml")


@contextmanager
def _ready(folder: Path) -> Iterator[None]:
    _File.path = folder / "config.toml"
    yield


def run(data: bytes) -> object:
    """Read it from a file as every command does."""
    _File.path.write_bytes(data)
    try:
        text, stamp = source(_File.path)
        config = parsed(text, stamp, _File.path)
    except WrongUsage as wrong:
        said = str(wrong)
        assert len(said) < 300_000, len(said)
        return said
    return _shown(config)


def _shown(config: Config) -> object:
    """What is shown can be read again, keeps passwords to itself, and says the same."""
    plain, text = config_show.to_dict(config), config_show.to_toml(config)
    json.dumps(plain)  # as `--json` shows it
    tomllib.loads(text)
    server = str(plain["reader"]["model_server"] or "")
    assert PASSWORD.decode() not in server.partition("//")[2].rpartition("@")[0], "a password is shown"
    sent = json.dumps([account.get("send") for account in plain["account"]])
    assert f"password={PASSWORD.decode()}" not in sent, "a password is shown"
    config.policy()
    config.approval.quiet()
    assert config.user.addresses
    assert config.account("no such account, surely") is None or any("such" in a.name for a in config.accounts)
    return replace(config, stamp=""), text


TARGET = Target(
    "configuration",
    seeds,
    run,
    TOKENS,
    bend,
    ready=_ready,
    rooms=("agent.config", "agent.config_load", "agent.config_show"),
)
