"""The database, and the only commit in the product."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from queue import PriorityQueue
from typing import Any, NamedTuple, TypeVar, cast

from sqlalchemy import URL, Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, create_engine

from models.queries import prospects

T = TypeVar("T")

_READS = "reads"
WAIT_SECONDS = 30
"""So long whoever wants to write to SQLite waits for whoever does."""

LONGEST_LOG = 64 * 1024 * 1024
"""Bytes to which SQLite's log shrinks again when whoever read for long enough to let it grow has ended."""

HUNG_SECONDS = 5
"""So long PostgreSQL waits in the middle of a transaction for a process that hangs; then others get its rows."""

DEADLOCK = "40P01"

SOON_DEAD = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""A server that is gone without a word is noticed within seconds."""


class _Call(NamedTuple):
    """What waits for the writer thread; no two have the same number, so that nothing after it is ever compared."""

    can_wait: bool
    number: int
    future: Future[Any]
    function: Callable[[], Any]


class Database:
    """One engine and one writer thread: every transaction that writes runs there, one after another.

    On SQLite a second writer would only wait; on PostgreSQL one thread with grouped turns is the fastest too.

    Args:
        where: an address, or an engine that was made for one, which is lent: it stays open.
    """

    def __init__(self, where: str | Engine) -> None:
        self.engine = where if isinstance(where, Engine) else _engine(address(where))
        self._is_lent = isinstance(where, Engine)
        self._readers = self.engine.execution_options(**{_READS: True, "postgresql_readonly": True})
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        self._waiting: PriorityQueue[_Call] = PriorityQueue()
        self._count = itertools.count()
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="beside")

    @property
    def is_shared(self) -> bool:
        """Whether several processes may work on it: on PostgreSQL."""
        return self.engine.dialect.name == "postgresql"

    @property
    def in_memory(self) -> bool:
        """Whether no other process can see it."""
        return _in_memory(self.engine.url)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that is committed at the end, with what is derived, or rolled back by whatever is raised."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session
            prospects.settle(session)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for any thread that only reads: on SQLite it waits for no writer, and none waits for it."""
        with Session(self._readers, expire_on_commit=False) as session:
            yield session
            if self.is_shared:
                session.commit()  # with a rollback psycopg would forget what it has prepared

    def do(self, work: Callable[[Session], T]) -> T:
        """Does work in a transaction of its own, on whatever thread calls; returns after the commit. Blocks."""
        with self.transaction() as session:
            return work(session)

    async def run(self, work: Callable[[Session], T]) -> T:
        """Runs work in a transaction of its own on the writer thread; returns after the commit."""
        return await self.call(self.do, work)

    async def call(self, function: Callable[..., T], *args: Any, urgent: bool = False) -> T:
        """Calls a function that opens its own transactions, on the writer thread.

        Args:
            urgent: someone waits for it; it goes before all that nobody waits for.
        """
        call = _Call(not urgent, next(self._count), Future(), partial(function, *args))
        self._waiting.put(call)
        self._writer.submit(self._call_next)
        return cast(T, await asyncio.wrap_future(call.future))

    async def beside(self, work: Callable[[Connection], T]) -> T:
        """Runs work in a transaction of its own that waits for no turn; for PostgreSQL."""
        return await asyncio.get_running_loop().run_in_executor(self._beside, self._run_beside, work)

    def settle(self) -> bool:
        """What was deleted is gone from SQLite's log as well; on PostgreSQL its own housekeeping sees to that.

        Returns:
            False where somebody reads just now: it is not waited for, as whoever wants to write would have to wait too.
        """
        if self.is_shared:
            return True
        connection = self.engine.raw_connection()
        try:
            connection.execute("PRAGMA busy_timeout=0")
            is_read, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not is_read
        finally:
            connection.execute(f"PRAGMA busy_timeout={WAIT_SECONDS * 1000}")
            connection.close()

    def close(self) -> None:
        """Waits for what is running."""
        self._writer.shutdown(wait=True)
        self._beside.shutdown(wait=True)
        if not self._is_lent:
            self.engine.dispose()

    def _call_next(self) -> None:
        call = self._waiting.get_nowait()
        if not call.future.set_running_or_notify_cancel():
            return
        try:
            call.future.set_result(call.function())
        except BaseException as failure:
            call.future.set_exception(failure)

    def _run_beside(self, work: Callable[[Connection], T]) -> T:
        with self.engine.begin() as connection:
            return work(connection)


def is_away(failure: BaseException) -> bool:
    """Whether the database is at fault, not the work (it is locked, full, or gone): the same may well work later.

    SQLite has the same error for a wrong statement, told apart by its code 1; PostgreSQL has it for two that waited for
    each other, of which one may go on at once.
    """
    if isinstance(failure, DBAPIError) and failure.connection_invalidated:
        return True
    if not isinstance(failure, OperationalError | InterfaceError):
        return False
    if getattr(failure.orig, "sqlstate", None) == DEADLOCK:
        return False
    return getattr(failure.orig, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_ERROR


def address(url: str) -> URL:
    """Where a database is, as SQLAlchemy takes it: PostgreSQL is always spoken to by psycopg 3."""
    parts = make_url(url)
    return parts.set(drivername="postgresql+psycopg") if parts.get_backend_name() == "postgresql" else parts


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        engine = create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=SOON_DEAD)
        event.listen(engine, "connect", prepare_postgres)
        return engine
    extra: dict[str, Any] = {"poolclass": StaticPool} if _in_memory(url) else {}
    arguments = {"check_same_thread": False, "timeout": WAIT_SECONDS}
    engine = create_engine(url, connect_args=arguments, hide_parameters=True, **extra)
    event.listen(engine, "connect", prepare_sqlite)
    event.listen(engine, "begin", begin_immediate)
    return engine


def _in_memory(url: URL) -> bool:
    return url.database in (None, "", ":memory:") and url.get_backend_name() == "sqlite"


def prepare_postgres(connection: Any, _: Any) -> None:
    """Whoever hangs in the middle of a transaction holds up nobody for long."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET idle_in_transaction_session_timeout = '{HUNG_SECONDS}s'")
    connection.commit()


def prepare_sqlite(connection: Any, _: Any) -> None:
    """The driver's own BEGIN would come too late: after a SAVEPOINT, whose release then commits."""
    connection.isolation_level = None
    kept = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
    for pragma in (*kept, f"busy_timeout={WAIT_SECONDS * 1000}", f"journal_size_limit={LONGEST_LOG}"):
        connection.execute(f"PRAGMA {pragma}")


def begin_immediate(connection: Any) -> None:
    """Waits to be the one writer at once, not in the middle. Who only reads sees what is committed now."""
    reads = connection.get_execution_options().get(_READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
