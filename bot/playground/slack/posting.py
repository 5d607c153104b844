"""Delivery over HTTP: a signed POST to the app's request URLs."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import aiohttp

from bot.playground.wire import Json, encode

from .outcome import Outcome
from .signing import signature

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


class Posting:
    """The request URLs of the app; off while there are none."""

    def __init__(self, secret: str, acknowledge: float) -> None:
        self.secret = secret
        self.acknowledge = acknowledge
        self.urls: dict[str, str] = {}
        self._session: aiohttp.ClientSession | None = None

    async def stop(self) -> None:
        """Ends all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def verify(self) -> bool:
        """What saving the events' URL does: whether it answers the challenge."""
        challenge = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"
        body = encode({"token": "playground", "challenge": challenge, "type": "url_verification"}).encode()
        headers = {"Content-Type": JSON, **signature(self.secret, body)}
        try:
            async with self._open().post(self.urls["events_api"], data=body, headers=headers) as answer:
                return answer.status == 200 and challenge in await answer.text()
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False

    async def send(self, kind: str, payload: Json, attempt: int = 0, reason: str = "") -> Outcome:
        """Posts it, for the attempt-th time after the first."""
        body, content_type = _body(kind, payload)
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
        headers |= signature(self.secret, body)
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        try:
            async with self._open().post(self.urls[kind], data=body, headers=headers, allow_redirects=False) as answer:
                again = answer.headers.get("X-Slack-No-Retry") != "1"
                if not 200 <= answer.status < 300:
                    return Outcome("http_error", again=again)
                return Outcome(answer=_answer(await answer.read()))
        except TimeoutError:
            return Outcome("http_timeout")
        except (aiohttp.ClientError, OSError):
            return Outcome("connection_failed")

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=self.acknowledge)
            self._session = aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=0))
        return self._session


def _body(kind: str, payload: Json) -> tuple[bytes, str]:
    if kind == "events_api":
        return encode(payload).encode(errors="replace"), JSON
    if kind == "interactive":
        return urlencode({"payload": encode(payload)}, errors="replace").encode(), FORM
    return urlencode(payload, errors="replace").encode(), FORM


def _answer(body: bytes) -> Json | None:
    if not body.strip():
        return None
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    if isinstance(found, dict):
        return found
    return {"text": body.decode(errors="replace")}
