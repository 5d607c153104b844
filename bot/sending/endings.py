"""How attempts to send end, and what follows of it: an outcome to write down, or another attempt later."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.channel import Moved, NotReached, Rejected, TooFast, Unauthorized, Unavailable, Unreachable
from bot.database import is_away
from bot.queue.mailroom import Due
from bot.queue.queue import Queue
from bot.sending import outcomes
from bot.sending.ahead import Withdrawn
from bot.sending.exports import BeingMade, Exports
from bot.sending.outcomes import Outcome
from bot.sending.pace import Pace
from bot.sending.refusals import refused
from bot.watching import metrics
from models.delivery import DeliveryState

log = structlog.get_logger()

FIRST_BACKOFF = 1.0
LONGEST_BACKOFF = 60.0
NO_ERRORS = {"withdrawn", "being-made"}
"""Words for attempts at which nothing was to be sent after all, or not yet."""


class Endings:
    """Of one channel's attempts.

    Args:
        now: the service's clock.
        rests: seconds until the platform takes a message of this kind, whatever its chat.
    """

    def __init__(
        self,
        writer: outcomes.Writer,
        queue: Queue,
        exports: Exports,
        pace: Pace,
        now: Callable[[], datetime],
        rests: Callable[[Due], float],
    ) -> None:
        self._writer, self._queue, self._exports = writer, queue, exports
        self._pace, self._now, self._rests = pace, now, rests
        self._recent_flood = (0.0, "")

    def over(self, one: Due, state: DeliveryState, *, external_id: str = "", error: str = "") -> str:
        """There is no other attempt. Returns, as the others here, the word for how this one ended."""
        return self._end(Outcome(one, state, self._now(), external_id=external_id, error=error))

    def not_begun(self, one: Due) -> None:
        """It has not arrived for sure: what was noted before it was to go out is taken back."""
        if one.once:
            self._writer.add(Outcome(one, DeliveryState.RETRYING, self._now()))

    def failed(self, one: Due, failure: Exception) -> str:
        """It was not sent, or nobody knows; called where the failure is handled."""
        match failure:
            case Withdrawn():
                self._exports.forget(one.id)
                self._queue.let_go(one)
                log.debug("delivery-withdrawn", delivery=one.id, channel=one.channel)
                return "withdrawn"
            case BeingMade():
                self._queue.aside(one)
                return "being-made"
            case Unreachable():
                return self._unreachable(one)
            case Moved():
                self._writer.add(Outcome(one, DeliveryState.RETRYING, self._now(), moved_to=failure.chat_id))
                self._queue.again(one, chat_id=failure.chat_id)
                return "moved"
            case TooFast():
                return self._flooded(one, failure)
        if isinstance(failure, Unavailable | Unauthorized) or is_away(failure):
            return self._again(one, failure)
        return self._end(refused(one, failure, self._now()))

    def _end(self, outcome: Outcome) -> str:
        self._exports.forget(outcome.due.id)
        self._writer.add(outcome)
        self._queue.done(outcome.due)
        return outcome.state.name.lower()

    def _unreachable(self, one: Due) -> str:
        log.info("account-unreachable", account=one.account_id, person=one.person_id, delivery=one.id)
        for gone in self._queue.drop(one.account_id):
            self._exports.forget(gone.id)
            self._writer.add(Outcome(gone, DeliveryState.UNREACHABLE, self._now()))
        return self.over(one, DeliveryState.UNREACHABLE)

    def _flooded(self, one: Due, pause: TooFast) -> str:
        """Most platforms do not say whether it means the chat or the bot: a second chat within the pause tells."""
        self.not_begun(one)
        metrics.sends(one.channel, "again").inc()
        now = asyncio.get_running_loop().time()
        until, chat_id = self._recent_flood
        if not pause.only_chat:
            if now < until and chat_id != one.chat_id:
                self._pace.hold(pause.seconds)
            self._recent_flood = (now + pause.seconds, one.chat_id)
        log.warning("too-fast", chat=one.chat_id, delivery=one.id, pause=pause.seconds)
        self._queue.again(one, chat_pause=0.0 if self._rests(one) else pause.seconds)
        return "again"

    def _again(self, one: Due, trouble: Exception) -> str:
        """After network trouble: later, twice as long each time, with jitter. Never given up: nothing is lost.

        Only what may have arrived ends here: what must not come twice, and a file that has been sent for so often
        that it will hardly ever come.
        """
        if isinstance(trouble, Unavailable) and not isinstance(trouble, NotReached):
            if one.once:
                log.error("delivery-unclear", delivery=one.id, person=one.person_id, mend="callboard deliveries list")
                return self.over(one, DeliveryState.UNCLEAR, error=f"{outcomes.UNCLEAR}: {trouble}"[:500])
            if self._exports.sent_in_vain(one.id):
                return self._end(refused(one, Rejected(f"it can't be sent: {trouble}"[:500]), self._now()))
        self.not_begun(one)
        metrics.sends(one.channel, "again").inc()
        attempts = one.attempts + 1
        pause = min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** min(attempts - 1, 10)) * random.uniform(0.5, 1.5)
        if isinstance(trouble, Unauthorized):
            log.critical("token-refused", channel=one.channel, because=str(trouble))
            self._pace.hold(LONGEST_BACKOFF)
        else:
            log.warning("send-again", delivery=one.id, attempts=attempts, pause=round(pause, 1), because=str(trouble))
        one.attempts = attempts
        self._queue.again(one, chat_pause=pause)
        return "again"
