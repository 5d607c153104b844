"""Puts the parts together; the only file that knows them all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from importlib import import_module
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Any

import structlog

from bot import schema
from bot.channel import Rejected, TooFast, Unauthorized, Unavailable
from bot.clock import Clock, Ticker
from bot.config import Settings
from bot.database import Database
from bot.engine import engine_of
from bot.errors import CannotStart
from bot.inbox import Inbox
from bot.lookups import Lookups
from bot.mailroom import Due
from bot.math_jobs import MathJobs
from bot.outbox import Outbox
from bot.pace import Pace
from bot.policies import policy_of
from bot.runners import Runners

if TYPE_CHECKING:
    from bot.platforms.telegram import Telegram
    from bot.workspaces import Workspaces

log = structlog.get_logger()

CATCH_UP_SECONDS = 2.0
"""Longer than that the web server, and with it the health check, waits for nobody."""


class Service:
    """Everything in one process.

    Args:
        clock: the demo's can be moved.
        rng: draws codes; the system's own randomness outside the tests.
        pace: another than the settings say, to measure without one.
    """

    def __init__(
        self, settings: Settings, clock: Clock | None = None, rng: Random | None = None, pace: Pace | None = None
    ) -> None:
        self.settings = settings
        self.clock = clock or Clock()
        self.policy = policy_of(settings)
        self._pace = pace
        self.database = Database(settings.database.url)
        rng = rng or SystemRandom()
        self.inbox = Inbox(self.database, self.policy, rng, self.clock.now, self._deliver, lambda: self.engine.wake())
        self.runners = Runners(self.database, settings.email, self.clock.now)
        kinds = {**self.runners.by_kind, **Lookups(settings.registers.urls).by_kind, **MathJobs().by_kind}
        self.engine = engine_of(self.database, kinds, self.inbox.take, self.clock.now)
        self.ticker = Ticker(self.database, self.policy, rng, self.clock.now, self._deliver)
        self.outboxes: list[Outbox] = []
        self.slack: Workspaces | None = None
        self.platforms: dict[str, str] = {}
        self.web_port = 0
        self._tasks: list[asyncio.Task[None]] = []
        self._closing: list[Any] = []

    async def start(self) -> None:
        """Migrates, connects the platforms that are set, and begins to listen, send and tick.

        Raises:
            CannotStart: with what is wrong and how to mend it.
        """
        self._start_telemetry()
        before, after = schema.upgrade(self.database)
        if before != after:
            log.info("schema-upgraded", before=before, after=after)
        if self.settings.telegram.token:
            await self._start_telegram(self.settings.telegram.token.get_secret_value())
        if self.settings.slack.is_on:
            await self._start_slack()
        if not self.platforms:
            log.warning("no-platform", mend="set telegram.token in config.toml; @BotFather gives you one")
        self._spawn(self.engine.run())
        if self.runners.telegram is not None and self._polls():
            await self.runners.telegram.caught_up(CATCH_UP_SECONDS)  # whoever waits for an answer comes first
        self.ticker.start()
        await asyncio.to_thread(import_module, "bot.web")  # takes a while: the first answers go out meanwhile
        self._start_web()
        log.info("running", platforms=list(self.platforms), web=f"http://{self.settings.web.host}:{self.web_port}")

    async def stop(self) -> None:
        """Lets what is in flight end, and writes down how it ended."""
        await self.ticker.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for part in reversed(self._closing):
            await part.stop()
        await self.inbox.settled()
        self.database.close()

    def _start_telemetry(self) -> None:
        own = self.settings.telemetry
        if own.endpoint is None:
            return
        try:
            from bot.telemetry import Telemetry
        except ModuleNotFoundError:
            raise CannotStart("telemetry.endpoint needs OpenTelemetry: uv sync --extra otel") from None
        self._closing.append(Telemetry(own.endpoint, own.service_name))

    async def _start_telegram(self, token: str) -> None:
        from bot.platforms.telegram import Telegram  # a platform that is off is not imported

        telegram = Telegram(token, self.settings.telegram.base_url, self.inbox.take, self.runners.fetch)
        self._closing.append(telegram)
        self.runners.telegram = telegram
        await self._bring_up("telegram", lambda: self._connect(telegram))

    async def _start_slack(self) -> None:
        from bot.platforms.slack import installations  # a platform that is off is not imported
        from bot.workspaces import Workspaces

        own, fetch = self.settings.slack, self.runners.fetch
        installed, url = installations.of(self.settings, self.database), self.settings.web.public_url or ""
        self.slack = Workspaces(
            own, self.database, self.inbox, self.clock.now, fetch, self.policy, self._pace, installed, url
        )
        self._closing.append(self.slack)
        self.runners.fetches["slack"] = self.slack.fetch
        await self._bring_up("slack", self.slack.connect)

    async def _bring_up(self, platform: str, connect: Callable[[], Awaitable[None]]) -> None:
        try:
            await connect()
            self.platforms[platform] = "up"
        except Unauthorized as refused:
            raise CannotStart(str(refused)) from None
        except Rejected as refused:
            raise CannotStart(f"{platform.capitalize()} refuses the webhook: {refused}; see web.public_url") from None
        except (Unavailable, TooFast) as trouble:
            log.error(f"{platform}-away", because=str(trouble), mend=f"check the network and {platform}.base_url")
            self.platforms[platform] = "down"
            self._spawn(self._bring_up_later(platform, connect))

    async def _connect(self, telegram: Telegram) -> None:
        """Asks Telegram who the bot is and how updates come, then begins to listen and to send."""
        own = self.settings.telegram
        username = await telegram.start()
        if own.mode == "polling":
            await telegram.use_polling()
        else:
            assert own.webhook_secret is not None
            hook = f"{(self.settings.web.public_url or '').rstrip('/')}/telegram/webhook"
            await telegram.use_webhook(hook, own.webhook_secret.get_secret_value())
        self.policy.bot_links["telegram"] = f"https://t.me/{username}?start="
        pace = self._pace or Pace(own.messages_per_second)
        outbox = Outbox(self.database, telegram, pace, self.clock.now)
        self.outboxes.append(outbox)
        self._spawn(outbox.run())
        if own.mode == "polling":
            self._spawn(telegram.poll())
        self._spawn(self.runners.set_menus())

    async def _bring_up_later(self, platform: str, connect: Callable[[], Awaitable[None]]) -> None:
        """The rest of the service is up meanwhile."""
        pause = 1.0
        while self.platforms[platform] != "up":
            await asyncio.sleep(pause)
            pause = min(60.0, pause * 2)
            try:
                await connect()
                self.platforms[platform] = "up"
            except (Unauthorized, Rejected) as refused:
                log.critical(f"{platform}-refused", because=str(refused))
                self.platforms[platform] = "refused"
                return
            except (Unavailable, TooFast) as trouble:
                log.warning(f"{platform}-away", because=str(trouble), again_in=pause)

    def _start_web(self) -> None:
        from bot.web import OfProcess, OfTables, Scraped, Server, make

        own = self.settings.telegram
        secret = own.webhook_secret.get_secret_value() if own.webhook_secret and own.mode == "webhook" else None
        telegram = self.runners.telegram
        receive = telegram.receive_raw if telegram else None
        slack = (self.slack.endpoint, self.slack.installer) if self.slack else (None, None)
        tables = OfTables(self.database, self.clock.now)
        process = OfProcess(self._senders, self._states, lambda: self.inbox.waiting)
        scraped = Scraped(tables, process, self.settings.web.metrics_token)
        app = make(self.database, self._states, secret, receive, *slack, metrics=scraped)
        server = Server(app, self.settings.web.host, self.settings.web.port)
        server.start()
        self.web_port = server.port
        self._closing.append(server)

    def _polls(self) -> bool:
        return self.settings.telegram.mode == "polling" and self.platforms["telegram"] == "up"

    def _states(self) -> dict[str, str]:
        """Each platform's, in a word."""
        states = dict(self.platforms)
        if self.slack is not None and states.get("slack") == "up":
            states["slack"] = self.slack.state
        return states

    def _deliver(self, due: list[Due]) -> None:
        """What was just stored goes to the senders."""
        for outbox in self._senders():
            outbox.offer(due)

    def _senders(self) -> list[Outbox]:
        return [*self.outboxes, *(self.slack.outboxes.values() if self.slack else ())]

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.create_task(work))
