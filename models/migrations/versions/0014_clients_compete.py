"""Clients may compete with each other."""

import sqlalchemy as sa
from alembic import op

import models.types

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'rivalry',
        sa.Column('client_id', models.types.type_of_id, nullable=False),
        sa.Column('rival_id', models.types.type_of_id, nullable=False),
        sa.Column('days', sa.Integer(), nullable=False),
        sa.Column('declared_at', models.types.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint('client_id < rival_id', name='rivalry_once'),
        sa.ForeignKeyConstraint(['client_id'], ['client.id']),
        sa.ForeignKeyConstraint(['rival_id'], ['client.id']),
        sa.PrimaryKeyConstraint('client_id', 'rival_id'),
    )


def downgrade() -> None:
    op.drop_table('rivalry')
