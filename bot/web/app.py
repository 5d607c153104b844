"""FastAPI: health for whoever watches, webhooks for the platforms."""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request, Response
from sqlalchemy import text

from bot.channel import NotAnUpdate
from bot.database import Database
from bot.incoming.waiting import Line
from bot.jobs.orcid import CALLBACK_PATH
from bot.web.orcid import OrcidPages
from bot.web.surge import Surge

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # its name
MOST_BODY = 1024 * 1024
Receive = Callable[[dict[str, Any]], Awaitable[None]]
Answer = Callable[[Request], Awaitable[Response]]


def make(
    database: Database,
    platforms: Callable[[], dict[str, str]],
    webhook_secret: str | None = None,
    receive: Receive | None = None,
    slack: Answer | None = None,
    installation: tuple[Answer, Answer] | None = None,
    orcid: OrcidPages | None = None,
    metrics: Answer | None = None,
    surge: Surge | None = None,
) -> FastAPI:
    """The application.

    Args:
        platforms: the state of each platform in a word, "up" where all is well.
        webhook_secret, receive: for Telegram's webhook; without them the route does not exist. `receive` returns
            when the update is committed and raises NotAnUpdate for what is none.
        slack: answers Slack's requests, signatures and all; without it the route does not exist.
        orcid: answers whoever sets out for ORCID, and whoever comes back from there.
        installation: answers whoever begins to install the app, and whoever comes back from Slack.
        metrics: answers Prometheus.
        surge: turns webhooks away while there is one.
    """
    surge = surge or Surge(Line(), 1.0)
    app = FastAPI(title="Callboard", openapi_url=None, docs_url=None, redoc_url=None)

    @app.get("/")
    def root() -> dict[str, Any]:
        return {"service": "Callboard", "platforms": platforms() or "none: set telegram.token in config.toml"}

    @app.get("/healthz")
    def alive() -> dict[str, str]:
        return {"status": "up"}

    @app.get("/readyz")
    def ready(response: Response) -> dict[str, Any]:
        try:
            with database.reading() as session:
                session.execute(text("SELECT 1"))
        except Exception as failure:
            response.status_code = 503
            return {"status": "down", "database": type(failure).__name__}
        state, shed = platforms(), surge.is_on
        well = all(one == "up" for one in state.values()) and not shed
        return {"status": "up" if well else "degraded", "platforms": state, "events": "shed" if shed else "taken"}

    if webhook_secret and receive:
        _add_telegram(app, webhook_secret, receive, surge)
    if slack:
        _add_slack(app, slack, surge)
    if installation:
        _add_installation(app, *installation)
    if orcid:
        app.get("/orcid/sign-in")(orcid.begin)
        app.get(CALLBACK_PATH)(orcid.finish)
    if metrics:
        _add_metrics(app, metrics)
    return app


def _add_telegram(app: FastAPI, secret: str, receive: Receive, surge: Surge) -> None:
    async def telegram(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=401)
        if busy := surge.turns_away("telegram"):
            return busy
        if int(request.headers.get("content-length") or 0) > MOST_BODY:
            return Response(status_code=413)
        try:
            await receive(_read(await request.body()))
        except NotAnUpdate:
            return Response(status_code=400)
        return Response(status_code=200)

    _add_webhook(app, "/telegram/webhook", telegram)


def _add_slack(app: FastAPI, answer: Answer, surge: Surge) -> None:
    async def slack(request: Request) -> Response:
        return surge.turns_slack_away(request) or await answer(request)

    _add_webhook(app, "/slack/events", slack)


def _add_webhook(app: FastAPI, path: str, answer: Answer) -> None:
    """A route of Starlette's: FastAPI's would read the body once more and look for what nobody declared."""
    app.add_route(path, answer, methods=["POST"])


def _add_metrics(app: FastAPI, answer: Answer) -> None:
    @app.get("/metrics")
    async def metrics(request: Request) -> Response:
        return await answer(request)


def _add_installation(app: FastAPI, begin: Answer, finish: Answer) -> None:
    @app.get("/slack/install")
    async def install(request: Request) -> Response:
        return await begin(request)

    @app.get("/slack/oauth_redirect")
    async def back(request: Request) -> Response:
        return await finish(request)


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise NotAnUpdate from None
