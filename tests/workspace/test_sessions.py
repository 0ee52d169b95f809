"""Tokens of people who are signed in, and what does not pass for one; the limit to trying."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import itsdangerous.timed
import pytest
from itsdangerous import URLSafeTimedSerializer

from data.workspace import database, passwords, people, sessions
from data.workspace.log import events
from data.workspace.sessions import TooManyError, WrongError
from tests.workspace.conftest import PASSWORD, Office


def test_a_token_is_somebody_until_sessions_end(office: Office) -> None:
    editor = office.people["editor"]
    person, token = sessions.sign_in(office.workspace, "editor", PASSWORD, "10.0.0.7")
    assert person == editor == sessions.person_of_token(office.workspace, token)
    people.end_sessions(office.workspace, editor, editor)
    assert sessions.person_of_token(office.workspace, token) is None
    _, token = sessions.sign_in(office.workspace, "editor", PASSWORD, "10.0.0.7")
    people.remove(office.workspace, office.people["administrator"], editor)
    assert sessions.person_of_token(office.workspace, token) is None


def test_forged_tokens_are_nobody(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    _, token = sessions.sign_in(office.workspace, "editor", PASSWORD, "10.0.0.7")
    editor = office.people["editor"]
    values = [editor.person_id, editor.sessions_from]
    other_key = URLSafeTimedSerializer("another key", salt=sessions.PURPOSE).dumps(values)
    forged = ["", "x", token[:-1], f"{token}x", token.split(".", 1)[1], other_key, "é" * 2_000]
    assert [sessions.person_of_token(office.workspace, text) for text in forged] == [None] * len(forged)
    monkeypatch.setenv("QUJIAN_SECRET", "a secret of the office")
    assert sessions.person_of_token(office.workspace, token) is None
    other_use = URLSafeTimedSerializer("a secret of the office", salt="another purpose").dumps(values)
    assert sessions.person_of_token(office.workspace, other_use) is None
    strange = URLSafeTimedSerializer("a secret of the office", salt=sessions.PURPOSE).dumps(
        {"role": "administrator"}
    )
    assert sessions.person_of_token(office.workspace, strange) is None


def test_a_token_ends_with_the_time(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    _, token = sessions.sign_in(office.workspace, "editor", PASSWORD, "10.0.0.7")
    monkeypatch.setattr(sessions, "LASTS", -1)
    assert sessions.person_of_token(office.workspace, token) is None


@pytest.mark.parametrize(("minutes", "is_good"), [(10, True), (-10, True), (20, False), (-800, False)])
def test_a_token_of_a_server_whose_clock_is_off(
    office: Office, monkeypatch: pytest.MonkeyPatch, minutes: int, is_good: bool
) -> None:
    """Where servers of an office differ by ten minutes, who signs in with one is signed in with the other."""
    editor = office.people["editor"]
    signed_at = datetime.now(UTC) + timedelta(minutes=minutes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(itsdangerous.timed.time, "time", signed_at.timestamp)
        token = sessions.token(office.workspace, editor)
    assert (sessions.person_of_token(office.workspace, token) == editor) is is_good


@pytest.mark.parametrize("name", ["editor", "nobody"])
def test_a_name_is_closed_after_failures_whether_it_exists_or_not(
    office: Office, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[str] = []
    for _ in range(sessions.FAILURES):
        with pytest.raises(WrongError) as error:
            sessions.sign_in(office.workspace, name, "wrong password", "10.0.0.7")
        refused.append(error.value.reason.zh)
    assert set(refused) == {"姓名或密码不正确"}
    with pytest.raises(TooManyError):
        sessions.sign_in(office.workspace, name, PASSWORD, "10.0.0.8")
    sessions.sign_in(office.workspace, "reviewer", PASSWORD, "10.0.0.7")
    monkeypatch.setattr(sessions, "WITHIN", timedelta(0))
    if name == "editor":
        sessions.sign_in(office.workspace, name, PASSWORD, "10.0.0.8")


def test_an_address_that_tries_many_names_is_closed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "FAILURES_OF_ADDRESS", 4)
    for n in range(4):
        with pytest.raises(WrongError):
            sessions.sign_in(office.workspace, f"name {n}", "wrong password", "10.0.0.7")
    with pytest.raises(TooManyError):
        sessions.sign_in(office.workspace, "editor", PASSWORD, "10.0.0.7")
    sessions.sign_in(office.workspace, "editor", PASSWORD, "10.0.0.9")
    with office.workspace.reading() as connection:
        assert [e.kind for e in events(connection)[:2]] == ["signed_in", "sign_in_failed"]


@pytest.mark.parametrize(
    "name", [" editor", "ｅｄｉｔｏｒ", "edi\u200btor", " " * 70 + "editor", "editor\u00ad"]
)
def test_a_name_written_otherwise_is_not_tried_more_often(office: Office, name: str) -> None:
    for written in ["editor", name] * sessions.FAILURES:
        with pytest.raises((WrongError, TooManyError)):
            sessions.sign_in(office.workspace, written, "wrong password", "10.0.0.7")
    with office.workspace.reading() as connection:
        assert len(events(connection, kind="sign_in_failed")) == sessions.FAILURES


@pytest.mark.parametrize("address", ["%", "10.0.0._", '"', "\\", "%25"])
def test_an_address_that_is_a_pattern_closes_nobody(
    office: Office, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "FAILURES_OF_ADDRESS", 2)
    for n in range(2):
        with pytest.raises(WrongError):
            sessions.sign_in(office.workspace, f"name {n}", "wrong password", "10.0.0.7")
    assert sessions.sign_in(office.workspace, "editor", PASSWORD, address)


class _Clock:
    """A clock that is set: what signs tokens and what dates events read it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = 1_800_000_000.0
        monkeypatch.setattr("itsdangerous.timed.time.time", lambda: self.at)
        monkeypatch.setattr(database, "moment", lambda: datetime.fromtimestamp(self.at, UTC))
        monkeypatch.setattr(sessions, "moment", lambda: datetime.fromtimestamp(self.at, UTC))


