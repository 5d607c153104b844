"""What is made ahead of its slot: many in one transaction, and never what is true no more."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, update
from sqlmodel import col

from bot.chat.texts import Reader
from bot.playground import PATIENCE
from bot.queue.held import Standing
from bot.queue.mailroom import Due
from bot.queue.taking import Taking
from bot.sending.ahead import FRESH, Ahead, Withdrawn
from models.delivery import Delivery, DeliveryState
from tests import make
from tests.chat import Chat

EXPERTS = 6


@pytest.fixture
def due(chat: Chat) -> list[Due]:
    """The cards of several experts, none of which has gone out."""
    task = make.task(chat, places=EXPERTS)
    for number in range(EXPERTS):
        make.offer(chat, task, make.expert(chat, f"E{number}", language=("en", "ar")[number % 2]))
    with chat.database.transaction() as session:
        session.execute(update(Delivery).values(state=int(DeliveryState.DUE)))
        found = Taking("telegram").fetch(session, chat.now, 100, Standing()).due
    return [one for one in found if "view" in one.body]


def ahead(chat: Chat) -> Ahead:
    return Ahead(chat.database, lambda due, now: Reader(due.language, due.timezone, now))


def statements(chat: Chat) -> list[str]:
    """Those from now on."""
    made: list[str] = []
    event.listen(chat.database.engine, "before_cursor_execute", lambda *given: made.append(given[2]))
    return made


async def test_all_that_come_soon_are_read_together(chat: Chat, due: list[Due]) -> None:
    made, asked = ahead(chat), statements(chat)

    await made.prepare(due[0], lambda: due, chat.now)
    cards = [await made.take(one, chat.now) for one in due]

    assert len(cards) == EXPERTS
    assert sum(words.startswith("SELECT") for words in asked) == 4, "deliveries, offers, their task, its client"
    assert [card.html for card in cards if "Liver scans" in card.html] == [card.html for card in cards]
    assert cards[0].html == cards[2].html != cards[1].html
    assert all(card.message and card.message.rows[0][0].args == (place + 1,) for place, card in enumerate(cards))


async def test_what_was_made_too_long_ago_is_made_again(chat: Chat, due: list[Due]) -> None:
    made = ahead(chat)
    await made.prepare(due[0], lambda: due, chat.now)
    change(chat, state=int(DeliveryState.CANCELLED))

    with pytest.raises(Withdrawn):
        await made.take(due[0], chat.now + FRESH)
    await made.prepare(due[1], lambda: due, chat.now + FRESH)
    with pytest.raises(Withdrawn):
        await made.take(due[1], chat.now + FRESH)


async def test_more_are_made_before_the_last_of_them_is_taken(chat: Chat, due: list[Due]) -> None:
    made = ahead(chat)
    await made.prepare(due[0], lambda: due[:2], chat.now)
    await made.take(due[0], chat.now)
    await made.prepare(due[1], lambda: due[1:5], chat.now)
    asked = statements(chat)
    async with asyncio.timeout(PATIENCE):
        while not made._is_fresh(due[4].id, chat.now):  # noqa: ASYNC110  # it happens beside
            await asyncio.sleep(0.01)
    asked.clear()

    await made.prepare(due[2], lambda: due[2:], chat.now)
    await made.take(due[2], chat.now)

    assert asked == []


async def test_what_comes_is_looked_through_when_half_has_gone(chat: Chat, due: list[Due]) -> None:
    made, looks = ahead(chat), list[int]()

    def coming() -> list[Due]:
        looks.append(1)
        return due

    await made.prepare(due[0], coming, chat.now)
    await made.prepare(due[0], coming, chat.now)
    assert len(looks) == 1

    for one in due[: EXPERTS // 2]:
        await made.take(one, chat.now)
    due[: EXPERTS // 2] = []
    asked = statements(chat)
    await made.prepare(due[0], coming, chat.now)
    assert (len(looks), asked) == (2, []), "all that comes is made"


async def test_what_is_withdrawn_or_put_off_spoils_no_other(chat: Chat, due: list[Due]) -> None:
    change(chat, one=due[0], state=int(DeliveryState.CANCELLED))
    change(chat, one=due[1], not_before=chat.now + timedelta(days=1))
    made = ahead(chat)
    await made.prepare(due[0], lambda: due, chat.now)

    for one in due[:2]:
        with pytest.raises(Withdrawn):
            await made.take(one, chat.now)
    assert (await made.take(due[2], chat.now)).message


def change(chat: Chat, one: Due | None = None, **values: int | datetime) -> None:
    which = col(Delivery.id) == one.id if one else col(Delivery.id).is_not(None)
    with chat.database.transaction() as session:
        session.execute(update(Delivery).where(which).values(**values))
