"""What is counted while the service runs, under the names that Prometheus reads it by.

A label is never a person's: a platform, a channel (one for each workspace), a kind of job, an outcome. What is read
from the tables instead of counted is in `bot.web.gauges`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each, which nobody asks for
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

EVENTS = Counter(
    "callboard_events",
    "Events that arrived: handled, repeated (or of nobody who is known), or parked because they failed.",
    ["outcome"],
    registry=REGISTRY,
)
SHED = Counter(
    "callboard_events_shed",
    "Requests of a platform that were answered 503, to come again: events waited too long.",
    ["platform"],
    registry=REGISTRY,
)
TURN_SECONDS = Histogram(
    "callboard_turn_seconds",
    "From an event's arrival to its commit.",
    ["platform"],
    buckets=SECONDS,
    registry=REGISTRY,
)
BATCH_SECONDS = Histogram(
    "callboard_batch_seconds",
    "One transaction with all the events that waited for it.",
    buckets=SECONDS,
    registry=REGISTRY,
)
SENDS = Counter(
    "callboard_sends",
    "Attempts to send, by how they ended: sent, refused, unreachable, unclear, cancelled, moved, or to be made again.",
    ["channel", "outcome"],
    registry=REGISTRY,
)
SEND_SECONDS = Histogram(
    "callboard_send_seconds",
    "How long a platform took to take a message.",
    ["channel"],
    buckets=SECONDS,
    registry=REGISTRY,
)
DELAY_SECONDS = Histogram(
    "callboard_delivery_delay_seconds",
    "From when a message was due to when the platform had it.",
    ["priority"],
    buckets=(*SECONDS, 120.0, 600.0, 3600.0),
    registry=REGISTRY,
)
TOO_FAST = Counter(
    "callboard_too_fast",
    "Answers 429: the platform asked for a pause.",
    ["platform"],
    registry=REGISTRY,
)
JOBS = Counter(
    "callboard_job_attempts",
    "Attempts at jobs, by how they ended: done, failed, again.",
    ["kind", "outcome"],
    registry=REGISTRY,
)


ENDS_OF_EVENTS = ("handled", "repeated", "parked")
ENDS_OF_SENDS = ("sent", "refused", "unreachable", "unclear", "cancelled", "moved", "again")
ENDS_OF_JOBS = ("done", "failed", "again")

for _outcome in ENDS_OF_EVENTS:
    EVENTS.labels(_outcome)
for _platform in ("telegram", "slack"):
    SHED.labels(_platform)
    TOO_FAST.labels(_platform)


@cache
def sends(channel: str, outcome: str) -> Counter:
    """One of SENDS: to look its labels up each time takes longer than to count."""
    return SENDS.labels(channel, outcome)


@cache
def delay_seconds(priority: str) -> Histogram:
    """One of DELAY_SECONDS."""
    return DELAY_SECONDS.labels(priority)


def expect_sends(channel: str) -> None:
    """What will be counted of a channel is 0 from the start: Prometheus sees no rise to a first 1 out of nothing."""
    for outcome in ENDS_OF_SENDS:
        SENDS.labels(channel, outcome)


def expect_jobs(kinds: Iterable[str]) -> None:
    """The same of jobs."""
    for kind in kinds:
        for outcome in ENDS_OF_JOBS:
            JOBS.labels(kind, outcome)


def count_events(outcomes: Mapping[str, int]) -> None:
    """What became of a batch, once that is committed."""
    for outcome, number in outcomes.items():
        EVENTS.labels(outcome).inc(number)
