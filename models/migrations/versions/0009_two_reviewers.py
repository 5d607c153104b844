"""Registers where a reviewer looks, and a first reviewer where two are needed."""

import sqlalchemy as sa
from alembic import op

import models.types

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('credential') as table:
        table.add_column(sa.Column('first_by', models.types.type_of_id, nullable=True))
        table.add_column(sa.Column('register_code', sa.String(24), nullable=False, server_default=''))
        table.create_foreign_key('credential_first_by', 'person', ['first_by'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('credential') as table:
        table.drop_constraint('credential_first_by', type_='foreignkey')
        table.drop_column('register_code')
        table.drop_column('first_by')
