"""The database of a rehearsal: a new one, or one in which there is nothing yet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager

from pydantic import ValidationError

from bot.config import DatabaseSettings
from bot.database import Database
from bot.errors import CannotStart
from bot.rehearsal import postgres
from bot.storage import schema

POSTGRES = "postgres"


@contextmanager
def fresh(wanted: str) -> Iterator[str]:
    """The address of a database with the schema and without a row.

    Args:
        wanted: an address, whose database stays as the rehearsal leaves it; POSTGRES for a server of its own, ""
            for an SQLite file. Those two are gone afterwards.

    Raises:
        CannotStart: there are rows in it already, or it can't be used.
    """
    if wanted == POSTGRES:
        with closing(postgres.Server()) as server:
            yield _prepared(server.url)
    elif wanted:
        yield _prepared(_checked(wanted))
    else:
        with tempfile.TemporaryDirectory(prefix="callboard-rehearsal-") as folder:
            yield _prepared(f"sqlite:///{folder}/callboard.db")


def _checked(url: str) -> str:
    try:
        return DatabaseSettings(url=url).url
    except ValidationError as wrong:
        raise CannotStart(f"--database: {wrong.errors()[0]['msg']}") from None


def _prepared(url: str) -> str:
    with closing(Database(url)) as database:
        schema.current(database)
        with database.engine.connect() as connection:
            filled = schema.filled(connection)
        if filled is not None:
            raise CannotStart(f"--database: there are rows in it already ({filled}); a rehearsal needs an empty one")
        schema.upgrade(database)
    return url
