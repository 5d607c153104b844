"""The platforms that are set: brought up at the start, or as soon as they can be reached."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import TYPE_CHECKING, Any

import structlog

from bot.channel import Rejected, TooFast, Unauthorized, Unavailable
from bot.connections.listeners import Listen, Listeners
from bot.connections.senders import Senders
from bot.connections.strangers import Strangers
from bot.core import Core
from bot.errors import CannotStart
from bot.outbox import Outbox
from bot.sending.pace import Pace

if TYPE_CHECKING:
    from bot.connections.workspaces import Workspaces
    from bot.platforms.telegram import Telegram

log = structlog.get_logger()

CATCH_UP_SECONDS = 2.0
"""Longer than that the web server, and with it the health check, waits for nobody."""


class Platforms:
    """Telegram and Slack, as far as the settings have them.

    Args:
        senders: send through what is connected. listeners: ask it for news where it does not call.
    """

    def __init__(self, core: Core, senders: Senders, listeners: Listeners) -> None:
        self._core, self._senders, self._listeners = core, senders, listeners
        self.slack: Workspaces | None = None
        self.up: dict[str, str] = {}
        self._tasks: list[asyncio.Task[None]] = []
        core.stored.append(senders.offer)

    async def start(self) -> None:
        """Connects them, and begins to listen and to send."""
        own = self._core.settings
        if own.telegram.token:
            await self._start_telegram(own.telegram.token.get_secret_value())
        if own.slack.is_on:
            await self._start_slack()
        if not self.up:
            log.warning("no-platform", mend="set telegram.token in config.toml; @BotFather gives you one")

    async def stop(self) -> None:
        """Listens no more, lets what is in flight end, and disconnects."""
        await self._listeners.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self.slack is not None:
            await self.slack.stop()
        await self._senders.stop()
        if self._core.runners.telegram is not None:
            await self._core.runners.telegram.stop()

    async def caught_up(self) -> None:
        """Returns when the first of those who wrote meanwhile have been handled, if they are to be asked for."""
        telegram = self._core.runners.telegram
        if telegram is not None and self._core.settings.telegram.mode == "polling" and self.up["telegram"] == "up":
            await telegram.caught_up(CATCH_UP_SECONDS)

    def states(self) -> dict[str, str]:
        """Each platform's, in a word."""
        states = dict(self.up)
        if self.slack is not None and states.get("slack") == "up":
            states["slack"] = self.slack.state
        return states

    def outboxes(self) -> Iterable[Outbox]:
        """Those of this process, whether it is the one that sends or waits to be."""
        return self._senders.outboxes.values()

    def endpoints(self) -> dict[str, Any]:
        """What answers the platforms where they call, as `bot.web.make` takes it."""
        own, telegram = self._core.settings.telegram, self._core.runners.telegram
        secret = own.webhook_secret.get_secret_value() if own.webhook_secret and own.mode == "webhook" else None
        return {
            "webhook_secret": secret,
            "receive": telegram.receive if telegram else None,
            "slack": self.slack.endpoint if self.slack else None,
            "installation": self.slack.installer if self.slack else None,
        }

    async def _start_telegram(self, token: str) -> None:
        from bot.platforms.telegram import Telegram  # a platform that is off is not imported

        core = self._core
        strangers = Strangers(core.database, "telegram", core.clock.now)
        base_url, heard = core.settings.telegram.base_url, strangers.heard
        telegram = Telegram(token, base_url, core.inbox.take, core.runners.fetch, heard)
        core.runners.telegram = telegram

        async def listen() -> None:
            await strangers.begin()
            await telegram.poll()

        await self._bring_up("telegram", lambda: self._connect(telegram, listen))

    async def _start_slack(self) -> None:
        from bot.connections.workspaces import Workspaces

        self.slack = Workspaces(self._core, self._senders, self._listeners)
        self._core.runners.fetches["slack"] = self.slack.fetch
        await self._bring_up("slack", self.slack.connect)

    async def _bring_up(self, platform: str, connect: Callable[[], Awaitable[None]]) -> None:
        try:
            await connect()
            self.up[platform] = "up"
        except Unauthorized as refused:
            raise CannotStart(str(refused)) from None
        except Rejected as refused:
            raise CannotStart(f"{platform.capitalize()} refuses the webhook: {refused}; see web.public_url") from None
        except (Unavailable, TooFast) as trouble:
            log.error(f"{platform}-away", because=str(trouble), mend=f"check the network and {platform}.base_url")
            self.up[platform] = "down"
            self._spawn(self._bring_up_later(platform, connect))

    async def _connect(self, telegram: Telegram, listen: Listen) -> None:
        """Asks Telegram who the bot is and how updates come, then begins to listen and to send."""
        core, own = self._core, self._core.settings.telegram
        username = await telegram.start()
        if own.mode == "polling":
            await telegram.use_polling()
        else:
            assert own.webhook_secret is not None
            hook = f"{(core.settings.web.public_url or '').rstrip('/')}/telegram/webhook"
            await telegram.use_webhook(hook, own.webhook_secret.get_secret_value())
        core.policy.bot_links["telegram"] = f"https://t.me/{username}?start="
        self._senders.open(telegram, core.pace or Pace(own.messages_per_second))
        if own.mode == "polling":
            self._listeners.open("telegram", listen)
        self._spawn(core.runners.set_menus())

    async def _bring_up_later(self, platform: str, connect: Callable[[], Awaitable[None]]) -> None:
        """The rest of the service is up meanwhile."""
        pause = 1.0
        while self.up[platform] != "up":
            await asyncio.sleep(pause)
            pause = min(60.0, pause * 2)
            try:
                await connect()
                self.up[platform] = "up"
            except (Unauthorized, Rejected) as refused:
                log.critical(f"{platform}-refused", because=str(refused))
                self.up[platform] = "refused"
                return
            except (Unavailable, TooFast) as trouble:
                log.warning(f"{platform}-away", because=str(trouble), again_in=pause)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.create_task(work))
