"""What experts and tasks say of each other beyond field, level and pay."""

import sqlalchemy as sa
from alembic import op

import models.types

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def columns() -> dict[str, list[sa.Column]]:
    """New ones at each call: a column belongs to one table."""
    return {
        'expert': [
            sa.Column('hours_a_week', sa.Integer(), nullable=True),
            sa.Column('languages', models.types.Codes(), nullable=False, server_default=''),
            sa.Column('country', sa.String(), nullable=False, server_default=''),
            sa.Column('kinds', models.types.Codes(), nullable=False, server_default=''),
            sa.Column('employer', sa.String(), nullable=False, server_default=''),
            sa.Column('employer_keys', models.types.Codes(), nullable=False, server_default=''),
            sa.Column('week_minutes', sa.Integer(), nullable=False, server_default='0'),
            sa.Column('week_ends_at', models.types.UtcDateTime(timezone=True), nullable=True),
            sa.Column('accepted', sa.Integer(), nullable=False, server_default='0'),
            sa.Column('rejected', sa.Integer(), nullable=False, server_default='0'),
        ],
        'task': [
            sa.Column('languages', models.types.Codes(), nullable=False, server_default=''),
            sa.Column('countries', models.types.Codes(), nullable=False, server_default=''),
            sa.Column('barred_countries', models.types.Codes(), nullable=False, server_default=''),
            sa.Column('min_quality', sa.Integer(), nullable=False, server_default='0'),
            sa.Column('project', sa.String(), nullable=False, server_default=''),
            sa.Column('not_after', models.types.Codes(), nullable=False, server_default=''),
            sa.Column('unlisted', sa.Boolean(), nullable=False, server_default=sa.false()),
        ],
        'client': [sa.Column('barred_employers', sa.String(), nullable=False, server_default='')],
    }


def upgrade() -> None:
    for table, added in columns().items():
        for column in added:
            op.add_column(table, column)
    op.execute("""
        UPDATE expert SET languages = ',' || (SELECT language FROM person WHERE person.id = expert.person_id) || ','
    """)
    for state in ('accepted', 'rejected'):
        op.execute(f"""
            UPDATE expert SET {state} =
                (SELECT count(*) FROM offer WHERE offer.expert_id = expert.person_id AND offer.state = '{state}')
        """)


def downgrade() -> None:
    for table, added in columns().items():
        for column in added:
            op.drop_column(table, column.name)
