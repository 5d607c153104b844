"""Renders the page that a person has with the bot, as it is now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

from sqlmodel import Session, col, select

from bot.channel import Envelope
from bot.chat.event import Visit
from bot.chat.texts import compose
from bot.database import Database
from bot.render import keys_of
from handlers import home
from handlers.policy import Policy
from handlers.turn import Turn
from models.person import Account, Person, Progress


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
        found = session.exec(
            select(Account, Person)
            .where(Account.platform == self._platform, Account.external_id == external_id)
            .where(Person.id == Account.person_id)
        ).first()
        if found is None:
            return None
        account, person = found
        begun = select(Progress).where(Progress.person_id == person.key).order_by(col(Progress.id))
        turn = Turn(
            session,
            self._now(),
            Random(0),
            self._policy,
            person=person,
            account=account,
            what=Visit(),
            event_id="",
            progress=list(session.exec(begun)),
            slash=self._slash,
        )
        reader = turn.reader
        message, row = home.page(turn), home.row_of(turn)
        keys = keys_of(row.id, message, reader, is_view=True) if row and row.id else ()
        return Envelope(chat_id=external_id, html=compose(message, reader), keys=keys)
