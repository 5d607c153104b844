"""Chats of many people, and the cards in them."""

import sqlalchemy as sa
from alembic import op

import models.types

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

ID = models.types.type_of_id
INSTANT = models.types.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        'room',
        sa.Column('id', ID, primary_key=True),
        sa.Column('person_id', ID, sa.ForeignKey('person.id'), nullable=False),
        sa.Column('title', sa.String(), nullable=False),
        sa.Column('brought_by', ID, sa.ForeignKey('person.id'), nullable=False),
        sa.Column('brought_at', INSTANT, nullable=False),
        sa.Column('client_id', ID, sa.ForeignKey('client.id'), nullable=True),
        sa.Column('gone_told_at', INSTANT, nullable=True),
        sa.UniqueConstraint('person_id'),
    )
    op.create_index('ix_room_brought_by', 'room', ['brought_by'])
    op.create_index('ix_room_client_id', 'room', ['client_id'])
    op.create_table(
        'posting',
        sa.Column('id', ID, primary_key=True),
        sa.Column('task_id', ID, sa.ForeignKey('task.id'), nullable=False),
        sa.Column('room_id', ID, sa.ForeignKey('room.id'), nullable=False),
        sa.Column('posted_by', ID, sa.ForeignKey('person.id'), nullable=False),
        sa.Column('begun', sa.Integer(), nullable=False),
        sa.Column('round', sa.Integer(), nullable=False),
        sa.Column('shown', sa.String(), nullable=False),
        sa.Column('shown_at', INSTANT, nullable=False),
        sa.UniqueConstraint('task_id', 'room_id'),
    )
    op.create_index('ix_posting_room_id', 'posting', ['room_id'])


def downgrade() -> None:
    op.drop_table('posting')
    op.drop_table('room')
