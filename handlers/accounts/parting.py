"""Accounts that were joined by somebody else: whoever gave out the code hears of it, and parts them again."""

from __future__ import annotations

from sqlalchemy import update
from sqlmodel import col, delete, select

from bot.chat.message import Button, Message, Text, say, text
from handlers import help
from handlers.routes import on_tap
from handlers.turn import Turn
from models.delivery import Delivery, DeliveryState
from models.job import Job, JobState
from models.link import LinkCode
from models.person import Account, Person
from models.types import AccountId

WAITING = (DeliveryState.DUE, DeliveryState.RETRYING)


def tell(turn: Turn, told: Account, joined: Account, came: Account, *, key: str) -> None:
    """Tells an account, on which a code was given out, which other one has joined it.

    Args:
        came: the one of the two that has become somebody else's, and becomes its own person again where they part.
    """
    rows = [[Button(text("link-part"), "link.part", (came.key,), style="danger")]]
    said = say("link-redeemed", platform=platform(joined), name=joined.username or text("link-nameless"), rows=rows)
    turn.tell(told.person_id, said, key=key, account_id=told.key)


@on_tap("link.part")
def part(turn: Turn, account_id: AccountId) -> list[Message]:
    """From here on the account is a person of its own, who knows and has nothing. Everything else stays."""
    account = turn.lock(Account, account_id)
    others = _others(turn, account)
    if account.person_id != turn.person.key or not others:
        return [say("link-parted-before").in_place_of(turn.tapped_id)]
    _keep_what_waits(turn, account, others[0])
    turn.session.execute(delete(LinkCode).where(col(LinkCode.person_id) == turn.person.key))
    alone = Person(language=turn.person.language, timezone=turn.person.timezone, created_at=turn.now)
    turn.session.add(alone)
    turn.session.flush()
    account.person_id = alone.key
    turn.note("accounts-parted", f"person:{turn.person.key}", turn.person.key)
    if account.key != turn.account.key:
        return [say("link-parted", platform=platform(account)).in_place_of(turn.tapped_id)]
    turn.become(alone, [])
    turn.tell(alone.key, say("link-parted-you", rows=[[help.way("start")]]), key=f"link-parted:{alone.key}")
    return []


def platform(account: Account) -> Text:
    """Where an account is, by its name."""
    return text(f"platform-{account.platform}")


def _others(turn: Turn, account: Account) -> list[Account]:
    same = select(Account).where(Account.person_id == account.person_id, Account.id != account.id)
    return list(turn.session.exec(same.order_by(col(Account.last_seen_at).desc(), col(Account.id).desc())))


def _keep_what_waits(turn: Turn, account: Account, other: Account) -> None:
    """What is on its way to the account is the person's: it goes to another one of theirs."""
    waiting = update(Delivery).where(col(Delivery.account_id) == account.key, col(Delivery.state).in_(WAITING))
    turn.session.execute(waiting.values(account_id=other.key, channel=other.channel))
    jobs = update(Job).where(col(Job.account_id) == account.key, col(Job.state) == JobState.DUE)
    turn.session.execute(jobs.values(account_id=other.key))
