"""looks at evidence between two crawls"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "look",
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("looked_at", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("gone_since", sa.Text(), nullable=False),
        sa.Column("warned_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("agency_id", "key", name=op.f("pk_look")),
    )
    op.create_index(op.f("ix_look_state"), "look", ["state"])
