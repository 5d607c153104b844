"""Cards for few chats, first in the table: how fast everyone else gets theirs beside them, and without them."""

from __future__ import annotations

import asyncio

from sqlmodel import Session, col, select

from bot.playground.record import Request
from bot.rehearsal.fresh import POSTGRES, fresh
from models.delivery import Delivery, DeliveryState
from tests.bench.sending import LIMIT, stored, turn_on, until
from tests.bench.table import Figure, show

OTHERS, CROWDED, CHATS = 2400, 900, 9


def run() -> list[Figure]:
    """Measures and prints."""
    figures = []
    for name, database in (("SQLite", ""), ("PostgreSQL", POSTGRES)):
        rates = []
        for crowded in (0, CROWDED):
            with fresh(database) as url:
                rates.append(asyncio.run(_others(url, crowded)))
        alone, beside = rates
        figures.append(
            Figure(f"{name}, beside {CROWDED} cards for {CHATS}", f"{beside:.0f}/s", "≥ 0.9×", beside / alone)
        )
        figures.append(Figure(f"{name}, without", f"{alone:.0f}/s"))
    show(f"Cards for everyone else, where the pace allows {LIMIT}/s", figures)
    return figures


async def _others(url: str, crowded: int) -> float:
    """Messages a second to those who get one, when so many cards before theirs are for CHATS people."""
    first: dict[str, float] = {}

    def note(request: Request) -> None:
        if request["method"] == "sendMessage" and request["status"] == 200:
            first.setdefault(str(request["params"]["chat_id"]), request["at"])

    people = OTHERS + (CHATS if crowded else 0)
    async with stored(url, OTHERS + crowded, LIMIT) as (database, server, _):
        server.record.listener = note
        with database.transaction() as session:
            _crowd(session, crowded)
        turn_on(database)
        await until(lambda: len(first) == people)
    return (people - 1) / (max(first.values()) - min(first.values()))


def _crowd(session: Session, number: int) -> None:
    """So many, the first that go, are for those who get the very first ones."""
    order = (col(Delivery.not_before), col(Delivery.id))
    rows = session.exec(
        select(Delivery).where(Delivery.state == DeliveryState.DUE).order_by(*order).limit(number)
    ).all()
    for place, row in enumerate(rows):
        row.account_id, row.person_id = rows[place % CHATS].account_id, rows[place % CHATS].person_id
