"""What people call a field and the taxonomy doesn't, and what reviewers make of it."""

import sqlalchemy as sa
from alembic import op

import models.types

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

ID = models.types.type_of_id


def upgrade() -> None:
    op.create_table(
        'fieldchoice',
        sa.Column('id', ID, primary_key=True),
        sa.Column('person_id', ID, sa.ForeignKey('person.id'), nullable=False),
        sa.Column('letters', sa.String(), nullable=False),
        sa.Column('words', sa.String(), nullable=False),
        sa.Column('field_code', sa.String(), nullable=False),
        sa.Column('chosen_at', models.types.UtcDateTime(timezone=True), nullable=False),
        sa.UniqueConstraint('person_id', 'letters'),
    )
    op.create_index('ix_fieldchoice_letters', 'fieldchoice', ['letters'])
    op.create_table(
        'fieldphrase',
        sa.Column('id', ID, primary_key=True),
        sa.Column('letters', sa.String(), nullable=False),
        sa.Column('words', sa.String(), nullable=False),
        sa.Column('field_code', sa.String(), nullable=False),
        sa.Column('approved', sa.Boolean(), nullable=False),
        sa.Column('decided_by', ID, sa.ForeignKey('person.id'), nullable=True),
        sa.Column('decided_at', models.types.UtcDateTime(timezone=True), nullable=False),
        sa.UniqueConstraint('letters', 'field_code'),
    )


def downgrade() -> None:
    op.drop_table('fieldphrase')
    op.drop_index('ix_fieldchoice_letters', 'fieldchoice')
    op.drop_table('fieldchoice')
