"""Files come in on one platform and are shown on any."""

from __future__ import annotations

from contextlib import AbstractContextManager

import pytest

from bot.channel import Rejected, Unavailable
from bot.chat.message import Message, text
from bot.playground.slack import SlackServer
from bot.playground.telegram import TelegramServer
from handlers.turn import Turn
from tests.platforms.house import command, until
from tests.platforms.slack_house import SlackHouse

PDF = b"%PDF-1.7\n" + b"x" * 4000


def showing(handle: str) -> AbstractContextManager[None]:
    def show(_: Turn, __: str) -> list[Message]:
        return [Message((text("help-line", command="x", does="a diploma"),), file=handle, file_kind="file")]

    return command("show", show)


@pytest.fixture
async def both(server: TelegramServer, slack_house: SlackHouse) -> SlackHouse:
    """The service on both platforms."""
    slack_house.changes["telegram"] = {"token": server.token, "base_url": server.url}
    await slack_house.start()
    return slack_house


async def uploaded(slack: SlackServer) -> str:
    """The handle of a file that Sara sent on Slack."""
    ts = await slack.user("U1", "Sara").upload("diploma.pdf", PDF)
    (message,) = [one for one in slack.users["U1"].messages() if one.ts == ts]
    await slack.users["U1"].next()
    return f"slack:T1:{message.files[0].id}"


async def test_what_came_by_slack_is_fetched_and_shown_there(slack: SlackServer, both: SlackHouse) -> None:
    handle = await uploaded(slack)
    omar = slack.user("U2", "Omar")

    assert both.service is not None
    assert await both.service.runners.fetch(handle) == PDF
    with showing(handle):
        assert await omar.command("/callboard", "show")
        await until(lambda: len(omar.messages()) == 2)

    first, second = omar.messages()
    assert [file.content for file in first.files] == [PDF] and first.files[0].name == "document.pdf"
    assert second.shown.endswith("a diploma")


async def test_what_came_by_slack_is_shown_on_telegram(
    server: TelegramServer, slack: SlackServer, both: SlackHouse
) -> None:
    handle = await uploaded(slack)
    omar = server.user(8, "Omar")
    with showing(handle):
        await omar.send("/show")
        seen = await omar.next()

    assert (seen.text or "").endswith("a diploma")
    assert seen.file is not None and seen.file.content == PDF


async def test_what_came_by_telegram_is_shown_on_slack(
    server: TelegramServer, slack: SlackServer, both: SlackHouse
) -> None:
    sara = server.user(7, "Sara")
    number = await sara.send_file("diploma.pdf", PDF)
    sent = sara._chat.messages[number].file
    assert sent is not None
    omar = slack.user("U2", "Omar")
    with showing(sent.to_api()["file_id"]):
        assert await omar.command("/callboard", "show")
        await until(lambda: len(omar.messages()) == 2)

    assert [file.content for file in omar.messages()[0].files] == [PDF]


async def test_a_message_that_fails_does_not_share_its_file_twice(slack: SlackServer, both: SlackHouse) -> None:
    handle = await uploaded(slack)
    omar = slack.user("U2", "Omar")
    slack.faults.error("chat.postMessage", 503, "oops")
    with showing(handle):
        assert await omar.command("/callboard", "show")
        await until(lambda: len(omar.messages()) == 2)

    assert [len(one.files) for one in omar.messages()] == [1, 0]


async def test_what_can_not_be_had_is_said(slack: SlackServer, both: SlackHouse) -> None:
    assert both.service is not None
    for handle in ("slack:T1:F0", "slack:T9:F1"):
        with pytest.raises(Rejected):
            await both.service.runners.fetch(handle)
    with pytest.raises(Unavailable):
        await both.service.runners.fetch("elsewhere:1")
