"""What an expert had proven when they answered."""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('answer', sa.Column('verified_level', sa.SmallInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column('answer', 'verified_level')
