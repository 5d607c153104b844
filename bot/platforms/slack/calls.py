"""One workspace's Web API: a session for all calls, plain answers, our own errors."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channel import TooFast
from bot.platforms.slack.answers import Answers
from bot.platforms.slack.errors import translated
from bot.sending.pace import Window
from bot.slack_caps import CAPS

CONNECTIONS = 64
SECONDS = 20
MINUTE = 60.0
READS = frozenset({"conversations.info", "users.info", "files.info", "files.getUploadURLExternal"})
"""These take no JSON."""
SOON = 0.05
"""Seconds until it is worth another look whether an answer has come."""


def session() -> aiohttp.ClientSession:
    """For all calls of a workspace: a session for each is less than half as fast."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=CONNECTIONS), timeout=aiohttp.ClientTimeout(total=SECONDS)
    )


class Calls:
    """Calls methods, each as often as its cap lets it. What rests, rests alone: a method after a 429, as long as Slack
    asked for, and one that has reached its cap.

    Args:
        caps: calls in any sliding minute, by method; one that is not named has none.
    """

    def __init__(self, token: str, base_url: str, caps: Mapping[str, int] = CAPS) -> None:
        self.token, self.base_url = token, base_url
        self.client: AsyncWebClient = client(token, base_url)
        self.answers = Answers()
        self._whispering: set[asyncio.Task[None]] = set()
        self._resting: dict[str, float] = {}
        self._windows = {method: Window(cap, MINUTE) for method, cap in caps.items()}

    async def open(self) -> None:
        """On the running loop; twice changes nothing."""
        if self.client.session is None or self.client.session.closed:
            self.client.session = session()

    def whisper(self, url: str, text: str) -> None:
        """Shows whoever pressed a button a line, without making anybody wait for it."""
        task = asyncio.create_task(self.answers.whisper(self.session, url, text))
        self._whispering.add(task)
        task.add_done_callback(self._whispering.discard)

    async def close(self) -> None:
        """Ends all connections."""
        if self._whispering:
            await asyncio.wait(self._whispering, timeout=1)
        if self.client.session is not None:
            await self.client.session.close()
            self.client.session = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The one for everything."""
        assert self.client.session is not None, "open() first"
        return self.client.session

    def rest(self, method: str) -> float:
        """Seconds until the method may be called; 0 for now."""
        window = self._windows.get(method)
        wait = window.wait() if window is not None else 0.0
        return max(0.0, self._resting.get(method, 0.0) - time.monotonic(), SOON if wait is None else wait)

    async def __call__(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The method's answer.

        Raises:
            SlackApiError: Slack said no; `translated` knows what it means. TooFast: the method rests.
        """
        rest = self.rest(method)
        if rest > 0:
            raise TooFast(rest, only_chat=True)
        window = self._windows.get(method, Window(1))
        window.begin()
        try:
            return await self._answer(method, parameters)
        except SlackApiError as failure:
            meaning = translated(failure)
            if isinstance(meaning, TooFast):
                self._resting[method] = time.monotonic() + meaning.seconds
                raise TooFast(meaning.seconds, only_chat=True) from None
            raise
        except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as failure:
            raise translated(failure) from failure
        finally:
            window.over()

    async def _answer(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        if method in READS:
            answer = await self.client.api_call(method, http_verb="GET", params=parameters)
        else:
            answer = await self.client.api_call(method, json=parameters)
        assert isinstance(answer.data, dict)
        return answer.data


def client(token: str, base_url: str, kind: type[AsyncWebClient] = AsyncWebClient) -> AsyncWebClient:
    """Without the library's own second attempt, which could send a message twice."""
    made = kind(token=token or None, base_url=base_url, retry_handlers=[])
    if base_url.startswith("http://"):
        made.proxy = None  # a server in the neighbourhood, which the environment's proxy can't reach
    return made
