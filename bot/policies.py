"""From the settings to what rules know of them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from bot.config import Settings
from bot.seals import Seals
from handlers.policy import Policy, Testing
from models.credential import Level
from models.money import Money
from models.payday import Payday


def policy_of(settings: Settings) -> Policy:
    """The settings that rules depend on, as rules know them."""
    pay = settings.pay
    return Policy(
        currency=pay.currency,
        floor_per_hour=Money.of(pay.floor_per_hour, pay.currency),
        payday=Payday(pay.payday) if pay.payday else None,
        consent_version=settings.privacy.consent_version,
        evidence_days=settings.privacy.evidence_days,
        late_after=timedelta(minutes=settings.broadcast.late_after_minutes),
        delivery_days=settings.privacy.delivery_days,
        second_reviewer_above=_amount(pay.second_reviewer_above, pay.currency),
        orcid_sign_in=_orcid_page(settings),
        registers=frozenset(settings.registers.urls),
        seals=Seals(key.get_secret_value() if (key := settings.privacy.encryption_key) else ""),
        suggest_fields_after=settings.fields.suggest_after,
        testing=_testing(settings),
    )


def _orcid_page(settings: Settings) -> str:
    return f"{(settings.web.public_url or '').rstrip('/')}/orcid/sign-in" if settings.orcid.client_id else ""


def _testing(settings: Settings) -> Testing:
    asked = settings.qualification
    return Testing(
        items=asked.items,
        pass_percent=asked.pass_percent,
        pay_per_hour=Money.of(asked.pay_per_hour, settings.pay.currency),
        paid_attempts=asked.paid_attempts,
        retake_after=timedelta(days=asked.retake_days),
        proves=Level(asked.level),
        valid_for=timedelta(days=asked.valid_days),
    )


def _amount(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money.of(amount, currency)
