"""What the sender takes of broadcasts, and how their numbers follow."""

from __future__ import annotations

from collections import Counter
from datetime import time

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select, update

from bot.chat.texts import Reader
from bot.queue.held import Standing
from bot.queue.mailroom import Due
from bot.queue.taking import Taking, anything
from bot.sending import outcomes
from bot.sending.ahead import Ahead
from bot.sending.outcomes import Outcome
from handlers.broadcasts import broadcast
from handlers.cards import sending
from models.broadcast import Broadcast, BroadcastState
from models.delivery import Delivery, DeliveryState
from models.expert import Expert
from models.offer import Offer, OfferState
from models.person import Account, channel_of
from models.queries import cards, progress, prospects
from tests import make, newcomers
from tests.chat import Chat
from tests.recruiting import broadcasts, describes, recruiter
from tests.test_broadcast import crowd

CROWD = 60


def queued(chat: Chat, number: int = CROWD) -> None:
    """So many cards wait for people on a platform that is silent, all of them awake."""
    crowd(chat, number)
    make.within(chat, lambda session: session.execute(update(Expert).values(quiet_from=None, quiet_to=None)))
    rebuild(chat)
    rana = recruiter(chat)
    describes(rana)
    broadcasts(rana)


def rebuild(chat: Chat) -> None:
    make.within(chat, lambda session: prospects.keep_next(session, prospects.BEGINNING, 10_000))


def fetched(chat: Chat, most: int = 200) -> list[Due]:
    return make.within(chat, lambda session: Taking("silent").fetch(session, chat.now, most, Standing()).due)


def numbers(chat: Chat) -> tuple[int, int, int, int]:
    """Waiting, sent, lost and asleep."""

    def ask(session: Session) -> tuple[int, int, int, int]:
        found = progress.of_cards(session, session.exec(select(Broadcast)).one(), chat.now)
        return found.queued, found.sent, found.lost, found.asleep

    return make.within(chat, ask)


def is_due(chat: Chat, channel: str = "silent") -> bool:
    is_off, is_due = make.within(chat, lambda session: anything(session, channel, chat.now))
    assert not is_off
    return is_due


def test_a_halted_broadcast_gives_the_sender_nothing_and_goes_on(chat: Chat) -> None:
    queued(chat)
    assert len(fetched(chat)) == CROWD and is_due(chat) and not is_due(chat, "slack")
    rana = chat.people["Rana"]

    rana.taps("Pause")
    assert fetched(chat) == [] and numbers(chat) == (CROWD, 0, 0, 0) and not is_due(chat)
    rana.taps("Resume")

    assert len(fetched(chat)) == CROWD and is_due(chat)


