"""The main story on Slack, and one person on both platforms, with real parts from end to end."""

from __future__ import annotations

import re

import pytest

from bot.app import Service
from bot.playground.slack import SlackMessage, SlackServer, SlackUser
from bot.playground.telegram import TelegramServer
from models.appeal import Appeal
from models.offer import Offer, OfferState
from models.person import Account
from tests.platforms.house import until
from tests.platforms.slack_house import CODE, SlackHouse
from tests.platforms.test_slack_home import joins


class Hand:
    """Does one thing after the other, each once the bot has reacted to the one before."""

    def __init__(self, user: SlackUser) -> None:
        self.user = user
        user.skip()

    async def writes(self, *words: str) -> None:
        for one in words:
            await self.user.send(one)
            self.seen: SlackMessage = await self.user.next()

    async def taps(self, *labels: str) -> None:
        for label in labels:
            message, found = self._button(label)
            assert await self.user.tap(message.ts, label=found)
            self.seen = await self.user.next()

    async def sees(self, words: str) -> None:
        await until(lambda: any(words in message.shown for message in self.user.messages()))

    def _button(self, label: str) -> tuple[SlackMessage, str]:
        for message in reversed(self.user.messages()):
            for one in message.labels if message.from_bot else ():
                if label in one:
                    return message, one
        raise AssertionError(f"no button {label!r}: {self.user.last and self.user.last.labels}")


@pytest.fixture
async def service(slack_house: SlackHouse, server: TelegramServer) -> Service:
    """On both platforms, at noon (nobody's quiet hours), with a code for a recruiter."""
    slack_house.changes["telegram"] = {"token": server.token, "base_url": server.url}
    return await slack_house.start_at_noon()


async def test_a_task_is_described_claimed_and_answered(
    slack: SlackServer, slack_house: SlackHouse, service: Service
) -> None:
    sara, rana = slack.user("U1", "Sara"), Hand(slack.user("U2", "Rana"))
    await joins(sara)
    await rana.writes(f"start {CODE}")
    await rana.sees("You are now a recruiter")
    await rana.writes("newtask", "Liver scans", "Is the liver *cirrhotic*?")
    await rana.taps("One of several")
    await rana.writes("Yes\nNo\nCan't tell")
    await rana.taps("That's all")
    await rana.writes("hepatology")
    await rana.taps("Nothing needs")
    await rana.writes("20", "$50", "3")
    await rana.taps("In 4 hours", "Yes, show me", "Broadcast")

    expert = Hand(sara)
    await expert.sees("Liver scans")
    await until(lambda: sara.last is not None and any("Claim" in one for one in sara.last.labels))
    card = sara.last
    assert card is not None
    await expert.taps("Claim")
    assert next(one for one in sara.messages() if one.ts == card.ts).edited
    await until(lambda: any("cirrhotic" in one.shown for one in sara.messages()))
    assert any("Is the liver *cirrhotic*?" in one.shown for one in sara.messages())
    await until(lambda: slack_house.rows(Offer)[0].state == OfferState.CLAIMED)

    await expert.taps("No")
    await expert.sees("Is everything right?")
    await expert.taps("Submit")
    await until(lambda: slack_house.rows(Offer)[0].state == OfferState.SUBMITTED)
    await rana.user.command("/callboard", "review")
    await until(lambda: any("Reject" in one for message in rana.user.messages() for one in message.labels))
    await rana.taps("Reject")
    await until(lambda: rana.user.modal is not None)
    reason = {"reason": {"Choice": '"wrong"'}}
    errors = await rana.user.submit({**reason, "words": {"Plain": "x" * 501}})
    assert set(errors) == {"words"} and slack_house.rows(Offer)[0].state == OfferState.SUBMITTED
    assert await rana.user.submit({**reason, "words": {"Plain": "انظر إلى *الحافة*"}}) == {}
    await until(lambda: slack_house.rows(Offer)[0].state == OfferState.REJECTED)
    await expert.sees("انظر إلى *الحافة*")
    await until(lambda: any("Rejected: " in one.shown for one in rana.user.messages()))
    assert not any("Why is this answer not accepted?" in one.shown for one in rana.user.messages())
    assert rana.user.modal is None
    await expert.taps("Appeal")
    await until(lambda: sara.modal is not None)
    assert set(await sara.submit({"words": {"Plain": "x" * 501}})) == {"words"} and not slack_house.rows(Appeal)
    assert await sara.submit({"words": {"Plain": "الصفحة ٢"}}) == {}
    await expert.sees("nobody but the first reviewer decides")
    await until(lambda: any("so far nobody else decides" in one.shown for one in rana.user.messages()))
    assert [appeal.words for appeal in slack_house.rows(Appeal)] == ["الصفحة ٢"]
    assert not sara.troubles and not rana.user.troubles and not slack.notified


async def test_an_expert_begins_on_telegram_and_ends_on_slack(
    server: TelegramServer, slack: SlackServer, slack_house: SlackHouse, service: Service
) -> None:
    there = server.user(7, "Sara", language_code="en")
    await there.start()
    await there.next()
    await there.press("English")
    await there.next()
    await there.send("/link")
    found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", (await there.next()).text or "")
    assert found is not None
    here = Hand(slack.user("U1", "Sara"))

    await here.writes(f"link {found[0]}")

    await here.sees("Your accounts are joined")
    await here.sees("What time is it where you are")
    await here.taps("London", "I agree")
    assert {account.person_id for account in slack_house.rows(Account)} == {1}
