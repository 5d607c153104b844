"""No method more often than its cap: what must wait for that holds nothing else up."""

from __future__ import annotations

import asyncio

import pytest
from sqlmodel import Session

from bot.channel import Envelope, TooFast
from bot.platforms.slack import Workspace
from bot.playground.slack import SlackServer
from bot.queue.supply import FETCH
from models.delivery import Delivery, DeliveryState, Priority
from models.person import Account
from models.types import DeliveryId
from tests.platforms.both import account, delivery
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse
from tests.platforms.test_slack_sending import no_page, nothing


def called(slack: SlackServer, method: str) -> int:
    return len([one for one in slack.requests if one["method"] == method])


async def test_an_edit_over_the_cap_waits_and_its_chat_goes_on(slack: SlackServer, slack_house: SlackHouse) -> None:
    slack.user("U1", "Sara")
    slack_house.changes["slack"] = {"method_caps": {"chat.update": 1}}
    service = await slack_house.start()

    def begin(session: Session) -> None:
        session.add(
            delivery(service, account(session, service, "slack", "T1:U1", slack.users["U1"].direct.id), "first")
        )

    def go_on(session: Session) -> None:
        sara = session.get_one(Account, 1)
        session.add_all([delivery(service, sara, words, edits=DeliveryId(1)) for words in ("second", "third")])
        session.flush()
        session.add(delivery(service, sara, "and now?"))

    slack_house.within(begin)
    await until(lambda: called(slack, "chat.postMessage") == 1)
    slack_house.within(go_on)
    await until(lambda: called(slack, "chat.postMessage") == 2)

    shown = [message.shown for message in slack.users["U1"].messages()]
    assert shown == ["/callboard x – second", "/callboard x – and now?"]
    assert called(slack, "chat.update") == 1 and not [one for one in slack.requests if one["status"] == 429]
    assert [row.state for row in slack_house.rows(Delivery)][2] == DeliveryState.DUE  # nothing of it is lost


async def test_more_edits_than_are_held_at_once_wait_and_new_cards_go_out(
    slack: SlackServer, slack_house: SlackHouse
) -> None:
    """All of a broadcast's priority: what waits in one lane fills no other."""
    slack_house.changes["slack"] = {"method_caps": {"chat.update": 1}}
    service = await slack_house.start()
    for number in range(2):
        slack.user(f"U{number}", "Sara")

    def begin(session: Session) -> None:
        for number in range(2):
            chat = slack.users[f"U{number}"].direct.id
            to = account(session, service, "slack", f"T1:U{number}", chat)
            if number == 0:
                session.add(delivery(service, to, "first"))

    def close(session: Session) -> None:
        sara = session.get_one(Account, 1)
        for number in range(2 * FETCH):
            edit = delivery(service, sara, f"edit {number}", priority=Priority.BROADCAST, edits=DeliveryId(1))
            session.add(edit)

    slack_house.within(begin)
    await until(lambda: called(slack, "chat.postMessage") == 1)
    slack_house.within(close)
    await until(lambda: called(slack, "chat.update") == 1)
    await asyncio.sleep(1.2)  # as many edits as there is room for are held by now

    def card(session: Session) -> None:
        session.add(delivery(service, session.get_one(Account, 2), "card", priority=Priority.BROADCAST))

    slack_house.within(card)
    await until(lambda: called(slack, "chat.postMessage") == 2, timeout=3)
    assert called(slack, "chat.update") == 1


async def test_a_pause_is_one_workspaces_and_one_methods(slack: SlackServer) -> None:
    slack.workspace("T2", "Southwind")
    token = slack.install(slack.workspace("T2"))
    slack.user("U1", "Sara")
    slack.user("U2", "Omar", team="T2")
    one, other = (Workspace(each, f"{slack.url}/api/", nothing, no_page) for each in (slack.bot_token, token))
    for workspace in (one, other):
        await workspace.start()
    sara, omar = slack.users["U1"].direct.id, slack.users["U2"].direct.id
    ts = await one.send(Envelope(sara, "First"))
    slack.faults.too_many("chat.postMessage", 30)
    with pytest.raises(TooFast):
        await one.send(Envelope(sara, "Second"))

    assert 29 < one.rests(sara, None) <= 30
    assert await one.send(Envelope(sara, "Edited", edits=ts)) == ts
    await other.send(Envelope(omar, "Hello"))
    assert [message.shown for message in slack.users["U2"].messages()] == ["Hello"]
    for workspace in (one, other):
        await workspace.stop()
