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

#: Files as they came, and what was read in them, each under the SHA-256 of its content.
STORED_FILES = Table(
    "stored_files",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    _time("kept_at"),
)

#: Their contents, in parts that a backup can hold many of.
FILE_PARTS = Table(
    "file_parts",
    METADATA,
    Column("sha256", String(64), ForeignKey("stored_files.sha256"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)

#: Documents taken in: what becomes of each on its way to figures.
INTAKE_DOCUMENTS = Table(
    "intake_documents",
    METADATA,
    Column("intake_id", Integer, primary_key=True),
    Column("sha256", String(64), ForeignKey("stored_files.sha256"), nullable=False),
    Column("file_name", String(255), nullable=False),
    Column("state", String(20), nullable=False),
    #: How much of it is read, in percent, and when that was last said: a server may end while it reads.
    Column("progress", Integer, nullable=False),
    _time("progress_at"),
    #: Why it could not be read, in both languages.
    Column("error_zh", Text, nullable=False),
    Column("error_en", Text, nullable=False),
    #: What was read, as JSON, compressed.
    Column("reading", String(64), ForeignKey("stored_files.sha256"), nullable=True),
    #: By which rules its figures were proposed.
    Column("rule_version", String(20), nullable=False),
    #: What it says of itself, as JSON: as it was read, then as somebody confirmed it.
    Column("facts", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    _person("added_by"),
    _time("added_at"),
    _person("confirmed_by", required=False),
    _time("confirmed_at", required=False),
    _time("removed_at", required=False),
    Index("ix_intake_documents_sha256", "sha256"),
)

#: Figures proposed in a document, and what was decided on each.
INTAKE_FIGURES = Table(
    "intake_figures",
    METADATA,
    Column("figure_id", Integer, primary_key=True),
    Column("intake_id", Integer, ForeignKey("intake_documents.intake_id"), nullable=False),
    #: Its place in the order of the document.
    Column("ordinal", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    #: As it was read, as JSON; it never changes.
    Column("proposal", Text, nullable=False),
    #: The cells of the row of `observations` as somebody decided, as JSON; None before that.
    Column("cells", Text, nullable=True),
    Column("reason", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    _person("decided_by", required=False),
    _time("decided_at", required=False),
    #: The change of facts that it was sent as.
    Column("change_id", Integer, ForeignKey("changes.change_id"), nullable=True),
    Index("ix_intake_figures_intake_id", "intake_id"),
    Index("ix_intake_figures_change_id", "change_id"),
)

#: What was decided on figures, one after the other: by this it is undone. Rows are only ever added.
INTAKE_STEPS = Table(
    "intake_steps",
    METADATA,
    Column("step_id", Integer, primary_key=True),
    Column("intake_id", Integer, ForeignKey("intake_documents.intake_id"), nullable=False),
    Column("figure_id", Integer, ForeignKey("intake_figures.figure_id"), nullable=False),
    _person("person_id"),
    _time("at"),
    #: State, cells and reason as JSON.
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    #: The same for what was decided at once, and is undone at once.
    Column("together", String(32), nullable=False),
    #: The step that this one undoes.
    Column("undoes", Integer, ForeignKey("intake_steps.step_id"), nullable=True),
    Index("ix_intake_steps_intake_id", "intake_id"),
)

#: Keys that the machines of one office share.
SECRETS = Table(
    "secrets",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", String(200), nullable=False),
)
