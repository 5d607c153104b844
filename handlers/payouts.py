"""Money that has left the house is booked on each expert's account, and they are told."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.message import Message, Text, say, text
from handlers.claim_words import shown_day
from handlers.help import way
from handlers.turn import Work
from models.delivery import Priority
from models.expert import Expert
from models.ledger import pay_out
from models.money import Money
from models.person import Person
from models.types import PersonId


@dataclass(frozen=True, slots=True)
class Paid:
    """One transfer, of which the bank says that it went out."""

    person_id: PersonId
    amount: Money


def tell_earned(
    work: Work, person_id: PersonId, earned: Text, *, key: str, priority: Priority = Priority.REPLY
) -> None:
    """Says what an expert has earned just now, and for which day it is promised, if for any."""
    payday = work.policy.payday
    promised = () if payday is None else (text("payday-promised", on=shown_day(payday.after(work.now.date()))),)
    work.tell_of_money(person_id, Message((earned, *promised), ((way("earnings"),),)), key=key, priority=priority)


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
    expert, person = work.session.get(Expert, paid.person_id), work.session.get(Person, paid.person_id)
    awake = expert.next_awake(work.now, person.timezone) if expert and person else work.now
    key = f"paid:{booked.cause}"
    work.tell_of_money(paid.person_id, told, key=key, priority=Priority.REMINDER, not_before=awake)
    return True
