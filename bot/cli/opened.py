"""The database as commands of the command line use it: up to date, or said to be not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlmodel import Session

from bot.config import Settings
from bot.database import Database
from bot.errors import CannotStart
from bot.storage import schema

GIVE_WAY_SECONDS = 0.12
"""Between two pieces: who waits to write to SQLite looks again after a tenth of a second at the latest."""


@contextmanager
def opened(settings: Settings) -> Iterator[Session]:
    """One transaction, committed at the end.

    Raises:
        CannotStart: a database that is not up to date.
    """
    with up_to_date(settings) as database, database.transaction() as session:
        yield session


@contextmanager
def reading(settings: Settings) -> Iterator[Session]:
    """One look that nobody waits for, however long it is.

    Raises:
        CannotStart: a database that is not up to date.
    """
    with up_to_date(settings) as database, database.reading() as session:
        yield session


@contextmanager
def up_to_date(settings: Settings) -> Iterator[Database]:
    """For commands of several transactions.

    Raises:
        CannotStart: a database that is not there, or not up to date.
    """
    if not exists(settings):
        place = Path(make_url(settings.database.url).database or "").absolute()
        raise CannotStart(
            f"database.url: there is no {place}; give the service's own --config, and go to the folder where it runs"
        )
    with closing(Database(settings.database.url)) as database:
        if schema.current(database) != schema.newest():
            raise CannotStart("database: its schema is not up to date; `callboard migrate` brings it there")
        yield database


def exists(settings: Settings) -> bool:
    """Whether there is a database to look into: a file that is not there would be made by looking."""
    url = make_url(settings.database.url)
    return url.get_backend_name() != "sqlite" or (url.database is not None and Path(url.database).is_file())
