"""`GET /metrics`: what was counted in this process, and what the tables say when they are asked."""

from __future__ import annotations

import asyncio
import hmac
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

import structlog
from fastapi import Request, Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from pydantic import SecretStr

from bot.database import Database
from bot.inbox import Inbox
from bot.outbox import Outbox
from bot.watching import metrics
from models.delivery import Priority
from models.queries import backlog

log = structlog.get_logger()

KEPT_SECONDS = 5.0
"""So long what the tables said is good enough, however many ask."""
SHARE = 20
"""It is kept for so many times as long as the look took, where that is longer: a database that is busy is not asked
more often for that."""


class Scraped:
    """Answers whoever scrapes.

    Args:
        token: what they must show; None for whoever can reach the port.
    """

    def __init__(self, tables: OfTables, process: OfProcess, token: SecretStr | None) -> None:
        self._token = token.get_secret_value() if token else None
        self._tables, self._process = _registry(tables), _registry(process)

    async def __call__(self, request: Request) -> Response:
        """The tables are asked on a thread of their own, the parts of the process where they live."""
        given = request.headers.get("authorization", "")
        if self._token and not hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode()):
            return Response(status_code=401, headers={"WWW-Authenticate": "Bearer"})
        found = await asyncio.to_thread(generate_latest, self._tables)
        found += generate_latest(self._process) + generate_latest(metrics.REGISTRY)
        return Response(found, media_type=CONTENT_TYPE_LATEST)


def _registry(collector: Collector) -> CollectorRegistry:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(collector)
    return registry


class OfTables(Collector):
    """How much waits, by the tables: one look for each figure, and none soon after the last."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now
        self._looking = threading.Lock()
        self._kept: list[Metric] = []
        self._good_until = 0.0

    def collect(self) -> list[Metric]:
        with self._looking:
            began = time.monotonic()
            if began >= self._good_until:
                self._kept = self._looked()
                ended = time.monotonic()
                self._good_until = ended + max(KEPT_SECONDS, SHARE * (ended - began))
            return self._kept

    def _looked(self) -> list[Metric]:
        """A database that is away is a figure too: the others are still to be had."""
        try:
            return [*self._look(), _figure("database_up", "1 while the database answers.", 1)]
        except Exception as failure:
            log.error("metrics-without-tables", because=str(failure))
            return [_figure("database_up", "1 while the database answers.", 0)]

    def _look(self) -> Iterator[Metric]:
        now = self._now()
        with self._database.reading() as session:
            waiting = {one.priority: one for one in backlog.late(session, now)}
            jobs, job_since = backlog.jobs(session), backlog.oldest_job(session, now)
            parked, paused = backlog.parked(session), backlog.paused(session)
        depth = _gauge("deliveries_waiting", "Messages that are due and have not gone out.", "priority")
        age = _gauge("deliveries_oldest_seconds", "For how long the oldest of them has been due.", "priority")
        for priority in Priority:
            one = waiting.get(priority)
            depth.add_metric([priority.name.lower()], one.number if one else 0)
            age.add_metric([priority.name.lower()], _seconds(one.since if one else None, now))
        state = _gauge("jobs", "Jobs by their state.", "state")
        for name, number in jobs.items():
            state.add_metric([name.value], number)
        yield from (depth, age, state)
        yield _figure("jobs_oldest_seconds", "For how long the oldest job has been due.", _seconds(job_since, now))
        yield _figure("events_parked", "Events that failed and are kept for the operator.", parked)
        yield _figure("sending_paused", "1 while the operator has paused everything that goes out.", paused is not None)


class OfProcess(Collector):
    """How the parts of this process are, as they are asked."""

    def __init__(
        self,
        outboxes: Callable[[], Iterable[Outbox]],
        platforms: Callable[[], dict[str, str]],
        inbox: Inbox,
    ) -> None:
        self._outboxes, self._platforms, self._inbox = outboxes, platforms, inbox

    def collect(self) -> Iterator[Metric]:
        longest = self._inbox.line.longest
        yield _figure("events_waiting", "Events that wait for the next batch.", len(self._inbox.line))
        yield _figure("events_longest_seconds", "For how long the one waits that has waited longest.", longest)
        limit = _gauge("pace_limit_per_second", "What may be sent in a second.", "channel")
        used = _gauge("pace_used_ratio", "The share of it that the last second's messages took.", "channel")
        held = _gauge("pace_held_seconds", "For how long nothing goes out because the platform said so.", "channel")
        for outbox in self._outboxes():
            pace = outbox.pace
            held.add_metric([outbox.channel], pace.held_for)
            if pace.per_second is not None and pace.used is not None:
                limit.add_metric([outbox.channel], pace.per_second)
                used.add_metric([outbox.channel], pace.used)
        up = _gauge("platform_up", "1 while the platform is connected.", "platform")
        for platform, state in self._platforms().items():
            up.add_metric([platform], state == "up")
        yield from (limit, used, held, up)


def _gauge(name: str, says: str, label: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"callboard_{name}", says, labels=[label])


def _figure(name: str, says: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"callboard_{name}", says, value=value)


def _seconds(since: datetime | None, now: datetime) -> float:
    return (now - since).total_seconds() if since else 0.0
