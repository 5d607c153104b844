"""A reviewer's own words beside the reason why a proof doesn't count."""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('credential') as table:
        table.add_column(sa.Column('words', sa.String(length=500), nullable=False, server_default=''))
    with op.batch_alter_table('credential') as table:
        table.alter_column('words', server_default=None)


def downgrade() -> None:
    op.drop_column('credential', 'words')
