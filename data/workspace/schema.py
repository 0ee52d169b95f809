"""The tables of the workspace, as they are today; `migrations` brings older ones to this shape.

Times are texts in UTC (`2026-11-27T08:30:00.000Z`), which sort as they stand and mean the same in either database.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA = MetaData(naming_convention=NAMING)
#: The length of a time as text.
TIME = 24


def _time(name: str, *, required: bool = True) -> Column[str]:
    return Column(name, String(TIME), nullable=not required)


def _person(name: str, *, required: bool = True) -> Column[int]:
    return Column(name, Integer, ForeignKey("people.person_id"), nullable=not required)


#: Who may do what. Nobody is deleted: the log names them.
PEOPLE = Table(
    "people",
    METADATA,
    Column("person_id", Integer, primary_key=True),
    Column("name", String(60), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    #: Whether a reviewer may accept what is his own proposal, as the office allowed.
    Column("decides_own", Boolean, nullable=False),
    #: The hash of the password; None for people whom an identity provider knows.
    Column("password", String(200), nullable=True),
    #: Whom the identity provider knows under this name since the first sign-in: who says so, and their word for it.
    Column("issuer", String(255), nullable=True),
    Column("subject", String(255), nullable=True),
    #: Raised to end every session of this person.
    Column("sessions_from", Integer, nullable=False),
    _time("created_at"),
    _time("removed_at", required=False),
    Index("ix_people_subject", "issuer", "subject", unique=True),
)

#: What was published, each a version of the data.
PUBLICATIONS = Table(
    "publications",
    METADATA,
    # Counted by us: two who publish at once take the same number, and one of them tries again.
    Column("number", Integer, primary_key=True, autoincrement=False),
    #: What `releases.csv` calls it.
    Column("version", String(20), nullable=False, unique=True),
    Column("base_digest", String(64), nullable=False),
    Column("facts_digest", String(64), nullable=False),
    Column("content_hash", String(16), nullable=False),
    #: None for the base as it was when something was first published.
    _person("published_by", required=False),
    _time("published_at"),
    Column("text_zh", Text, nullable=False),
    Column("text_en", Text, nullable=False),
)

#: Rows of facts added, corrected or withdrawn, in every state from draft to published.
CHANGES = Table(
    "changes",
    METADATA,
    Column("change_id", Integer, primary_key=True),
    Column("state", String(20), nullable=False),
    #: The file and, as JSON, the cells of its key.
    Column("table_name", String(40), nullable=False),
    Column("row_key", Text, nullable=False),
    #: The cells of the row as JSON; None before it was added, and after it was withdrawn.
    Column("before", Text, nullable=True),
    Column("after", Text, nullable=True),
    Column("reason", Text, nullable=False),
    _person("author"),
    _time("created_at"),
    _person("decided_by", required=False),
    _time("decided_at", required=False),
    Column("decision", Text, nullable=True),
    Column("publication", Integer, ForeignKey("publications.number"), nullable=True),
    #: Once the CSV files took it in or a newer base was preferred: the last publication that rests on it.
    Column("ended_after", Integer, nullable=True),
    Index("ix_changes_state", "state"),
    Index("ix_changes_row", "table_name", "row_key"),
    Index("ix_changes_publication", "publication"),
)

#: The CSV files on which publications rest, so that a version can be built again after they have changed.
BASES = Table(
    "bases",
    METADATA,
    Column("base_digest", String(64), primary_key=True),
    #: A zip archive; None where the files are too large to be kept here.
    Column("content", LargeBinary, nullable=True),
    _time("kept_at"),
)

#: What happened. Rows are only ever added.
EVENTS = Table(
    "events",
    METADATA,
    Column("event_id", Integer, primary_key=True),
    _time("at"),
    #: None where nobody is signed in.
    _person("person_id", required=False),
    Column("kind", String(40), nullable=False),
    #: What it is about: the id of a change, the number of a publication, a name that was typed.
    Column("subject", String(200), nullable=False),
    Column("detail", Text, nullable=False),
    Index("ix_events_kind", "kind"),
)

#: Report drafts kept by name.
DRAFTS = Table(
    "drafts",
    METADATA,
    Column("draft_id", Integer, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("content", Text, nullable=False),
    Column("is_shared", Boolean, nullable=False),
    #: Raised with each saving: who saves over another's work is told.
    Column("revision", Integer, nullable=False),
    _person("owner"),
    _person("saved_by"),
    _time("saved_at"),
    _time("removed_at", required=False),
)

#: Keys that the machines of one office share.
SECRETS = Table(
    "secrets",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", String(200), nullable=False),
)
