"""Slack's requests over HTTP: events, buttons and slash commands, all at one address."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from fastapi import Request, Response
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler

from bot.platforms.slack.intake import Intake

log = structlog.get_logger()

Answer = Callable[[Request], Awaitable[Response]]
MOST_BODY = 1024 * 1024


class Endpoint:
    """Answers requests: 401 to what is not signed, 200 once it is committed."""

    def __init__(self, intake: Intake) -> None:
        self._handler = AsyncSlackRequestHandler(intake.app)

    async def __call__(self, request: Request) -> Response:
        """One request."""
        length = request.headers.get("content-length") or "0"
        if not length.isdecimal() or int(length) > MOST_BODY:
            return Response(status_code=413)
        try:
            answer = await self._handler.handle(request)
        except (ValueError, TypeError, AttributeError):  # no object at all: nothing that Slack ever sends
            return Response(status_code=400)
        if answer.status_code == 401:
            log.warning("slack-request-refused", mend="check slack.signing_secret, unless it was a stranger")
        return answer
