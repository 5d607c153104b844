"""Socket Mode: Slack's events over a connection that we open, so that nothing is exposed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.channel import Unauthorized
from bot.config import SlackSettings
from bot.platforms.slack.calls import client
from bot.platforms.slack.errors import translated
from bot.platforms.slack.intake import Intake

log = structlog.get_logger()

PING_SECONDS = 5.0
SILENT_SECONDS = 25.0
"""So long without an answer to a ping: the connection is dead, whatever the library believes of it."""
CONNECT_SECONDS = 15.0


class Socket:
    """One connection, replaced whenever it goes silent.

    Args:
        ping, silent: seconds from one ping to the next, and without an answer to any until it counts as dead.
    """

    def __init__(
        self,
        intake: Intake,
        app_token: str,
        base_url: str,
        *,
        ping: float = PING_SECONDS,
        silent: float = SILENT_SECONDS,
    ) -> None:
        self._intake, self._token, self._ping, self._silent = intake, app_token, ping, silent
        self._client: AsyncWebClient = client("", base_url)
        self._handler: AsyncSocketModeHandler | None = None

    async def check(self) -> None:
        """Asks for a connection's address, without using it.

        Raises:
            Unauthorized: Slack refuses the app-level token. Unavailable: it can't be asked now.
        """
        try:
            await self._client.apps_connections_open(app_token=self._token)
        except Exception as failure:
            meaning = translated(failure)
            if isinstance(meaning, Unauthorized):
                raise Unauthorized(f"slack.app_token: {meaning}") from None
            raise meaning from None

    async def run(self) -> None:
        """Connects, and replaces the connection whenever it is dead; until cancelled."""
        try:
            await self._connect()
            while True:
                await asyncio.sleep(self._ping)
                if self._is_dead():
                    log.warning("slack-connection-replaced", mend="nothing to do unless it happens all the time")
                    await self._disconnect()
                    await self._connect()
        finally:
            await self._disconnect()

    async def _connect(self) -> None:
        handler = AsyncSocketModeHandler(
            self._intake.app,
            self._token,
            logger=logging.getLogger("slack"),
            web_client=self._client,
            ping_interval=self._ping,
        )
        handler.client.proxy = self._client.proxy
        self._handler, self._since = handler, time.time()
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await handler.client.connect()  # type: ignore[no-untyped-call]  # the library leaves it untyped
        except TimeoutError:
            log.error("slack-connection-failed", mend="check the network")

    async def _disconnect(self) -> None:
        handler, self._handler = self._handler, None
        if handler is None:
            return
        own = handler.client
        tasks = [own.message_processor, own.current_session_monitor, own.message_receiver]
        with contextlib.suppress(Exception):
            await own.close()  # type: ignore[no-untyped-call]  # the library leaves it untyped
        await asyncio.gather(*(task for task in tasks if task is not None), return_exceptions=True)

    def _is_dead(self) -> bool:
        """Its tasks have ended, or nothing has come in for longer than its own watch would wait."""
        if self._handler is None:
            return True
        own = self._handler.client
        tasks = (own.message_processor, own.current_session_monitor, own.message_receiver)
        heard = max(self._since, own.last_ping_pong_time or 0.0)
        return time.time() - heard > self._silent or any(task is None or task.done() for task in tasks)


async def checked(intake: Intake, own: SlackSettings) -> Socket | None:
    """Socket Mode with a token that Slack takes; None over HTTP. Raises as `Socket.check`."""
    if own.mode != "socket":
        return None
    assert own.app_token is not None
    socket = Socket(intake, own.app_token.get_secret_value(), own.base_url)
    await socket.check()
    return socket
