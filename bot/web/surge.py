"""Webhooks are turned away before anything of them is read while events wait too long for the database."""

from __future__ import annotations

import structlog
from fastapi import Request, Response

from bot.incoming.waiting import Line
from bot.watching import metrics

log = structlog.get_logger()

AGAIN_SECONDS = 1
"""What whoever is turned away is asked to wait. Telegram and Slack both come again."""
SLACK_S_MINUTE = 2
"""Slack repeats an event at once, after a minute and after five, and never again (`X-Slack-Retry-Num`)."""


class Surge:
    """Whether there is one.

    Args:
        bound: seconds. While an event has waited longer, or one more would, nothing more is taken in; what was taken
            in by then is handled all the same.
    """

    def __init__(self, line: Line, bound: float) -> None:
        self._line, self._bound = line, bound
        self._told = False

    @property
    def is_on(self) -> bool:
        """The log hears when it begins and when it is over."""
        waits = max(self._line.longest, self._line.expected)
        over = waits > self._bound
        if over and not self._told:
            log.warning("events-turned-away", waits=round(waits, 2), mend="nothing is lost; see docs/watching.md")
        elif self._told and not over:
            log.info("events-taken-again")
        self._told = over
        return over

    def turns_away(self, platform: str) -> Response | None:
        """The answer to a request that the platform will repeat; None to take it in."""
        if not self.is_on:
            return None
        metrics.SHED.labels(platform).inc()
        return Response(status_code=503, headers={"Retry-After": str(AGAIN_SECONDS)})

    def turns_slack_away(self, request: Request) -> Response | None:
        """The same; but what Slack would not repeat is taken in: what people press or type as a command, and an event
        that has waited for a minute already. Turned away twice more it would be lost."""
        again = request.headers.get("x-slack-retry-num", "0")
        waited = again.isdecimal() and int(again) >= SLACK_S_MINUTE
        repeated = request.headers.get("content-type", "").startswith("application/json")
        return self.turns_away("slack") if repeated and not waited else None
