"""Items of qualification tests, attempts at them, and the responses."""

import sqlalchemy as sa
from alembic import op

import models.types

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

ID = models.types.type_of_id
INSTANT = models.types.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        'item',
        sa.Column('id', ID, primary_key=True),
        sa.Column('name', sa.String(), nullable=False),
        sa.Column('field_code', sa.String(), nullable=False),
        sa.Column('level', sa.Integer(), nullable=False),
        sa.Column('seconds', sa.Integer(), nullable=False),
        sa.Column('question', sa.JSON(), nullable=False),
        sa.Column('options', sa.JSON(), nullable=False),
        sa.Column('right', sa.Integer(), nullable=False),
        sa.Column('added_at', INSTANT, nullable=False),
        sa.Column('retired_at', INSTANT, nullable=True),
        sa.Column('flagged_at', INSTANT, nullable=True),
        sa.Column('look_after', sa.Integer(), nullable=False),
        sa.UniqueConstraint('name'),
    )
    op.create_index('item_by_bank', 'item', ['field_code', 'level'])
    op.create_table(
        'attempt',
        sa.Column('id', ID, primary_key=True),
        sa.Column('person_id', ID, sa.ForeignKey('person.id'), nullable=False),
        sa.Column('field_code', sa.String(), nullable=False),
        sa.Column('level', sa.Integer(), nullable=False),
        sa.Column('drawn', sa.JSON(), nullable=False),
        sa.Column('pay_minor', sa.Integer(), nullable=False),
        sa.Column('currency', sa.String(), nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(24), nullable=False),
        sa.Column('paid', sa.Boolean(), nullable=False),
        sa.Column('share', sa.Float(), nullable=True),
        sa.Column('low', sa.Float(), nullable=True),
        sa.Column('high', sa.Float(), nullable=True),
        sa.Column('started_at', INSTANT, nullable=False),
        sa.Column('ended_at', INSTANT, nullable=True),
    )
    op.create_index('attempt_by_person', 'attempt', ['person_id', 'field_code', 'level'])
    running = sa.text("state = 'running'")
    op.create_index('attempt_running', 'attempt', ['started_at'], sqlite_where=running, postgresql_where=running)
    op.create_table(
        'response',
        sa.Column('id', ID, primary_key=True),
        sa.Column('attempt_id', ID, sa.ForeignKey('attempt.id'), nullable=False),
        sa.Column('person_id', ID, sa.ForeignKey('person.id'), nullable=False),
        sa.Column('item_id', ID, sa.ForeignKey('item.id'), nullable=False),
        sa.Column('place', sa.Integer(), nullable=False),
        sa.Column('shown_at', INSTANT, nullable=False),
        sa.Column('due_at', INSTANT, nullable=False),
        sa.Column('closed_at', INSTANT, nullable=True),
        sa.Column('chosen', sa.Integer(), nullable=True),
        sa.Column('right', sa.Boolean(), nullable=True),
        sa.UniqueConstraint('attempt_id', 'place'),
    )
    op.create_index('response_by_item', 'response', ['item_id'])
    op.create_index('ix_response_person_id', 'response', ['person_id'])
    still = sa.text('closed_at IS NULL')
    op.create_index('response_open', 'response', ['due_at'], sqlite_where=still, postgresql_where=still)


def downgrade() -> None:
    for table in ('response', 'attempt', 'item'):
        op.drop_table(table)
