"""What stays of a check: the name that was compared; and what is swept is found by an index."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

PENDING = sa.text("state = 'pending'")
KEPT = sa.text('address IS NOT NULL')


def upgrade() -> None:
    op.add_column('credential', sa.Column('matched_name', sa.String(200), nullable=False, server_default=''))
    op.add_column('credential', sa.Column('name_score', sa.Float(), nullable=True))
    op.execute("UPDATE credential SET claim = '' WHERE method = 'document'")
    op.create_index(
        'credential_pending', 'credential', ['claimed_at'], sqlite_where=PENDING, postgresql_where=PENDING
    )
    op.create_index('emailcode_kept', 'email_code', ['expires_at'], sqlite_where=KEPT, postgresql_where=KEPT)


def downgrade() -> None:
    op.drop_index('emailcode_kept', 'email_code')
    op.drop_index('credential_pending', 'credential')
    op.drop_column('credential', 'name_score')
    op.drop_column('credential', 'matched_name')
