"""What a document's electronic signatures show."""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('file', sa.Column('signatures', sa.JSON(), nullable=False, server_default='[]'))


def downgrade() -> None:
    op.drop_column('file', 'signatures')
