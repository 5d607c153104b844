"""What comes of a sign-in at ORCID: the code that somebody came back with is exchanged for the iD that they hold.

Source: info.orcid.org, "Get an authenticated ORCID iD" (OAuth 2.0, RFC 6749, authorization code, scope /authenticate).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.checks.orcid import read_orcid
from bot.config import OrcidSettings
from bot.jobs.errands import Errand, Failed, Runner
from models.errors import Refused

SECONDS = 10.0
CALLBACK_PATH = "/orcid/callback"


class OrcidJobs:
    """The kind of job `orcid-sign-in`.

    Args:
        public_url: where people come back to; ORCID compares it once more.
    """

    def __init__(self, own: OrcidSettings, public_url: str) -> None:
        self._own, self._back = own, public_url.rstrip("/") + CALLBACK_PATH

    @property
    def by_kind(self) -> Mapping[str, Runner]:
        return {"orcid-sign-in": self.sign_in}

    async def sign_in(self, errand: Errand) -> dict[str, Any]:
        """`{"code"}`: `{"number"}`. A code is good once and for minutes, so that nothing is tried again."""
        status, answer = await self._exchanged(errand.payload["code"])
        if status in (400, 401, 403):
            raise Failed("orcid-sign-in-refused")
        try:
            return {"number": read_orcid(answer["orcid"])}
        except (KeyError, TypeError, AttributeError, Refused):
            raise Failed("orcid-sign-in-away") from None

    async def _exchanged(self, code: str) -> tuple[int, Any]:
        secret = self._own.client_secret
        form = {
            "client_id": self._own.client_id or "",
            "client_secret": secret.get_secret_value() if secret else "",
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back,
        }
        try:
            async with (
                asyncio.timeout(SECONDS),
                aiohttp.ClientSession(headers={"Accept": "application/json"}) as session,
                session.post(f"{self._own.base_url}/oauth/token", data=form, allow_redirects=False) as answer,
            ):
                return answer.status, await answer.json(content_type=None)
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
            raise Failed("orcid-sign-in-away") from None
