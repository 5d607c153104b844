"""What the doctor finds of Telegram: the token, and where updates go."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from telegram import WebhookInfo
from telegram.error import TelegramError

from bot.channel import Unauthorized, Unavailable
from bot.config import Settings
from bot.platforms.telegram import Telegram

Verdict = tuple[bool, str, str]
"""Whether all is well, what was found, and what mends it."""

RECENT = timedelta(hours=1)
"""An error of the webhook that is older is over, unless updates still wait."""


@asynccontextmanager
async def connected(settings: Settings, token: str) -> AsyncIterator[Telegram]:
    """For whoever only asks; nothing is taken in. Raises as `Telegram.start`."""

    async def nothing(_: object) -> None:
        return None

    telegram = Telegram(token, settings.telegram.base_url, nothing)
    try:
        await telegram.start()
        yield telegram
    finally:
        await telegram.stop()


async def examine(settings: Settings, token: str) -> Verdict:
    """Asks Telegram who the bot is and for the webhook's state."""
    try:
        async with connected(settings, token) as telegram:
            name, hook = telegram.bot.username, await telegram.bot.get_webhook_info()
    except Unauthorized as refused:
        return False, str(refused), "put the right token into config.toml"
    except (Unavailable, TelegramError) as failure:
        return False, f"can't be reached: {failure}", "check the network and telegram.base_url"
    waiting = f", {hook.pending_update_count} updates wait" if hook.pending_update_count else ""
    if settings.telegram.mode == "polling":
        if hook.url:
            mend = 'callboard run takes it away, or set telegram.mode = "webhook"'
            return False, f"@{name}, but a webhook is set", mend
        return True, f"@{name}{waiting}", ""
    ok, found, mend = _hooked(hook, settings.web.public_url or "", datetime.now(UTC))
    return ok, f"@{name}, {found}{waiting}", mend


def _hooked(hook: WebhookInfo, public_url: str, now: datetime) -> Verdict:
    if not hook.url:
        return True, "no webhook yet: the service sets it when it starts", ""
    if not hook.url.startswith(f"{public_url}/"):
        mend = "start the service, which sets its own; or does another installation use the same token?"
        return False, f"its webhook leads to {urlsplit(hook.url).netloc}", mend
    at = hook.last_error_date
    if at is not None and hook.last_error_message and (hook.pending_update_count or now - at < RECENT):
        mend = "make web.public_url reachable from outside over https; 503 while more arrives than is handled is meant"
        return False, f"{hook.last_error_message} ({at:%Y-%m-%d %H:%M})", mend
    return True, "its webhook is set", ""
