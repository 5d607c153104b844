"""The settings of the house that rules depend on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from bot.seals import Seals
from models.credential import Level
from models.money import Money
from models.payday import Payday


@dataclass(frozen=True, slots=True)
class Testing:
    """How qualification tests are held: how many items, from which share on they are passed, what they pay.

    `paid_attempts` of the same test are paid to one person; who failed may try again `retake_after`; a passed one
    proves its field to `proves` for `valid_for`.
    """

    items: int = 8
    pass_percent: int = 70
    pay_per_hour: Money = field(default_factory=lambda: Money(3000, "USD"))
    paid_attempts: int = 2
    retake_after: timedelta = timedelta(days=14)
    proves: Level = Level.CONTROLLED
    valid_for: timedelta = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Policy:
    """What an operator decides; everything here comes from the settings.

    `floor_per_hour` is the least that a task may pay an hour. `payday` is the day that experts are promised, if any.
    `consent_version` names the text that people agree to. `evidence_days` is how long evidence waits at most,
    `delivery_days` how long sent messages are kept. A broadcast that stood still for longer than
    `late_after`, or is so late for the time that it was set for, asks before it goes on.
    `bot_links` maps a platform to the start of a
    link that opens the bot with a code. What so many different people (`suggest_fields_after`) call a field is
    suggested to the reviewers. `orcid_sign_in` is the page where experts set out for ORCID,
    "" for none. `seals` makes what stays of evidence.
    """

    currency: str = "USD"
    floor_per_hour: Money = field(default_factory=lambda: Money(1500, "USD"))
    payday: Payday | None = None
    consent_version: str = "2026-11"
    suggest_fields_after: int = 3
    evidence_days: int = 30
    delivery_days: int = 180
    late_after: timedelta = timedelta(hours=1)
    testing: Testing = field(default_factory=Testing)
    second_reviewer_above: Money | None = None
    registers: frozenset[str] = frozenset()
    orcid_sign_in: str = ""
    seals: Seals = field(default_factory=Seals)
    bot_links: dict[str, str] = field(default_factory=dict)
