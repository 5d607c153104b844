"""App Home: shown when it is opened, current after whatever its owner does, its buttons answered in the chat."""

from __future__ import annotations

from typing import Any

from bot.playground.slack import SlackServer, SlackUser
from bot.playground.slack.kit import reading
from models.delivery import Delivery
from models.person import Account
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse, answers, says


def shown(user: SlackUser) -> str:
    return reading.read(_blocks(user))


def labels(user: SlackUser) -> list[str]:
    return [reading.label(element) for _, element in reading.elements(_blocks(user))]


def _blocks(user: SlackUser) -> list[dict[str, Any]]:
    return list(user.home["blocks"]) if user.home else []


async def test_a_stranger_sees_the_way_in(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")

    await sara.open_home()
    await until(lambda: "Join in about five minutes" in shown(sara))
    assert await sara.tap_view(label="Join as an expert")

    await says(sara, "Which language")
    assert sara.last is not None and sara.last.channel == sara.direct.id
    assert not sara.troubles


async def test_it_follows_what_its_owner_does(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    await sara.open_home()
    await until(lambda: sara.home is not None)

    await joins(sara)

    await until(lambda: "Sara · Hepatology · Senior" in shown(sara))
    assert "no open task" in shown(sara) and "Due to you" in shown(sara)
    assert labels(sara)[-4:] == ["Open tasks", "Earnings", "My profile", "What can I do here?"]
    assert await sara.tap_view(label="My profile")
    await says(sara, "Field: Hepatology")


async def test_who_has_begun_to_join_goes_on_there(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    await sara.send("start")
    await answers(sara, "English", "London")
    await until(lambda: sara.last is not None and "I agree" in sara.last.labels)
    await sara.open_home()

    await until(lambda: "steps are left" in shown(sara))
    assert "Join as an expert" not in labels(sara)
    assert await sara.tap_view(label="Go on")
    await until(lambda: len([1 for message in sara.messages() if "I agree" in message.labels]) == 1)


async def test_opening_it_again_stores_nothing_more(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    for _ in range(3):
        await sara.open_home()
        await slack.settled()
    await until(lambda: sara.home is not None)

    assert [row.dedupe_key for row in slack_house.rows(Delivery)] == ["home:1"]


async def test_the_messages_tab_is_no_visit(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    await slack.user("U1", "Sara").open_messages()
    await slack.settled()

    assert not slack_house.rows(Account)


async def test_who_is_forgotten_is_not_named_there(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    await sara.open_home()
    await joins(sara)
    await until(lambda: "Sara" in shown(sara))

    await sara.send("forget")
    await answers(sara, "Yes, delete everything")
    await says(sara, "It is done")
    await until(lambda: "Sara" not in shown(sara))


async def test_a_page_that_fails_is_shown_next_time(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    slack.faults.error("views.publish", 503, "oops")
    await sara.open_home()
    await slack.settled()
    slack.faults.too_many("views.publish", 1)
    await sara.open_home()

    await until(lambda: "Join in about five minutes" in shown(sara))


async def joins(sara: SlackUser) -> None:
    await sara.send("start")
    await answers(sara, "English", "London", "I agree", "Sara")
    await says(sara, "field")
    await sara.send("liver transplants")
    await answers(sara, "Senior", "Enough for now", "$125", "22:00 to 07:00", "That's right")
    await until(lambda: sara.last is not None and "That's right, join" not in sara.last.labels)
