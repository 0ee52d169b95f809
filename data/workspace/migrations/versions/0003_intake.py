"""Intake: files as they came, documents on their way to figures, and what was decided on each figure."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, all of them empty."""
    op.create_table(
        "stored_files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_files")),
    )
    op.create_table(
        "file_parts",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["stored_files.sha256"], name=op.f("fk_file_parts_sha256")),
        sa.PrimaryKeyConstraint("sha256", "number", name=op.f("pk_file_parts")),
    )
    op.create_table(
        "intake_documents",
        sa.Column("intake_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("progress_at", sa.String(length=24), nullable=False),
        sa.Column("error_zh", sa.Text(), nullable=False),
        sa.Column("error_en", sa.Text(), nullable=False),
        sa.Column("reading", sa.String(length=64), nullable=True),
        sa.Column("rule_version", sa.String(length=20), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.String(length=24), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.String(length=24), nullable=True),
        sa.Column("removed_at", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by"], ["people.person_id"], name=op.f("fk_intake_documents_added_by")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["people.person_id"], name=op.f("fk_intake_documents_confirmed_by")
        ),
        sa.ForeignKeyConstraint(
            ["reading"], ["stored_files.sha256"], name=op.f("fk_intake_documents_reading")
        ),
        sa.ForeignKeyConstraint(["sha256"], ["stored_files.sha256"], name=op.f("fk_intake_documents_sha256")),
        sa.PrimaryKeyConstraint("intake_id", name=op.f("pk_intake_documents")),
    )
    op.create_index("ix_intake_documents_sha256", "intake_documents", ["sha256"], unique=False)
    op.create_table(
        "intake_figures",
        sa.Column("figure_id", sa.Integer(), nullable=False),
        sa.Column("intake_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("cells", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.String(length=24), nullable=True),
        sa.Column("change_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["change_id"], ["changes.change_id"], name=op.f("fk_intake_figures_change_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["people.person_id"], name=op.f("fk_intake_figures_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["intake_id"], ["intake_documents.intake_id"], name=op.f("fk_intake_figures_intake_id")
        ),
        sa.PrimaryKeyConstraint("figure_id", name=op.f("pk_intake_figures")),
    )
    op.create_index("ix_intake_figures_change_id", "intake_figures", ["change_id"], unique=False)
    op.create_index("ix_intake_figures_intake_id", "intake_figures", ["intake_id"], unique=False)
    op.create_table(
        "intake_steps",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("intake_id", sa.Integer(), nullable=False),
        sa.Column("figure_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("together", sa.String(length=32), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["figure_id"], ["intake_figures.figure_id"], name=op.f("fk_intake_steps_figure_id")
        ),
        sa.ForeignKeyConstraint(
            ["intake_id"], ["intake_documents.intake_id"], name=op.f("fk_intake_steps_intake_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name=op.f("fk_intake_steps_person_id")),
        sa.ForeignKeyConstraint(["undoes"], ["intake_steps.step_id"], name=op.f("fk_intake_steps_undoes")),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_intake_steps")),
    )
    op.create_index("ix_intake_steps_intake_id", "intake_steps", ["intake_id"], unique=False)
