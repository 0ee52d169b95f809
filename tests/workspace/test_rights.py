"""Every role against every action of the data layer and every form of the application, as the table of rights says."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.routing import Route

import data.workspace
import pages
from data.workspace import people, sessions
from data.workspace.database import WorkspaceError
from data.workspace.people import NotAllowedError, Person
from data.workspace.schema import METADATA
from pages.shared.identity import COOKIE
from tests.workspace.asking import Client, routes
from tests.workspace.conftest import Office
from tests.workspace.rights import (
    ACTIONS,
    AWAY,
    FORMS,
    HERE,
    MAY,
    WITHOUT_ACTOR,
    WRITES_NOTHING,
    newcomer,
)

#: What may be written where somebody is refused: that they were.
REFUSALS = {"refused", "sign_in_failed"}


@pytest.fixture
def everybody(office: Office) -> dict[str, Person]:
    """Whoever the table knows, as they were when they signed in."""
    found: dict[str, Person] = dict(office.people.items())
    own = newcomer(office, "reviewer")
    people.set_role(office.workspace, None, own, "reviewer", True)
    found["reviewer of their own"] = people.somebody_named(office.workspace, own.name)
    for who in AWAY:
        found[who] = newcomer(office, "administrator" if "administrator" in who else "reviewer")
    return found


def _go_away(office: Office, everybody: dict[str, Person]) -> None:
    for who in AWAY:
        if who.startswith("removed"):
            people.remove(office.workspace, None, everybody[who])
        else:
            people.end_sessions(office.workspace, everybody[who], everybody[who])


def _content(office: Office) -> str:
    """All that the workspace holds, but for what is written down of refusals."""
    with office.workspace.reading() as connection:
        tables = {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in METADATA.sorted_tables
            if table.name != "events"
        }
        events = METADATA.tables["events"]
        kept = select(events).where(events.c.kind.not_in(REFUSALS)).order_by(events.c.event_id)
        tables["events"] = [repr(tuple(row)) for row in connection.execute(kept)]
    return json.dumps(tables)


def _writing() -> Iterator[str]:
    """The functions of the data layer that have an actor, or write."""
    for path in sorted(Path(data.workspace.__path__[0]).glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            arguments = [a.arg for a in node.args.args]
            takes_workspace = arguments[:1] == ["workspace"]
            if takes_workspace and ("actor" in arguments or ".writing()" in ast.unparse(node)):
                yield f"{path.stem}.{node.name}"


def test_every_action_of_the_data_layer_is_in_the_table() -> None:
    found = set(_writing())
    known = {name.split(" (")[0] for name in ACTIONS} | WITHOUT_ACTOR.keys()
    assert found - known == set(), "add an Action to tests/workspace/rights.py"
    assert known - found == set(), "in tests/workspace/rights.py, but there is no such function any more"


@pytest.mark.parametrize("name", ACTIONS)
def test_the_data_layer_does_what_the_table_allows_and_nothing_else(
    office: Office, everybody: dict[str, Person], name: str
) -> None:
    _go_away(office, everybody)
    action = ACTIONS[name]
    for who, person in everybody.items():
        thing = action.prepare(office, person)
        before = _content(office)
        try:
            action.run(office, person, thing)
            outcome = "done"
        except NotAllowedError:
            outcome = "refused"
        except WorkspaceError as error:
            outcome = "refused" if "own" in error.reason.en.split() else "nothing to do"
        allowed = who in MAY[action.right]
        assert (outcome != "refused") == allowed, (who, outcome)
        if not allowed:
            assert _content(office) == before, who


def _forms() -> Iterator[tuple[str, str]]:
    """The addresses that take a form, each with the actions of its form."""
    actions = {}
    for folder in sorted(p.parent for p in Path(pages.__path__[0]).glob("*/__init__.py")):
        package = f"pages.{folder.name}"
        answers = getattr(import_module(package), "ANSWERS", {})
        for path, (module, _) in answers.items():
            actions[path] = getattr(import_module(f"{package}.{module}"), "ACTIONS", {"": None})
    for route in routes():
        if isinstance(route, Route) and "POST" in (route.methods or ()):
            for action in actions.get(route.path, {"": None}):
                yield route.path, action


def test_every_form_of_the_application_is_in_the_table() -> None:
    found = {(path, action) for path, action in _forms() if path not in WRITES_NOTHING}
    known = {(path, action) for path, forms in FORMS.items() for action in forms}
    assert found - known == set(), "add a Form to tests/workspace/rights.py"
    assert known - found == set(), "in tests/workspace/rights.py, but there is no such form any more"


@pytest.mark.parametrize(("path", "action"), [(p, a) for p, forms in FORMS.items() for a in forms])
def test_forms_do_what_the_table_allows_and_nothing_else(
    office: Office, everybody: dict[str, Person], path: str, action: str
) -> None:
    form = FORMS[path][action]
    tokens = {who: sessions.token(office.workspace, person) for who, person in everybody.items()}
    _go_away(office, everybody)
    for who in ("nobody", *HERE, *AWAY):
        client = Client()
        if who in tokens:
            client.cookies.set(COOKIE, tokens[who], domain="127.0.0.1", path="/")
        thing = form.prepare(office, everybody.get(who, office.people["editor"]))
        before = _content(office)
        fields = {"action": action, **form.sends(everybody.get(who, office.people["reader"]), thing)}
        query = dict(form.query(thing))
        followed = client(path, params=query | fields)
        assert _content(office) == before, "a link does nothing, whoever follows it"
        client.cookies.clear()
        if who in tokens:
            client.cookies.set(COOKIE, tokens[who], domain="127.0.0.1", path="/")
        answer = client(path, "POST", data=fields, params=query)
        is_done = _content(office) != before
        has_password = who in office.people
        allowed = who in MAY[form.right] and (has_password or path != "/account/password")
        assert is_done == (allowed and not form.is_idle), (who, answer.status_code, answer.text[-500:])
        assert followed.status_code in (200, 303, 403)
        is_led_on = (allowed and not form.is_idle) or who in AWAY or who == "nobody"
        assert answer.status_code == (303 if is_led_on else answer.status_code)
        if allowed and path.startswith("/account"):
            tokens[who] = sessions.token(office.workspace, everybody[who])


def test_other_addresses_take_no_form() -> None:
    """Whatever is not in the table answers a form with a refusal, or reads it as a question."""
    taking = {r.path for r in routes() if isinstance(r, Route) and "POST" in (r.methods or ())}
    assert taking == FORMS.keys() | WRITES_NOTHING.keys()
