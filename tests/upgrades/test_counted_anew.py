"""A migration counts the cards of broadcasts as the service does, on both databases."""

from __future__ import annotations

from runpy import run_path

from sqlmodel import Session, col, delete, select, text, update

from bot.storage import schema
from models.broadcast import Broadcast
from models.delivery import Delivery, DeliveryState
from models.queries import cards
from models.wave import Wave
from tests import make
from tests.chat import Chat
from tests.edges.test_cards import queued

(FILE,) = (schema.MIGRATIONS / "versions").glob("0026_*.py")


def waves(session: Session) -> list[Wave]:
    return list(session.exec(select(Wave).order_by(col(Wave.broadcast_id), col(Wave.at))))


def test_what_a_migration_counts_is_what_was_kept(chat: Chat) -> None:
    queued(chat)

    def end(session: Session) -> tuple[list[Wave], list[Wave]]:
        card = col(Delivery.broadcast_id).is_not(None)
        for n, state in enumerate(DeliveryState):
            of_it = (card, col(Delivery.id) % len(DeliveryState) == n)
            session.execute(update(Delivery).where(*of_it).values(state=int(state)))
        session.execute(update(Broadcast).values(ended_at=None))
        cards.recount_next(session, 0, 10)
        session.expire_all()
        kept = waves(session)
        session.expunge_all()
        session.execute(delete(Wave))
        migration = run_path(str(FILE))
        dialect = session.connection().dialect.name
        session.execute(text(migration["COUNT_CARDS"].format(at_once=migration["AT_ONCE"][dialect])))
        return kept, waves(session)

    kept, counted = make.within(chat, end)

    assert [one.model_dump() for one in counted] == [one.model_dump() for one in kept]
    assert sum(one.sent for one in kept) > 5 and len(kept) >= 1
