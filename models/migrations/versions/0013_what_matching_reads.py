"""What matching reads of an expert, side by side for each field."""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """The table is filled by whoever upgrades: it is derived."""
    moments = ('proven_1', 'proven_2', 'proven_3', 'proven_4')
    op.create_table(
        'prospect',
        sa.Column('field_code', sa.String(), nullable=False),
        sa.Column('person_id', ID, nullable=False),
        sa.Column('currency', sa.String(), nullable=False),
        sa.Column('min_rate_minor', sa.Integer(), nullable=False),
        sa.Column('paused_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('hours_a_week', sa.Integer(), nullable=True),
        sa.Column('week_minutes', sa.Integer(), nullable=False),
        sa.Column('week_ends_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('languages', sa.String(), nullable=False),
        sa.Column('country', sa.String(), nullable=False),
        sa.Column('kinds', sa.String(), nullable=False),
        sa.Column('accepted', sa.Integer(), nullable=False),
        sa.Column('rejected', sa.Integer(), nullable=False),
        sa.Column('employer_keys', sa.String(), nullable=False),
        sa.Column('domains', sa.String(), nullable=False),
        sa.Column('reachable', sa.Boolean(), nullable=False),
        sa.Column('timezone', sa.String(), nullable=False),
        sa.Column('quiet_from', sa.Time(), nullable=True),
        sa.Column('quiet_to', sa.Time(), nullable=True),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in moments),
        sa.ForeignKeyConstraint(['person_id'], ['expert.person_id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('field_code', 'person_id'),
        sqlite_with_rowid=False,
    )
    op.create_index('ix_prospect_person_id', 'prospect', ['person_id'])
    op.create_index('account_seen', 'account', ['last_seen_at'])
    op.drop_index('expert_by_field', 'expert')
    op.create_index('expert_by_field', 'expert', ['field_code', 'person_id'])


def downgrade() -> None:
    op.drop_index('expert_by_field', 'expert')
    op.create_index('expert_by_field', 'expert', ['field_code'])
    op.drop_index('account_seen', 'account')
    op.drop_table('prospect')
