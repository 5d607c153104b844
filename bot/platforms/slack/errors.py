"""From Slack's errors to ours."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.channel import NotReached, Rejected, Revoked, TooFast, Unauthorized, Unavailable, Unreachable
from bot.watching import metrics

DEAD = {"account_inactive", "token_revoked", "token_expired", "invalid_auth"}
NO_TOKEN = {"not_authed", "no_permission", "team_access_not_granted", "org_login_required", "missing_scope"}
GONE = {
    "user_disabled", "messages_tab_disabled", "cannot_dm_bot", "channel_not_found", "user_not_found",
    "users_not_found", "user_not_visible", "is_archived", "not_in_channel", "cannot_find_user", "restricted_action",
}  # fmt: skip
AGAIN = {
    "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org", "accesslimited",
    "message_limit_exceeded", "rollup_error",
}  # fmt: skip
CANNOT_EDIT = {"message_not_found", "edit_window_closed", "cant_update_message", "update_failed"}
"""A new message is sent instead."""
FIRST_PAUSE = 1.0


def error_of(failure: SlackApiError) -> str:
    """Slack's own word for it, empty where it gave none."""
    return str(_answer(failure).get("error", ""))


def translated(failure: Exception) -> Exception:
    """Our word for what a call ended with."""
    if isinstance(failure, SlackApiError):
        return _of_api(failure)
    if isinstance(failure, aiohttp.ClientConnectorError):
        return NotReached(str(failure))
    if isinstance(failure, SlackClientError | aiohttp.ClientError | asyncio.TimeoutError | OSError):
        return Unavailable(f"{type(failure).__name__}: {failure}")
    return failure


def _of_api(failure: SlackApiError) -> Exception:
    error, status = error_of(failure), _status(failure)
    if status == 429 or error in ("ratelimited", "rate_limited"):
        metrics.TOO_FAST.labels("slack").inc()
        return TooFast(_pause(failure))
    if error in DEAD:
        return Revoked(error)
    if error in NO_TOKEN:
        return Unauthorized(f"Slack refuses the token: {error}")
    if error in GONE:
        return Unreachable(error)
    if status >= 500 or error in AGAIN or not error:
        return Unavailable(error or f"status {status}")
    details = _answer(failure).get("response_metadata", {}).get("messages") or []
    return Rejected(": ".join([error, *map(str, details)])[:500])


def _pause(failure: SlackApiError) -> float:
    headers = getattr(failure.response, "headers", None) or {}
    found = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    try:
        return max(0.0, float(found))
    except ValueError:
        return FIRST_PAUSE


def _status(failure: SlackApiError) -> int:
    response: Any = failure.response
    return int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)


def _answer(failure: SlackApiError) -> dict[str, Any]:
    response: Any = failure.response
    data = response if isinstance(response, dict) else getattr(response, "data", None)
    return data if isinstance(data, dict) else {}
