"""No method more often than its cap: what must wait for that holds nothing else up."""

from __future__ import annotations

from sqlmodel import Session

from bot.playground.slack import SlackServer
from models.delivery import Delivery, DeliveryState
from models.person import Account
from models.types import DeliveryId
from tests.platforms.both import account, delivery
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse


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
