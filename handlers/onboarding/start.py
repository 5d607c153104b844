"""The first thing that anyone writes: a code redeemed, onboarding begun or taken up, or the ways on shown."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import col, func, select

from bot.chat.message import Button, Message, say, text
from handlers.onboarding.onboarding import ONBOARDING
from handlers.review import appeal_notices
from handlers.routes import on_command, on_tap
from handlers.talking import talk
from handlers.turn import Turn
from models.audit import AuditEntry
from models.client import Client
from models.errors import Refused
from models.membership import Invitation, Membership, Role, hash_code

MOST_WRONG = 5
WRONG_WITHIN = timedelta(hours=1)
WAYS = {
    Role.ADMIN: ("invite", "tasks", "review", "stats"),
    Role.RECRUITER: ("newtask", "tasks", "audience", "stats"),
    Role.REVIEWER: ("review",),
}
"""What each role most likely wants next."""


@on_command("start")
def start(turn: Turn, rest: str) -> list[Message]:
    """`/start CODE` redeems an invitation; `/start` is the way in, or back in."""
    if rest.strip():
        return _redeemed(turn, rest)
    if any(progress.conversation == ONBOARDING.name for progress in turn.progress):
        message, *others = talk.begin(turn, ONBOARDING)
        return [message.after(text("start-welcome-back")), *others]
    if turn.expert is not None:
        return [say("start-expert", name=turn.person.name, rows=[ways("work", "profile"), ways("earnings", "help")])]
    if turn.memberships:
        return [_staff(turn, turn.memberships[0].role)]
    return talk.begin(turn, ONBOARDING)


@on_tap("start.join")
def join(turn: Turn) -> list[Message]:
    """Someone of the staff wants to be an expert as well."""
    return start(turn, "") if turn.expert else talk.begin(turn, ONBOARDING)


def _redeemed(turn: Turn, code: str) -> list[Message]:
    """A wrong code is answered, not refused: a refusal would forget that it was tried."""
    if _wrong_codes(turn) >= MOST_WRONG:
        return [say("invitation-too-many", wait=WRONG_WITHIN, rows=[ways("start", "help")])]
    bare = "".join(character for character in code if character.isalnum())[:64]
    invitation = turn.session.get(Invitation, hash_code(bare), with_for_update=True)
    if invitation is None:
        turn.note("invitation-wrong", f"person:{turn.person.key}", turn.person.key)
        return [say("invitation-unknown", rows=[ways("start", "help")])]
    if any((held.role, held.client_id) == (invitation.role, invitation.client_id) for held in turn.memberships):
        return [_staff(turn, invitation.role)]
    try:
        membership = invitation.redeem(turn.person.key, turn.now)
    except Refused as refused:
        return [say(refused.key, rows=[ways("start", "help")])]
    return _welcomed(turn, membership) if membership else [say("invitation-used", rows=[ways("start", "help")])]


def _welcomed(turn: Turn, membership: Membership) -> list[Message]:
    turn.session.add(membership)
    turn.memberships.append(membership)
    turn.note("role-granted", f"person:{turn.person.key}", turn.person.key)
    turn.job("menu")
    appeal_notices.welcome(turn)
    client = turn.session.get(Client, membership.client_id) if membership.client_id else None
    welcome = text(f"start-welcome-{membership.role.value}", client=client.name if client else text("start-house"))
    return [_staff(turn, membership.role).after(welcome)]


def _staff(turn: Turn, role: Role) -> Message:
    """What someone with a role can do; whoever is no expert may become one as well."""
    rows = [[button] for button in ways(*WAYS[role])] + [ways("help")]
    if turn.expert is None:
        rows.append([Button(text("start-join"), "start.join")])
    return say("start-staff", rows=[row for row in rows if row])


def ways(*words: str) -> list[Button]:
    """Buttons that do what commands do, each with the text `start-way-<word>`."""
    return [Button(text(f"start-way-{word}"), "help.command", (word,)) for word in words]


def _wrong_codes(turn: Turn) -> int:
    recent = select(func.count(col(AuditEntry.id))).where(
        AuditEntry.act == "invitation-wrong",
        AuditEntry.subject == f"person:{turn.person.key}",
        AuditEntry.at > turn.now - WRONG_WITHIN,
    )
    return turn.session.exec(recent).one()
