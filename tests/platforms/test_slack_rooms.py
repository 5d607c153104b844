"""Cards in channels of the local Slack: who brings the bot, what is shown there, and who is answered where."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.app import Service
from bot.playground.slack import Channel, SlackMessage, SlackServer, SlackUser, channels
from models.client import Client
from models.credential import Level
from models.membership import Membership, Role
from models.offer import Offer, OfferState
from models.person import Account, Person
from models.posting import Posting
from models.room import Room
from models.task import Task, TaskState
from models.types import PersonId, TaskId
from tests import newcomers
from tests.platforms.browser import Browser
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse

TITLE = "Liver <!channel> *scans* &lt;!here&gt; <@U1>"


class Town:
    """Rana recruits, Sara is an expert; both are in the channel."""

    def __init__(self, slack: SlackServer, house: SlackHouse, service: Service) -> None:
        self.slack, self.house, self.service = slack, house, service
        self.rana, self.sara = slack.user("U2", "Rana"), slack.user("U1", "Sara")
        self.channel: Channel = slack.channel("C5", "liver", ["U1", "U2"])

    async def meet(self) -> None:
        """Both have written once; roles come by the back door."""
        for user in (self.rana, self.sara):
            await user.send("help")
            await user.next()
        self.house.within(self._appoint)

    async def brings(self) -> None:
        channels.invite(self.rana, "C5")
        await until(lambda: any("I'm in #liver now" in one.shown for one in self.rana.messages()))

    async def posts(self) -> SlackMessage:
        task_id = self.house.within(self._draft)
        await self.rana.send("tasks")
        await until(lambda: any(TITLE[:10] in label for label in self.labels()))
        await self.press(TITLE[:10])
        await self.press("Broadcast")
        await self.press("Post in a channel")
        await self.press("Post in #liver")
        await until(lambda: self.card() is not None)
        self.task_id = task_id
        card = self.card()
        assert card is not None
        return card

    async def press(self, label: str) -> None:
        """Rana presses her newest button that begins so."""
        await until(lambda: any(one.startswith(label) for one in self.labels()))
        for message in reversed(self.rana.messages()):
            found = next((one for one in message.labels if one.startswith(label)), None)
            if message.from_bot and found:
                assert await self.rana.tap(message.ts, label=found)
                return

    def labels(self) -> list[str]:
        return [label for message in self.rana.messages() for label in message.labels]

    def card(self) -> SlackMessage | None:
        shown = [one for one in self.channel.messages.values() if one.from_bot and one.only_for is None]
        return shown[-1] if shown else None

    def whispers(self, user: SlackUser) -> list[str]:
        return [one.shown for one in self.channel.messages.values() if one.only_for == user.user_id]

    def _appoint(self, session: Session) -> None:
        now = self.service.clock.now()
        client = Client(name="Acme Labs", pseudonym="A <b>European</b> laboratory", created_at=now)
        session.add(client)
        session.flush()
        rana, sara = _person(session, "T1:U2"), _person(session, "T1:U1")
        session.add(Membership(person_id=rana, role=Role.RECRUITER, client_id=client.id, granted_at=now))
        session.add(newcomers.expert(sara, now))

    def _draft(self, session: Session) -> TaskId:
        now = self.service.clock.now()
        client = session.exec(select(Client)).one()
        assert client.id is not None
        task = Task(
            client_id=client.id,
            created_by=_person(session, "T1:U2"),
            title=TITLE,
            questions=[{"kind": "text", "text": "Why *not*?", "rule": {"max_length": 100}}],
            field_code="hepatology",
            min_level=int(Level.CLAIMED),
            pay_minor=5000,
            currency="USD",
            minutes=20,
            places=1,
            places_left=1,
            deadline=now + timedelta(hours=4),
            state=TaskState.DRAFT,
            created_at=now,
        )
        session.add(task)
        session.flush()
        return task.key


def _person(session: Session, external_id: str) -> PersonId:
    return session.exec(select(Account).where(Account.external_id == external_id)).one().person_id


@pytest.fixture
async def town(slack: SlackServer, slack_house: SlackHouse) -> AsyncIterator[Town]:
    service = await slack_house.start()
    service.clock.advance(timedelta(hours=(12 - service.clock.now().hour) % 24))
    town = Town(slack, slack_house, service)
    await town.meet()
    yield town
    assert not slack.notified


async def test_a_card_is_posted_claimed_and_says_that_it_is_full(town: Town) -> None:
    await town.brings()
    card = await town.posts()
    assert TITLE in card.shown and "A <b>European</b> laboratory" in card.shown
    assert "(UTC)" in card.shown and card.labels == ["Claim", "Details"]

    assert await town.sara.tap(card.ts, label="Claim", channel="C5")
    await until(lambda: any("Why *not*?" in one.shown for one in town.sara.messages()))
    assert any("It's yours until" in one.shown for one in town.sara.messages())
    await until(lambda: town.whispers(town.sara) == ["My answer is in our own chat, among your direct messages."])
    await until(lambda: (now := town.card()) is not None and "All places are taken" in now.shown)
    assert town.card() is not None and len([m for m in town.channel.messages.values() if not m.only_for]) == 1
    assert [offer.state for offer in town.house.rows(Offer)] == [OfferState.CLAIMED]
    assert not town.sara.troubles and not town.rana.troubles


async def test_a_stranger_is_welcomed_in_a_direct_message(town: Town) -> None:
    await town.brings()
    card = await town.posts()
    nour = town.slack.user("U9", "Nour <!here>", locale="ar-SA")
    town.channel.members.add("U9")
    await nour.tap(card.ts, label="Claim", channel="C5")

    await until(lambda: any("عمل مدفوع" in one.shown and TITLE in one.shown for one in nour.messages()))
    await until(lambda: any("رسائلك المباشرة" in one for one in town.whispers(nour)))
    assert len(town.house.rows(Offer)) == 1  # Sara's, by the broadcast


async def test_a_private_channel_works_as_well(town: Town) -> None:
    town.slack.channel("C7", "secret", ["U2"], private=True)
    channels.invite(town.rana, "C7")
    await until(lambda: [room.title for room in town.house.rows(Room)] == ["#secret"])


async def test_without_the_scopes_for_channels_everything_else_goes_on(town: Town) -> None:
    town.slack.install(town.slack.workspace(), ("chat:write", "commands", "im:history"), town.slack.bot_token)
    channels.invite(town.rana, "C5")
    await town.slack.settled()
    assert town.house.rows(Room) == []


async def test_others_who_come_are_no_news(town: Town) -> None:
    await town.brings()
    town.slack.happenings.joined(town.channel, "U77", inviter="U1")
    await town.slack.settled()
    assert len(town.house.rows(Room)) == 1
    assert town.house.rows(Room)[0].brought_by == town.house.within(lambda session: _person(session, "T1:U2"))


async def test_a_channel_has_another_name(town: Town) -> None:
    await town.brings()
    channels.rename(town.rana, "C5", "hepatology")
    await until(lambda: town.house.rows(Room)[0].title == "#hepatology")


@pytest.mark.parametrize("way", [channels.remove, channels.archive])
async def test_a_channel_that_is_gone_leaves_the_recruiter_reachable(town: Town, way: object) -> None:
    await town.brings()
    await town.posts()
    way(town.rana, "C5")  # type: ignore[operator]

    await until(lambda: any("I was taken out of #liver" in one.shown for one in town.rana.messages()))
    unreachable = {a.external_id for a in town.house.rows(Account) if a.unreachable_since}
    assert unreachable == {"T1:C5"}
    await town.rana.send("help")
    await until(lambda: town.rana.last is not None and "/callboard" in town.rana.last.shown)


async def test_a_channel_that_slack_only_refuses_is_gone_too(town: Town) -> None:
    """Nobody told of it: the bot finds out when it writes there."""
    await town.brings()
    town.channel.members.discard(town.slack.workspace().bot_user)
    town.house.within(town._draft)
    await town.rana.send("tasks")
    for label in (TITLE[:10], "Broadcast", "Post in a channel", "Post in #liver"):
        await town.press(label)

    await until(lambda: any("I was taken out of #liver" in one.shown for one in town.rana.messages()))
    assert {a.external_id for a in town.house.rows(Account) if a.unreachable_since} == {"T1:C5"}
    channels.invite(town.rana, "C5")
    await until(lambda: not any(a.unreachable_since for a in town.house.rows(Account)))
    await town.press("Post in #liver")
    await until(lambda: town.card() is not None)
    assert [one.begun for one in town.house.rows(Posting)] == [2]


async def test_a_card_that_somebody_deleted_does_not_come_back(town: Town) -> None:
    await town.brings()
    card = await town.posts()
    town.channel.remove(card.ts)
    await town.sara.press("Claim")
    await until(lambda: any(one.round for one in town.house.rows(Posting)))
    await town.slack.settled()
    await until(lambda: any(one["error"] == "message_not_found" for one in town.slack.requests if one.get("error")))
    assert town.card() is None


async def test_someone_of_another_workspace_is_answered_in_their_own(town: Town) -> None:
    """The channel is shared with a workspace that has no bot: whoever presses there hears so, and nothing is stored."""
    await town.brings()
    card = await town.posts()
    town.slack.workspace("T2", "Southwind")
    omar = town.slack.user("U8", "Omar", team="T2")
    town.slack.share(town.channel, "T2", ["U8"])
    await omar.tap(card.ts, label="Claim", channel="C5")

    await until(lambda: town.whispers(omar) == [NOT_HERE])
    assert not any("U8" in account.external_id for account in town.house.rows(Account))
    assert len(town.house.rows(Person)) == 3  # Rana, Sara, and the row of the channel


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")  # slack_sdk uses what aiohttp deprecates
async def test_who_belongs_to_another_workspace_with_the_bot_is_answered_there(
    slack: SlackServer, slack_house: SlackHouse
) -> None:
    slack.workspace("T2", "Southwind")
    browser = Browser(await slack_house.by_installation())
    await browser.installs("T1")
    await browser.installs("T2")
    assert slack_house.service is not None
    slack_house.service.clock.advance(timedelta(hours=(12 - slack_house.service.clock.now().hour) % 24))
    town = Town(slack, slack_house, slack_house.service)
    await town.meet()
    await town.brings()
    card = await town.posts()
    omar = slack.user("U8", "Omar", team="T2")
    slack.share(town.channel, "T2", ["U8"])
    await omar.tap(card.ts, label="Claim", channel="C5")

    await until(lambda: any("paid work for specialists" in one.shown for one in omar.messages()))
    await until(lambda: len(town.whispers(omar)) == 1)
    assert "T2:U8" in {account.external_id for account in slack_house.rows(Account)}
    assert "T1:U8" not in {account.external_id for account in slack_house.rows(Account)}


NOT_HERE = "I'm not in your workspace, so I can't write to you. Ask its admins to install Callboard, then press again."
