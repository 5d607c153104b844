"""A part of the settings, and what the parts have in common."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A part of the settings; a key that it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def web_address(url: str) -> str:
    """The address without a slash at its end. ValueError where it is none."""
    if not (url.startswith(("http://", "https://")) and has_host(url)):
        raise ValueError("must start with https:// or http:// and a name")
    return url.rstrip("/")


def has_host(url: str) -> bool:
    """Whether it names a server."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (parts.port is None or parts.port > 0)  # reading the port checks it
