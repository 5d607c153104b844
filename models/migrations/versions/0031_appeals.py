"""Rejected answers may be looked at by somebody else."""

import sqlalchemy as sa
from alembic import op

import models.types

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('task', sa.Column('beyond', sa.SmallInteger(), nullable=False, server_default='0'))
    op.create_table(
        'appeal',
        sa.Column('offer_id', models.types.type_of_id, nullable=False),
        sa.Column('expert_id', models.types.type_of_id, nullable=False),
        sa.Column('words', sa.String(length=500), nullable=False),
        sa.Column('made_at', models.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column('verdict', sa.String(length=24), nullable=True),
        sa.Column('reason', sa.String(), nullable=False),
        sa.Column('reviewer_words', sa.String(), nullable=False),
        sa.Column('reviewer_id', models.types.type_of_id, nullable=True),
        sa.Column('decided_at', models.types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['expert_id'], ['person.id']),
        sa.ForeignKeyConstraint(['offer_id'], ['offer.id']),
        sa.ForeignKeyConstraint(['reviewer_id'], ['person.id']),
        sa.PrimaryKeyConstraint('offer_id'),
    )
    op.create_index('ix_appeal_expert_id', 'appeal', ['expert_id'])
    undecided = sa.text('decided_at IS NULL')
    op.create_index(
        'appeal_waiting', 'appeal', ['made_at'], sqlite_where=undecided, postgresql_where=undecided
    )


def downgrade() -> None:
    op.drop_table('appeal')
    op.drop_column('task', 'beyond')
