"""What the doctor asks of Slack."""

from __future__ import annotations

from collections.abc import Collection

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.channel import Unauthorized
from bot.platforms.slack.calls import Calls, client
from bot.platforms.slack.errors import translated
from bot.platforms.slack.manifest import SCOPES

Verdict = tuple[bool, str, str]
"""Whether all is well, what was found, and what mends it."""

TOKENS = "put the right slack.bot_token and slack.app_token into config.toml"


async def examine_workspace(token: str, base_url: str, again: str, granted: Collection[str] | None = None) -> Verdict:
    """Whether Slack takes a bot's token, and whether the app may do what it needs.

    Args:
        again: how the app is installed again, which mends a token that is dead or may too little.
        granted: the scopes that were granted with the token, where that is known; Slack's own word counts more.
    """
    calls = Calls(token, base_url)
    await calls.open()
    try:
        answer = await calls.client.api_call("auth.test")
    except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as failure:
        return _refused(translated(failure), again)
    finally:
        await calls.close()
    said = next((value for name, value in answer.headers.items() if name.lower() == "x-oauth-scopes"), None)
    granted = said.replace(" ", "").split(",") if said is not None else granted
    missing = sorted(set(SCOPES) - set(granted)) if granted is not None else []
    found = f"{answer['user']} in {answer['team']}"
    return (not missing, found + (f", without the scopes {', '.join(missing)}" if missing else ""), again)


async def examine_app(app_token: str, base_url: str) -> Verdict:
    """Whether Slack takes the token for Socket Mode."""
    try:
        await client("", base_url).apps_connections_open(app_token=app_token)
    except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as failure:
        return _refused(translated(failure), TOKENS)
    return True, "Socket Mode", ""


def _refused(meaning: Exception, mend: str) -> Verdict:
    if isinstance(meaning, Unauthorized):
        return False, str(meaning), mend
    return False, f"can't be reached: {meaning}", "check the network and slack.base_url"
