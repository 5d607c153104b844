"""What the doctor asks of Slack."""

from __future__ import annotations

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.channel import Unauthorized
from bot.platforms.slack.calls import Calls
from bot.platforms.slack.errors import translated
from bot.platforms.slack.manifest import SCOPES

Verdict = tuple[bool, str, str]
"""Whether all is well, what was found, and what mends it."""


async def examine(bot_token: str, app_token: str, base_url: str) -> Verdict:
    """Whether Slack takes the tokens, and whether the app may do what it needs.

    Args:
        app_token: empty where Socket Mode is not used.
    """
    calls = Calls(bot_token, base_url)
    await calls.open()
    try:
        found, missing = await _bot(calls)
        if missing:
            return False, f"{found}, without the scopes {', '.join(missing)}", "callboard slack-manifest; install again"
        if app_token:
            await calls.client.apps_connections_open(app_token=app_token)
    except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as failure:
        return _refused(translated(failure))
    finally:
        await calls.close()
    return True, found, ""


async def _bot(calls: Calls) -> tuple[str, list[str]]:
    """Who the bot is and where, and which scopes it lacks (none where Slack does not say)."""
    answer = await calls.client.api_call("auth.test")
    granted = next((value for name, value in answer.headers.items() if name.lower() == "x-oauth-scopes"), None)
    missing = sorted(set(SCOPES) - set(granted.replace(" ", "").split(","))) if granted is not None else []
    return f"{answer['user']} in {answer['team']}", missing


def _refused(meaning: Exception) -> Verdict:
    if isinstance(meaning, Unauthorized):
        return False, str(meaning), "put the right slack.bot_token and slack.app_token into config.toml"
    return False, f"can't be reached: {meaning}", "check the network and slack.base_url"
