"""Renders the page that a person has with the bot, as it is now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

from sqlmodel import Session

from bot.channel import Envelope
from bot.chat.event import Visit
from bot.chat.texts import compose
from bot.database import Database
from bot.incoming import arrivals
from bot.sending.render import keys_of
from handlers import home
from handlers.policy import Policy
from handlers.turn import Turn


class Homes:
    """Pages by account.

    Args:
        platform: whose accounts they are.
        slash: how that platform spells a command, before its word.
    """

    def __init__(
        self, database: Database, policy: Policy, now: Callable[[], datetime], platform: str, slash: str
    ) -> None:
        self._database, self._policy, self._now = database, policy, now
        self._platform, self._slash = platform, slash

    async def page(self, external_id: str) -> Envelope | None:
        """The page; None for who is not known (any more), without buttons for who has not looked at it."""
        return await self._database.run(lambda session: self._made(session, external_id))

    def _made(self, session: Session, external_id: str) -> Envelope | None:
        known = arrivals.known(session, self._platform, external_id)
        if known is None:
            return None
        turn = Turn(
            session,
            self._now(),
            Random(0),
            self._policy,
            person=known.person,
            account=known.account,
            what=Visit(),
            event_id="",
            progress=known.progress,
            slash=self._slash,
        )
        message, row = home.page(turn), home.row_of(turn)
        keys = keys_of(row.id, message, turn.reader, is_view=True) if row and row.id else ()
        return Envelope(chat_id=external_id, html=compose(message, turn.reader), keys=keys)
