"""One switch for everything that goes out, and copies that are put back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.playground.slack import SlackServer
from models.delivery import Delivery, DeliveryState
from tests.platforms.conftest import slack, slack_house  # noqa: F401  # fixtures
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse, says


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def called(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def cleared(folder: Path) -> None:
    """As on another machine."""
    for left in folder.glob("callboard.db*"):
        left.unlink()


async def test_what_is_paused_waits_and_goes_out_when_resumed(slack: SlackServer, slack_house: SlackHouse) -> None:  # noqa: F811
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    await sara.send("hello?")
    await says(sara, "waiting")

    with capture_logs() as logged:
        assert "paused since" in called("sending", "pause", "--because", "moving house").stdout
        await until(lambda: any(line["event"] == "sending-paused" for line in logged))
    await sara.send("start")
    await until(lambda: len(slack_house.rows(Delivery)) == 2)
    status = called("sending", "status").stdout
    assert "moving house" in status and "1 to send (replies: 1" in status
    assert "waiting" in (sara.last.shown if sara.last else "")

    assert "Sending is on." in called("sending", "resume").stdout
    await says(sara, "Which language")
    await until(lambda: {row.state for row in slack_house.rows(Delivery)} == {DeliveryState.SENT})


async def test_a_restored_installation_sends_nothing_by_itself(
    slack: SlackServer,  # noqa: F811
    slack_house: SlackHouse,  # noqa: F811
    tmp_path: Path,
) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    slack.faults.error("chat.postMessage", 503, "oops")
    await sara.send("hello?")
    await until(lambda: slack_house.rows(Delivery))
    assert called("backup", "copy.db").exit_code == 0
    await slack_house.stop()
    assert "exists" in called("restore", "copy.db").stderr
    cleared(tmp_path)

    assert called("restore", "copy.db", "--check").stdout == "copy.db can be restored.\n"
    assert not (tmp_path / "callboard.db").exists()
    shown = called("restore", "copy.db").stdout
    assert "paused since" in shown and "restored from copy.db" in shown and "1 to send" in shown
    await slack_house.start()
    await sara.send("start")
    await until(lambda: len(slack_house.rows(Delivery)) == 2)
    assert sara.last is None
    called("sending", "resume")
    await says(sara, "Which language")


def test_what_is_no_copy_is_refused(tmp_path: Path) -> None:
    assert "no such file" in called("restore", "missing.db").stderr
    (tmp_path / "junk.db").write_bytes(b"this is no database" * 100)
    assert "no copy of ours" in called("restore", "junk.db").stderr
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE x (y)").connection.close()
    assert "no copy of ours" in called("restore", "other.db").stderr
    called("migrate")
    called("backup", "later.db")
    with sqlite3.connect(tmp_path / "later.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    (tmp_path / "callboard.db").unlink()
    assert "later version" in called("restore", "later.db").stderr
    assert not (tmp_path / "callboard.db").exists()
