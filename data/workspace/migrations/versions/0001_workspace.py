"""The workspace as it began: people, changes, publications, what they rest on, what happened, kept drafts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "bases",
        sa.Column("base_digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("kept_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("base_digest", name=op.f("pk_bases")),
    )
    op.create_table(
        "secrets",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secrets")),
    )
    op.create_table(
        "people",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("decides_own", sa.Boolean(), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=True),
        sa.Column("sessions_from", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("removed_at", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_people")),
        sa.UniqueConstraint("name", name=op.f("uq_people_name")),
    )
    op.create_table(
        "drafts",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.String(length=24), nullable=False),
        sa.Column("removed_at", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(["owner"], ["people.person_id"], name=op.f("fk_drafts_owner")),
        sa.ForeignKeyConstraint(["saved_by"], ["people.person_id"], name=op.f("fk_drafts_saved_by")),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_drafts")),
    )
    op.create_table(
        "events",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name=op.f("fk_events_person_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_events")),
    )
    op.create_index("ix_events_kind", "events", ["kind"], unique=False)
    op.create_table(
        "publications",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("base_digest", sa.String(length=64), nullable=False),
        sa.Column("facts_digest", sa.String(length=64), nullable=False),
        sa.Column("content_hash", sa.String(length=16), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.String(length=24), nullable=False),
        sa.Column("text_zh", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["published_by"], ["people.person_id"], name=op.f("fk_publications_published_by")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_publications")),
        sa.UniqueConstraint("version", name=op.f("uq_publications_version")),
    )
    op.create_table(
        "changes",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.String(length=24), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("publication", sa.Integer(), nullable=True),
        sa.Column("ended_after", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["author"], ["people.person_id"], name=op.f("fk_changes_author")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.person_id"], name=op.f("fk_changes_decided_by")),
        sa.ForeignKeyConstraint(
            ["publication"], ["publications.number"], name=op.f("fk_changes_publication")
        ),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_changes")),
    )
    op.create_index("ix_changes_publication", "changes", ["publication"], unique=False)
    op.create_index("ix_changes_row", "changes", ["table_name", "row_key"], unique=False)
    op.create_index("ix_changes_state", "changes", ["state"], unique=False)
