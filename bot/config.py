"""The settings: `config.toml` and the environment, checked as a whole before anything starts.

Each key may come from the file, from `CALLBOARD_SECTION__KEY`, or (secrets) from a file that
`CALLBOARD_SECTION__KEY_FILE` names. What is wrong is said with its key, what was found, and what is allowed.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from pathlib import Path
from typing import Any

from babel.numbers import get_currency_precision
from pydantic import BaseModel, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from bot.errors import CannotStart
from bot.sections import (
    BroadcastSettings,
    CredentialSettings,
    DatabaseSettings,
    EmailSettings,
    FieldSettings,
    LogSettings,
    OrcidSettings,
    PaySettings,
    PrivacySettings,
    QualificationSettings,
    RegisterSettings,
    SlackSettings,
    TelegramSettings,
    TelemetrySettings,
    WebSettings,
)

__all__ = [
    "BroadcastSettings",
    "DatabaseSettings",
    "EmailSettings",
    "FieldSettings",
    "LogSettings",
    "OrcidSettings",
    "PaySettings",
    "PrivacySettings",
    "QualificationSettings",
    "RegisterSettings",
    "Settings",
    "SlackSettings",
    "TelegramSettings",
    "TelemetrySettings",
    "WebSettings",
    "keys",
    "load",
]

ENVIRONMENT = "CALLBOARD_"


class Settings(BaseSettings):
    """All of them. Immutable; secrets don't print."""

    model_config = SettingsConfigDict(env_prefix=ENVIRONMENT, env_nested_delimiter="__", extra="forbid", frozen=True)

    database: DatabaseSettings = DatabaseSettings()
    telegram: TelegramSettings = TelegramSettings()
    slack: SlackSettings = SlackSettings()
    email: EmailSettings = EmailSettings()
    web: WebSettings = WebSettings()
    pay: PaySettings = PaySettings()
    broadcast: BroadcastSettings = BroadcastSettings()
    privacy: PrivacySettings = PrivacySettings()
    credentials: CredentialSettings = CredentialSettings()
    registers: RegisterSettings = RegisterSettings()
    orcid: OrcidSettings = OrcidSettings()
    fields: FieldSettings = FieldSettings()
    qualification: QualificationSettings = QualificationSettings()
    log: LogSettings = LogSettings()
    telemetry: TelemetrySettings = TelemetrySettings()

    @model_validator(mode="after")
    def _reachable(self) -> Settings:
        if self.telegram.token and self.telegram.mode == "webhook" and not self.web.public_url:
            raise ValueError('telegram.mode = "webhook" needs web.public_url')
        places = get_currency_precision(self.pay.currency)
        if self.qualification.pay_per_hour != round(self.qualification.pay_per_hour, places):
            raise ValueError(f"qualification.pay_per_hour has more than {places} decimal places")
        if self.slack.client_id and not self.web.public_url:
            raise ValueError("slack.client_id needs web.public_url, where people come back from Slack")
        if self.orcid.client_id and not self.web.public_url:
            raise ValueError("orcid.client_id needs web.public_url, where people come back from ORCID")
        if self.slack.client_id and not self.privacy.encryption_key:
            raise ValueError("slack.client_id needs privacy.encryption_key, which callboard encryption-key makes")
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
    _refuse_unknown_variables()
    secrets = _secret_files()
    for section, key, value in secrets:
        part = stored.setdefault(section, {})
        if isinstance(part, dict):  # whatever else it is, is refused below
            part[key] = value
    try:
        return Settings(**stored)
    except ValidationError as invalid:
        raise CannotStart("\n".join(_explained(error) for error in invalid.errors())) from None
    except SettingsError:
        raise CannotStart(f"{ENVIRONMENT}SECTION__KEY is how the environment names a setting, not a section") from None


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
    except (ValueError, RecursionError) as broken:
        raise CannotStart(f"{path}: not readable as TOML: {broken}") from None
    except OSError as unreadable:
        raise CannotStart(f"{path} can't be read: {unreadable.strerror}") from None


def _secret_files() -> list[tuple[str, str, str]]:
    found = []
    for name, path in os.environ.items():
        if not (name.startswith(ENVIRONMENT) and name.endswith("_FILE")):
            continue
        section, _, key = name[len(ENVIRONMENT) : -len("_FILE")].lower().partition("__")
        try:
            found.append((section, key, Path(path).read_text("utf-8").strip()))
        except (OSError, ValueError) as unreadable:
            reason = unreadable.strerror if isinstance(unreadable, OSError) else "it is no text"
            raise CannotStart(f"{name}: {path} can't be read: {reason}") from None
    return found


def _refuse_unknown_variables() -> None:
    """A mistyped section would else go unnoticed."""
    for name in os.environ:
        section, _, key = name.upper().removeprefix(ENVIRONMENT).partition("__")
        if name.upper().startswith(ENVIRONMENT) and key and section.lower() not in Settings.model_fields:
            raise CannotStart(f"{name}: {_unknown(f'{section}.{key}'.lower())}")


def _explained(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    given = error["input"]
    if error["type"] == "extra_forbidden":
        return f"{where}: {_unknown(where)}"
    message = error["msg"].removeprefix("Value error, ")
    allowed = next((field.description for name, field in keys() if name == where), None)
    found = "" if isinstance(given, dict | BaseModel) else f" (found {_shown(where, given)})"
    hint = f"; allowed: {allowed}" if allowed else ""
    return f"{where + ': ' if where else ''}{message}{found}{hint}"


def _unknown(where: str) -> str:
    names = [name for name, _ in keys()] + list(Settings.model_fields)
    near = difflib.get_close_matches(where, names, n=1)
    known = [name for name in names if name.startswith(f"{where.partition('.')[0]}.")] or [*Settings.model_fields]
    return "there is no such setting; " + (f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}")


def _shown(where: str, given: Any) -> str:
    """What was found, except in a place that may hold a secret, or that is none of ours."""
    shown = where in {name for name, _ in keys()} and not where.endswith(("token", "secret", "url", "key"))
    return repr(given) if shown else "a value that is not shown"
