"""The whole service on PostgreSQL, with people at both local platforms."""

from __future__ import annotations

import pytest

from bot.playground.mail import Mailbox
from bot.playground.slack import SlackServer
from models.person import Account
from tests.platforms.house import House, until
from tests.platforms.slack_house import SlackHouse, answers, says

pytestmark = pytest.mark.postgres


async def test_someone_joins_on_slack_as_far_as_their_field(
    slack: SlackServer, slack_house: SlackHouse, postgres_url: str
) -> None:
    slack_house.changes["database"] = {"url": postgres_url}
    await slack_house.start()
    sara = slack.user("U1", "Sara")

    await sara.send("start")
    await answers(sara, "English", "London", "I agree", "Sara")
    await says(sara, "field")
    await slack_house.stop()
    await slack_house.start()
    await sara.send("hepatology")

    await says(sara, "Where do you stand in it?")
    assert not slack.notified


async def test_telegram_is_answered_and_what_is_said_is_there_after_a_restart(
    house: House, mailbox: Mailbox, postgres_url: str
) -> None:
    house.changes["database"] = {"url": postgres_url}
    await house.start()
    sara = house.server.user(7, "Sara")
    await sara.start()
    await until(lambda: sara.last is not None and "Which language" in (sara.last.text or ""))
    await house.stop()
    await house.start()

    await sara.press("English")

    await until(lambda: sara.last is not None and "What time is it" in (sara.last.text or ""))
    assert [account.external_id for account in house.rows(Account)] == ["7"]
