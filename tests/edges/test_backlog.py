"""What waits is told without reading it, and as if it had been counted one by one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select, update

from models.broadcast import Broadcast, BroadcastState
from models.delivery import Delivery, DeliveryState, Priority
from models.installation import LostWorkspace
from models.person import Account
from models.queries import backlog, cards
from models.queries.backlog import Late
from tests import make
from tests.chat import START, Chat
from tests.edges.test_cards import queued

LATE, SOON = START - timedelta(hours=1), START + timedelta(days=9)


def message(session: Session, number: int, priority: Priority, **more: Any) -> None:
    account = session.exec(select(Account).order_by(col(Account.id)).limit(1)).one()
    given: dict[str, Any] = {
        "channel": "telegram",
        "not_before": LATE - timedelta(seconds=number),
        "created_at": LATE,
    } | more
    assert account.id is not None
    session.add(
        Delivery(
            dedupe_key=f"message:{number}",
            account_id=account.id,
            person_id=account.person_id,
            priority=priority,
            body={},
            **given,
        )
    )


def told(chat: Chat) -> dict[str, tuple[int, object]]:
    found = make.within(chat, lambda session: backlog.late(session, chat.now))
    return {one.priority.name: (one.number, one.since) for one in found}


def counted(chat: Chat) -> dict[str, tuple[int, object]]:
    """The same, one by one."""

    def ask(session: Session) -> list[Delivery]:
        sending = {one.id for one in session.exec(select(Broadcast)) if one.state is BroadcastState.SENDING}
        lost = set(session.exec(select(LostWorkspace.channel)))
        return [
            one
            for one in session.exec(select(Delivery).order_by(col(Delivery.priority), col(Delivery.not_before)))
            if one.state < DeliveryState.SENT and one.not_before <= chat.now
            if one.channel not in lost and one.broadcast_id in {None, *sending}
        ]

    found: dict[str, tuple[int, object]] = {}
    for one in make.within(chat, ask):
        number, since = found.get(Priority(one.priority).name, (0, one.not_before))
        found[Priority(one.priority).name] = number + 1, since
    return found


def test_what_is_told_is_what_there_is(chat: Chat) -> None:
    queued(chat)

    def fill(session: Session) -> None:
        message(session, 1, Priority.REPLY)
        message(session, 2, Priority.REMINDER, channel="slack:T1")
        message(session, 3, Priority.REMINDER)
        message(session, 4, Priority.REMINDER, not_before=SOON)
        message(session, 5, Priority.REPLY, state=DeliveryState.SENT)
        message(session, 6, Priority.REPLY, channel="slack:T2")
        some = select(Delivery.id).where(col(Delivery.broadcast_id).is_not(None)).order_by(col(Delivery.id)).limit(9)
        ids = session.exec(some).all()
        for chosen, change in ((ids[:3], {"channel": "slack:T2"}), (ids[3:5], {"not_before": SOON})):
            with cards.counting(session, col(Delivery.id).in_(chosen)):
                session.execute(update(Delivery).where(col(Delivery.id).in_(chosen)).values(change))
        with cards.counting(session, col(Delivery.id).in_(ids[5:])):
            session.execute(update(Delivery).where(col(Delivery.id).in_(ids[5:])).values(state=DeliveryState.SENT))

    make.within(chat, fill)
    before = told(chat)
    assert before == counted(chat)
    assert [before[name][0] for name in ("REMINDER", "BROADCAST")] == [2, 60 - 2 - 4]

    make.within(
        chat,
        lambda session: session.add(LostWorkspace(channel="slack:T2", title="T2", because="token_revoked", since=LATE)),
    )
    assert told(chat) == counted(chat)
    assert told(chat)["BROADCAST"][0] == before["BROADCAST"][0] - 3
    assert told(chat)["REPLY"][0] == before["REPLY"][0] - 1

    make.within(chat, lambda session: session.execute(update(Broadcast).values(state=BroadcastState.PAUSED)))
    assert "BROADCAST" not in told(chat)
    assert told(chat) == counted(chat)


def test_very_many_are_told_as_more_than_were_counted(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    chat.person("sara").writes("/start")

    def fill(session: Session) -> None:
        session.execute(update(Delivery).values(state=DeliveryState.SENT))
        for number in range(1, 6):
            message(session, number, Priority.REMINDER)

    make.within(chat, fill)
    for most, number, is_all in ((5, 5, True), (4, 4, False)):
        monkeypatch.setattr(backlog, "MOST_COUNTED", most)
        (found,) = make.within(chat, lambda session: backlog.late(session, chat.now))
        assert found == Late(Priority.REMINDER, number, LATE - timedelta(seconds=5), is_all)
