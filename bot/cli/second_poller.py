"""What the doctor finds of other programs that poll Telegram with our token: both get parts of the updates."""

from __future__ import annotations

import asyncio
from contextlib import closing
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import NamedTuple

from telegram import Bot
from telegram.error import Conflict, TelegramError

from bot.channel import Unauthorized, Unavailable
from bot.cli.queue_health import Verdict
from bot.cli.telegram_health import connected
from bot.config import Settings
from bot.connections import strangers
from bot.database import Database
from bot.neighbours import neighbours
from bot.platforms.telegram import is_by_another
from bot.storage import schema

RECENT = timedelta(hours=1)
"""A service notes it every few minutes for as long as it goes on."""
LOOK_SECONDS = 6
"""A program whose poll was ended by ours tries again after a second; Telegram may let it wait for some more."""
REST_SECONDS = 1.0
MEND = (
    "find the other program (another installation, an old machine, a test) and stop it; or make a new token with "
    "/revoke at @BotFather, put it into config.toml and restart"
)


class _Ours(NamedTuple):
    """Whether a process of ours listens, and when whoever does was last contradicted."""

    listens: bool
    heard: datetime | None


async def examine(settings: Settings, token: str) -> Verdict:
    """While a service of ours polls, what counts is what it heard: to ask as well would contradict it."""
    if settings.telegram.mode == "webhook":
        return Verdict(True, "nobody polls: Telegram calls", "")
    ours = _ours(settings)
    if ours is None:
        return Verdict(False, "the database is not up to date: the service can't be asked", "callboard migrate")
    if ours.listens:
        return _heard(ours, datetime.now(UTC))
    found = await _asked(settings, token)
    ours = _ours(settings)
    return _heard(ours, datetime.now(UTC)) if ours and ours.listens else found  # it has begun meanwhile


def _ours(settings: Settings) -> _Ours | None:
    """None where another version made the tables."""
    with closing(Database(settings.database.url)) as database:
        at = schema.current(database)
        if at is None:
            return _Ours(False, None)
        if at != schema.newest():
            return None
        with database.reading() as session:
            heard = strangers.last_heard(session, "telegram")
        return _Ours(neighbours.listens(database, "telegram"), heard)


def _heard(ours: _Ours, now: datetime) -> Verdict:
    figures = {"asked": "service", "last_heard": ours.heard.isoformat() if ours.heard else None}
    if ours.heard is None or now - ours.heard > RECENT:
        return Verdict(True, "the service that polls has heard of none within the hour", "", figures)
    found = f"another program polls with this token: the service was contradicted at {ours.heard:%Y-%m-%d %H:%M} UTC"
    return Verdict(False, found, f"{MEND}. An hour after the last time, or a restart, this is over", figures)


async def _asked(settings: Settings, token: str) -> Verdict:
    """Asks Telegram as one that polls does, and confirms nothing."""
    try:
        async with connected(settings, token) as telegram:
            if (await telegram.bot.get_webhook_info()).url:
                return Verdict(True, "nobody can poll: a webhook is set", "")
            is_there = await _is_ended(telegram.bot)
    except (Unauthorized, Unavailable, TelegramError) as failure:
        return Verdict(False, f"Telegram can't be asked: {failure}", "see the check of telegram")
    if is_there:
        return Verdict(False, "another program polls with this token", MEND, {"asked": "telegram"})
    return Verdict(True, f"none within {LOOK_SECONDS} seconds", "", {"asked": "telegram"})


async def _is_ended(bot: Bot) -> bool:
    """Whether another's poll ends ours. Without an offset whatever waits still waits afterwards; as it is answered at
    once, it is asked again."""
    clock = asyncio.get_running_loop().time
    until = clock() + LOOK_SECONDS
    while (left := until - clock()) > 0:
        try:
            if await bot.get_updates(limit=1, timeout=ceil(left)):
                await asyncio.sleep(REST_SECONDS)
        except Conflict as conflict:
            return is_by_another(conflict)
    return False
