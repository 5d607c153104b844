"""Messages that change others, and messages that are made when they are sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.chat.message import Message, say
from bot.chat.texts import Reader
from bot.playground.telegram import TelegramServer
from handlers.routes import VIEWS
from handlers.turn import View
from models.delivery import Delivery, DeliveryState, Priority
from tests.platforms.house import until
from tests.platforms.post import Post, now, words

SENT, DUE = DeliveryState.SENT, DeliveryState.DUE
REFUSED, CANCELLED = DeliveryState.REFUSED, DeliveryState.CANCELLED


async def test_an_edit_changes_the_message(post: Post) -> None:
    sara, user = post.person(7)
    await post.open()
    first = post.tell(sara, "one")
    await until(lambda: post.state(first) is SENT)
    second = post.tell(sara, words("better").in_place_of(first))
    await until(lambda: post.state(second) is SENT)
    third = post.tell(sara, words("better").in_place_of(second))
    await until(lambda: post.state(third) is SENT)  # Telegram says "message is not modified"

    assert [message.text for message in user.chat] == ["/x – better"]
    assert post.row(third).external_id == post.row(first).external_id
    assert not post.row(third).error


async def test_an_edit_of_what_has_not_gone_out_yet_finds_it(post: Post) -> None:
    sara, user = post.person(7)
    first = post.tell(sara, "one")
    second = post.tell(sara, words("better").in_place_of(first))
    await post.open()
    await until(lambda: post.state(second) is SENT)
    assert [message.text for message in user.chat] == ["/x – better"]


@pytest.mark.parametrize("reason", ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"])
async def test_an_edit_of_what_is_gone_is_said_anew(server: TelegramServer, post: Post, reason: str) -> None:
    sara, user = post.person(7)
    await post.open()
    first = post.tell(sara, "one")
    await until(lambda: post.state(first) is SENT)
    server.faults.error("editMessageText", 400, f"Bad Request: {reason}")
    second = post.tell(sara, words("better").in_place_of(first))
    await until(lambda: post.state(second) is SENT)

    assert [message.text for message in user.chat] == ["/x – one", "/x – better"]
    assert post.row(second).external_id != post.row(first).external_id


async def test_a_view_is_made_when_it_is_sent_unless_it_was_taken_back(post: Post) -> None:
    seen: list[int] = []

    def card(session: Session, subject: int, reader: Reader) -> Message | None:
        seen.append(subject)
        return words(f"card {subject}") if subject < 10 else None

    VIEWS["test-card"] = card
    try:
        sara, _ = post.person(7)
        gone, cancelled, paused, good = (
            post.tell(sara, View("test-card", number), Priority.BROADCAST) for number in (10, 2, 3, 4)
        )
        await post.open(per_second=2)
        await until(lambda: seen)
        post.within(lambda session: _take_back(session, cancelled, paused))
        await until(lambda: post.state(good) is SENT)
    finally:
        del VIEWS["test-card"]

    assert post.state(gone) is post.state(cancelled) is CANCELLED
    assert post.state(paused) is DUE
    assert post.sent() == ["card 4"]


async def test_a_message_that_can_not_be_made_is_an_error_of_its_own(post: Post) -> None:
    sara, _ = post.person(7)
    await post.open()
    first, second = post.tell(sara, say("no-such-text")), post.tell(sara, "two")
    await until(lambda: post.state(second) is SENT)
    assert post.state(first) is REFUSED
    assert "no-such-text" in post.row(first).error


def _take_back(session: Session, cancelled: int, paused: int) -> None:
    session.get_one(Delivery, cancelled).state = DeliveryState.CANCELLED
    session.get_one(Delivery, paused).not_before = now() + timedelta(days=1)
