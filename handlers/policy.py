"""The settings of the house that rules depend on."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.money import Money


@dataclass(frozen=True, slots=True)
class Policy:
    """What an operator decides; everything here comes from the settings.

    `floor_per_hour` is the least that a task may pay an hour. `consent_version` names the text that people
    agree to. `evidence_days` is how long evidence waits at most. `bot_links` maps a platform to the start of a
    link that opens the bot with a code. What so many different people (`suggest_fields_after`) call a field is
    suggested to the reviewers.
    """

    currency: str = "USD"
    floor_per_hour: Money = field(default_factory=lambda: Money(1500, "USD"))
    consent_version: str = "2026-11"
    suggest_fields_after: int = 3
    evidence_days: int = 30
    bot_links: dict[str, str] = field(default_factory=dict)
