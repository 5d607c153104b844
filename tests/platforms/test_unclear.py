"""Sends of which nobody knows whether they arrived: most are sent again, what tells of money never by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.channel import Envelope, NotReached
from bot.platforms.telegram import Telegram
from bot.playground.faults import Faults
from bot.playground.telegram import TelegramServer
from bot.sending import endings
from models.delivery import Delivery, DeliveryState
from tests.platforms.house import until
from tests.platforms.post import Post

SENT, UNCLEAR = DeliveryState.SENT, DeliveryState.UNCLEAR


@pytest.mark.parametrize("trouble", [Faults.drop, Faults.half, Faults.hang])
async def test_a_reply_is_sent_again_and_what_was_paid_is_not(
    server: TelegramServer, post: Post, monkeypatch: pytest.MonkeyPatch, trouble: Callable[..., None]
) -> None:
    """Whether the answer was cut off before it began or in the middle, or none came in time."""
    monkeypatch.setattr("bot.platforms.telegram.transport.READ_SECONDS", 0.3)
    monkeypatch.setattr(endings, "FIRST_BACKOFF", 0.05)
    sara, omar = post.person(7)[0], post.person(8)[0]
    await post.open()
    trouble(server.faults, "sendMessage", times=2, after=True)
    paid, reply = post.tell(sara, "paid", once=True), post.tell(omar, "reply")

    await until(lambda: post.state(reply) is SENT)

    assert post.state(paid) is UNCLEAR
    assert post.row(paid).error.startswith("it may have arrived: ")
    await asyncio.sleep(0.3)
    assert sorted(post.sent()) == ["paid", "reply", "reply"]


async def test_what_the_platform_did_not_take_is_sent_again_even_so(server: TelegramServer, post: Post) -> None:
    sara, _ = post.person(7)
    await post.open()
    server.faults.too_many("sendMessage", 1)
    paid = post.tell(sara, "paid", once=True)

    await until(lambda: post.state(paid) is DeliveryState.RETRYING)
    await until(lambda: post.state(paid) is SENT)

    assert post.sent() == ["paid"]


async def test_it_is_noted_before_it_goes_out_so_that_a_kill_does_not_repeat_it(
    server: TelegramServer, post: Post
) -> None:
    sara, omar = post.person(7)[0], post.person(8)[0]
    server.latency = 0.5
    await post.open()
    paid = post.tell(sara, "paid", once=True)
    await until(lambda: post.state(paid) is UNCLEAR)
    await until(lambda: post.state(paid) is SENT)
    await post.close()
    killed = post.tell(omar, "killed", once=True)
    post.within(lambda session: setattr(session.get_one(Delivery, killed), "state", UNCLEAR))

    await post.open()
    reply = post.tell(omar, "reply")
    await until(lambda: post.state(reply) is SENT)

    assert post.sent() == ["paid", "reply"]


async def test_where_there_is_no_connection_it_has_not_arrived() -> None:
    telegram = Telegram("1:none", "http://127.0.0.1:9", _nothing)
    await telegram.bot.request.initialize()
    with pytest.raises(NotReached):
        await telegram.send(Envelope("7", "paid"))
    await telegram.bot.request.shutdown()


async def _nothing(_: object) -> None:
    return None
