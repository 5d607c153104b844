"""How well somebody knows a language, proven or in their own word, and what tasks ask of it."""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('credential', sa.Column('language', sa.String(length=8), nullable=False, server_default=''))
    op.add_column('credential', sa.Column('fluency', sa.SmallInteger(), nullable=False, server_default='0'))
    op.add_column('task', sa.Column('min_fluency', sa.SmallInteger(), nullable=False, server_default='0'))
    spoken = sa.text("language != ''")
    op.create_index(
        'credential_language', 'credential', ['language', 'fluency'], sqlite_where=spoken, postgresql_where=spoken
    )


def downgrade() -> None:
    op.drop_index('credential_language', 'credential')
    op.drop_column('task', 'min_fluency')
    op.drop_column('credential', 'fluency')
    op.drop_column('credential', 'language')
