"""Token files and their key: a real GNOME Keyring on a session bus of its own, and every state it can be in."""

from __future__ import annotations

import json
import logging
import os
import signal
import stat
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.base import ConnectorError, NeedsLogin, Temporary, Unreadable
from connectors.timer import Timer
from connectors.tokens import Store, Tokens, ring
from tests.connectors.keyrings import Asleep, Session

GRANT = {"refresh_token": "hush-hush-1", "access_token": "whisper-2", "scopes": ["mail"], "expires": 1.5, "none": None}
SECRETS = ("hush-hush", "whisper-2")
BOTH: tuple[Store, ...] = ("keyring", "file")


@pytest.fixture(scope="module")
def shared() -> Iterator[Session]:
    with Session() as session:
        session.keyring()
        yield session


def joined(session: Session, monkeypatch: pytest.MonkeyPatch) -> Session:
    """This process belongs to that session, at a desktop."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session.address)
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setenv("HOME", str(session.home))
    return session


@pytest.fixture
def keyring(shared: Session, monkeypatch: pytest.MonkeyPatch) -> Session:
    """An open keyring with nothing of ours in it."""
    shared.lose()
    return joined(shared, monkeypatch)


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session without a keyring so far."""
    with Session() as session:
        yield joined(session, monkeypatch)


