"""Money that has left the house is booked on each expert's account, and they are told."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.message import Message, Text, say, text
from handlers.credentials.claim_words import shown_day
from handlers.help import way
from handlers.notices import awake_at
from handlers.turn import Work
from models.delivery import Priority
from models.ledger import pay_out
from models.money import Money
from models.types import PersonId


@dataclass(frozen=True, slots=True)
class Paid:
    """One transfer, of which the bank says that it went out."""

    person_id: PersonId
    amount: Money


def tell_earned(
    work: Work, person_id: PersonId, earned: Text, *, key: str, priority: Priority = Priority.REPLY
) -> None:
    """Says what an expert has earned just now, and for which day it is promised, if for any. It can wait: who sleeps
    is told in the morning."""
    payday = work.policy.payday
    promised = () if payday is None else (text("payday-promised", on=shown_day(payday.after(work.now.date()))),)
    told = Message((earned, *promised), ((way("earnings"),),))
    work.tell_of_money(person_id, told, key=key, priority=priority, not_before=awake_at(work, person_id))


def pay(work: Work, reference: str, paid: Paid) -> bool:
    """Books it unless it was booked under this reference before; whoever sleeps is told in the morning.

    Returns:
        Whether it was booked now.

    Raises:
        Refused: as `models.ledger.pay_out`.
    """
    booked = pay_out(work.session, paid.person_id, paid.amount, reference, work.now)
    if booked is None:
        return False
    work.note("paid-out", f"person:{paid.person_id}")
    told = say("payout-told", pay=paid.amount, rows=[[way("earnings")]])
    work.tell_of_money(
        paid.person_id,
        told,
        key=f"paid:{booked.cause}",
        priority=Priority.REMINDER,
        not_before=awake_at(work, paid.person_id),
    )
    return True
