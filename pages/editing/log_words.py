"""Events of the log in words: what happened, about what, and with which particulars."""

from __future__ import annotations

from typing import Any

from data.workspace.log import Event
from locales import Words


def event_name(words: Words, kind: str) -> str:
    """Return what an event of a kind is called; the kind itself where it is none that is known."""
    return {
        "signed_in": words.gettext("signed in"),
        "sign_in_failed": words.gettext("sign-in failed"),
        "signed_out": words.gettext("signed out"),
        "refused": words.gettext("refused"),
        "person_added": words.gettext("account added"),
        "role_changed": words.gettext("role changed"),
        "password_changed": words.gettext("password changed"),
        "sessions_ended": words.gettext("signed out everywhere"),
        "person_removed": words.gettext("account removed"),
        "draft": words.gettext("kept a change as a draft"),
        "proposed": words.gettext("proposed a change"),
        "accepted": words.gettext("accepted a change"),
        "rejected": words.gettext("rejected a change"),
        "taken_back": words.gettext("took a change back"),
        "published": words.gettext("published a version"),
        "settled": words.gettext("decided a conflict"),
        "folded": words.gettext("wrote changes into the files"),
        "draft_kept": words.gettext("kept a report draft"),
        "draft_removed": words.gettext("removed a report draft"),
        "draft_overwritten": words.gettext("saved a report draft in place of another's"),
        "draft_brought_back": words.gettext("brought a report draft back"),
        "document_added": words.gettext("took a document in"),
        "document_confirmed": words.gettext("confirmed what a document is"),
        "document_removed": words.gettext("took a document back"),
        "figures_sent": words.gettext("sent figures of a document"),
        "figures_taken_back": words.gettext("took figures back"),
        "identity_bound": words.gettext("account bound to the identity provider"),
        "identity_unbound": words.gettext("account released from the identity provider"),
    }.get(kind, kind)


#: Particulars that are codes.
CODED = ("role", "from", "to", "keep")
#: Kinds whose subject is the id of a change.
OF_CHANGES = ("draft", "proposed", "accepted", "rejected", "taken_back")
#: Kinds whose subject is the id of a document that was taken in.
OF_DOCUMENTS = (
    *("document_added", "document_confirmed", "document_removed"),
    *("figures_sent", "figures_taken_back"),
)


def subject_name(words: Words, event: Event) -> str:
    """Return what an event is about."""
    if event.kind in OF_CHANGES:
        return words.gettext("change {id}", id=event.subject)
    if event.kind in OF_DOCUMENTS:
        return words.gettext("document {id}", id=event.subject)
    if event.kind == "refused":
        return refused_name(words, event.subject)
    return event.subject


def refused_name(words: Words, what: str) -> str:
    """Return what somebody tried without the right to it."""
    return {
        "read": words.gettext("to read"),
        "keep_drafts": words.gettext("to keep report drafts"),
        "propose": words.gettext("to propose changes"),
        "decide": words.gettext("to decide on changes"),
        "publish": words.gettext("to publish"),
        "read_log": words.gettext("to read the log"),
        "administer": words.gettext("to administer people"),
        "decide_own": words.gettext("to decide on an own proposal"),
        "others_changes": words.gettext("to change what somebody else proposes"),
    }.get(what, what)


def particulars(words: Words, event: Event) -> str:
    """Return the particulars of an event in a line; '' where there are none."""
    names = {
        "address": words.gettext("from"),
        "reason": words.gettext("reason"),
        "decision": words.gettext("decision"),
        "role": words.gettext("role"),
        "from": words.gettext("before"),
        "to": words.gettext("after"),
        "decides_own": words.gettext("may accept proposals of their own"),
        "changes": words.gettext("changes"),
        "keep": words.gettext("kept"),
        "files": words.gettext("files"),
        "rows": words.gettext("rows"),
        "by": words.gettext("by"),
        "copy": words.gettext("copy"),
        "file": words.gettext("file"),
        "figures": words.gettext("figures"),
        "sha256": "SHA-256",
    }
    parts = [
        words.labelled(names.get(n, n), _text(words, n, v))
        for n, v in event.detail.items()
        if v not in ("", [])
    ]
    return words.statements(parts)


def _coded(words: Words) -> dict[str, str]:
    """Roles, and what was kept of a conflict."""
    return {
        "reader": words.gettext("reader"),
        "editor": words.gettext("editor"),
        "reviewer": words.gettext("reviewer"),
        "administrator": words.gettext("administrator"),
        "base": words.gettext("what the files say"),
        "change": words.gettext("what the change says"),
    }


def _text(words: Words, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return words.gettext("yes") if value else words.gettext("no")
    if name in CODED:
        return _coded(words).get(str(value), str(value))
    return words.enumerated(map(str, value)) if isinstance(value, list) else str(value)
