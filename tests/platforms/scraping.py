"""What `/metrics` says, as Prometheus reads it."""

from __future__ import annotations

from collections.abc import Iterator

import aiohttp
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample


class Scrape:
    """One answer, read."""

    def __init__(self, text: str) -> None:
        self.metrics: list[Metric] = list(text_string_to_metric_families(text))

    @property
    def samples(self) -> Iterator[Sample]:
        return (sample for metric in self.metrics for sample in metric.samples)

    def value(self, name: str, **labels: str) -> float:
        """The sum over all that has these labels."""
        return sum(one.value for one in self.samples if one.name == name and labels.items() <= one.labels.items())

    def names(self) -> set[str]:
        return {sample.name for sample in self.samples}

    def labels_of(self, name: str, label: str) -> set[str]:
        return {sample.labels[label] for sample in self.samples if sample.name == name}


async def asked(port: int, headers: dict[str, str] | None = None) -> tuple[int, str]:
    """Status and body."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/metrics", headers=headers or {}) as answer,
    ):
        return answer.status, await answer.text()


async def scraped(port: int) -> Scrape:
    status, text = await asked(port)
    assert status == 200
    return Scrape(text)


def grown(before: Scrape, after: Scrape, name: str, **labels: str) -> float:
    """By how much a counter has grown: all tests of a process share it."""
    return after.value(name, **labels) - before.value(name, **labels)
