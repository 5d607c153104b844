"""Views' messages, made ahead of their slots: several in one transaction, while those before them go out.

One transaction for each would take longer than a slot of a paid broadcast lasts.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, event, inspect, or_, select
from sqlmodel import Session, SQLModel, col

from bot.chat.message import Message, Text
from bot.chat.texts import Reader, compose
from bot.database import Database
from bot.queue.mailroom import Due
from handlers.routes import SUBJECTS, VIEWS
from models import many
from models.broadcast import Broadcast, BroadcastState
from models.delivery import Delivery, DeliveryState

FRESH = timedelta(milliseconds=250)
"""So long what was made ahead is as good as made when it is sent."""


class Withdrawn(Exception):
    """It, or its broadcast, was halted after it had been fetched: nothing goes out, and its row stays as it is."""


class Made(NamedTuple):
    """A view's message with its words as its reader reads them, at the time at which it was made. None where the view
    has nothing to say any more."""

    message: Message | None
    html: str
    at: datetime


class Ahead:
    """What was made and has not been sent yet.

    Args:
        reader: whoever a delivery is for, at a time.
    """

    def __init__(self, database: Database, reader: Callable[[Due, datetime], Reader]) -> None:
        self._database, self._reader = database, reader
        self._made: dict[int, Made] = {}
        self._making: asyncio.Task[None] | None = None
        self._full = 0

    async def prepare(self, likely: Due, coming: Callable[[], Sequence[Due]], now: datetime) -> None:
        """Sees to it that the likely next one is made, and that more are on their way where half of them have gone.

        What fails here fails again when it is sent, and is handled there.

        Args:
            coming: those that will go out soon, the likely next one first.
        """
        if "view" not in likely.body:
            return
        if not self._is_fresh(likely.id, now):
            if self._making is not None:
                await self._making
            if not self._is_fresh(likely.id, now):
                self._begin(coming(), now)
                if self._making is not None:
                    await self._making
        elif self._making is None and 2 * len(self._made) <= self._full:
            self._begin(coming(), now)

    async def take(self, due: Due, now: datetime) -> Made:
        """The message, made now where it was not made ahead.

        Raises:
            Withdrawn: its row says so.
        """
        made = self._made.pop(due.id, None)
        if made is not None and now - made.at < FRESH:
            return made
        reader = self._reader(due, now)
        message = await self._database.run(lambda session: _now(session, due, reader))
        return Made(message, compose(message, reader) if message else "", now)

    def _is_fresh(self, delivery_id: int, now: datetime) -> bool:
        made = self._made.get(delivery_id)
        return made is not None and now - made.at < FRESH

    def _begin(self, soon: Sequence[Due], now: datetime) -> None:
        self._made = {id_: made for id_, made in self._made.items() if now - made.at < FRESH}
        wanted = [one for one in soon if "view" in one.body and one.id not in self._made]
        self._full = len(self._made) + len(wanted)
        if wanted:
            self._making = asyncio.create_task(self._make(wanted, now))

    async def _make(self, wanted: Sequence[Due], now: datetime) -> None:
        try:
            with contextlib.suppress(Exception):
                messages = await self._database.run(lambda session: self._all(session, wanted, now))
                self._compose([one for one in wanted if one.id in messages], messages, now)
        finally:
            self._making = None

    def _compose(self, several: Sequence[Due], messages: Mapping[int, Message | None], now: datetime) -> None:
        """A card says the same to all who share a language and a time zone."""
        last: dict[tuple[str, str], tuple[tuple[Text, ...], str]] = {}
        for one in several:
            message = messages[one.id]
            if message is None:
                self._made[one.id] = Made(None, "", now)
                continue
            parts, html = last.get((one.language, one.timezone), ((), ""))
            if parts != message.parts:
                html = compose(message, self._reader(one, now))
                last[one.language, one.timezone] = message.parts, html
            self._made[one.id] = Made(message, html, now)

    def _all(self, session: Session, wanted: Sequence[Due], now: datetime) -> dict[int, Message | None]:
        going = _going(session, wanted, now)
        here = [one for one in wanted if one.id in going]
        kept: list[object] = []
        for name, table in SUBJECTS.items():
            keys = [one.body["view"][1] for one in here if one.body["view"][0] == name]
            if keys:  # what is asked for one by one afterwards is there already
                kept += many.execute(session, _with_keys(table), {"keys": keys}).scalars()
        event.listen(session, "loaded_as_persistent", lambda _, row: kept.append(row))  # shared by all of them
        return {one.id: _said(session, one, self._reader(one, now)) for one in here}


def _now(session: Session, due: Due, reader: Reader) -> Message | None:
    if not _going(session, [due], reader.now):
        raise Withdrawn
    return _said(session, due, reader)


def _said(session: Session, due: Due, reader: Reader) -> Message | None:
    name, subject = due.body["view"]
    return VIEWS[name](session, subject, reader)


def _going(session: Session, several: Sequence[Due], now: datetime) -> set[int]:
    """Those that may still go out: neither they nor their broadcasts were halted after they had been fetched."""
    return set(many.execute(session, _GOING, {"ids": [one.id for one in several], "now": now}).scalars())


@cache
def _with_keys(table: type[SQLModel]) -> dict[str, Select[Any]]:
    (key,) = inspect(table).primary_key
    return many.reading(lambda within: select(table).where(within(key, "keys")))


_GOING = many.reading(
    lambda within: (
        select(col(Delivery.id))
        .outerjoin(Broadcast, col(Broadcast.id) == col(Delivery.broadcast_id))
        .where(within(col(Delivery.id), "ids"), col(Delivery.state) < DeliveryState.SENT)
        .where(col(Delivery.not_before) <= bindparam("now"))
        .where(or_(col(Delivery.broadcast_id).is_(None), col(Broadcast.state) == BroadcastState.SENDING))
    )
)
