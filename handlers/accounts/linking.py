"""/link: one person on several platforms, joined by a code that is given out here and typed there."""

from __future__ import annotations

from datetime import timedelta

import structlog
from sqlmodel import col, func, select

from bot.chat.message import Message, say, text
from handlers import help
from handlers.accounts import parting
from handlers.accounts.joining import join
from handlers.routes import on_command
from handlers.talking import talk
from handlers.turn import Turn
from models.audit import AuditEntry
from models.errors import Refused
from models.link import VALID_FOR, LinkCode, hash_code, new_code
from models.person import Account, Person, Progress

log = structlog.get_logger()

MOST_WRONG = 5
WRONG_WITHIN = timedelta(hours=1)


@on_command("link")
def link(turn: Turn, rest: str) -> list[Message]:
    """`/link` gives out a code; `/link CODE` on another account makes both one person's."""
    return _redeemed(turn, rest) if rest.strip() else _issued(turn)


def _issued(turn: Turn) -> list[Message]:
    """The code is said once: its hash alone is kept, and an earlier one is void."""
    for earlier in turn.session.exec(select(LinkCode).where(LinkCode.person_id == turn.person.key)).all():
        turn.session.delete(earlier)
    code = new_code(turn.rng)
    turn.session.add(LinkCode.issue(code, turn.person.key, turn.now))
    return [say("link-code", code=f"{code[:4]}-{code[4:]}", valid=VALID_FOR)]


def _redeemed(turn: Turn, typed: str) -> list[Message]:
    """A wrong code is answered, not refused: a refusal would forget that it was tried."""
    if _wrong_codes(turn) >= MOST_WRONG:
        return _no(turn, "link-too-many", wait=WRONG_WITHIN)
    code = turn.session.get(LinkCode, hash_code(typed), with_for_update=True)
    if code is None:
        turn.note("link-wrong", f"person:{turn.person.key}", turn.person.key)
        return _no(turn, "link-unknown")
    if code.person_id == turn.person.key:
        return _no(turn, "link-already" if code.used_at else "link-own")
    try:
        return _joined(turn, code)
    except Refused as refused:
        return _no(turn, refused.key)


def _joined(turn: Turn, code: LinkCode) -> list[Message]:
    """Whatever was half done on either account goes on here. A code that could not be used keeps."""
    code.check(turn.now)
    giver = turn.lock(Person, code.person_id)
    given_out_on = turn.session.exec(select(Account).where(Account.person_id == giver.key)).all()
    stays = join(turn, giver)
    code.used_at = turn.now
    turn.session.flush()
    for account in given_out_on:
        came = turn.account if stays is giver else account
        parting.tell(turn, account, turn.account, came, key=f"link:{code.code_hash}:told:{account.key}")
    progress = turn.session.exec(select(Progress).where(Progress.person_id == stays.key)).all()
    turn.become(stays, list(progress))
    turn.job("menu")
    said = talk.resume(turn, text("link-done")) or [say("link-done", rows=[[help.way("start"), help.way("help")]])]
    for place, message in enumerate(said):
        turn.tell(stays.key, message, key=f"link:{code.code_hash}:{place}")
    return []


def _no(turn: Turn, key: str, **variables: timedelta) -> list[Message]:
    """Whoever runs the service sees that a code was refused and why; never the code."""
    log.info("link-refused", person=turn.person.key, because=key)
    return [say(key, rows=[[help.way("help")]], **variables)]


def _wrong_codes(turn: Turn) -> int:
    recent = select(func.count(col(AuditEntry.id))).where(
        AuditEntry.act == "link-wrong",
        AuditEntry.subject == f"person:{turn.person.key}",
        AuditEntry.at > turn.now - WRONG_WITHIN,
    )
    return turn.session.exec(recent).one()
