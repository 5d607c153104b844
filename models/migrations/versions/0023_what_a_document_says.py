"""Until when a document says that it is valid."""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('file', sa.Column('valid_until', sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column('file', 'valid_until')
