"""One workspace's Web API: a session for all calls, plain answers, our own errors."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channel import TooFast
from bot.platforms.slack.answers import Answers
from bot.platforms.slack.errors import translated

CONNECTIONS = 64
SECONDS = 20
READS = frozenset({"users.info", "files.info", "files.getUploadURLExternal"})
"""These take no JSON."""
EDITS = frozenset({"chat.update"})
"""While these rest, new messages may go on."""


def session() -> aiohttp.ClientSession:
    """For all calls of a workspace: a session for each is less than half as fast."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=CONNECTIONS), timeout=aiohttp.ClientTimeout(total=SECONDS)
    )


class Calls:
    """Calls methods. After a 429 a method rests as long as Slack asked for, and only that method."""

    def __init__(self, token: str, base_url: str) -> None:
        self.token, self.base_url = token, base_url
        self.client: AsyncWebClient = client(token, base_url)
        self.answers = Answers()
        self._resting: dict[str, float] = {}

    async def open(self) -> None:
        """On the running loop; twice changes nothing."""
        if self.client.session is None or self.client.session.closed:
            self.client.session = session()

    async def close(self) -> None:
        """Ends all connections."""
        if self.client.session is not None:
            await self.client.session.close()
            self.client.session = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The one for everything."""
        assert self.client.session is not None, "open() first"
        return self.client.session

    async def __call__(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The method's answer.

        Raises:
            SlackApiError: Slack said no; `translated` knows what it means. TooFast: the method rests.
        """
        now = asyncio.get_running_loop().time()
        rest = self._resting.get(method, 0.0) - now
        if rest > 0:
            raise TooFast(rest, only_chat=method in EDITS)
        try:
            if method in READS:
                answer = await self.client.api_call(method, http_verb="GET", params=parameters)
            else:
                answer = await self.client.api_call(method, json=parameters)
        except SlackApiError as failure:
            meaning = translated(failure)
            if isinstance(meaning, TooFast):
                self._resting[method] = now + meaning.seconds
                raise TooFast(meaning.seconds, only_chat=method in EDITS) from None
            raise
        except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as failure:
            raise translated(failure) from failure
        assert isinstance(answer.data, dict)
        return answer.data


def client(token: str, base_url: str, kind: type[AsyncWebClient] = AsyncWebClient) -> AsyncWebClient:
    """Without the library's own second attempt, which could send a message twice."""
    made = kind(token=token or None, base_url=base_url, retry_handlers=[])
    if base_url.startswith("http://"):
        made.proxy = None  # a server in the neighbourhood, which the environment's proxy can't reach
    return made
