"""What is stored about somebody arrives as a file, on either platform, made when it is sent."""

from __future__ import annotations

import json

from bot.playground.slack import SlackServer
from bot.playground.telegram import TelegramServer
from tests.platforms.house import House, until
from tests.platforms.slack_house import SlackHouse


async def test_on_telegram(server: TelegramServer, house: House) -> None:
    await house.start()
    sara = server.user(7, "Sara")
    await sara.send("/export")
    coming, file = await sara.next(), await sara.next()

    assert "comes in a moment" in (coming.text or "")
    assert file.file is not None and file.file.name.startswith("about-") and file.file.name.endswith(".json")
    assert json.loads(file.file.content)["account"][0]["external_id"] == "7"


async def test_on_slack(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    assert await sara.command("/callboard", "export")
    await until(lambda: [file for message in sara.messages() for file in message.files])

    (file,) = [file for message in sara.messages() for file in message.files]
    assert file.name.startswith("about-")
    assert json.loads(file.content)["account"][0]["platform"] == "slack"
