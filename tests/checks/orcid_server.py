"""ORCID, played by a local server: who signs in, codes that are good once, and public records."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

CLIENT = {"client_id": "APP-1", "client_secret": "s3cret"}


@dataclass
class OrcidServer:
    """`who` is signed in there, by their iD; `says` overrules what the exchange answers."""

    url: str = ""
    who: str = "0000-0002-1825-0097"
    says: int | str | None = None
    codes: dict[str, str] = field(default_factory=dict)
    exchanged: list[dict[str, str]] = field(default_factory=list)
    records: dict[str, Any] = field(default_factory=dict)

    async def authorize(self, request: web.Request) -> web.Response:
        asked = request.query
        if asked["client_id"] != CLIENT["client_id"] or (asked["response_type"], asked["scope"]) != (
            "code",
            "/authenticate",
        ):
            return web.Response(status=400)
        code = f"code{len(self.codes) + 1}"
        self.codes[code] = asked["redirect_uri"]
        return web.Response(
            status=302, headers={"Location": f"{asked['redirect_uri']}?code={code}&state={asked['state']}"}
        )

    async def token(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.exchanged.append(form)
        if isinstance(self.says, int):
            return web.Response(status=self.says)
        if self.says is not None:
            return web.Response(text=self.says, content_type="application/json")
        known = self.codes.pop(form["code"], None) == form["redirect_uri"]
        if not known or form["client_secret"] != CLIENT["client_secret"]:
            return web.json_response({"error": "invalid_grant"}, status=400)
        return web.json_response({"access_token": "t", "orcid": self.who, "name": "Sara Haddad"})

    async def record(self, request: web.Request) -> web.Response:
        found = self.records.get(request.match_info["number"])
        return web.json_response(found) if found else web.Response(status=404)


@asynccontextmanager
async def playing_orcid() -> AsyncIterator[OrcidServer]:
    """The server, listening while the context lasts."""
    server = OrcidServer()
    app = web.Application()
    app.router.add_get("/oauth/authorize", server.authorize)
    app.router.add_post("/oauth/token", server.token)
    app.router.add_get("/v3.0/{number}/record", server.record)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()
