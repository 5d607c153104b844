"""Somebody's browser, as far as installing the app goes: it keeps cookies and follows what it is told to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import aiohttp


@dataclass
class Shown:
    """A page."""

    status: int
    words: str
    headers: dict[str, str]

    @property
    def leads_to(self) -> str:
        return self.headers.get("Location", "")


@dataclass
class Browser:
    """Cookies are kept by hand: they are only for https, which a local server does not have."""

    root: str
    language: str = "en-GB,en;q=0.8"
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, address: str) -> Shown:
        headers = {"Accept-Language": self.language}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            asked: Any = session.get(address, headers=headers, allow_redirects=False)
            async with asked as answer:
                for name, cookie in answer.cookies.items():
                    self.cookies[name] = cookie.value
                return Shown(answer.status, await answer.text(), dict(answer.headers))

    async def begins(self, team: str = "", **more: str) -> str:
        """From the first address to the one that Slack sends back to."""
        began = await self.get(f"{self.root}/slack/install{f'?team={team}' if team else ''}")
        assert began.status == 302, began
        also = "".join(f"&{name}={value}" for name, value in more.items())
        allowed = await self.get(began.leads_to + also)
        assert allowed.status == 302, allowed
        return allowed.leads_to

    async def installs(self, team: str = "") -> Shown:
        """All the way."""
        return await self.get(await self.begins(team))
