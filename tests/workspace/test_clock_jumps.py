"""A clock that jumps by hours, forwards and backwards: what came after what rests on numbers, never on times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from data.build import build
from data.workspace import changes, database, drafts, log, publishing, sessions, versions
from data.workspace.drafts import SavedMeanwhileError
from tests.workspace.conftest import PASSWORD, Office

#: Hours by which the clock is wrong, from one step to the next.
WRONG = (0, -5, 9, -30, 26, -50, 3, -1)
Jump = Callable[[], None]


@pytest.fixture
def jump(monkeypatch: pytest.MonkeyPatch) -> Jump:
    """Each call sets the clock of the workspace wrong in another way."""
    right, left = database.moment, list(WRONG)

    def jumped() -> None:
        wrong = timedelta(hours=left[0])
        left.append(left.pop(0))

        def moment() -> datetime:
            return right() + wrong

        monkeypatch.setattr(database, "moment", moment)
        monkeypatch.setattr(sessions, "moment", moment)

    return jumped


def test_history_keeps_its_order(office: Office, jump: Jump) -> None:
    rows = office.rows("observations")
    done: list[tuple[str, str]] = []
    days = (date(2026, 12, 2), date(2026, 11, 30), date(2027, 1, 1), date(2026, 12, 1))
    for n, day in enumerate(days):
        jump()
        edit = office.correction(rows[0], note_en=f"turn {n}")
        (change_id,) = changes.propose(office.workspace, office.people["editor"], [edit], "tried")
        jump()
        changes.accept(office.workspace, office.people["reviewer"], [change_id])
        jump()
        publication = publishing.publish(office.workspace, office.people["reviewer"], day, "更正", f"{n}")
        done += [
            ("proposed", str(change_id)),
            ("accepted", str(change_id)),
            ("published", publication.version),
        ]
        assert build().name == f"qujian-{publication.content_hash}.duckdb"
    with office.workspace.reading() as connection:
        found = publishing.publications(connection)
        noted = [(e.kind, e.subject) for e in reversed(log.events(connection))]
        (last, *_) = changes.changes(connection)
        between = versions.changes_between(connection, found[-2], found[0])
    assert [p.number for p in found] == [4, 3, 2, 1, 0]
    assert [p.text_en for p in found[:4]] == ["3", "2", "1", "0"]
    assert [event for event in noted if event in done] == done
    assert last.publication == 4
    assert [c.row.after["note_en"] for c in between if c.row.key.table == "observations" and c.row.after] == [
        "turn 1",
        "turn 2",
        "turn 3",
    ]
    there = changes.current_rows([], [c.row.key for c in between[:1]])
    assert [cells["note_en"] for cells in there.values()] == [rows[0]["note_en"]], "the base is as it was"
    with office.workspace.reading() as connection:
        released = [
            c.row.after["released_on"]
            for c in reversed(changes.changes(connection))
            if c.row.key.table == "releases" and c.row.after
        ]
    assert released == sorted(released), "the newest version is the last by its day too"


def test_who_saved_meanwhile_is_known_whatever_the_clock_says(office: Office, jump: Jump) -> None:
    reader, editor = office.people["reader"], office.people["editor"]
    kept = drafts.keep(office.workspace, reader, "报告", "0", is_shared=True)
    for n in range(len(WRONG)):
        jump()
        saved = drafts.save(office.workspace, editor, kept, "报告", f"{n}", is_shared=True)
        with pytest.raises(SavedMeanwhileError):
            drafts.save(office.workspace, reader, kept, "报告", "late", is_shared=True)
        kept = saved
    assert (kept.revision, kept.content) == (len(WRONG) + 1, f"{len(WRONG) - 1}")


def test_nobody_is_shut_out_by_attempts_of_another_time(office: Office, jump: Jump) -> None:
    for _ in WRONG:
        jump()
        with pytest.raises(sessions.WrongError):
            sessions.sign_in(office.workspace, "editor", "wrong password", "10.0.0.7")
    jump()
    person, _ = sessions.sign_in(office.workspace, "editor", PASSWORD, "10.0.0.7")
    assert person == office.people["editor"]
