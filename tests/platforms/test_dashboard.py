"""The dashboard and the page about watching speak of figures that there are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from bot.playground.telegram import TelegramServer
from tests.platforms.house import House
from tests.platforms.scraping import Scrape, scraped

DOCS = Path(__file__).parents[2] / "docs"
SUFFIXES = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum"), "gauge": ("",), "info": ("_info",)}
NAME = re.compile(r"\b(?:callboard|process|python)_[a-z0-9_]+\b")
SELECTED = re.compile(r"(callboard_[a-z_]+)\{([^}]*=[^}]*)\}")
LABEL = re.compile(r'([a-z]+)="([^"]*)"')
ALERTS = (DOCS / "watching.md").read_text("utf-8").partition("## What to be woken for")[2].partition("\n## ")[0]
OF_PROMETHEUS = {"job", "instance", "le"}


def exposed(scrape: Scrape) -> set[str]:
    """Every series' name, whether there is one already or not."""
    return {metric.name + end for metric in scrape.metrics for end in SUFFIXES[metric.type]}


def queries() -> list[str]:
    dashboard: dict[str, Any] = json.loads((DOCS / "grafana.json").read_text("utf-8"))
    variables = [one["query"] for one in dashboard["templating"]["list"] if one["type"] == "query"]
    return [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]] + variables


async def test_all_that_the_dashboard_asks_for_exists(house: House) -> None:
    service = await house.start()

    known = exposed(await scraped(service.web_port))

    asked = {name for query in queries() for name in NAME.findall(query)}
    assert len(asked) > 20
    assert asked <= known, asked - known


async def test_the_page_names_every_figure_and_none_that_is_not(house: House) -> None:
    service = await house.start()
    known = {name for name in exposed(await scraped(service.web_port)) if name.startswith("callboard_")}

    page = (DOCS / "watching.md").read_text("utf-8")
    named = {name for name in NAME.findall(page) if name.startswith("callboard_")}

    assert {name for name in named if name not in known and f"{name}_bucket" not in known} == set()
    families = {re.sub("_(bucket|count|sum)$", "", name) for name in known}
    assert families - named - {re.sub("_(bucket|count|sum)$", "", name) for name in named} == set()


async def test_labels_that_are_asks_exist(server: TelegramServer, house: House) -> None:
    service = await house.start()
    sara = server.user(7, "Sara")
    await sara.send("hello?")
    await sara.next()

    labels: dict[str, set[str]] = {}
    for sample in (await scraped(service.web_port)).samples:
        labels.setdefault(sample.name, set()).update(sample.labels)

    for query in queries():
        wanted = {word for found in re.findall(r"by \(([^)]*)\)", query) for word in found.split(", ")}
        for name in NAME.findall(query):
            if name in labels:
                assert wanted - OF_PROMETHEUS <= labels[name], query


async def test_what_an_alert_waits_for_is_there_before_it_happens(house: House) -> None:
    """Prometheus sees no rise where a series begins with 1; a service that has just started has each of them at 0."""
    service = await house.start()
    samples = list((await scraped(service.web_port)).samples)

    chosen = [found for query in [*queries(), ALERTS] for found in SELECTED.findall(query)]
    asked = [(name, {key: value for key, value in LABEL.findall(labels) if key != "job"}) for name, labels in chosen]
    counted = [(name, dict[str, str]()) for name in re.findall(r"\b(callboard_[a-z_]+_total)\[", ALERTS)]
    asked = [one for one in asked if one[1]] + counted
    for asks, wanted in asked:
        assert any(one.name == asks and wanted.items() <= one.labels.items() for one in samples), (asks, wanted)
    assert {"callboard_events_total", "callboard_sends_total", "callboard_job_attempts_total"} <= {n for n, _ in asked}
    assert len(asked) - len(counted) >= 5
