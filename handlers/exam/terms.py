"""What a qualification test asks and brings, before it begins: which there are, for how much, and who may take one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlmodel import col, select

from handlers.turn import Turn, Work
from models.attempt import AttemptState
from models.credential import CheckMethod, Credential
from models.errors import Refused
from models.expert import Expert
from models.field import covers, wholes
from models.money import Money
from models.queries import testing
from models.queries.testing import Bank
from models.types import PersonId

GENERAL = "general-reasoning"
"""A test that is for everybody, whatever their field."""
LEAST_ITEMS = 4
"""A smaller bank is not asked from: it would say nothing."""


@dataclass(frozen=True)
class Terms:
    """A test as it is announced: so many items, about so many minutes, and what is paid for them."""

    field_code: str
    level: int
    items: int
    minutes: int
    pay: Money


def open_tests(turn: Turn, expert: Expert) -> list[Terms]:
    """The tests that an expert may take now: in their field and in what it is part of, their own field first."""
    banks = testing.banks(turn.session, (*wholes(expert.field_code), GENERAL))
    found = [bank for bank in banks if _is_for(bank, expert)]
    found.sort(key=lambda bank: (bank.field_code != expert.field_code, bank.field_code == GENERAL, bank.level))
    return [terms(turn, bank) for bank in found if not _kept_from(turn, bank)]


def announced(turn: Turn, expert: Expert, field_code: str, level: int) -> Terms:
    """The test's terms as of now.

    Raises:
        Refused: "test-none" where there is none for this expert, "test-passed" (until), "test-wait" (at).
    """
    banks = testing.banks(turn.session, [field_code])
    bank = next((one for one in banks if one.level == level and _is_for(one, expert)), None)
    if bank is None:
        raise Refused("test-none")
    refused = _kept_from(turn, bank)
    if refused is not None:
        raise refused
    return terms(turn, bank)


def terms(turn: Turn, bank: Bank) -> Terms:
    """The time is what the items take on the average, in whole minutes; the pay is for that time."""
    rules = turn.policy.testing
    items = min(rules.items, bank.items)
    minutes = max(1, math.ceil(items * bank.seconds / 60))
    earlier = testing.attempts(turn.session, turn.person.key, bank.field_code, bank.level)
    paid = sum(one.paid for one in earlier)
    pay = rules.pay_per_hour.scaled(Decimal(minutes) / 60 if paid < rules.paid_attempts else Decimal(0))
    return Terms(bank.field_code, bank.level, items, minutes, pay)


def proof(work: Work, person_id: PersonId, field_code: str) -> Credential | None:
    """The credential that tests in this field have brought, standing or lapsed."""
    mine = select(Credential).where(
        Credential.person_id == person_id,
        Credential.field_code == field_code,
        Credential.method == CheckMethod.TEST,
    )
    return work.session.exec(mine.order_by(col(Credential.id).desc()).limit(1)).first()


def _is_for(bank: Bank, expert: Expert) -> bool:
    return bank.items >= LEAST_ITEMS and (bank.field_code == GENERAL or covers(bank.field_code, expert.field_code))


def _kept_from(turn: Turn, bank: Bank) -> Refused | None:
    earlier = testing.attempts(turn.session, turn.person.key, bank.field_code, bank.level)
    if not earlier:
        return None
    passed = any(one.state is AttemptState.PASSED for one in earlier)
    held = proof(turn, turn.person.key, bank.field_code)
    if passed and held is not None and held.stands(turn.now):
        return Refused("test-passed", until=held.expires_at)
    again = _again_at(turn, earlier[0].ended_at)
    if earlier[0].state is AttemptState.FAILED and again > turn.now:
        return Refused("test-wait", at=again)
    return None


def _again_at(turn: Turn, ended_at: datetime | None) -> datetime:
    return (ended_at or turn.now) + turn.policy.testing.retake_after
