"""Telegram and Slack: the tokens, how what is sent gets there and comes, how fast."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator

from bot.sections.section import Section, web_address
from bot.slack_caps import CAPS, POST


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
