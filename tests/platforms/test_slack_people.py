"""The whole service with people at the local Slack, over Socket Mode."""

from __future__ import annotations

import pytest

from bot.chat.message import Button, Message, say, text
from bot.playground.slack import SlackServer
from handlers.turn import Turn
from models.delivery import Delivery, DeliveryState
from models.person import Account, Person
from models.seen import SeenEvent
from tests.platforms.house import command, until
from tests.platforms.slack_house import SlackHouse, answers, says


async def test_a_word_is_answered_in_the_direct_message(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara Haddad")

    await sara.send("hello?")
    message = await sara.next()

    assert "waiting" in message.shown
    assert "Help" in message.labels
    (account,) = slack_house.rows(Account)
    assert (account.platform, account.external_id, account.chat_id) == ("slack", "T1:U1", sara.direct.id)


async def test_names_and_languages_come_from_the_directory(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    sara = slack.user("U1", "سارة حداد", locale="ar-SA")

    await sara.send("مرحبا")
    await sara.next()

    (person,) = slack_house.rows(Person)
    assert (person.name, person.language) == ("سارة حداد", "ar")


async def test_a_bare_word_is_a_command_and_a_sentence_is_not(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")

    await sara.send("help")
    await says(sara, "/callboard help –")
    await sara.send("help me with this")
    await says(sara, "waiting")


async def test_a_command_in_a_channel_is_answered_in_the_direct_message(
    slack: SlackServer, slack_house: SlackHouse
) -> None:
    await slack_house.start()
    slack.channel("C1", "general", ["U1"])
    sara = slack.user("U1", "Sara")

    assert await sara.command("/callboard", "help", channel="C1")
    message = await sara.next()

    assert "What you can do" in message.shown
    (hint,) = [one for one in sara.messages("C1") if one.from_bot]
    assert hint.only_for == "U1" and "direct messages" in hint.shown
    await until(lambda: slack_house.rows(Account)[0].chat_id == sara.direct.id)


async def test_onboarding_edits_its_question_in_place(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")

    await sara.send("start")
    first = await sara.next()
    await answers(sara, "English", "London", "I agree", "Sara")
    await says(sara, "field")

    assert sara.last is not None and sara.last.ts == first.ts
    assert len([one for one in sara.messages() if one.from_bot]) == 1
    assert not sara.troubles


async def test_a_press_twice_is_one(slack: SlackServer, slack_house: SlackHouse) -> None:
    pressed: list[int] = []

    def count(turn: Turn, _: str) -> list[Message]:
        pressed.append(turn.person.key)
        return [say("help-line", command="x", does="done")]

    await slack_house.start()
    sara = slack.user("U1", "Sara")
    with command("count", count):
        assert await sara.command("/callboard", "count")
        await sara.next()
    assert len(pressed) == 1
    assert len(slack_house.rows(SeenEvent)) == 1


@pytest.mark.parametrize("name", ["<!channel>", "<@U2> & *x*", "_a_ ~b~ `c`", "https://evil.example", "&lt;b&gt;"])
async def test_a_name_full_of_markup_appears_as_typed_and_calls_nobody(
    slack: SlackServer, slack_house: SlackHouse, name: str
) -> None:
    def greet(turn: Turn, _: str) -> list[Message]:
        label = text("help-line", command="x", does=turn.person.name)
        return [say("help-line", rows=[[Button(label, "help.command", ("help",))]], command="x", does=turn.person.name)]

    await slack_house.start()
    slack.user("U2", "Omar")
    sara = slack.user("U1", name)
    with command("greet", greet):
        assert await sara.command("/callboard", "greet")
        seen = await sara.next()

    assert seen.shown == f"/callboard x – {name}"
    assert seen.labels == [f"/callboard x – {name}"]
    assert not slack.notified


async def test_what_is_typed_comes_as_typed(slack: SlackServer, slack_house: SlackHouse) -> None:
    heard: list[str] = []

    def listen(_: Turn, rest: str) -> list[Message]:
        heard.append(rest)
        return [say("talk-over")]

    await slack_house.start()
    sara = slack.user("U1", "Sara")
    with command("listen", listen):
        for words in ("a < b & *c*", "sara@uni.example", "https://orcid.org/0000-0001"):
            await sara.send(f" /listen {words}")
            await sara.next()

    assert heard == ["a < b & *c*", "sara@uni.example", "https://orcid.org/0000-0001"]


async def test_the_bots_own_words_and_channels_are_left_alone(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    slack.channel("C1", "general", ["U1", "U_BOT"])
    sara = slack.user("U1", "Sara")

    await sara.send("good morning", channel="C1")
    await sara.send("hello?")
    await sara.next()
    await slack.settled()

    assert len(slack_house.rows(SeenEvent)) == 1
    assert not [one for one in sara.messages("C1") if one.from_bot]


async def test_a_button_works_after_a_restart(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    await sara.send("hello?")
    await sara.next()
    await slack_house.stop()

    await slack_house.start()
    await sara.press("Help")

    await says(sara, "What you can do")


async def test_who_was_deactivated_is_unreachable(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    await sara.send("hello?")
    await sara.next()

    sara.deactivate()
    await sara.send("hello again")

    await until(lambda: slack_house.rows(Account)[0].unreachable_since is not None)
    assert DeliveryState.UNREACHABLE in [row.state for row in slack_house.rows(Delivery)]
