"""Works off due jobs in any number of processes that share one PostgreSQL database, woken through procrastinate.

Its queue only says who works and when. What there is to do stays in our `job` table: a procrastinate job named
`drain` carries nothing, takes one row after another by a lease, and ends when none is free. So a drain that is lost
loses nothing, one too many finds nothing, and none of them is asked for inside a turn.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import TypeVar

import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.app import WorkerOptions
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Status
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool
from sqlmodel import Session

from bot.database import SOON_DEAD
from bot.jobs.errands import MOST_AT_ONCE, Errand, Errands
from models.person import Account, Person
from models.queries import job_leases

T = TypeVar("T")

log = structlog.get_logger()

QUEUE = "drain"
TICK_SECONDS = 1.0
"""So often each process that works looks whether a job has become due, or has lost its holder."""
KEEP_SECONDS = 4.0
"""So often a process renews what it holds and looks for what dead ones left."""
REST_SECONDS = 1.0
"""How long a worker that stopped by itself rests before it is started again."""
AWAY_SECONDS = 4.0
"""So long a connection is tried for; then whoever wanted it hears that there is none, and tries again."""

WORKING = WorkerOptions(
    queues=[QUEUE],
    concurrency=MOST_AT_ONCE,
    install_signal_handlers=False,
    shutdown_graceful_timeout=5,  # a container is killed ten seconds after it was asked to stop
    fetch_job_polling_interval=TICK_SECONDS,  # a notification that comes during a fetch is forgotten
    update_heartbeat_interval=KEEP_SECONDS,
    stalled_worker_timeout=job_leases.LEASE.total_seconds(),
    delete_jobs="always",
)


class Drains:
    """The same as `Engine`, for many processes."""

    def __init__(self, errands: Errands) -> None:
        self._errands, self._now = errands, errands.now
        self._held: dict[job_leases.Held, asyncio.Task[None]] = {}
        self._woken = asyncio.Event()
        self._ending = False
        self._queue = App(connector=PsycopgConnector())
        self._drain_task = self._queue.task(name=QUEUE, queue=QUEUE, queueing_lock=QUEUE)(self._drain)

    def wake(self) -> None:
        """There may be work."""
        self._woken.set()

    async def run(self) -> None:
        """Works until cancelled; what it is at then has some seconds to end, the rest is given back."""
        self._ending = False
        async with self._opened():
            parts = [asyncio.create_task(part) for part in (self._announce(), self._work(), self._keep())]
            try:
                await asyncio.wait(parts)
            finally:
                self._ending = True
                for part in parts:
                    part.cancel()
                await asyncio.gather(*parts, return_exceptions=True)
                await self._let_go()

    async def announce(self) -> None:
        """Calls others to work until cancelled, for a process that does none itself: when it was woken. What becomes
        due without that, whoever works looks for."""
        async with self._opened():
            await self._announce(look_every=None)

    @contextlib.asynccontextmanager
    async def _opened(self) -> AsyncIterator[None]:
        """Connections of the queue's own. It waits for none, so that a database that is away delays no start."""
        _, how = self._errands.database.engine.dialect.create_connect_args(self._errands.database.engine.url)
        pool: AsyncConnectionPool[AsyncConnection] = AsyncConnectionPool(
            kwargs={**how, **SOON_DEAD},
            min_size=1,
            max_size=4,
            open=False,
            check=AsyncConnectionPool.check_connection,
            timeout=AWAY_SECONDS,
            reconnect_timeout=AWAY_SECONDS,
            name="jobs",
        )
        with self._queue.replace_connector(PsycopgConnector()):  # one that was closed keeps its closed pool
            async with pool, self._queue.open_async(pool):
                yield

    async def _announce(self, look_every: float | None = TICK_SECONDS) -> None:
        while True:
            self._woken.clear()
            try:
                if await self._aside(lambda session: job_leases.any_free(session, self._now())):
                    await self._call()
            except Exception as failure:
                log.error("jobs-not-read", because=str(failure))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(look_every):
                    await self._woken.wait()

    async def _call(self) -> None:
        """One drain more, unless one waits to be begun already."""
        if not await self._queue.job_manager.list_jobs_async(queueing_lock=QUEUE, status=Status.TODO.value):
            with contextlib.suppress(AlreadyEnqueued):
                await self._drain_task.defer_async()

    async def _work(self) -> None:
        """A worker ends without an error too when its listener or its heartbeat has died."""
        while True:
            because = "it ended by itself"
            try:
                await self._queue.run_worker_async(**WORKING)
            except Exception as failure:
                because = str(failure.__cause__ or failure)  # procrastinate only says that it is the database's
            log.error("worker-stopped", because=because, again_in=REST_SECONDS)
            await asyncio.sleep(REST_SECONDS)

    async def _drain(self) -> None:
        """Does one errand after another, and calls for help while there are more.

        An errand is not stopped with the worker that began it: a mail may be out whose end is not stored yet.
        """
        try:
            while not self._ending:
                errand, more = await self._aside(self._take)
                if errand is None:
                    return
                task = self._begin(errand)
                if more:
                    await self._call()
                await asyncio.wait([task])
        except Exception as failure:
            log.error("drain-failed", jobs=self._jobs, because=str(failure))

    def _begin(self, errand: Errand) -> asyncio.Task[None]:
        held = (errand.id, errand.lease)
        task = self._held[held] = asyncio.create_task(self._errands.run(errand))
        task.add_done_callback(lambda _: self._held.pop(held))
        return task

    def _take(self, session: Session) -> tuple[Errand | None, bool]:
        """An errand that is now this process's, and whether another waits."""
        now = self._now()
        job = job_leases.take(session, now)
        if job is None:
            return None, False
        account, person = session.get_one(Account, job.account_id), session.get_one(Person, job.person_id)
        return Errand.of(job, account, person), job_leases.any_free(session, now)

    async def _let_go(self) -> None:
        """Gives back whatever is held; where that can't be done it runs out."""
        held, tasks = list(self._held), list(self._held.values())
        while tasks:
            for task in tasks:
                task.cancel()
            _, left = await asyncio.wait(tasks, timeout=1)  # one that is cancelled may still take leave of its server
            tasks = list(left)
        with contextlib.suppress(Exception):
            await self._aside(lambda session: job_leases.give_back(session, held))

    @property
    def _jobs(self) -> list[int]:
        return [job for job, _ in self._held]

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(KEEP_SECONDS)
            try:
                await self._renew()
                await self._sweep()
            except Exception as failure:
                log.error("leases-not-renewed", jobs=self._jobs, because=str(failure))

    async def _renew(self) -> None:
        if not self._held:
            return
        held = dict(self._held)
        for job, lease in await self._aside(lambda session: job_leases.renew(session, list(held))):
            log.error("job-lost", job=job, lease=lease, because="its lease ran out; another process does it")
            held[job, lease].cancel()

    async def _sweep(self) -> None:
        """Drains whose worker has died are taken out, for they count as begun; what they held is free by itself."""
        jobs = self._queue.job_manager
        await jobs.prune_stalled_workers(job_leases.LEASE.total_seconds())
        for stalled in await jobs.get_stalled_jobs(queue=QUEUE):
            with contextlib.suppress(ConnectorException):  # another process was faster
                await jobs.finish_job(stalled, Status.FAILED, delete_job=True)
                log.error("drain-stalled", drain=stalled.id, because="its worker died")
                self.wake()

    async def _aside(self, work: Callable[[Session], T]) -> T:
        """In a transaction on a thread of its own: a lease can't wait behind the turns."""
        return await asyncio.to_thread(self._errands.database.do, work)
