"""Proofs are asked for again before they run out."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

VERIFIED = sa.text("state = 'verified'")


def upgrade() -> None:
    op.add_column('credential', sa.Column('renewal_asked', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        'credential_until', 'credential', ['expires_at'], sqlite_where=VERIFIED, postgresql_where=VERIFIED
    )


def downgrade() -> None:
    op.drop_index('credential_until', 'credential')
    op.drop_column('credential', 'renewal_asked')
