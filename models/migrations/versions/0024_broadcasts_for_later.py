"""Broadcasts that are to start later."""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('broadcast', sa.Column('scheduled_for', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM broadcast WHERE state IN ('scheduled', 'late')")
    op.drop_column('broadcast', 'scheduled_for')