def test_cancelling_stops_at_once_and_tidies_up_in_pieces(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    queued(chat)
    monkeypatch.setattr(sending, "MOST_WITHDRAWN", 25)
    rana = chat.people["Rana"]

    rana.taps("Stop sending").taps("Yes, stop for good")

    assert fetched(chat) == [] and numbers(chat)[0] == 0
    open_ = [offer for offer in make.rows(chat, Offer) if offer.state is OfferState.OFFERED]
    assert len(open_) == CROWD - 25
    for _ in range(4):
        chat.sweep(broadcast.move)
    assert {offer.state for offer in make.rows(chat, Offer)} == {OfferState.CLOSED}
    ended = make.rows(chat, Broadcast)[0]
    assert (ended.state, ended.cursor) == (BroadcastState.CANCELLED, None)


def test_what_is_sent_lost_and_sent_again_is_counted_once(chat: Chat) -> None:
    queued(chat, 4)
    first, second, third, fourth = fetched(chat)

    def write(*states: DeliveryState) -> None:
        ended = [Outcome(due, state, chat.now) for due, state in zip((first, second, third), states, strict=True)]
        make.within(chat, lambda session: outcomes.record(session, ended))

    write(DeliveryState.SENT, DeliveryState.UNREACHABLE, DeliveryState.RETRYING)
    assert numbers(chat) == (2, 1, 1, 0)
    write(DeliveryState.SENT, DeliveryState.UNREACHABLE, DeliveryState.REFUSED)
    assert numbers(chat) == (1, 1, 2, 0)
    assert fourth.id in {due.id for due in fetched(chat)}


async def test_postgresql_is_asked_in_the_same_words_however_many_cards_go_out(chat: Chat) -> None:
    """It plans anew what it has never seen."""
    if not chat.database.is_shared:
        return
    queued(chat)
    words: list[str] = []
    event.listen(chat.database.engine, "before_cursor_execute", lambda *given: words.append(given[2]))

    async def go_out(most: int) -> list[str]:
        words.clear()
        cards_ = fetched(chat, most)
        assert len(cards_) == most
        made = Ahead(chat.database, lambda due, now: Reader(due.language, due.timezone, now))
        await made.prepare(cards_[0], lambda: cards_, chat.now)
        ended = [Outcome(due, DeliveryState.SENT, chat.now) for due in cards_]
        make.within(chat, lambda session: outcomes.record(session, ended))
        return list(words)

    assert await go_out(3) == await go_out(7)


def test_whoever_sleeps_by_the_time_their_card_is_due_gets_it_in_the_morning(chat: Chat) -> None:
    queued(chat, 3)
    chat.later(hours=3)
    nights = update(Expert).values(quiet_from=time(11, 0), quiet_to=time(13, 0))
    make.within(chat, lambda session: session.execute(nights))
    rebuild(chat)

    assert fetched(chat) == []
    assert numbers(chat) == (3, 0, 0, 3)
    chat.later(hours=1)
    assert len(fetched(chat)) == 3 and numbers(chat) == (3, 0, 0, 0)


def test_a_small_broadcast_does_not_wait_behind_a_large_one(chat: Chat) -> None:
    queued(chat)
    another(chat)
    assert of_each(chat) == {1: 20, 2: 20}


@pytest.mark.parametrize("nearly_done", [1, 2])
def test_what_a_broadcast_has_no_cards_for_goes_to_the_others(chat: Chat, nearly_done: int) -> None:
    queued(chat)
    another(chat)

    def send(session: Session) -> None:
        ids = select(Delivery.id).where(Delivery.broadcast_id == nearly_done).order_by(col(Delivery.id))
        with cards.counting(session, col(Delivery.id).in_(sent := session.exec(ids.offset(3)).all())):
            session.execute(update(Delivery).where(col(Delivery.id).in_(sent)).values(state=int(DeliveryState.SENT)))

    make.within(chat, send)
    assert of_each(chat) == {nearly_done: 3, 3 - nearly_done: 37}


def another(chat: Chat) -> None:
    """A second broadcast, to the same people."""
    chat.later(seconds=5)
    rana = chat.people["Rana"]
    describes(rana)
    broadcasts(rana)


def of_each(chat: Chat) -> dict[int | None, int]:
    """How many cards of each broadcast are among forty."""
    return Counter(due.broadcast_id for due in fetched(chat, 40))


def test_a_channel_is_the_same_for_a_query_and_for_a_row(chat: Chat) -> None:
    def ask(session: Session) -> None:
        for platform, external_id in (("telegram", "12"), ("slack", "T1:U2"), ("slack", "E1:T1:U2")):
            account = newcomers.account(session, chat.now, external_id, platform=platform)
            table = Account.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
            asked = select(channel_of(table.c.platform, table.c.external_id)).where(col(Account.id) == account.id)
            assert session.execute(asked).scalar_one() == account.channel

    make.within(chat, ask)


def test_the_numbers_can_be_counted_anew(chat: Chat) -> None:
    queued(chat, 5)
    make.within(chat, lambda session: session.execute(update(Delivery).values(state=DeliveryState.SENT)))
    assert numbers(chat)[:2] == (5, 0)

    looked_at = make.within(chat, lambda session: cards.recount_next(session, 0, 10))

    assert looked_at == (None, 1, 1) and numbers(chat)[:2] == (0, 5)
