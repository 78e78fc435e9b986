"""The configuration: defaults, places, and every fault at once."""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent import config_files, config_load, config_show
from agent.config import (
    Config,
    GoogleAccount,
    GoogleEndpoints,
    LocalAccount,
    OutlookAccount,
    OutlookEndpoints,
    Secret,
    may_send,
    system_zone,
)
from agent.config_load import checks, keys, load
from agent.errors import WrongUsage

ROOT = Path(__file__).resolve().parent.parent
USER = '[user]\nname = "Sam Lee"\naddresses = ["Sam.Lee@Example.org"]\n'
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def faults(path: Path) -> str:
    with pytest.raises(WrongUsage) as raised:
        load(path)
    assert raised.value.exit_status == 2
    return str(raised.value)


# ---------------------------------------------------------------- what is there


def test_a_name_and_an_address_are_enough(write: Write) -> None:
    config = load(write(USER))
    assert config.user.addresses == ("sam.lee@example.org",)
    assert config.user.timezone == system_zone()
    assert (config.rules.act_on, config.rules.lookback_days, config.rules.withdraw) == ("firm", 120, "interviewing")
    assert (config.approval.hold_seconds, config.approval.quiet_hours) == (60, "22:00-07:30")
    assert config.accounts == ()


def test_paths_start_at_the_folder_of_the_configuration(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/sam")
    path = write(
        USER + '[[account]]\nname="a"\nkind="local"\nmaildir="mail"\ncalendars=["~/cal", "/cal"]\nsend=["msmtp","-t"]'
    )
    account = load(path).accounts[0]
    assert isinstance(account, LocalAccount)
    assert account.maildir == path.parent / "mail"
    assert account.calendars == (Path("/home/sam/cal"), Path("/cal"))
    assert account.send == ("msmtp", "-t")


def test_the_policy_is_what_the_pure_rooms_take(write: Write) -> None:
    policy = load(
        write(
            USER
            + 'phone = "+1 555 0100"\ntimezone = "Europe/Berlin"\n[policy]\nact_on = "accepted"\n[drafts]\ntone = "brief"\n'
            '[[account]]\nname = "reads"\nkind = "local"\nmaildir = "m"\npermissions = "read"\n'
        )
    ).policy()
    assert (policy.name, policy.zone, policy.act_on, policy.tone) == ("Sam Lee", "Europe/Berlin", "accepted", "brief")
    assert policy.addresses == ("sam.lee@example.org",)
    assert policy.phone == "+1 555 0100"
    assert policy.read_only_accounts == ("reads",)


def test_an_account_without_a_send_command_cannot_send() -> None:
    assert not may_send(LocalAccount("a", maildir=Path("m")))
    assert may_send(LocalAccount("a", maildir=Path("m"), send=("msmtp",)))
    assert not may_send(LocalAccount("a", maildir=Path("m"), send=("msmtp",), permissions="read"))


def test_quiet_hours_are_two_times_of_day(write: Write) -> None:
    quiet = load(write(USER + '[approval]\nquiet_hours = "21:15-06:00"')).approval.quiet()
    assert quiet is not None
    assert [time.isoformat("minutes") for time in quiet] == ["21:15", "06:00"]
    assert load(write(USER + '[approval]\nquiet_hours = ""')).approval.quiet() is None


def test_the_network_kinds_are_checked_though_their_connectors_come_later(write: Write, tmp_path: Path) -> None:
    (tmp_path / "client.json").write_text("{}")
    config = load(
        write(
            USER
            + '[[account]]\nname="g"\nkind="google"\naddress="a@b.org"\nclient_secrets="client.json"\ncalendars=["Jobs"]\n'
            '[account.endpoints]\ngmail="http://127.0.0.1:8001/"\n'
            '[[account]]\nname="o"\nkind="outlook"\naddress="a@b.org"\nclient_id="x"\n[account.endpoints]\nlogin="http://[::1]:2"\n'
        )
    )
    google, outlook = config.accounts
    assert isinstance(google, GoogleAccount)
    assert google.endpoints.gmail == "http://127.0.0.1:8001"
    assert google.calendars == ("Jobs",)
    assert isinstance(outlook, OutlookAccount)
    assert outlook.authority == "common"
    assert outlook.endpoints.login == "http://[::1]:2"


# ---------------------------------------------------------------- faults


def test_all_faults_are_told_at_once_with_place_and_mend(write: Write) -> None:
    told = faults(
        write(
            """\
[user]
name = 3
addresses = ["Sam <sam@example.org>", "ok@example.org"]
timezone = "Europe/Berln"

[approvals]
x = 1

[policy]
act_on = "frim"
lookback_days = "120"

[approval]
quiet_hours = "10pm-7am"

[[account]]
name = "work"
kind = "local"
poll_second = 5
maildir = "~/Mail"
send = "msmtp -t"

[[account]]
name = "Work"
kind = "imap"
"""
        )
    )
    lines = told.splitlines()
    assert lines[0].endswith("has 11 faults:")
    for place, mend in [
        ("line 2, [user], key name", "must be a text in quotes, not a whole number"),
        ("line 3, [user], key addresses", "item 1: 'Sam <sam@example.org>' is no mail address: write it bare"),
        ("line 4, [user], key timezone", "did you mean Europe/Berlin?"),
        ("line 6, [approvals]", "unknown table; did you mean approval?"),
        ("line 10, [policy], key act_on", "did you mean firm?"),
        ("line 11, [policy], key lookback_days", "must be a whole number of days without quotes"),
        ("line 14, [approval], key quiet_hours", 'write "22:00-07:30", or "" for none'),
        ("line 19, [[account]] 1 'work', key poll_second", "unknown key; did you mean poll_seconds?"),
        ("line 21, [[account]] 1 'work', key send", 'send = ["msmtp", "-t"]'),
    ]:
        assert any(line.strip().startswith(place) and mend in line for line in lines), (place, told)
    assert any("[[account]] 2 'Work', key kind" in line for line in lines)
    assert any("[[account]] 2 'Work', key name" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (USER + "[user]\n", "line 4"),
        ("[user\n", "not valid TOML"),
        ("", "key name is missing"),
        ('[user]\nname = "S"\naddresses = []', "at least one"),
        ('[user]\nname = "S\\nBcc: x@y.org"\naddresses = ["a@b.org"]', "one line of text"),
        ('user = "Sam"', "must be a table"),
        (USER + '[[account]]\nname = "a"\nkind = "local"', "nothing to read"),
        (USER + '[account]\nname = "a"', "two brackets"),
        (USER + '[[account]]\nname = "a"\n', "key kind is missing"),
        (USER + '[[account]]\nname="a"\nkind="local"\nmaildir="m"\n[[account]]\nname="A"\nkind="local"\nmaildir="m"', "this name already"),
        (USER + '[[account]]\nname="-a"\nkind="local"\nmaildir="m"', "not start with -"),
        (USER + "[approval]\nhold_seconds = true", "whole number of seconds"),
        (USER + "[approval]\nhold_seconds = -1", "from 0 to"),
        (USER + '[approval]\nnotify = "yes"', "true or false without quotes"),
        (USER + '[approval]\nquiet_hours = "22:00-25:00"', "no stretch of the day"),
        (USER + '[drafts]\ntemplates = "nowhere"', "there is no folder"),
        (USER + '[drafts]\nlanguage = "English"', "language code"),
        (USER + '[reader]\nmodel_server = "http://example.org"', "plain http is refused"),
        (USER + '[reader]\nmodel_server = "ftp://example.org"', "no web address"),
        (USER + '[reader]\nmodel_server = "https://sam:geheim@models.example/v1"', "models.example is another machine"),
        (USER + '[reader]\nmodel_server = "http://127.0.0.1:1"\nmail_may_leave_this_machine = "no"', "true or false without quotes"),
        (USER + '[[account]]\nname="g"\nkind="google"\naddress="a@b.org"\nclient_secrets="none.json"', "there is no file"),
        (USER + '[[account]]\nname="g"\nkind="google"', "key client_secrets is missing"),
        (
            USER + '[[account]]\nname="o"\nkind="outlook"\naddress="a@b.org"\n[[account]]\nname="p"\nkind="outlook"\naddress="A@b.org"',
            "[[account]] 1 is this mailbox already",
        ),
        (
            USER + '[[account]]\nname="o"\nkind="outlook"\naddress="a@b.org"\nclient_id="x"\n[account.endpoints]\ngraph="http://evil.example"',
            "plain http is refused for any host but this machine",
        ),
        (
            USER + '[[account]]\nname="o"\nkind="outlook"\naddress="a@b.org"\nclient_id="x"\nauthority="a/b"',
            "organizations",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_mend(write: Write, text: str, says: str) -> None:
    assert says in faults(write(text))


@pytest.mark.parametrize("address", ["a b@c.org", "a@b@c.org", "@c.org", "a@", "a@-c.org", "a@c..org", "a@c.org\n", "x" * 300 + "@c.org", "Ä <a@b.org>"])  # fmt: skip
def test_what_is_no_address_is_refused(address: str) -> None:
    if address.strip() == "a@c.org":
        assert checks.address(address, Path()) == "a@c.org"
    else:
        with pytest.raises(checks.Bad):
            checks.address(address, Path())


def test_a_file_that_cannot_be_a_configuration_is_refused(tmp_path: Path) -> None:
    assert "agent config init" in faults(tmp_path / "none.toml")
    assert "cannot be read" in faults(tmp_path)
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"[user]\nname = '\xff'")
    assert "not UTF-8 text (line 2)" in faults(binary)
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * (config_load.MAX_BYTES + 1))
    assert "larger than a configuration" in faults(large)
    deep = tmp_path / "deep.toml"
    deep.write_text("x = " + "[" * 50_000)
    assert "not valid TOML" in faults(deep)


# ---------------------------------------------------------------- shown, found, known again


def test_the_effective_configuration_is_shown_with_secrets_masked(write: Write) -> None:
    config = load(
        write(
            USER
            + '[reader]\nmodel_server = "https://sam:geheim@models.example/v1"\nmail_may_leave_this_machine = true\n'
            '[[account]]\nname = "a"\nkind = "local"\nmaildir = "m"\nsend = ["msmtp", "--password=geheim", "-t"]\n'
        )
    )
    assert config.reader.model_server == "https://sam:geheim@models.example/v1"
    shown = config_show.to_toml(config)
    assert "geheim" not in shown + json.dumps(config_show.to_dict(config)) + repr(config.reader)
    assert 'model_server = "https://***@models.example/v1"' in shown
    again = tomllib.loads(shown)
    assert again["approval"]["hold_seconds"] == 60
    assert again["account"][0]["send"] == ["msmtp", "--password=***", "-t"]


def test_a_secret_shows_itself_only_to_those_who_ask() -> None:
    secret = Secret("https://user:pw@host/")
    assert "pw" not in repr(secret)
    assert secret == "https://user:pw@host/"
    assert Secret("http://127.0.0.1:1").masked == "http://127.0.0.1:1"


def test_the_stamp_tells_a_changed_file_and_names_its_zone(write: Write) -> None:
    path = write(USER + 'timezone = "Asia/Tokyo"')
    stamp, _, zone = load(path).stamp.partition(config_files.ZONE_MARK)
    assert (stamp, zone) == (config_files.stamp(str(path)), "Asia/Tokyo")
    write(USER)
    assert config_files.stamp(str(path)) != stamp
    assert load(path).stamp.endswith(config_files.ZONE_MARK)


def test_options_go_before_the_environment_and_that_before_the_usual_place() -> None:
    environ = {"BOWOUT_CONFIG": "/e/c.toml", "BOWOUT_STATE": "/e/s", "XDG_CONFIG_HOME": "/x", "XDG_STATE_HOME": "rel"}
    assert config_files.config_file("/o/c.toml", environ) == "/o/c.toml"
    assert config_files.config_file(None, environ) == "/e/c.toml"
    assert config_files.state_folder(None, environ) == "/e/s"
    del environ["BOWOUT_CONFIG"], environ["BOWOUT_STATE"]
    assert config_files.config_file(None, environ) == "/x/bowout/config.toml"
    assert config_files.state_folder(None, environ).endswith("/.local/state/bowout")


# ---------------------------------------------------------------- the example


def example(tmp_path: Path, *, whole: bool) -> Config:
    """The example as it is, or with everything in it that is commented out."""
    text = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    if whole:
        text = re.sub(r"^#(?=\[|\w+ = |Sam Lee$|https://sam)", "", text, flags=re.MULTILINE)
        (tmp_path / "google.json").write_text("{}")
        (tmp_path / "templates").mkdir()
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_the_example_loads_and_its_values_are_the_defaults(tmp_path: Path) -> None:
    config = example(tmp_path, whole=False)
    plain = Config(user=config.user)
    for name in ("rules", "approval", "secrets", "reader", "drafts"):
        assert getattr(config, name) == getattr(plain, name)
    assert config.accounts == (LocalAccount("personal", maildir=Path("~/Mail").expanduser()),)


def test_every_key_is_in_the_example(tmp_path: Path) -> None:
    config = example(tmp_path, whole=True)
    local, google, outlook = config.accounts
    assert isinstance(local, LocalAccount)
    assert isinstance(google, GoogleAccount)
    assert isinstance(outlook, OutlookAccount)
    assert google.endpoints != GoogleEndpoints()
    assert outlook.endpoints != OutlookEndpoints()
    text = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    sections = re.split(r"^#?\[+", text, flags=re.MULTILINE)
    wanted: dict[str, Any] = {
        "user]": config.user, "policy]": config.rules, "approval]": config.approval, "secrets]": config.secrets,
        "reader]": config.reader, "drafts]": config.drafts, "account]]|local": local, "account]]|google": google,
        "account]]|outlook": outlook,
    }  # fmt: skip
    for head, section in wanted.items():
        table, _, kind = head.partition("|")
        found = next(part for part in sections if part.startswith(table) and (not kind or f'kind = "{kind}"' in part))
        named = set(re.findall(r"^#?(\w+) = ", found, flags=re.MULTILINE))
        assert named == {field.name for field in dataclasses.fields(section)} - {"endpoints"}, head
    for endpoints in (google.endpoints, outlook.endpoints):
        assert None not in dataclasses.astuple(endpoints)


def test_every_key_has_a_check_and_the_other_way_round() -> None:
    kinds = [*keys.TABLES.values(), *keys.ACCOUNTS.values(), *keys.ENDPOINTS.values()]
    for kind, known in kinds:
        assert {field.name for field in dataclasses.fields(kind)} - {"endpoints"} == set(known), kind


def test_every_key_has_a_docstring() -> None:
    text = (ROOT / "agent" / "config.py").read_text(encoding="utf-8")
    for kind, known in [*keys.TABLES.values(), *keys.ACCOUNTS.values(), *keys.ENDPOINTS.values()]:
        body = text.partition(f"class {kind.__name__}:")[2].partition("\n@dataclass")[0]
        for key in known:
            assert re.search(rf"^    {key}: [^\n]*\n    \"\"\"", body, flags=re.MULTILINE), (kind.__name__, key)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('[user]\nname = "A"\nname = "B"\n', "a key that was given above is given again"),
        ('[user]\nname = "A\n', "a quotation mark is missing"),
        ("[user]\nname = Sam Lee\n", "a text needs quotation marks"),
        ("[user]\n[user]\n", "a table that was begun above is begun again"),
    ],
)
def test_a_slip_of_the_pen_is_told_in_plain_words(write: Write, text: str, meant: str) -> None:
    assert meant in faults(write(text))
