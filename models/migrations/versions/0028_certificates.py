"""What a professional certificate says of itself."""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None

WORDS = (('title', 120), ('issuer', 120), ('number', 40))


def upgrade() -> None:
    for name, most in WORDS:
        op.add_column('credential', sa.Column(name, sa.String(length=most), nullable=False, server_default=''))
    op.add_column('credential', sa.Column('stated_until', sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column('credential', 'stated_until')
    for name, _ in WORDS:
        op.drop_column('credential', name)