def test_a_clock_that_jumps_keeps_no_session_alive(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = _Clock(monkeypatch)
    person, token = sessions.sign_in(office.workspace, "editor", PASSWORD, "10.0.0.7")
    began = clock.at
    known = {}
    for hours in (-24 * 365, -1, 0, 11, 13, 24 * 365):
        clock.at = began + hours * 3600
        known[hours] = sessions.person_of_token(office.workspace, token) == person
    assert known == {-24 * 365: False, -1: False, 0: True, 11: True, 13: False, 24 * 365: False}


def test_a_clock_that_jumps_neither_opens_nor_closes_a_name_for_long(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each time the clock is set allows as many attempts as a name has anyway, and no more."""
    clock = _Clock(monkeypatch)
    for _ in range(3):
        for _ in range(sessions.FAILURES):
            with pytest.raises(WrongError):
                sessions.sign_in(office.workspace, "editor", "wrong password", "10.0.0.7")
        for seconds in (0, 600, -600):
            clock.at += seconds
            with pytest.raises(TooManyError):
                sessions.sign_in(office.workspace, "editor", PASSWORD, "10.0.0.7")
        clock.at -= 24 * 3600
    assert sessions.sign_in(office.workspace, "editor", PASSWORD, "10.0.0.7"), (
        "not closed until it catches up"
    )


def test_a_name_that_nobody_has_takes_as_long(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many hashes are computed whoever is asked for: a name, one without a password, one removed, none."""
    people.add(office.workspace, None, "without", "editor", None)
    people.remove(office.workspace, None, office.people["reader"])
    tried: list[str] = []
    verify = passwords._HASHER.verify

    def counted(kept: str, password: str) -> bool:
        tried.append(kept)
        return verify(kept, password)

    monkeypatch.setattr(passwords, "_HASHER", SimpleNamespace(verify=counted))
    for name in ("editor", "without", "reader", "nobody", "", "x" * 1_000):
        with pytest.raises(WrongError) as refused:
            sessions.sign_in(office.workspace, name, "wrong password", "10.0.0.7")
        assert refused.value.reason.en == "name or password is wrong"
    assert len(tried) == 6
    assert len({text.split("$")[3] for text in tried}) == 1, "with the same cost"
