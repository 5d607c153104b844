"""How a workspace installs the app: slack-bolt's OAuth flow, and a page that says in words how it ended."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import structlog
from fastapi import Request, Response
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from sqlalchemy.exc import SQLAlchemyError

from bot import page as pages
from bot.channel import TooFast, Unavailable
from bot.chat.message import Text, text
from bot.config import SlackSettings
from bot.platforms.slack.calls import client
from bot.platforms.slack.errors import translated
from bot.platforms.slack.installations import STATE_SECONDS, Installations, States
from bot.platforms.slack.manifest import INSTALL_PATH, REDIRECT_PATH, SCOPES

log = structlog.get_logger()

COOKIE = "callboard-slack-install"
Welcome = Callable[[str, str, str], Awaitable[bool]]
"""Told of a workspace's id, title and token; whether it is connected now, or will be soon."""


class Installer:
    """Answers the two addresses of an installation.

    Args:
        public_url: under which Slack sends people back.
    """

    def __init__(self, own: SlackSettings, public_url: str, store: Installations, welcome: Welcome) -> None:
        assert own.client_secret is not None
        self._welcome, self._again = welcome, public_url + INSTALL_PATH
        self._settings = AsyncOAuthSettings(
            client_id=own.client_id,
            client_secret=own.client_secret.get_secret_value(),
            scopes=SCOPES,
            user_scopes=(),
            redirect_uri=public_url + REDIRECT_PATH,
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            install_page_rendering_enabled=False,
            callback_options=AsyncCallbackOptions(success=self._done, failure=self._failed),
            authorization_url=own.base_url.removesuffix("api/") + "oauth/v2/authorize",
            installation_store=store,
            state_store=States(store.engine),
            state_cookie_name=COOKIE,
            state_expiration_seconds=STATE_SECONDS,
        )
        self._flow = _Flow(client=client("", own.base_url, _Asking), logger=_SILENT, settings=self._settings)

    async def begin(self, request: Request) -> Response:
        """Off to Slack, with a state that only this browser can come back with."""
        return await self._answer(request, self._flow.handle_installation)

    async def finish(self, request: Request) -> Response:
        """Back from Slack: the workspace is connected, or the page says what went wrong."""
        return await self._answer(request, self._flow.handle_callback)

    async def _answer(self, request: Request, step: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]) -> Response:
        asked = to_async_bolt_request(request, b"")
        asked.query = {name: request.query_params.getlist(name) for name in request.query_params}
        try:
            answer = await step(asked)
        except (Unavailable, TooFast, aiohttp.ClientError, TimeoutError, OSError) as away:
            answer = self._page(asked, 503, text("slack-install-away"), because=type(away).__name__)
        except SQLAlchemyError as failure:
            answer = self._page(asked, 500, text("slack-install-not-stored"), because=type(failure).__name__)
        shown = to_starlette_response(answer)
        shown.headers.update(pages.HEADERS)
        return shown

    async def _done(self, args: AsyncSuccessArgs) -> BoltResponse:
        installed = args.installation
        team, name = str(installed.team_id), installed.team_name or str(installed.team_id)
        connected = await self._welcome(team, name, str(installed.bot_token))
        log.info("workspace-installed", team=team, by=installed.user_id, connected=connected)
        said = text("slack-install-done", team=name) if connected else text("slack-install-soon", team=name)
        way = f"https://slack.com/app_redirect?app={installed.app_id}&team={installed.team_id}"
        body = pages.page(_languages(args.request), said, (text("button-open-slack"), way))
        headers = {
            "Content-Type": pages.HTML,
            "Set-Cookie": [self._settings.state_utils.build_set_cookie_for_deletion()],
        }
        return BoltResponse(status=200, body=body, headers=headers)

    async def _failed(self, args: AsyncFailureArgs) -> BoltResponse:
        reason = "org_wide" if isinstance(args.error, OrgWide) else args.reason
        status, said = _REASONS.get(reason, _OTHER)
        return self._page(args.request, status, said, because=reason if reason in _REASONS else "other")

    def _page(self, request: AsyncBoltRequest, status: int, said: Text, *, because: str) -> BoltResponse:
        log.warning("slack-install-failed", because=because, status=status)
        body = pages.page(_languages(request), said, (text("button-install-again"), self._again))
        return BoltResponse(status=status, body=body, headers={"Content-Type": pages.HTML})


class OrgWide(BoltError):
    """An installation for a whole organisation, or for no workspace at all."""


class _Flow(AsyncOAuthFlow):
    """Bolt's, which keeps only what is one workspace's."""

    async def store_installation(self, request: AsyncBoltRequest, installation: Installation) -> None:
        if installation.is_enterprise_install or not installation.team_id or not installation.bot_token:
            raise OrgWide
        await super().store_installation(request, installation)


class _Asking(AsyncWebClient):
    """Tells a Slack that is away from one that refuses: to Bolt, both are a wrong code."""

    async def api_call(self, *args: Any, **kwargs: Any) -> AsyncSlackResponse:
        try:
            return await super().api_call(*args, **kwargs)
        except SlackApiError as failure:
            meaning = translated(failure)
            if isinstance(meaning, Unavailable | TooFast):
                raise meaning from None
            raise


_SILENT = logging.getLogger("slack.oauth")
_SILENT.setLevel(logging.CRITICAL)  # what it would say has the code in it; one line of ours says what happened


def _languages(request: AsyncBoltRequest) -> str:
    return ",".join(request.headers.get("accept-language", []))


_REASONS = {
    "access_denied": (200, text("slack-install-denied")),
    "invalid_browser": (400, text("slack-install-browser")),
    "invalid_state": (401, text("slack-install-state")),
    "missing_code": (401, text("slack-install-code")),
    "invalid_code": (401, text("slack-install-code")),
    "org_wide": (403, text("slack-install-org")),
    "storage_error": (500, text("slack-install-not-stored")),
}
_OTHER = (400, text("slack-install-refused"))
