"""Domains of institutions that an operator added."""

import sqlalchemy as sa
from alembic import op

import models.types

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'knowndomain',
        sa.Column('domain', sa.String(253), primary_key=True),
        sa.Column('institution', sa.String(200), nullable=False),
        sa.Column('added_at', models.types.UtcDateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table('knowndomain')
