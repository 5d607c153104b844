"""Slow checks: pages that are to hold a string, and registers that are to list a number."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.checks import page, registers
from bot.jobs.errands import Errand, Failed, Runner
from bot.jobs.fetching import MOST_BYTES, Away, PageClient
from models.errors import Refused

SECONDS = 10.0


class Lookups:
    """The kinds of job `fetch-page` and `look-up`. Each ends with "…-away" where it is to be tried again later.

    Args:
        urls: where each register is, by its name.
    """

    def __init__(self, urls: Mapping[str, str], pages: PageClient | None = None) -> None:
        self._urls, self._pages = urls, pages or PageClient()

    @property
    def by_kind(self) -> Mapping[str, Runner]:
        return {"fetch-page": self.fetch_page, "look-up": self.look_up}

    async def fetch_page(self, errand: Errand) -> dict[str, Any]:
        """`{"link", "string", "attempt"}` and, where that must be named there too, a certificate's `title`: fails with
        "page-string-missing", "page-title-missing" (title), or what the client refuses."""
        try:
            content = await self._pages.fetch(errand.payload["link"])
        except Refused as refused:
            raise Failed(refused.key, **refused.variables) from None
        except Away:
            raise Failed("page-away", attempt=errand.payload["attempt"]) from None
        if errand.payload["string"].encode() not in content:
            raise Failed("page-string-missing")
        title = errand.payload.get("title", "")
        if title and not page.names(content.decode("utf-8", "replace"), title):
            raise Failed("page-title-missing", title=title)
        return {}

    async def look_up(self, errand: Errand) -> dict[str, Any]:
        """`{"register", "number", "attempt"}`: `{"register", "names", "fields", "about"}`, or "register-not-listed"."""
        register = registers.REGISTERS[errand.payload["register"]]
        try:
            answer = await self._ask(register, errand.payload["number"])
            entry = registers.read(register, answer) if answer is not None else None
        except (Away, registers.Unreadable):
            again = {"register": register.name, "attempt": errand.payload["attempt"]}
            raise Failed("register-away", **again) from None
        if entry is None:
            raise Failed("register-not-listed", register=register.name)
        return {
            "register": register.name,
            "names": list(entry.names),
            "fields": list(entry.fields),
            "about": entry.about,
            "places": list(entry.places),
            "works": dict(entry.works),
        }

    async def _ask(self, register: registers.Register, number: str) -> Any:
        """Its answer as JSON; None where it says that there is none. Away for everything else."""
        url = self._urls.get(register.name, "").rstrip("/") + register.path(number)
        try:
            async with asyncio.timeout(SECONDS), aiohttp.ClientSession() as session:
                headers = {"Accept": "application/json"}
                async with session.get(url, headers=headers, allow_redirects=False) as answer:
                    if answer.status in (404, 410):
                        return None
                    if answer.status != 200:
                        raise Away(f"HTTP {answer.status}")
                    content = await answer.content.read(MOST_BYTES + 1)
                    while len(content) <= MOST_BYTES and (piece := await answer.content.read(MOST_BYTES)):
                        content += piece
            return json.loads(content[:MOST_BYTES])
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as trouble:
            raise Away(type(trouble).__name__) from None
