"""The settings: `config.toml` and the environment, checked as a whole before anything starts.

Each key may come from the file, from `CALLBOARD_SECTION__KEY`, or (secrets) from a file that
`CALLBOARD_SECTION__KEY_FILE` names. What is wrong is said with its key, what was found, and what is allowed.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from bot.errors import CannotStart

ENVIRONMENT = "CALLBOARD_"


class Section(BaseModel):
    """A part of the settings; a key that it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DatabaseSettings(Section):
    url: str = Field(
        default="sqlite:///callboard.db", description="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
    )

    @field_validator("url")
    @classmethod
    def _known(cls, url: str) -> str:
        scheme = urlsplit(url).scheme
        if scheme == "postgresql":
            return url.replace("postgresql://", "postgresql+psycopg://", 1)
        if scheme not in ("sqlite", "postgresql+psycopg"):
            raise ValueError("must start with sqlite:/// or postgresql://")
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

    @model_validator(mode="after")
    def _whole(self) -> TelegramSettings:
        if self.mode == "webhook" and self.webhook_secret is None:
            raise ValueError('mode = "webhook" needs telegram.webhook_secret')
        if self.messages_per_second > 30 and not self.paid_broadcast:
            raise ValueError("messages_per_second above 30 needs telegram.paid_broadcast = true")
        return self


class EmailSettings(Section):
    url: str = Field(
        default="console:", description="smtp://USER:PASSWORD@HOST:587, smtps://… or console: (logs the mail)"
    )
    sender: str = Field(default="callboard@localhost", description="the address that mails come from")

    @field_validator("url")
    @classmethod
    def _known(cls, url: str) -> str:
        if url != "console:" and urlsplit(url).scheme not in ("smtp", "smtps"):
            raise ValueError("must be console: or start with smtp:// or smtps://")
        return url


class WebSettings(Section):
    host: str = Field(default="127.0.0.1", description="where the web server listens")
    port: int = Field(default=8080, ge=0, le=65535, description="0 takes any free one")
    public_url: str | None = Field(default=None, description="how the world reaches it, https://…; webhooks need it")


class PaySettings(Section):
    currency: str = Field(default="USD", pattern="^[A-Z]{3}$", description="ISO 4217")
    floor_per_hour: Decimal = Field(default=Decimal("15.00"), ge=0, description="a task that pays less is refused")


class PrivacySettings(Section):
    evidence_days: int = Field(
        default=30, ge=1, le=365, description="credential evidence is deleted then at the latest"
    )
    consent_version: str = Field(default="2026-11", description="the version of the text that people agree to")


class LogSettings(Section):
    level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="the least that is logged")


class Settings(BaseSettings):
    """All of them. Immutable; secrets don't print."""

    model_config = SettingsConfigDict(env_prefix=ENVIRONMENT, env_nested_delimiter="__", extra="forbid", frozen=True)

    database: DatabaseSettings = DatabaseSettings()
    telegram: TelegramSettings = TelegramSettings()
    email: EmailSettings = EmailSettings()
    web: WebSettings = WebSettings()
    pay: PaySettings = PaySettings()
    privacy: PrivacySettings = PrivacySettings()
    log: LogSettings = LogSettings()

    @model_validator(mode="after")
    def _reachable(self) -> Settings:
        if self.telegram.token and self.telegram.mode == "webhook" and not self.web.public_url:
            raise ValueError('telegram.mode = "webhook" needs web.public_url')
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  # the base class's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        assert isinstance(env_settings, EnvSettingsSource)
        env_settings.env_vars = {
            name: value for name, value in env_settings.env_vars.items() if not name.lower().endswith("_file")
        }
        return env_settings, init_settings


def load(file: Path | None = None) -> Settings:
    """The settings from a file, over which the environment goes.

    Args:
        file: None takes `config.toml` from the current folder if it is there.

    Raises:
        CannotStart: with one line for each mistake.
    """
    stored = _read(file)
    secrets = _secret_files()
    for section, key, value in secrets:
        stored.setdefault(section, {})[key] = value
    try:
        return Settings(**stored)
    except ValidationError as invalid:
        raise CannotStart("\n".join(_explained(error) for error in invalid.errors())) from None


def keys() -> list[tuple[str, Any]]:
    """Every key as `section.key` with its field, for the example file's test and for messages."""
    return [
        (f"{section}.{name}", field)
        for section, part in Settings.model_fields.items()
        for name, field in part.annotation.model_fields.items()  # type: ignore[union-attr]  # all are sections
    ]


def _read(file: Path | None) -> dict[str, Any]:
    path = file or Path("config.toml")
    if not path.exists():
        if file is not None:
            raise CannotStart(f"{file}: there is no such file; copy config.example.toml to start with")
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise CannotStart(f"{path}: not readable as TOML: {broken}") from None


def _secret_files() -> list[tuple[str, str, str]]:
    found = []
    for name, path in os.environ.items():
        if not (name.startswith(ENVIRONMENT) and name.endswith("_FILE")):
            continue
        section, _, key = name[len(ENVIRONMENT) : -len("_FILE")].lower().partition("__")
        try:
            found.append((section, key, Path(path).read_text("utf-8").strip()))
        except OSError as unreadable:
            raise CannotStart(f"{name}: {path} can't be read: {unreadable.strerror}") from None
    return found


def _explained(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    given = error["input"]
    if error["type"] == "extra_forbidden":
        names = [name for name, _ in keys()] + list(Settings.model_fields)
        near = difflib.get_close_matches(where, names, n=1)
        hint = f"; did you mean {near[0]}?" if near else f"; known are {', '.join(names)}"
        return f"{where}: there is no such setting{hint}"
    message = error["msg"].removeprefix("Value error, ")
    allowed = next((field.description for name, field in keys() if name == where), None)
    found = "" if isinstance(given, dict | BaseModel) else f" (found {_shown(where, given)})"
    hint = f"; allowed: {allowed}" if allowed else ""
    return f"{where + ': ' if where else ''}{message}{found}{hint}"


def _shown(where: str, given: Any) -> str:
    secret = any(word in where for word in ("token", "secret", "password", "url"))
    return "a value that is not shown" if secret else repr(given)
