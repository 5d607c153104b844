"""The way to ORCID and back: who follows a link from their chat signs in there, and the chat hears of it.

The link's state is the claim's: good once, for some minutes, and in the browser that set out with it.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from bot import page
from bot.chat.message import Text, text
from bot.config import OrcidSettings
from bot.database import Database
from bot.jobs.orcid import CALLBACK_PATH
from handlers.evidence.orcid_sign_in import STATE_VALID, come_back, setting_out
from models.errors import Refused

COOKIE = "callboard-orcid"
MOST_CHARACTERS = 200


class OrcidPages:
    """Answers the two addresses of a sign-in.

    Args:
        ask: told when there is slow work to do.
    """

    def __init__(
        self,
        own: OrcidSettings,
        public_url: str,
        database: Database,
        now: Callable[[], datetime],
        ask: Callable[[], None],
    ) -> None:
        self._own, self._database, self._now, self._ask = own, database, now, ask
        self._url = public_url.rstrip("/")

    async def begin(self, request: Request) -> Response:
        """Says for whom it is, and leads on to ORCID."""
        state = request.query_params.get("state", "")[:MOST_CHARACTERS]
        try:
            name = await self._database.run(lambda session: setting_out(session, state, self._now()))
        except Refused as refused:
            return self._page(request, 410, Text(refused.key, refused.variables))
        asked = {"response_type": "code", "scope": "/authenticate", "client_id": self._own.client_id or ""}
        where = {"redirect_uri": self._url + CALLBACK_PATH, "state": state}
        to = f"{self._own.base_url}/oauth/authorize?{urlencode(asked | where)}"
        shown = self._page(request, 200, text("orcid-page-begin", name=name), (text("orcid-page-go"), to))
        shown.set_cookie(
            COOKIE,
            state,
            max_age=int(STATE_VALID.total_seconds()),
            path="/orcid",
            secure=self._url.startswith("https:"),
            httponly=True,
            samesite="lax",
        )
        return shown

    async def finish(self, request: Request) -> Response:
        """Takes the code over; what it is worth is told in the chat."""
        state, code = (request.query_params.get(name, "") for name in ("state", "code"))
        same = state and hmac.compare_digest(state.encode(), request.cookies.get(COOKIE, "").encode())
        if not same or len(code) > MOST_CHARACTERS:
            return self._page(request, 400, text("orcid-page-over"))

        def taken(session: Session) -> Text:
            return come_back(session, state, code, self._now())

        try:
            said = await self._database.run(taken)
        except Refused as refused:
            return self._page(request, 410, Text(refused.key, refused.variables))
        self._ask()
        shown = self._page(request, 200, said)
        shown.delete_cookie(COOKIE, path="/orcid")
        return shown

    def _page(self, request: Request, status: int, said: Text, way: tuple[Text, str] | None = None) -> HTMLResponse:
        body = page.page(request.headers.get("accept-language", ""), said, way)
        return HTMLResponse(body, status, headers=page.HEADERS)
