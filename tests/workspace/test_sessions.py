"""Tokens of people who are signed in, and what does not pass for one; the limit to trying."""

from __future__ import annotations

from datetime import timedelta

import pytest
from itsdangerous import URLSafeTimedSerializer

from data.workspace import people, sessions
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
