"""What is said and done carries the trace of what it came of."""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('delivery', 'job', 'broadcast'):
        op.add_column(table, sa.Column('trace', sa.String(length=32), nullable=False, server_default=''))


def downgrade() -> None:
    for table in ('delivery', 'job', 'broadcast'):
        op.drop_column(table, 'trace')
