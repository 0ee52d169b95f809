"""The one table of who may do what: every action of the data layer, and every form of the application.

What is new and writes belongs here, or `test_rights.py` fails and names it: an `Action` for a function of
`data.workspace` that has an actor, a `Form` for an address that takes a form and for each action of that form.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from data.violations import Reason
from data.workspace import (
    changes,
    conflicts,
    drafts,
    identities,
    intake_documents,
    intake_figures,
    intake_removing,
    intake_sending,
    kept_drafts,
    people,
    publishing,
    versions,
)
from data.workspace.merging import RowKey
from data.workspace.people import Person
from pages.editing.edit import digest
from tests.waiting import eventually
from tests.workspace import made_intake
from tests.workspace.conftest import PASSWORD, TODAY, Office
from tests.workspace.made_intake import accepted, edits, taken_in

#: Whoever is there, by what they are called here; those who were removed or signed out had a role with all of it.
HERE = ("reader", "editor", "reviewer", "reviewer of their own", "administrator")
AWAY = ("removed reviewer", "removed administrator", "signed-out reviewer", "signed-out administrator")
#: Right → who has it.
MAY: Mapping[str, tuple[str, ...]] = {
    "keep_drafts": ("reader", "editor", "reviewer", "reviewer of their own"),
    "propose": ("editor", "reviewer", "reviewer of their own"),
    "decide": ("reviewer", "reviewer of their own"),
    "decide_own": ("reviewer of their own",),
    "publish": ("reviewer", "reviewer of their own"),
    "administer": ("administrator",),
    "account": HERE,
}


class Action(NamedTuple):
    """An action of the data layer: the right it takes, what must be there before, and how it is tried."""

    right: str
    prepare: Callable[[Office, Person], Any]
    run: Callable[[Office, Person, Any], object]


class Form(NamedTuple):
    """A form: the right it takes, and what it sends by `actor`: about somebody else, or about what is prepared."""

    right: str
    sends: Callable[[Person, Any], Mapping[str, str]]
    prepare: Callable[[Office, Person], Any] = lambda office, _: newcomer(office)
    #: What the address says besides.
    query: Callable[[Any], Mapping[str, str]] = lambda _: {}
    #: Whether there is nothing to be done even for those who may.
    is_idle: bool = False


def newcomer(office: Office, role: people.Role = "reader") -> Person:
    """Somebody without a password of a name that nobody had."""
    return people.add(office.workspace, None, f"{role} {uuid.uuid4().hex}", role, None)


def _nothing(_office: Office, _actor: Person) -> None:
    return None


def _somebody(office: Office, _actor: Person) -> Person:
    return newcomer(office)


def _edit(office: Office) -> changes.Edit:
    """A correction that nobody has made yet."""
    with office.workspace.reading() as connection:
        count = len(changes.changes(connection, most=100_000))
    row = office.rows("observations")[count % len(office.rows("observations"))]
    return office.correction(row, note_zh=f"第{count}次更正", note_en=f"correction {count}")


def _proposed(office: Office, author: Person, *, as_draft: bool = False) -> list[int]:
    return changes.propose(office.workspace, author, [_edit(office)], "why", as_draft=as_draft)


def _by_editor(office: Office, _actor: Person) -> list[int]:
    return _proposed(office, office.people["editor"])


def _by_actor(office: Office, actor: Person) -> list[int]:
    """A proposal of whoever acts, or of the editor where they may propose nothing."""
    return _proposed(office, _author(office, actor))


def _draft_by_actor(office: Office, actor: Person) -> list[int]:
    return _proposed(office, _author(office, actor), as_draft=True)


def _author(office: Office, actor: Person) -> Person:
    return actor if actor.may("propose") and _is_here(office, actor) else office.people["editor"]


def _is_here(office: Office, actor: Person) -> bool:
    """Whether somebody is neither removed nor signed out: those may not prepare anything either."""
    with office.workspace.reading() as connection:
        return people.person_of(connection, actor.person_id) == actor


def _accepted(office: Office, _actor: Person) -> None:
    office.accepted(_edit(office))


def _version(office: Office, _actor: Person) -> publishing.Publication:
    """What there was before the first correction was published."""
    with office.workspace.reading() as connection:
        found = publishing.publications(connection)
    if not found:
        office.publish(_edit(office))
        return _version(office, _actor)
    return found[-1]


def _draft_of(office: Office, actor: Person) -> drafts.KeptDraft:
    """A shared draft, of whoever acts where they may have one."""
    is_theirs = actor.may("keep_drafts") and _is_here(office, actor)
    owner = actor if is_theirs else office.people["editor"]
    return drafts.keep(office.workspace, owner, "for the meeting", "{}", is_shared=True)


def _accepted_ids(office: Office, _actor: Person) -> list[int]:
    return office.accepted(_edit(office))


def _row(office: Office) -> dict[str, str]:
    """A figure that nobody has changed yet."""
    with office.workspace.reading() as connection:
        changed = {c.row.key.cells for c in changes.changes(connection, most=100_000)}
    return next(r for r in office.rows("observations") if (r["observation_id"],) not in changed)


def _taken_in(office: Office, _actor: Person) -> int:
    """A document with figures that nobody has decided on."""
    return taken_in(office, office.people["editor"])


def _all_read(office: Office, _actor: Person) -> None:
    """Wait until nothing is read any more: what the server writes of it nobody has done."""
    editor = office.people["editor"]

    def is_quiet() -> bool:
        found = intake_documents.documents(office.workspace, editor)
        return not any(d.state in ("waiting", "reading") for d in found)

    eventually(is_quiet, "all documents are read")


def _failed_and_quiet(office: Office, actor: Person) -> int:
    """A document that could not be read, while nothing else is read."""
    _all_read(office, actor)
    return _failed(office, actor)


def _failed(office: Office, _actor: Person) -> int:
    """A document that could not be read."""
    intake_id = intake_documents.add(
        office.workspace, office.people["editor"], "x.txt", uuid.uuid4().hex.encode()
    )
    intake_documents.begin_reading(office.workspace, intake_id)
    intake_documents.fail(office.workspace, intake_id, Reason("坏", "broken"))
    return intake_id


def _figures(office: Office, _actor: Person) -> list[intake_figures.Figure]:
    """Figures of a document that nobody has decided on."""
    editor = office.people["editor"]
    return intake_figures.figures(office.workspace, editor, taken_in(office, editor))


def _accepted_figures(office: Office, _actor: Person) -> list[intake_figures.Figure]:
    editor = office.people["editor"]
    return accepted(office, editor, taken_in(office, editor))


def _later(office: Office, actor: Person, found: list[intake_figures.Figure]) -> None:
    decisions = [intake_figures.Decision(f.figure_id, f.revision, "later") for f in found]
    intake_figures.decide(office.workspace, actor, decisions)


def _send(office: Office, actor: Person, found: list[intake_figures.Figure]) -> None:
    rows = edits(office, found[:1])
    intake_sending.send(office.workspace, actor, found[0].intake_id, rows, [], "why")


def _of_figure(_actor: Person, found: list[intake_figures.Figure]) -> dict[str, str]:
    """The fields of a card."""
    figure = found[0]
    fields = {"figure": str(figure.figure_id), "revision": str(figure.revision)}
    return fields | {"metric_id": "recon_received", "metric": "recon_received", "reason": "why"}


def _of_document(found: list[intake_figures.Figure]) -> dict[str, str]:
    return {"id": str(found[0].intake_id)}


def _decided_by_actor(office: Office, actor: Person) -> int:
    """A document in which whoever acts has decided something, where they may."""
    found = _figures(office, actor)
    _later(office, _author(office, actor), found)
    return found[0].intake_id


def _with_form(office: Office) -> int:
    """A document with a figure of a form."""
    intake_id = taken_in(office, office.people["editor"], 1)
    made = [made_intake.proposal(form="made:一/总计")]
    intake_figures.put_figures(office.workspace, intake_id, made, "1")
    return intake_id


def _sent_figures(office: Office, actor: Person) -> list[intake_figures.Figure]:
    """Figures that the editor has sent."""
    found, editor = _accepted_figures(office, actor), office.people["editor"]
    intake_sending.send(office.workspace, editor, found[0].intake_id, edits(office, found), [], "why")
    return found


def _chosen(ids: list[int]) -> dict[str, str]:
    return {f"change-{number}": "yes" for number in ids}


TEXTS = {"text_zh": "一", "text_en": "one"}
NO_CONFLICT = {"table": "observations", "key": '["x"]', "reason": "why"}

#: Function of `data.workspace` → how it is tried. Where the workspace says that there is nothing to be done, the right
#: was not what was lacking.
ACTIONS: Mapping[str, Action] = {
    "changes.propose": Action(
        "propose", _nothing, lambda o, p, _: changes.propose(o.workspace, p, [_edit(o)], "why")
    ),
    "changes.send": Action("propose", _draft_by_actor, lambda o, p, ids: changes.send(o.workspace, p, ids)),
    "changes.take_back": Action(
        "propose", _by_actor, lambda o, p, ids: changes.take_back(o.workspace, p, ids)
    ),
    "changes.accept": Action("decide", _by_editor, lambda o, p, ids: changes.accept(o.workspace, p, ids)),
    "changes.accept (their own)": Action(
        "decide_own", _by_actor, lambda o, p, ids: changes.accept(o.workspace, p, ids)
    ),
    "changes.reject": Action(
        "decide", _by_editor, lambda o, p, ids: changes.reject(o.workspace, p, ids, "why")
    ),
    "changes.reject (their own)": Action(
        "decide_own", _by_actor, lambda o, p, ids: changes.reject(o.workspace, p, ids, "why")
    ),
    "conflicts.settle": Action(
        "decide",
        _nothing,
        lambda o, p, _: conflicts.settle(o.workspace, p, RowKey("observations", ("x",)), "base", "why"),
    ),
    "publishing.publish": Action(
        "publish", _accepted, lambda o, p, _: publishing.publish(o.workspace, p, TODAY, "一", "one")
    ),
    "versions.go_back": Action(
        "propose", _version, lambda o, p, v: versions.go_back(o.workspace, p, v, "why")
    ),
    "kept_drafts.drafts": Action("keep_drafts", _nothing, lambda o, p, _: kept_drafts.drafts(o.workspace, p)),
    "kept_drafts.listed": Action(
        "keep_drafts", _nothing, lambda o, p, _: kept_drafts.listed(o.workspace, p, 10)
    ),
    "kept_drafts.draft": Action(
        "keep_drafts", _draft_of, lambda o, p, d: kept_drafts.draft(o.workspace, p, d.draft_id)
    ),
    "kept_drafts.removed": Action(
        "keep_drafts", _draft_of, lambda o, p, d: kept_drafts.removed(o.workspace, p, d.draft_id)
    ),
    "drafts.overwrite": Action(
        "keep_drafts", _draft_of, lambda o, p, d: drafts.overwrite(o.workspace, p, d, "copy", "{}")
    ),
    "drafts.bring_back": Action(
        "keep_drafts", _draft_of, lambda o, p, d: drafts.bring_back(o.workspace, p, d.draft_id)
    ),
    "drafts.keep": Action("keep_drafts", _nothing, lambda o, p, _: drafts.keep(o.workspace, p, "x", "{}")),
    "drafts.save": Action(
        "keep_drafts", _draft_of, lambda o, p, d: drafts.save(o.workspace, p, d, "y", "{}", is_shared=True)
    ),
    "drafts.remove": Action(
        "keep_drafts", _draft_of, lambda o, p, d: drafts.remove(o.workspace, p, d.draft_id)
    ),
    "intake_documents.add": Action(
        "propose", _nothing, lambda o, p, _: intake_documents.add(o.workspace, p, "x.txt", p.name.encode())
    ),
    "intake_documents.read_again": Action(
        "propose", _failed, lambda o, p, i: intake_documents.read_again(o.workspace, p, i)
    ),
    "intake_documents.confirm": Action(
        "propose", _taken_in, lambda o, p, i: intake_documents.confirm(o.workspace, p, i, 2, {})
    ),
    "intake_documents.documents": Action(
        "propose", _nothing, lambda o, p, _: intake_documents.documents(o.workspace, p)
    ),
    "intake_documents.document": Action(
        "propose", _taken_in, lambda o, p, i: intake_documents.document(o.workspace, p, i)
    ),
    "intake_figures.figures": Action(
        "propose", _taken_in, lambda o, p, i: intake_figures.figures(o.workspace, p, i)
    ),
    "intake_figures.figure": Action(
        "propose", _figures, lambda o, p, f: intake_figures.figure(o.workspace, p, f[0].figure_id)
    ),
    "intake_figures.decide": Action("propose", _figures, _later),
    "intake_figures.undo": Action(
        "propose", _taken_in, lambda o, p, i: intake_figures.undo(o.workspace, p, i)
    ),
    "intake_sending.send": Action("propose", _accepted_figures, _send),
    "intake_removing.take_back": Action(
        "propose",
        _accepted_figures,
        lambda o, p, f: intake_removing.take_back(o.workspace, p, [f[0].figure_id], "why"),
    ),
    "intake_removing.remove": Action(
        "propose", _taken_in, lambda o, p, i: intake_removing.remove(o.workspace, p, i, "why")
    ),
    "people.add": Action(
        "administer",
        _nothing,
        lambda o, p, _: people.add(o.workspace, p, f"of {p.name}", "administrator", None),
    ),
    "people.set_role": Action(
        "administer", _somebody, lambda o, p, s: people.set_role(o.workspace, p, s, "editor", True)
    ),
    "people.set_role (their own)": Action(
        "administer", _nothing, lambda o, p, _: people.set_role(o.workspace, p, p, "administrator", True)
    ),
    "people.set_password": Action(
        "administer", _somebody, lambda o, p, s: people.set_password(o.workspace, p, s, PASSWORD)
    ),
    "people.end_sessions": Action(
        "administer", _somebody, lambda o, p, s: people.end_sessions(o.workspace, p, s)
    ),
    "people.remove": Action("administer", _somebody, lambda o, p, s: people.remove(o.workspace, p, s)),
    "identities.unbind": Action(
        "administer", _somebody, lambda o, p, s: identities.unbind(o.workspace, p, s)
    ),
}
#: Those that write and have no actor, and why that may be.
WITHOUT_ACTOR = {
    "backup.restore": "from the command line of the server, into an empty workspace",
    "folding.fold": "from the command line of the server",
    "intake_documents.begin_reading": "the server reads what somebody added",
    "intake_documents.say_progress": "the server reads what somebody added",
    "intake_documents.keep_reading": "the server reads what somebody added",
    "intake_documents.fail": "the server reads what somebody added",
    "intake_figures.put_figures": "what the server reads in what somebody added and confirmed",
    "sessions.sign_in": "who signs in is nobody yet",
    "identities.identified": "who signs in is nobody yet",
}
#: Address that takes a form → each of its actions ("": it has one) → what that takes.
FORMS: Mapping[str, Mapping[str, Form]] = {
    "/account/password": {
        "": Form("account", lambda _, __: {"present": PASSWORD, "new": PASSWORD, "again": PASSWORD})
    },
    "/account/sessions": {"": Form("account", lambda _, __: {})},
    "/people": {
        "add": Form(
            "administer",
            lambda a, s: {"name": f"by {a.name} {s.name}", "role": "editor", "password": PASSWORD},
        ),
        "role": Form("administer", lambda _, s: {"name": s.name, "role": "editor"}),
        "password": Form("administer", lambda _, s: {"name": s.name, "password": PASSWORD}),
        "sessions": Form("administer", lambda _, s: {"name": s.name}),
        "unbind": Form("administer", lambda _, s: {"name": s.name}),
        "remove": Form("administer", lambda _, s: {"name": s.name}),
    },
    "/edit": {
        "": Form(
            "propose",
            lambda _, row: {
                "action": "propose",
                "reason": "why",
                "seen": digest(row),
                "checked": digest(row),
            },
            lambda office, _: _row(office),
            lambda row: {"observation": row["observation_id"], "withdraw": "yes"},
        ),
    },
    "/review": {
        "send": Form("propose", lambda _, ids: _chosen(ids), _draft_by_actor),
        "take_back": Form("propose", lambda _, ids: _chosen(ids), _by_actor),
        "accept": Form("decide", lambda _, ids: _chosen(ids), _by_editor),
        "reject": Form("decide", lambda _, ids: _chosen(ids) | {"reason": "why"}, _by_editor),
        "publish": Form("publish", lambda _, ids: _chosen(ids) | TEXTS, _accepted_ids),
        "publish_all": Form("publish", lambda _, __: TEXTS, _accepted_ids),
        "keep_base": Form("decide", lambda _, __: NO_CONFLICT, is_idle=True),
        "keep_change": Form("decide", lambda _, __: NO_CONFLICT, is_idle=True),
    },
    "/intake": {
        "read_again": Form("propose", lambda _, i: {"document": str(i)}, _failed_and_quiet),
    },
    "/intake/add": {"": Form("propose", lambda a, _: {"pasted": f"{a.name} {uuid.uuid4().hex}"}, _all_read)},
    "/intake/document": {
        "confirm": Form(
            "propose",
            lambda _, __: {"0.known": "hexi-cnr-2025", "district": "hexi", "revision": "1"},
            lambda office, _: made_intake.read(office, office.people["editor"]),
            lambda intake_id: {"id": str(intake_id)},
        )
    },
    "/intake/review": {
        **{
            name: Form("propose", _of_figure, _figures, _of_document)
            for name in ("accept", "reject", "later", "not_ours", "new_metric")
        },
        "undo": Form("propose", lambda _, __: {}, _decided_by_actor, lambda i: {"id": str(i)}),
        "accept_form": Form(
            "propose",
            lambda _, __: {"form": "made"},
            lambda office, _: _with_form(office),
            lambda i: {"id": str(i)},
        ),
        "look": Form("propose", _of_figure, _figures, _of_document, is_idle=True),
    },
    "/intake/send": {
        "send": Form("propose", lambda _, __: {}, _accepted_figures, _of_document),
        "publish": Form("publish", lambda _, __: TEXTS, _sent_figures, _of_document),
        "take_back": Form(
            "propose",
            lambda _, f: {f"figure-{f[0].figure_id}": "yes", "reason": "why"},
            _accepted_figures,
            _of_document,
        ),
        "remove": Form("propose", lambda _, __: {"reason": "why"}, _accepted_figures, _of_document),
    },
    "/go-back": {
        "propose": Form(
            "propose", lambda _, __: {"reason": "why"}, _version, lambda v: {"version": v.version}
        )
    },
}
#: Addresses that take a form and change nothing that is kept, and why.
WRITES_NOTHING = {
    "/sign-in": "who signs in is nobody yet",
    "/sign-in/provider": "leads to the provider",
    "/sign-in/back": "who signs in is nobody yet",
    "/sign-out": "the browser forgets its token",
    "/account": "shows",
    "/log": "shows",
    "/intake/states": "shows",
    "/intake/original": "shows",
    "/intake/page": "shows",
    "/intake/template": "answers with a workbook",
    "/stage/deck": "answers with what a draft shows",
    "/stage/file": "answers with a file of a draft",
    "/stage/add": "answers with a draft and one more item",
    "/stage/draft": "answers with a draft read from a file",
}
