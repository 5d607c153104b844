"""What every process has, whatever it does of the whole."""

from __future__ import annotations

from collections.abc import Callable
from random import Random, SystemRandom

from bot.clock import Clock
from bot.config import Settings
from bot.database import Database
from bot.inbox import Inbox
from bot.jobs.runners import Runners
from bot.neighbours import neighbours
from bot.policies import policy_of
from bot.queue.mailroom import Due
from bot.sending.pace import Pace


class Core:
    """Settings, the database with those who share it, and the inbox.

    `stored` are told of what has just been committed and is due, `asked` when there is slow work to do.

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
        self.rng = rng or SystemRandom()
        self.pace = pace
        self.policy = policy_of(settings)
        self.database = Database(settings.database.url)
        self.neighbours = neighbours.of(self.database)
        self.inbox = Inbox(self.database, self.policy, self.rng, self.clock.now, self.deliver, self.ask)
        self.runners = Runners(self.database, settings.email, self.clock.now, settings.credentials.trust_roots)
        self.stored: list[Callable[[list[Due]], None]] = []
        self.asked: list[Callable[[], None]] = []

    def deliver(self, due: list[Due]) -> None:
        """What was just stored goes to whoever sends it."""
        for told in self.stored:
            told(due)

    def ask(self) -> None:
        """A turn has asked for slow work."""
        for told in self.asked:
            told()