def run(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Another process."""
    start = "import os, sys\nfrom pathlib import Path\nfrom connectors.tokens import Tokens\n"
    command = [sys.executable, "-c", start + code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# ---------------------------------------------------------------- kept


@pytest.mark.parametrize("store", BOTH)
def test_what_was_saved_comes_back(tmp_path: Path, keyring: Session, store: Store) -> None:
    tokens = Tokens(tmp_path, "personal", store)
    assert (tokens.load(), tokens.exists) == (None, False)
    tokens.save({"first": True})
    tokens.save(GRANT)
    assert (tokens.load(), tokens.exists) == (GRANT, True)
    assert Tokens(tmp_path, "personal", store).load() == GRANT
    assert Tokens(tmp_path, "other", store).load() is None


@pytest.mark.parametrize("store", BOTH)
def test_what_was_deleted_is_gone(tmp_path: Path, keyring: Session, store: Store) -> None:
    tokens = Tokens(tmp_path, "personal", store)
    tokens.delete()  # nothing there: nothing to do
    tokens.save(GRANT)
    (tmp_path / "tokens" / f".personal.{'bin' if store == 'keyring' else 'json'}.new").write_text("left by a kill")
    tokens.delete()
    assert (tokens.load(), tokens.exists) == (None, False)
    assert not [path for path in (tmp_path / "tokens").iterdir() if path.suffix != ".lock"]


def test_the_key_is_made_once_and_serves_all_accounts(tmp_path: Path, keyring: Session) -> None:
    for name in ("personal", "work"):
        for _ in range(2):
            Tokens(tmp_path, name).save(GRANT)
    assert len(keyring.items()) == 1
    assert Tokens(tmp_path, "personal").load() == Tokens(tmp_path, "work").load() == GRANT


def test_two_processes_make_one_key(tmp_path: Path, keyring: Session) -> None:
    threads = [
        threading.Thread(target=run, args=("Tokens(Path(sys.argv[1]), sys.argv[2]).save({'n': 1})", tmp_path, name))
        for name in ("a", "b", "c")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [Tokens(tmp_path, name).load() for name in ("a", "b", "c")] == [{"n": 1}] * 3
    assert len(keyring.items()) == 1


def test_without_a_keyring_asked_for_none_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    Tokens(tmp_path, "personal", "file").save(GRANT)
    assert json.loads((tmp_path / "tokens" / "personal.json").read_bytes()) == GRANT
    assert Tokens(tmp_path, "work").load() is None  # nobody signed in, whatever the keyring may be


@pytest.mark.parametrize("store", BOTH)
@pytest.mark.parametrize("umask", [0, 0o777])
def test_only_the_user_may_read_them(tmp_path: Path, keyring: Session, store: Store, umask: int) -> None:
    state = tmp_path / "state"
    state.mkdir()
    before = os.umask(umask)
    try:
        tokens = Tokens(state, "personal", store)
        tokens.save(GRANT)
        with tokens.locked():
            pass
    finally:
        os.umask(before)
    assert mode(state / "tokens") == 0o700
    files = [path for path in (state / "tokens").iterdir() if path.suffix != ".lock"]
    assert [mode(path) for path in files] == [0o600]
    assert not [path for path in (state / "tokens").iterdir() if mode(path) & 0o077]
    assert tokens.load() == GRANT


def test_rights_that_were_too_wide_are_narrowed(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path, "personal", "file")
    tokens.save(GRANT)
    file = tmp_path / "tokens" / "personal.json"
    file.chmod(0o644)
    file.parent.chmod(0o755)
    assert tokens.load() == GRANT
    assert mode(file) == 0o600
    tokens.save(GRANT)
    assert mode(file.parent) == 0o700


def test_names_of_accounts_stay_within_the_folder(tmp_path: Path) -> None:
    names = ["../../escape", "a/b", "..", ".", "a b@c.example", "Ä", "a\0b"]
    for name in names:
        Tokens(tmp_path, name, "file").save({"name": name})
    assert [Tokens(tmp_path, name, "file").load() for name in names] == [{"name": name} for name in names]
    assert [path.name for path in tmp_path.iterdir()] == ["tokens"]


@pytest.mark.parametrize("store", BOTH)
def test_signing_in_under_another_store_leaves_nothing_in_the_first(
    tmp_path: Path, keyring: Session, store: Store
) -> None:
    first: Store = "file" if store == "keyring" else "keyring"
    Tokens(tmp_path, "personal", first).save(GRANT)
    assert Tokens(tmp_path, "personal", store).load() is None
    Tokens(tmp_path, "personal", store).save(GRANT)
    assert not Tokens(tmp_path, "personal", first).exists


@pytest.mark.parametrize("store", BOTH)
def test_a_kill_before_the_rename_leaves_the_old_ones(tmp_path: Path, keyring: Session, store: Store) -> None:
    tokens = Tokens(tmp_path, "personal", store)
    tokens.save(GRANT)
    code = "Path.replace = lambda *_: os.kill(os.getpid(), 9)\nTokens(Path(sys.argv[1]), 'personal', sys.argv[2]).save({'new': 1})"
    assert run(code, tmp_path, store).returncode == -signal.SIGKILL
    assert len([path for path in (tmp_path / "tokens").iterdir() if path.suffix == ".new"]) == 1
    assert tokens.load() == Tokens(tmp_path, "personal", store).load() == GRANT
    tokens.save({"next": 1})
    assert tokens.load() == {"next": 1}
    assert not [path for path in (tmp_path / "tokens").iterdir() if path.suffix == ".new"]


def test_a_full_disk_leaves_the_old_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = Tokens(tmp_path, "personal", "file")
    tokens.save(GRANT)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(Temporary, match="no space left"):
            tokens.save({"new": 1})
    assert tokens.load() == GRANT


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "tokens").write_text("a file where the folder should be")
    tokens = Tokens(tmp_path, "personal", "file")
    with pytest.raises((Unreadable, Temporary), match="personal cannot be stored"):
        tokens.save(GRANT)
    with pytest.raises((Unreadable, Temporary)), tokens.locked():
        pass
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "tokens" / "personal.json").mkdir(parents=True)
    with pytest.raises(Unreadable, match="personal cannot be read"):
        Tokens(tmp_path / "work", "personal", "file").load()


# ---------------------------------------------------------------- damaged, swapped, lost


def test_one_accounts_file_is_no_other_accounts(tmp_path: Path, keyring: Session) -> None:
    for name in ("personal", "work"):
        Tokens(tmp_path, name).save({"name": name})
    personal, work = tmp_path / "tokens" / "personal.bin", tmp_path / "tokens" / "work.bin"
    held = personal.read_bytes()
    personal.write_bytes(work.read_bytes())
    work.write_bytes(held)
    for name in ("personal", "work"):
        with pytest.raises(NeedsLogin, match=f"agent login {name}"):
            Tokens(tmp_path, name).load()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_changed_byte_goes_unseen(tmp_path: Path, keyring: Session, data: st.DataObject) -> None:
    tokens = Tokens(tmp_path, "personal")
    tokens.save(GRANT)
    file = tmp_path / "tokens" / "personal.bin"
    content = bytearray(file.read_bytes())
    if data.draw(st.booleans()):
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    else:
        del content[data.draw(st.integers(0, len(content) - 1)) :]
    file.write_bytes(content)
    with pytest.raises(NeedsLogin, match=r"is damaged\. Sign in again: agent login personal"):
        tokens.load()
    tokens.save(GRANT)  # signing in again mends it
    assert tokens.load() == GRANT


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"text"', b"null", b"\xff", b"[" * 100_000, b" " * 2_000_000])
def test_a_damaged_plain_file_asks_to_sign_in(tmp_path: Path, content: bytes) -> None:
    tokens = Tokens(tmp_path, "personal", "file")
    tokens.save(GRANT)
    (tmp_path / "tokens" / "personal.json").write_bytes(content)
    with pytest.raises(NeedsLogin, match="agent login personal"):
        tokens.load()


@pytest.mark.parametrize("left", [None, "rubbish", "c2hvcnQ="])
def test_without_its_key_a_file_asks_to_sign_in(tmp_path: Path, keyring: Session, left: str | None) -> None:
    from keyring.backends.SecretService import Keyring

    Tokens(tmp_path, "personal").save(GRANT)
    keyring.lose()
    if left is not None:
        Keyring().set_password(ring.SERVICE, ring.USER, left)  # type: ignore[no-untyped-call]
    with pytest.raises(NeedsLogin, match=r"its key is gone from the keyring\. Sign in again: agent login personal"):
        Tokens(tmp_path, "personal").load()
    Tokens(tmp_path, "personal").save(GRANT)
    assert Tokens(tmp_path, "personal").load() == GRANT
    assert len(keyring.items()) == 1


def test_a_key_that_was_made_anew_is_picked_up(tmp_path: Path, keyring: Session) -> None:
    old = Tokens(tmp_path, "personal")
    old.save(GRANT)
    keyring.lose()
    assert old.load() == GRANT  # it knows the key still
    Tokens(tmp_path, "personal").save({"signed in": "again"})
    assert old.load() == {"signed in": "again"}
    keyring.lose()
    old.save(GRANT)  # makes a key that the next process will find
    assert Tokens(tmp_path, "personal").load() == GRANT


# ---------------------------------------------------------------- states of the keyring


def test_a_locked_keyring_is_waited_for(tmp_path: Path, session: Session) -> None:
    session.keyring()
    known = Tokens(tmp_path, "personal")
    known.save(GRANT)
    session.lock()
    with pytest.raises(Temporary, match="keyring is locked; unlock it"):
        Tokens(tmp_path, "personal").load()
    with pytest.raises(Temporary, match="keyring is locked"):
        Tokens(tmp_path, "work").save(GRANT)
    assert not Tokens(tmp_path, "work").exists
    # Who has the key already goes on, so that a renewed token is not lost.
    known.save({"renewed": 1})
    assert known.load() == {"renewed": 1}


def test_a_keyring_that_was_never_set_up_is_waited_for(tmp_path: Path, session: Session) -> None:
    session.startable()
    with pytest.raises(Temporary, match=r'open yours, or set one up.*\n.*token_store = "file"'):
        Tokens(tmp_path, "personal").save(GRANT)
    assert session.running()


def test_a_session_without_any_keyring_says_how_to_mend_it(tmp_path: Path, session: Session) -> None:
    with pytest.raises(Unreadable, match='token_store = "file"'):
        Tokens(tmp_path, "personal").save(GRANT)
    assert not Tokens(tmp_path, "personal").exists


@pytest.mark.parametrize("address", [None, "", "rubbish", "unix:path=/nowhere/at/all", "tcp:host=127.0.0.1"])
def test_no_session_at_all_says_how_to_mend_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keyring: Session, address: str | None
) -> None:
    Tokens(tmp_path, "personal").save(GRANT)
    if address is None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    else:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    tokens = Tokens(tmp_path, "personal")
    with pytest.raises(Unreadable, match='token_store = "file"'):
        tokens.load()
    with pytest.raises(Unreadable, match='token_store = "file"'):
        tokens.save(GRANT)
    # No choice of a store was made for good: once the session is there, it is used.
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", keyring.address)
    assert tokens.load() == GRANT


def test_a_keyring_that_cannot_start_is_waited_for(tmp_path: Path, session: Session) -> None:
    session.startable("false")
    with pytest.raises(Temporary, match="has not started"):
        Tokens(tmp_path, "personal").save(GRANT)


def test_a_service_that_starts_before_the_desktop_starts_no_keyring(
    tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.startable()
    monkeypatch.setenv("INVOCATION_ID", "1")
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    tokens = Tokens(tmp_path, "personal")
    with pytest.raises(Temporary, match="has not started yet"):
        tokens.save(GRANT)
    assert not session.running()
    session.keyring()  # the desktop does
    tokens.save(GRANT)
    assert tokens.load() == GRANT


def test_a_keyring_that_waits_for_a_person_is_left(
    tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ring, "LIMIT", 0.3)
    tokens = Tokens(tmp_path, "personal")
    with Asleep(session) as asleep:
        with pytest.raises(Temporary, match="does not answer; perhaps it waits for you"):
            tokens.save(GRANT)
        asked = list(asleep.asked)
        with pytest.raises(Temporary, match="does not answer"):  # at once: nobody is asked twice
            tokens.save(GRANT)
        assert asleep.asked == asked


# ---------------------------------------------------------------- one at a time


def test_two_processes_refresh_one_after_the_other(tmp_path: Path) -> None:
    Tokens(tmp_path, "personal", "file").save({"count": 0})
    code = """
tokens = Tokens(Path(sys.argv[1]), "personal", "file")
for _ in range(15):
    with tokens.locked():
        tokens.save({"count": tokens.load()["count"] + 1})
"""
    threads = [threading.Thread(target=run, args=(code, tmp_path)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Tokens(tmp_path, "personal", "file").load() == {"count": 30}


def test_threads_refresh_one_after_the_other(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path, "personal", "file")
    tokens.save({"count": 0})

    def refresh() -> None:
        for _ in range(5):
            with tokens.locked():
                data = tokens.load()
                assert data is not None
                tokens.save({"count": data["count"] + 1})

    threads = [threading.Thread(target=refresh) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tokens.load() == {"count": 20}


def test_who_waits_too_long_for_another_is_told(tmp_path: Path) -> None:
    pauses: list[float] = []
    waiting = Tokens(tmp_path, "personal", "file", Timer(sleep=pauses.append))
    with ExitStack() as held:
        held.enter_context(Tokens(tmp_path, "personal", "file").locked())
        with pytest.raises(Temporary, match="busy with the sign-in of personal"), waiting.locked():
            pass
        with Tokens(tmp_path, "work", "file").locked():  # another account is not held up
            pass
    assert sum(pauses) == pytest.approx(90)
    with waiting.locked():
        pass


def test_a_killed_process_holds_no_lock(tmp_path: Path) -> None:
    code = "lock = Tokens(Path(sys.argv[1]), 'personal', 'file').locked()\nlock.__enter__()\nos.kill(os.getpid(), 9)"
    assert run(code, tmp_path).returncode == -signal.SIGKILL
    pauses: list[float] = []
    with Tokens(tmp_path, "personal", "file", Timer(sleep=pauses.append)).locked():
        assert pauses == []


# ---------------------------------------------------------------- what is told


def test_no_secret_is_told(tmp_path: Path, session: Session, caplog: pytest.LogCaptureFixture) -> None:
    from keyring.backends.SecretService import Keyring

    caplog.set_level(logging.DEBUG)
    session.keyring()
    tokens = Tokens(tmp_path, "personal")
    tokens.save(GRANT)
    key = str(Keyring().get_password(ring.SERVICE, ring.USER))  # type: ignore[no-untyped-call]
    told = [repr(tokens), str(tokens), repr(tokens.locked())]
    file = tmp_path / "tokens" / "personal.bin"
    whole = file.read_bytes()
    faults: list[BaseException] = []

    def fails(tokens: Tokens) -> None:
        with pytest.raises(ConnectorError) as caught:
            tokens.load()
        faults.append(caught.value)

    file.write_bytes(whole[:-1])
    fails(tokens)
    fails(Tokens(tmp_path, "personal"))
    file.write_bytes(whole)
    session.lock()
    fails(Tokens(tmp_path, "personal"))
    told += [text for fault in faults for text in (repr(fault), *traceback.format_exception(fault))]
    told.append(caplog.text)
    assert not [secret for secret in (*SECRETS, key) for text in told if secret in text]
    assert all(fault.__context__ is None for fault in faults)
    kept = b"".join(path.read_bytes() for path in (tmp_path / "tokens").iterdir())
    assert not [secret for secret in (*SECRETS, key) if secret.encode() in kept]


def test_no_other_program_is_started(tmp_path: Path, keyring: Session) -> None:
    code = """
seen = []
sys.addaudithook(lambda event, _: seen.append(event) if event.startswith(("subprocess", "os.exec", "os.posix_spawn", "os.fork", "os.system")) else None)
for store in ("keyring", "file"):
    tokens = Tokens(Path(sys.argv[1]), "personal", store)
    tokens.save({"a": 1})
    tokens.load()
sys.exit(f"started: {seen}" if seen else 0)
"""
    assert run(code, tmp_path).stderr == ""


def test_importing_it_loads_no_heavy_library() -> None:
    code = "sys.exit(str({'keyring', 'cryptography', 'jeepney', 'secretstorage'} & sys.modules.keys() or ''))"
    assert run(f"Tokens(Path('/nowhere'), 'personal')\n{code}").stderr.strip() == ""
