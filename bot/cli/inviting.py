"""Invitations from the command line: how the first admin comes in."""

from __future__ import annotations

from contextlib import closing
from random import SystemRandom

from bot.clock import Clock
from bot.config import Settings
from bot.database import Database
from bot.errors import CannotStart
from bot.storage import copies
from models.client import client_named
from models.membership import Invitation, Role, new_code


async def invite(settings: Settings, role: str, client: str | None) -> list[str]:
    """Issues a code; the lines to show with it.

    Raises:
        CannotStart: no such role, or a recruiter without a client.
    """
    if role not in set(Role):
        raise CannotStart(f"--role: {role!r} is none; allowed: {', '.join(Role)}")
    client = (client or "").strip()
    if role == Role.RECRUITER and not client:
        raise CannotStart('--client: a recruiter works for one; name it, for example --client "Northwind Labs"')
    database = Database(settings.database.url)
    copies.upgrade(database)
    code, now = new_code(SystemRandom()), Clock().now()
    with closing(database), database.transaction() as session:
        client_id = client_named(session, client, now) if client else None
        session.add(Invitation.issue(code, Role(role), client_id, now))
    lines = [f"Code for one {role}, good for 7 days, used once: {code}"]
    name = await _bot_name(settings)
    if name:
        lines.append(f"Telegram: https://t.me/{name}?start={code}")
    if settings.telegram.token is None and not settings.slack.is_on:
        lines.append("There is no bot yet: set telegram.token, or Slack's tokens, and start the service.")
    lines.append(f"Whoever has the code sends the bot: /start {code}")
    return lines


async def _bot_name(settings: Settings) -> str:
    """The bot's user name, if Telegram is on and answers."""
    if settings.telegram.token is None:
        return ""
    from bot.channel import Unauthorized, Unavailable
    from bot.platforms.telegram import Telegram

    async def nothing(_: object) -> None:
        return None

    telegram = Telegram(settings.telegram.token.get_secret_value(), settings.telegram.base_url, nothing)
    try:
        return await telegram.start()
    except (Unauthorized, Unavailable):
        return ""
    finally:
        await telegram.stop()
