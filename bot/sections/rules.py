"""What the house decides: pay, privacy, tests, fields, registers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from babel.numbers import get_currency_precision, is_currency
from pydantic import Field, SecretStr, ValidationInfo, field_validator

from bot.sections.section import Section, web_address
from bot.vault import is_key, keys_in


class PaySettings(Section):
    currency: str = Field(default="USD", pattern="^[A-Z]{3}$", description="ISO 4217")
    floor_per_hour: Decimal = Field(
        default=Decimal("15.00"), ge=0, le=1_000_000, description="an amount; a task that pays less is refused"
    )

    second_reviewer_above: Decimal | None = Field(
        default=None,
        ge=0,
        le=1_000_000,
        description="an amount; what opens tasks that pay more an hour takes two reviewers",
    )

    payday: str = Field(
        default="",
        pattern="^(|(mon|tues|wednes|thurs|fri|satur|sun)day|[1-9]|1[0-9]|2[0-8]|last)$",
        description="a weekday (friday), a day of the month (1 to 28) or last: what was earned before is paid then",
    )

    @field_validator("payday", mode="before")
    @classmethod
    def _as_word(cls, day: object) -> object:
        """A day of the month is a number to whoever writes it."""
        return str(day).strip().lower() if isinstance(day, str | int) else day

    @field_validator("currency")
    @classmethod
    def _known(cls, currency: str) -> str:
        if not is_currency(currency):
            raise ValueError("is no currency")
        return currency

    @field_validator("floor_per_hour")
    @classmethod
    def _whole(cls, floor: Decimal, info: ValidationInfo) -> Decimal:
        places = get_currency_precision(info.data.get("currency", "USD"))
        if floor != round(floor, places):
            raise ValueError(f"has more than {places} decimal places")
        return floor


class BroadcastSettings(Section):
    late_after_minutes: int = Field(
        default=60, ge=5, le=10_080, description="what stood still or is late for longer asks first, 5 to 10080"
    )


class PrivacySettings(Section):
    evidence_days: int = Field(
        default=30, ge=1, le=365, description="credential evidence is deleted then at the latest"
    )
    delivery_days: int = Field(
        default=180, ge=30, le=3650, description="messages and all that is over with them are deleted then, 30 to 3650"
    )
    consent_version: str = Field(default="2026-11", description="the version of the text that people agree to")
    encryption_key: SecretStr | None = Field(
        default=None, description="what callboard encryption-key prints; of several, the first one encrypts"
    )

    @field_validator("encryption_key", mode="before")
    @classmethod
    def _set(cls, secret: object) -> object:
        """Blank is the same as absent."""
        return (secret.strip() or None) if isinstance(secret, str) else secret

    @field_validator("encryption_key")
    @classmethod
    def _keys(cls, secret: SecretStr | None) -> SecretStr | None:
        keys = keys_in(secret.get_secret_value()) if secret else []
        if secret and not (keys and all(is_key(key) for key in keys)):
            raise ValueError("is no key; callboard encryption-key makes one")
        return secret


class QualificationSettings(Section):
    items: int = Field(default=8, ge=3, le=50, description="3 to 50 items in a test")
    pass_percent: int = Field(default=70, ge=1, le=100, description="the share of right answers that passes, 1 to 100")
    pay_per_hour: Decimal = Field(default=Decimal("30.00"), ge=0, le=1_000_000, description="an amount, for the time")
    paid_attempts: int = Field(default=2, ge=0, le=100, description="so many attempts at one test are paid")
    retake_days: int = Field(default=14, ge=0, le=3650, description="days until a failed test may be tried again")
    level: int = Field(default=2, ge=1, le=4, description="the level that a passed test proves, 1 to 4")
    valid_days: int = Field(default=730, ge=1, le=36500, description="days for which it proves it")


class FieldSettings(Section):
    suggest_after: int = Field(
        default=3, ge=1, le=1000, description="so many different people's words for a field go to the reviewers"
    )


class CredentialSettings(Section):
    trust_roots: Path | None = Field(
        default=None,
        description="a folder with certificates of institutions, PEM or DER; a PDF signed under one proves by itself",
    )

    @field_validator("trust_roots", mode="before")
    @classmethod
    def _set(cls, folder: object) -> object:
        """Blank is the same as absent."""
        return (folder.strip() or None) if isinstance(folder, str) else folder

    @field_validator("trust_roots")
    @classmethod
    def _there(cls, folder: Path | None) -> Path | None:
        if folder is not None and not folder.is_dir():
            raise ValueError("is no folder")
        return folder


class RegisterSettings(Section):
    npi_url: str | None = Field(
        default=None,
        description="https://npiregistry.cms.hhs.gov/api/; without it NPI numbers are only checked in form",
    )
    orcid_url: str | None = Field(
        default=None, description="https://pub.orcid.org/v3.0; without it ORCID iDs are only checked in form"
    )

    @field_validator("npi_url", "orcid_url")
    @classmethod
    def _address(cls, url: str | None) -> str | None:
        return web_address(url) if url else None

    @property
    def urls(self) -> dict[str, str]:
        """Where each register is that is asked, by its name."""
        named = {"npi": self.npi_url, "orcid": self.orcid_url}
        return {name: url for name, url in named.items() if url}
