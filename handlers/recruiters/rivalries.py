"""/clients: which clients compete, so that nobody who works for the one is offered tasks of the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from sqlmodel import col, select

from bot.chat.conversation import Script, ask
from bot.chat.message import Button, Lines, Message, say, text
from bot.chat.numbers import Number
from bot.chat.questions import Given, Option, Question, option, typed
from bot.chat.wire import Json
from handlers.routes import on_command, on_tap
from handlers.talking import talk
from handlers.turn import Turn
from models.client import Client
from models.errors import Refused
from models.membership import Role
from models.rivalry import MOST_DAYS, USUAL_DAYS, Rivalry, declare, withdraw
from models.types import ClientId

MOST_SHOWN = 20
MOST_BUTTONS = 8
USUAL = (30, 90, USUAL_DAYS, 365)


class Said(NamedTuple):
    """Two clients that compete, and for how many days work for one keeps from the other."""

    one: ClientId
    other: ClientId
    days: int


@dataclass(frozen=True)
class Named(Question[ClientId]):
    """A client by name, typed or tapped. `names` are the newest first."""

    names: tuple[tuple[ClientId, str], ...]

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(option(id_, name) for id_, name in self.names[:MOST_BUTTONS])

    def read(self, given: Given) -> ClientId:
        """Refused "clients-unknown" (given)."""
        if given.words is None and isinstance(given.chosen, int):
            return self.recall(given.chosen)
        wanted = " ".join(typed(given).split()).casefold()
        found = next((id_ for id_, name in self.names if name.casefold() == wanted), None)
        if found is None:
            raise Refused("clients-unknown", given=wanted[:60])
        return found

    def recall(self, stored: Json) -> ClientId:
        if not any(id_ == stored for id_, _ in self.names):
            raise Refused("clients-unknown", given=str(stored))
        return ClientId(stored)


@on_command("clients", Role.ADMIN)
def show(turn: Turn, _: str) -> list[Message]:
    """The pairs that compete, each with a button that ends it, and one to name another."""
    turn.need(Role.ADMIN)
    newest = select(Rivalry).order_by(col(Rivalry.declared_at).desc(), col(Rivalry.client_id), col(Rivalry.rival_id))
    pairs = turn.session.exec(newest.limit(MOST_SHOWN)).all()
    add = Button(text("clients-add"), "clients.add", style="primary")
    if not pairs:
        return [say("clients-none", rows=[[add]])]
    names = {client.id: client.name for client in turn.session.exec(select(Client))}
    shown = [(pair, names[pair.client_id], names[pair.rival_id]) for pair in pairs]
    lines = Lines(tuple(text("clients-line", one=one, other=other, n=pair.days) for pair, one, other in shown))
    ends = [
        [Button(text("clients-end", one=one, other=other), "clients.end", (pair.client_id, pair.rival_id))]
        for pair, one, other in shown
    ]
    return [say("clients", lines=lines, rows=[*ends, [add]])]


@on_tap("clients.add")
def add(turn: Turn) -> list[Message]:
    """Asks for two clients, and for how long."""
    turn.need(Role.ADMIN)
    return talk.restart(turn, RIVALS, {})


@on_tap("clients.end")
def end(turn: Turn, one: ClientId, other: ClientId) -> list[Message]:
    """They compete no more. Nothing is lost by it: they can be named again."""
    turn.need(Role.ADMIN)
    if withdraw(turn.session, one, other):
        turn.note("clients-compete-no-more", f"client:{one},client:{other}", turn.person.key)
    turn.session.flush()
    return [message.in_place_of(turn.tapped_id) for message in show(turn, "")]


def _script(turn: Turn, _: int) -> Callable[[], Script[Said]]:
    every = turn.session.exec(select(Client.id, Client.name).order_by(col(Client.id).desc())).all()
    names = tuple((ClientId(id_), name) for id_, name in every if id_ is not None)
    return lambda: _said(names)


def _said(names: tuple[tuple[ClientId, str], ...]) -> Script[Said]:
    one = yield from ask("one", Named(names))
    others = tuple(pair for pair in names if pair[0] != one)
    other = yield from ask("other", Named(others), one=dict(names)[one])
    usual = tuple(option(str(days), text("clients-days", n=days)) for days in USUAL)
    days = yield from ask("days", Number(Decimal(1), Decimal(MOST_DAYS), whole=True, instead=usual))
    return Said(one, other, int(days))


def _finish(turn: Turn, _: int, said: Said) -> list[Message]:
    turn.need(Role.ADMIN)
    declare(turn.session, said.one, said.other, said.days, turn.now)
    turn.note("clients-compete", f"client:{said.one},client:{said.other}", turn.person.key)
    turn.session.flush()
    return [message.in_place_of(turn.tapped_id) for message in show(turn, "")]


RIVALS = talk.register(talk.Conversation("rivals", _script, _finish))
