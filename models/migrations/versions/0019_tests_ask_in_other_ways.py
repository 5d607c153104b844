"""Items of tests may be answered in other ways than by one choice."""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('item') as table:
        table.add_column(sa.Column('kind', sa.String(24), nullable=False, server_default='choice'))
        table.add_column(sa.Column('rule', sa.JSON(), nullable=False, server_default='{}'))
    with op.batch_alter_table('response') as table:
        table.add_column(sa.Column('given', sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('response') as table:
        table.drop_column('given')
    with op.batch_alter_table('item') as table:
        table.drop_column('rule')
        table.drop_column('kind')
