"""/invite: recruiters and reviewers are let in by a link that works once."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sqlmodel import col, select

from bot.chat.conversation import Script, ask
from bot.chat.message import Arg, Lines, Message, say, text
from bot.chat.questions import Choice, Plain, option
from handlers.routes import on_command
from handlers.talking import talk
from handlers.turn import Turn
from models.client import Client, client_named
from models.errors import Refused
from models.membership import Invitation, Role, new_code
from models.types import ClientId


class Invited(NamedTuple):
    """Whom to let in: a role, and for a recruiter the client's name."""

    role: Role
    client: str


@on_command("invite", Role.RECRUITER)
def invite(turn: Turn, _: str) -> list[Message]:
    """An admin invites anyone; a recruiter colleagues of the same client. Refused "staff-only" for anyone else."""
    if _is_admin(turn):
        return talk.begin(turn, INVITE)
    mine = turn.need(Role.RECRUITER)
    return _issued(turn, Role.RECRUITER, mine.client_id)


def _script(turn: Turn, _: int) -> Callable[[], Script[Invited]]:
    names = turn.session.exec(select(Client.name).order_by(col(Client.id).desc()).limit(8)).all()
    return lambda: _whom(tuple(names))


def _whom(clients: tuple[str, ...]) -> Script[Invited]:
    roles = Choice(tuple(option(role.value, text(f"invite-role-{role.value}")) for role in Role))
    role = Role((yield from ask("role", roles)))
    if role is not Role.RECRUITER:
        return Invited(role, "")
    known = tuple(option(name, name) for name in clients)
    return Invited(role, (yield from ask("client", Plain(least=2, most=80, instead=known))))


def _finish(turn: Turn, _: int, invited: Invited) -> list[Message]:
    if not _is_admin(turn):
        raise Refused("staff-only")
    client = client_named(turn.session, invited.client, turn.now) if invited.client else None
    return _issued(turn, invited.role, client)


def _issued(turn: Turn, role: Role, client_id: ClientId | None) -> list[Message]:
    """The code is said once: the invitation keeps its hash alone."""
    code = new_code(turn.rng)
    invitation = Invitation.issue(code, role, client_id, turn.now)
    turn.session.add(invitation)
    turn.note("invitation-issued", f"person:{turn.person.key}", turn.person.key)
    client = turn.session.get(Client, client_id) if client_id else None
    links = Lines(tuple(f"{start}{code}" for start in turn.policy.bot_links.values()))
    whom: Arg = text(f"invite-role-{role.value}")
    if client is not None:
        whom = text("invite-whom", role=whom, client=client.name)
    return [say("invite-code", whom=whom, code=code, until=invitation.expires_at, links=links)]


def _is_admin(turn: Turn) -> bool:
    return any(held.role is Role.ADMIN for held in turn.memberships)


INVITE = talk.register(talk.Conversation("invite", _script, _finish))
