"""SQLite in memory: its tables are made once for a whole run, and copied before each test."""

from __future__ import annotations

from sqlalchemy import Engine

from bot.database import Database, prepare_sqlite
from bot.storage import schema


class Memory:
    """`image` is an empty database with the schema, as a file holds it.

    To make the tables anew, and to compile each statement anew for another engine, takes half of a short test's time.
    """

    def __init__(self) -> None:
        database = Database("sqlite://")
        schema.upgrade(database)
        self._engine = database.engine
        connection = self._engine.raw_connection()
        self.image: bytes = connection.driver_connection.serialize()  # type: ignore[union-attr]  # the driver's own
        connection.close()

    def emptied(self) -> Engine:
        """The database, with the schema and without a row; ids begin at 1."""
        connection = self._engine.raw_connection()
        driver = connection.driver_connection
        assert driver is not None
        driver.deserialize(self.image)
        prepare_sqlite(driver, None)
        connection.close()
        return self._engine
