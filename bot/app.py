"""Puts the parts together: everything in one process, or a part of it in each of many."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

import structlog

from bot.clock import Clock
from bot.config import Settings
from bot.connections import listeners, senders
from bot.connections.platforms_up import Platforms
from bot.core import Core
from bot.errors import CannotStart
from bot.parts import Announcing, Background, Formulas, Pages, Part, Returning, Sharing, Traces
from bot.sending.pace import Pace
from bot.storage import copies
from handlers.evidence.sealing import reseal

if TYPE_CHECKING:
    from bot.connections.workspaces import Workspaces

log = structlog.get_logger()

Made = tuple[Platforms, Pages | None, Sequence[Part]]
"""The platforms, the pages, and all parts in the order in which they are started."""


class Service:
    """A process that does everything.

    Args:
        clock, rng, pace: as `Core` takes them.
    """

    def __init__(
        self, settings: Settings, clock: Clock | None = None, rng: Random | None = None, pace: Pace | None = None
    ) -> None:
        core = self.core = Core(settings, clock, rng, pace)
        self.settings, self.clock, self.policy = core.settings, core.clock, core.policy
        self.database, self.inbox, self.runners = core.database, core.inbox, core.runners
        self._platforms, self._pages, self._parts = self._made(core)
        self._begun: list[Part] = []

    @property
    def slack(self) -> Workspaces | None:
        """Slack as it is connected, where it is on."""
        return self._platforms.slack

    @property
    def platforms(self) -> dict[str, str]:
        """Whether each could be reached when it was last tried."""
        return self._platforms.up

    @property
    def web_port(self) -> int:
        """Where the pages are, once it is started; 0 where there are none."""
        return self._pages.port if self._pages is not None else 0

    def _made(self, core: Core) -> Made:
        own = senders.Own(core.database, core.clock.now, core.neighbours)
        platforms = Platforms(core, own, listeners.Ours(core.neighbours))
        pages = Pages(core, platforms)
        background = Background(core, platforms)
        parts = Traces(core), Returning(background), Sharing(core, own), platforms, background, pages, Formulas()
        return platforms, pages, parts

    async def start(self) -> None:
        """Migrates, connects the platforms that are set, and begins to do its work.

        Raises:
            CannotStart: with what is wrong and how to mend it.
        """
        self.core.neighbours.start()
        before, after, copy = copies.upgrade(self.database)
        if before != after:
            log.info("schema-upgraded", before=before, after=after, copy=str(copy) if copy else "none")
        await self.database.run(lambda session: reseal(session, self.policy.seals))
        for part in self._parts:
            self._begun.append(part)
            await part.start()
        web = f"http://{self.settings.web.host}:{self.web_port}" if self._pages else "none"
        log.info("running", platforms=list(self.platforms), web=web)

    async def stop(self) -> None:
        """Lets what is in flight end, and writes down how it ended."""
        for part in reversed(self._begun):
            await part.stop()
        await self.inbox.settled()
        await self.core.neighbours.stop()
        self.database.close()


class Web(Service):
    """A process that the platforms call. It handles and commits what arrives, and sends nothing: how many there are
    depends on what comes in, how much goes out on the tokens alone."""

    def _made(self, core: Core) -> Made:
        _expect_shared(core, "web")
        platforms = Platforms(core, senders.Others(core.neighbours), listeners.Theirs())
        pages = Pages(core, platforms)
        return platforms, pages, (Traces(core), platforms, Announcing(core), pages, Formulas())


class Worker(Service):
    """A process that sends, listens to platforms that don't call, and works in the background: its share of each."""

    def _made(self, core: Core) -> Made:
        _expect_shared(core, "worker")
        own = senders.Own(core.database, core.clock.now, core.neighbours)
        platforms = Platforms(core, own, listeners.Ours(core.neighbours))
        background = Background(core, platforms)
        parts = Traces(core), Returning(background), Sharing(core, own), platforms, background, Formulas()
        port = core.settings.web.worker_port
        pages = Pages(core, platforms, health_at=port) if port is not None else None
        return platforms, pages, (*parts, pages) if pages else parts


def _expect_shared(core: Core, command: str) -> None:
    """Raises CannotStart on SQLite."""
    if not core.database.is_shared:
        raise CannotStart(
            f"callboard {command} shares its work by PostgreSQL, and database.url is SQLite: `callboard run` does "
            "everything in one process there"
        )
