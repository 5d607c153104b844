"""App Home: published when someone opens it, and again after whatever they do while it may be open."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable

import structlog
from slack_sdk.errors import SlackApiError

from bot.channel import Envelope, TooFast, Unavailable
from bot.platforms.slack import blocks
from bot.platforms.slack.calls import Calls

log = structlog.get_logger()

Page = Callable[[str], Awaitable[Envelope | None]]
"""The page of an account by its external id; None where there is none."""
MOST_OPEN = 10_000
REST_SECONDS = 0.5
"""What someone does within this time is shown by one publication: Slack takes a hundred a minute."""


class Homes:
    """The pages of one workspace. What can't be published is shown when the page is opened next."""

    def __init__(self, calls: Calls, team: str, page: Page) -> None:
        self._calls, self._team, self._page = calls, team, page
        self._open: OrderedDict[str, None] = OrderedDict()
        self._publishing: dict[str, asyncio.Task[None]] = {}

    def opened(self, user: str) -> None:
        """They look at it."""
        self._open[user] = None
        if len(self._open) > MOST_OPEN:
            self._open.popitem(last=False)
        self._start(user, 0.0)

    def touched(self, user: str) -> None:
        """They did something, which the page may show."""
        if user in self._open:
            self._start(user, REST_SECONDS)

    async def close(self) -> None:
        """Nothing more is published."""
        for task in self._publishing.values():
            task.cancel()
        await asyncio.gather(*self._publishing.values(), return_exceptions=True)

    def _start(self, user: str, pause: float) -> None:
        if user not in self._publishing:
            self._publishing[user] = asyncio.create_task(self._publish(user, pause))

    async def _publish(self, user: str, pause: float) -> None:
        try:
            await asyncio.sleep(pause)
            del self._publishing[user]  # what happens from here on is not shown by this one
            page = await self._page(f"{self._team}:{user}")
            if page is not None:
                view = {"type": "home", "blocks": blocks.message(page.html, page.keys)}
                await self._calls("views.publish", user_id=user, view=view)
        except TooFast as rest:
            self._start(user, rest.seconds)
        except (SlackApiError, Unavailable) as failure:
            log.warning("home-not-published", because=str(failure)[:300])
