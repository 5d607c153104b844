"""What a process is made of, apart from the platforms: work in the background, and pages."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from bot.clock import Ticker
from bot.connections.platforms_up import Platforms
from bot.connections.senders import Own
from bot.core import Core
from bot.engine import engine_of
from bot.errors import CannotStart
from bot.jobs.counting import Counting
from bot.jobs.errands import Errands
from bot.jobs.lookups import Lookups
from bot.jobs.maths import MathJobs
from bot.jobs.orcid import OrcidJobs
from models.answer_reading import load_formulas

if TYPE_CHECKING:
    from bot.watching.telemetry import Telemetry
    from bot.web import Server


class Part(Protocol):
    """Something that is started with the process, and stopped in the opposite order."""

    async def start(self) -> None:
        """Raises CannotStart with what is wrong and how to mend it."""

    async def stop(self) -> None:
        """Lets what is in flight end. Nothing to do where it was not started."""


class Traces:
    """What happens is told to a collector of OpenTelemetry, where one is set."""

    def __init__(self, core: Core) -> None:
        self._own = core.settings.telemetry
        self._telemetry: Telemetry | None = None

    async def start(self) -> None:
        """Raises CannotStart where the library is missing."""
        if self._own.endpoint is None:
            return
        try:
            from bot.watching.telemetry import Telemetry
        except ModuleNotFoundError:
            raise CannotStart("telemetry.endpoint needs OpenTelemetry: uv sync --extra otel") from None
        self._telemetry = Telemetry(self._own.endpoint, self._own.service_name)

    async def stop(self) -> None:
        """Tells the last of it."""
        if self._telemetry is not None:
            await self._telemetry.stop()


class Sharing:
    """This process takes its share of what is to be sent and listened to."""

    def __init__(self, core: Core, senders: Own) -> None:
        self._neighbours, self._senders = core.neighbours, senders

    async def start(self) -> None:
        """Before anything is connected."""
        self._neighbours.join(self._senders.look)

    async def stop(self) -> None:
        """What was held has been given back by whoever held it."""


class Background:
    """Slow work that turns ask for, and what the clock sets off."""

    def __init__(self, core: Core, platforms: Platforms) -> None:
        self._platforms = platforms
        kinds = {**core.runners.by_kind, **Lookups(core.settings.registers.urls).by_kind, **MathJobs().by_kind}
        kinds |= Counting(core.database, core.clock.now).by_kind
        kinds |= OrcidJobs(core.settings.orcid, core.settings.web.public_url or "").by_kind
        self._engine = engine_of(Errands(core.database, kinds, core.inbox.take, core.clock.now))
        self.ticker = Ticker(
            *(core.database, core.policy, core.rng, core.clock.now, core.deliver),
            has_plenty=lambda: any(outbox.has_plenty for outbox in platforms.outboxes()),
        )
        self._working: asyncio.Task[None] | None = None
        core.asked.append(self._engine.wake)

    async def start(self) -> None:
        """Whoever waits for an answer comes before the clock."""
        self._working = asyncio.create_task(self._engine.run())
        await self._platforms.caught_up()
        self.ticker.start()

    async def stop(self) -> None:
        """The tick that runs ends first."""
        await self.ticker.stop()
        if self._working is not None:
            self._working.cancel()
            await asyncio.wait([self._working])


class Formulas:
    """What is slow to load and not needed at once: numpy comes with the reader of chemical formulas.

    It is loaded beside the first turns, so that none of them waits for it.
    """

    def __init__(self) -> None:
        self._loading: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Returns before it is there."""
        self._loading = asyncio.create_task(asyncio.to_thread(load_formulas))

    async def stop(self) -> None:
        """An import can't be broken off."""
        if self._loading is not None:
            await asyncio.wait([self._loading])


class Returning:
    """What is to be settled after the service was away, before anything is sent."""

    def __init__(self, background: Background) -> None:
        self._background = background

    async def start(self) -> None:
        """Broadcasts that stood still are held, and their recruiters asked."""
        await self._background.ticker.begin()

    async def stop(self) -> None:
        """It was over at once."""


class Announcing:
    """Calls workers to what turns ask for in this process, which does none of it itself."""

    def __init__(self, core: Core) -> None:
        from bot.jobs.drains import Drains  # SQLite needs no job queue, nor waits for its import

        self._drains = Drains(Errands(core.database, {}, core.inbox.take, core.clock.now))
        self._announcing: asyncio.Task[None] | None = None
        core.asked.append(self._drains.wake)

    async def start(self) -> None:
        """From now on."""
        self._announcing = asyncio.create_task(self._drains.announce())

    async def stop(self) -> None:
        """What was asked for is found by a worker all the same."""
        if self._announcing is not None:
            self._announcing.cancel()
            await asyncio.wait([self._announcing])


class Pages:
    """What is served over HTTP: health, and what the platforms call.

    Args:
        health_at: only health and metrics, at this port; what the platforms call is elsewhere.
    """

    def __init__(self, core: Core, platforms: Platforms, health_at: int | None = None) -> None:
        self._core, self._platforms = core, platforms
        self._is_called = health_at is None
        self._host, self._wanted = core.settings.web.host, core.settings.web.port if health_at is None else health_at
        self._server: Server | None = None
        self.port = 0

    async def start(self) -> None:
        """Listens on the port."""
        await asyncio.to_thread(import_module, "bot.web")  # takes a while: the first answers go out meanwhile
        from bot.web import OfProcess, OfTables, OrcidPages, Scraped, Server, Surge, make

        core, platforms = self._core, self._platforms
        process = OfProcess(platforms.outboxes, platforms.states, core.inbox)
        scraped = Scraped(OfTables(core.database, core.clock.now), process, core.settings.web.metrics_token)
        called = platforms.endpoints() if self._is_called else {}
        if self._is_called and core.settings.orcid.client_id:
            url = core.settings.web.public_url or ""
            called["orcid"] = OrcidPages(core.settings.orcid, url, core.database, core.clock.now, core.ask)
        surge = Surge(core.inbox.line, core.settings.web.shed_after_seconds)
        app = make(core.database, platforms.states, **called, metrics=scraped, surge=surge)
        server = Server(app, self._host, self._wanted)
        server.start()
        self._server, self.port = server, server.port

    async def stop(self) -> None:
        """Finishes what is being answered."""
        if self._server is not None:
            await self._server.stop()
