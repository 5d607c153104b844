"""How the Web API refuses, in Slack's own words."""

from __future__ import annotations

from typing import Any

from bot.playground.wire import Json


class SlackError(Exception):
    """An answer with `"ok": false`: the name of the error, and messages that say where it lies.

    Slack refuses with status 200; only too many requests (429) and trouble of its own have another one.
    """

    def __init__(
        self, error: str, *messages: str, status: int = 200, retry_after: int | None = None, **more: Any
    ) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages
        self.status = status
        self.retry_after = retry_after
        self.more = more

    def body(self) -> Json:
        """The answer's body."""
        body: Json = {"ok": False, "error": self.error, **self.more}
        if self.messages:
            body["response_metadata"] = {"messages": list(self.messages)}
        return body


def rate_limited(retry_after: int) -> SlackError:
    """429 with the whole seconds to wait."""
    return SlackError("ratelimited", status=429, retry_after=retry_after)


def invalid_arguments(*messages: str) -> SlackError:
    """The call's arguments are not what the method takes."""
    return SlackError("invalid_arguments", *(f"[ERROR] {message}" for message in messages))
