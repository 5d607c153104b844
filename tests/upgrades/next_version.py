"""The version after this one, as far as the database goes: it has one migration more."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from bot.storage import schema

REVISION = "next"
MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision = '{revision}'
down_revision = '{before}'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('novelty', sa.Column('name', sa.String(24), primary_key=True))
    for table in ('person', 'delivery', 'offer', 'broadcast'):
        op.add_column(table, sa.Column('novel', sa.String(24), nullable=True))
        op.add_column(table, sa.Column('newness', sa.Integer(), nullable=False, server_default='0'))
    op.create_index('delivery_by_newness', 'delivery', ['newness'])
"""
"""Whatever a version may change while the one before it is still at work."""


@contextmanager
def next_version(folder: Path) -> Iterator[None]:
    """In this process `schema` is that of the next version; others, and what is under way, stay as they are."""
    migrations = folder / "migrations"
    shutil.copytree(schema.MIGRATIONS, migrations)
    script = MIGRATION.format(revision=REVISION, before=schema.newest())
    (migrations / "versions" / "9999_next.py").write_text(script, "utf-8")
    with patch.object(schema, "MIGRATIONS", migrations):
        yield
