"""`python -m tests.schema_check`: the migrations make exactly the tables that the models describe.

The same as `alembic check`, on a fresh database that the migrations have just made, of each kind.
"""

from __future__ import annotations

import sys
import tempfile

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.database import Database
from bot.storage import schema
from models.tables import is_ours, metadata
from tests import postgres


def differences(url: str) -> list[object]:
    """What the migrations leave different from the models."""
    database = Database(url)
    with database.engine.begin() as connection:
        schema.migrate(connection)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours})
        found = compare_metadata(context, metadata)
    database.close()
    return list(found)


def main() -> int:
    """0 where they agree."""
    server = postgres.Server()
    with tempfile.TemporaryDirectory() as folder:
        found = [*differences(f"sqlite:///{folder}/check.db"), *differences(server.url)]
    server.close()
    for difference in found:
        print(difference)
    print("The migrations and the models agree." if not found else "Write a migration for these.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
