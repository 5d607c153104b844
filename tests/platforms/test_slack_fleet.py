"""The app is installed through one process, and another one sends."""

from __future__ import annotations

import pytest

from bot.app import Web, Worker
from bot.playground.slack import SlackServer
from models.installation import LostWorkspace
from tests.platforms.browser import Browser
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse

pytestmark = [pytest.mark.postgres, pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")]


async def test_a_worker_hears_of_what_is_installed_and_lost_elsewhere(
    slack: SlackServer, slack_house: SlackHouse, postgres_url: str
) -> None:
    slack_house.role, slack_house.changes["database"] = Web, {"url": postgres_url}
    browser = Browser(await slack_house.by_installation())
    worker = Worker(slack_house.settings)
    await worker.start()
    assert worker.slack is not None
    there = worker.slack.intake.workspaces
    try:
        await browser.installs("T1")
        sara = slack.user("U1", "Sara")
        await sara.send("start")
        await until(lambda: sara.last is not None and "Which language" in sara.last.shown, timeout=20)
        assert set(there) == {"T1"}

        slack.uninstall(slack.workspaces["T1"])
        await until(lambda: not there, timeout=20)
        assert [lost.channel for lost in slack_house.rows(LostWorkspace)] == ["slack:T1"]

        await browser.installs("T1")
        await sara.send("1")
        await until(lambda: sara.last is not None and "What time is it" in sara.last.shown, timeout=20)
    finally:
        await worker.stop()
