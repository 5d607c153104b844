"""The string that is to be put on a page."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('credential', sa.Column('challenge', sa.String(40), nullable=True))


def downgrade() -> None:
    op.drop_column('credential', 'challenge')
