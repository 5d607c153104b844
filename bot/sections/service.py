"""The machine: database, mail, web, logs."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, SecretStr, field_validator
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.sections.section import Section, has_host, web_address


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
        if url != "console:" and not (url.startswith(("smtp://", "smtps://")) and has_host(url)):
            raise ValueError("must be console:, smtp://… or smtps://… with the server's name")
        return url


class WebSettings(Section):
    host: str = Field(default="127.0.0.1", description="where the web server listens")
    port: int = Field(default=8080, ge=0, le=65535, description="0 takes any free one")
    worker_port: int | None = Field(
        default=None,
        ge=0,
        le=65535,
        description="where callboard worker shows health and metrics; without it, nowhere",
    )
    public_url: str | None = Field(default=None, description="how the world reaches it, https://…; webhooks need it")
    shed_after_seconds: float = Field(
        default=1.0, gt=0, le=60, description="webhooks hear 503 while an event waits longer for the database"
    )
    metrics_token: SecretStr | None = Field(
        default=None, description="what /metrics asks for, as Authorization: Bearer …; without it, nothing"
    )

    @field_validator("metrics_token", mode="before")
    @classmethod
    def _set(cls, secret: object) -> object:
        """Blank is the same as absent."""
        return (secret.strip() or None) if isinstance(secret, str) else secret

    @field_validator("public_url")
    @classmethod
    def _address(cls, url: str | None) -> str | None:
        return web_address(url) if url else None


class TelemetrySettings(Section):
    endpoint: str | None = Field(
        default=None, description="an OpenTelemetry collector's address, http://HOST:4318; needs the extra otel"
    )
    service_name: str = Field(default="callboard", min_length=1, description="what the collector calls this service")

    @field_validator("endpoint")
    @classmethod
    def _address(cls, url: str | None) -> str | None:
        return web_address(url) if url else None


class LogSettings(Section):
    level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="the least that is logged")
