"""People whom an identity provider knows: who says so, and their word for the person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; nobody is bound to a provider yet."""
    op.add_column("people", sa.Column("issuer", sa.String(length=255), nullable=True))
    op.add_column("people", sa.Column("subject", sa.String(length=255), nullable=True))
    op.create_index("ix_people_subject", "people", ["issuer", "subject"], unique=True)
