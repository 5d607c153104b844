"""The schema: where it stands, and bringing it up to date."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from bot.database import Database

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent.parent / "models" / "migrations"


def current(database: Database) -> str | None:
    """The revision that the database has; None for an empty one."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def newest() -> str:
    """The revision that this version of the service needs: the one that no other builds on.

    Read from the files: importing Alembic costs a start more than all the rest of this.
    """
    known, built_on = set(), set()
    for file in (MIGRATIONS / "versions").glob("*.py"):
        source = file.read_text("utf-8")
        known.add(_assigned(source, "revision"))
        built_on.add(_assigned(source, "down_revision"))
    (head,) = known - built_on
    return head


def upgrade(database: Database) -> tuple[str | None, str]:
    """Brings the schema up to date, from any earlier version in one step; the revisions before and after."""
    before, after = current(database), newest()
    if before != after:
        from alembic import command

        with database.engine.begin() as connection:
            command.upgrade(config(connection), "head")
    return before, after


def config(connection: Connection) -> Config:
    """Alembic's settings, for a connection."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["connection"] = connection
    return settings


def _assigned(source: str, name: str) -> str:
    found = re.search(rf'^{name} = (?:"|\')?(\w+)', source, re.MULTILINE)
    return found.group(1) if found else ""
