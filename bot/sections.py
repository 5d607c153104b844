"""The parts of the settings: each key with its type, its default, and what is allowed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal
from urllib.parse import urlsplit

from babel.numbers import get_currency_precision, is_currency
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationInfo, field_validator, model_validator
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.slack_caps import CAPS, POST
from bot.vault import is_key, keys_in


class Section(BaseModel):
    """A part of the settings; a key that it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def web_address(url: str) -> str:
    """The address without a slash at its end. ValueError where it is none."""
    if not (url.startswith(("http://", "https://")) and _has_host(url)):
        raise ValueError("must start with https:// or http:// and a name")
    return url.rstrip("/")


def _has_host(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.hostname) and (parts.port is None or parts.port > 0)  # reading the port checks it


class DatabaseSettings(Section):
    url: str = Field(
        default="sqlite:///callboard.db",
        description="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME",
        repr=False,
    )

    @field_validator("url")
    @classmethod
    def _known(cls, url: str) -> str:
        if not url.startswith(("sqlite://", "postgresql://")):
            raise ValueError("must start with sqlite:/// or postgresql://")
        try:
            make_url(url)
        except (ArgumentError, ValueError):
            raise ValueError("is not a database's address") from None
        return url


class TelegramSettings(Section):
    token: SecretStr | None = Field(default=None, description="what @BotFather gave you; without it Telegram is off")
    base_url: str = Field(default="https://api.telegram.org", description="any server that speaks the Bot API")
    mode: Literal["polling", "webhook"] = Field(default="polling", description="polling needs nothing exposed")
    webhook_secret: SecretStr | None = Field(
        default=None, description="1 to 256 of A-Z a-z 0-9 _ -; required for webhook"
    )
    messages_per_second: float = Field(default=30, gt=0, le=1000, description="1000 with paid_broadcast")
    paid_broadcast: bool = Field(default=False, description="pay Telegram Stars for more than 30 messages a second")

    @field_validator("token", "webhook_secret", mode="before")
    @classmethod
    def _set(cls, secret: object) -> object:
        """Blank is the same as absent: that is how an unset variable arrives from many a launcher."""
        return (secret.strip() or None) if isinstance(secret, str) else secret

    @field_validator("token")
    @classmethod
    def _token(cls, token: SecretStr | None) -> SecretStr | None:
        if token and not re.fullmatch("[0-9]+:[A-Za-z0-9_-]+", token.get_secret_value()):
            raise ValueError("does not look like a token, which is 123456:ABC…")
        return token

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret and not re.fullmatch("[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
            raise ValueError("has characters that Telegram does not take")
        return secret

    @field_validator("base_url")
    @classmethod
    def _address(cls, url: str) -> str:
        return web_address(url)

    @model_validator(mode="after")
    def _whole(self) -> TelegramSettings:
        if self.mode == "webhook" and self.webhook_secret is None:
            raise ValueError('mode = "webhook" needs telegram.webhook_secret')
        if self.messages_per_second > 30 and not self.paid_broadcast:
            raise ValueError("messages_per_second above 30 needs telegram.paid_broadcast = true")
        return self


class SlackSettings(Section):
    bot_token: SecretStr | None = Field(default=None, description="xoxb-…; without it and client_id Slack is off")
    app_token: SecretStr | None = Field(default=None, description="xapp-…; required for socket")
    signing_secret: SecretStr | None = Field(default=None, description="of the app's basic information; for http")
    client_id: str | None = Field(default=None, description="for installation into many workspaces")
    client_secret: SecretStr | None = Field(default=None, description="for installation into many workspaces")
    base_url: str = Field(default="https://slack.com/api/", description="any server that speaks Slack's Web API")
    mode: Literal["socket", "http"] = Field(default="socket", description="socket needs nothing exposed")
    messages_per_minute: float = Field(
        default=300, gt=0, le=60_000, description="in one workspace; Slack allows several hundred"
    )
    method_caps: dict[str, int] = Field(
        default={}, description=f"calls a minute in one workspace, 1 to 60000, of {', '.join(CAPS)}"
    )

    @field_validator("bot_token", "app_token", "signing_secret", "client_id", "client_secret", mode="before")
    @classmethod
    def _set(cls, secret: object) -> object:
        """Blank is the same as absent."""
        return (secret.strip() or None) if isinstance(secret, str) else secret

    @field_validator("bot_token", "app_token")
    @classmethod
    def _token(cls, token: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        begins = "xoxb-" if info.field_name == "bot_token" else "xapp-"
        if token and not re.fullmatch(f"{begins}[A-Za-z0-9-]+", token.get_secret_value()):
            raise ValueError(f"does not look like that token, which begins with {begins}")
        return token

    @field_validator("base_url")
    @classmethod
    def _address(cls, url: str) -> str:
        return web_address(url) + "/"

    @field_validator("method_caps")
    @classmethod
    def _known(cls, caps: dict[str, int]) -> dict[str, int]:
        if not caps.keys() <= CAPS.keys():
            raise ValueError("names another method than it may")
        if not all(1 <= cap <= 60_000 for cap in caps.values()):
            raise ValueError("has a number out of range")
        return caps

    @model_validator(mode="after")
    def _whole(self) -> SlackSettings:
        if self.is_on and self.mode == "socket" and self.app_token is None:
            raise ValueError('mode = "socket" needs slack.app_token')
        if self.is_on and self.mode == "http" and self.signing_secret is None:
            raise ValueError('mode = "http" needs slack.signing_secret')
        if self.client_id and self.client_secret is None:
            raise ValueError("client_id needs slack.client_secret")
        return self

    @property
    def is_on(self) -> bool:
        """Whether there is a workspace, or a way to one."""
        return bool(self.bot_token or self.client_id)

    @property
    def caps(self) -> dict[str, int]:
        """Calls a minute of each method in a workspace."""
        return {POST: max(1, int(self.messages_per_minute)), **CAPS, **self.method_caps}


class EmailSettings(Section):
    url: str = Field(
        default="console:",
        description="smtp://USER:PASSWORD@HOST:587, smtps://… or console: (logs the mail)",
        repr=False,
    )
    sender: str = Field(default="callboard@localhost", description="the address that mails come from")

    @field_validator("url")
    @classmethod
    def _known(cls, url: str) -> str:
        if url != "console:" and not (url.startswith(("smtp://", "smtps://")) and _has_host(url)):
            raise ValueError("must be console:, smtp://… or smtps://… with the server's name")
        return url


class WebSettings(Section):
    host: str = Field(default="127.0.0.1", description="where the web server listens")
    port: int = Field(default=8080, ge=0, le=65535, description="0 takes any free one")
    public_url: str | None = Field(default=None, description="how the world reaches it, https://…; webhooks need it")

    @field_validator("public_url")
    @classmethod
    def _address(cls, url: str | None) -> str | None:
        return web_address(url) if url else None


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


class PrivacySettings(Section):
    evidence_days: int = Field(
        default=30, ge=1, le=365, description="credential evidence is deleted then at the latest"
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


class LogSettings(Section):
    level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="the least that is logged")
