"""Signing in at ORCID."""

from __future__ import annotations

from pydantic import Field, SecretStr, field_validator, model_validator

from bot.sections.section import Section, web_address


class OrcidSettings(Section):
    client_id: str | None = Field(default=None, description="of your ORCID API client; with it experts sign in there")
    client_secret: SecretStr | None = Field(default=None, description="of your ORCID API client")
    base_url: str = Field(default="https://orcid.org", description="or https://sandbox.orcid.org")

    @field_validator("client_id", "client_secret", mode="before")
    @classmethod
    def _set(cls, given: object) -> object:
        """Blank is the same as absent."""
        return (given.strip() or None) if isinstance(given, str) else given

    @field_validator("base_url")
    @classmethod
    def _address(cls, url: str) -> str:
        return web_address(url)

    @model_validator(mode="after")
    def _whole(self) -> OrcidSettings:
        if (self.client_id is None) != (self.client_secret is None):
            raise ValueError("client_id and client_secret go together")
        return self
