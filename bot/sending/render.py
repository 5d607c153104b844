"""From a delivery to what a platform sends: words in the person's language, buttons with their tokens."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.channel import Envelope, Key
from bot.chat import token
from bot.chat.forms import OPEN
from bot.chat.message import Button, Message
from bot.chat.texts import Reader, compose, plain
from bot.chat.wire import load_message
from bot.database import Database
from bot.queue.mailroom import Due
from bot.sending.ahead import Ahead
from models.delivery import Delivery

REMEMBERED = 20_000


class Renderer:
    """Makes envelopes. It remembers under which id the platform has what was just sent, for the edits of it.

    Args:
        slash: how the channel spells a command, before its word.
        forms: whether it can show a form.
    """

    def __init__(self, database: Database, slash: str = "/", *, forms: bool = False) -> None:
        self._database, self._slash, self._forms = database, slash, forms
        self._sent: OrderedDict[int, str] = OrderedDict()
        self._ahead = Ahead(database, self._reader)

    async def prepare(self, likely: Due, coming: Callable[[], Sequence[Due]], now: datetime) -> None:
        """Makes views' messages while slots are waited for: reading them then would take of the pace."""
        await self._ahead.prepare(likely, coming, now)

    async def envelope(self, due: Due, now: datetime) -> Envelope | None:
        """The message as it goes out; None where a view has nothing to say any more.

        Raises:
            Withdrawn: a view's row says so. What is stored as it is said is a reply, and nobody takes those back.
        """
        if "view" not in due.body:
            message, reader = due.said or load_message(due.body), self._reader(due, now)
            return await self._enveloped(due, message, compose(message, reader), reader)
        made = await self._ahead.take(due, now)
        if made.message is None:
            return None
        return await self._enveloped(due, made.message, made.html, self._reader(due, made.at))

    async def _enveloped(self, due: Due, message: Message, html: str, reader: Reader) -> Envelope:
        return Envelope(
            chat_id=due.chat_id,
            html=html,
            keys=keys_of(due.id, message, reader, is_view="view" in due.body, forms=self._forms),
            edits=await self._target(due),
            file=message.file,
            file_kind=message.file_kind,
        )

    def sent(self, delivery_id: int, external_id: str) -> None:
        """The platform has the delivery under this id."""
        self._sent[delivery_id] = external_id
        if len(self._sent) > REMEMBERED:
            self._sent.popitem(last=False)

    def known_target(self, due: Due) -> str:
        """The platform's id of the message to edit, as far as it is known without a look at the database."""
        return due.target or self._sent.get(due.edits or 0, "")

    def _reader(self, due: Due, now: datetime) -> Reader:
        return Reader(due.language, due.timezone, now, self._slash)

    async def _target(self, due: Due) -> str:
        """The platform's id of the message to edit; empty where it was never sent, so that a new one is."""
        known, wanted = self.known_target(due), due.edits
        if wanted is None or known:
            return known
        found = await self._database.run(lambda session: session.get(Delivery, wanted))
        return found.external_id if found else ""


def keys_of(
    delivery_id: int, message: Message, reader: Reader, *, is_view: bool, forms: bool = False
) -> tuple[tuple[Key, ...], ...]:
    """A message's buttons with their tokens: stored, or spelled out where a view made it.

    What opens a form is left out where there are none; the others keep their places.
    """
    places = itertools.count()

    def key(button: Button) -> Key:
        place = next(places)
        carried = token.spelled(delivery_id, button) if is_view else token.stored(delivery_id, place)
        return Key(plain(button.label, reader), "" if button.url else carried, button.style, button.url)

    rows = [[(button.action, key(button)) for button in row] for row in message.rows]
    shown = (tuple(made for action, made in row if forms or action != OPEN) for row in rows)
    return tuple(row for row in shown if row)
