"""Numbered checks of an installation, each failure with the command or step that mends it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import typer
from sqlmodel import Session, col, func, select

from bot import mail, schema
from bot.chat.texts import LANGUAGES, keys
from bot.cli import backlog
from bot.config import Settings
from bot.database import Database
from bot.errors import CannotStart
from models.delivery import UP_TO_THE_OPERATOR, Delivery
from models.queries import backlog as queues


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, whether it is well, what was found, and what to do about it."""

    number: int
    check: str
    ok: bool
    found: str
    mend: str = ""


Check = Callable[[Settings], Awaitable[tuple[bool, str, str]]]


async def examine(load: Callable[[], Settings]) -> list[Finding]:
    """All checks in their order. Settings that can't be read end it: nothing else can be looked at."""
    try:
        settings = load()
    except CannotStart as wrong:
        return [Finding(1, "settings", False, str(wrong), "correct config.toml; config.example.toml shows every key")]
    findings = [Finding(1, "settings", True, "read and whole")]
    for name, check in CHECKS.items():
        try:
            ok, found, mend = await check(settings)
        except CannotStart as wrong:
            ok, found, mend = False, str(wrong), "see the first check that failed"
        findings.append(Finding(len(findings) + 1, name, ok, found, "" if ok else mend))
    return findings


def show(findings: list[Finding], *, as_json: bool) -> None:
    """Prints them, for a person or as one JSON object."""
    if as_json:
        typer.echo(json.dumps({"ok": all(f.ok for f in findings), "checks": [asdict(f) for f in findings]}))
        return
    for finding in findings:
        typer.echo(f"{finding.number}. {'ok  ' if finding.ok else 'FAIL'} {finding.check}: {finding.found}")
        if finding.mend:
            typer.echo(f"        → {finding.mend}")


async def _database(settings: Settings) -> tuple[bool, str, str]:
    try:
        with closing(Database(settings.database.url)) as database:
            at = schema.current(database)
    except CannotStart as wrong:
        return False, str(wrong), "check database.url and that the folder can be written to"
    if at is None:
        return True, "empty; the first start fills it", ""
    return at == schema.newest(), f"schema {at}", "callboard migrate"


async def _telegram(settings: Settings) -> tuple[bool, str, str]:
    if settings.telegram.token is None:
        elsewhere = settings.slack.is_on
        found = "off" if elsewhere else "telegram.token is not set"
        return elsewhere, found, "get one from @BotFather and put it into config.toml"
    from telegram.error import TelegramError

    from bot.channel import Unauthorized, Unavailable
    from bot.platforms.telegram import Telegram

    async def nothing(_: object) -> None:
        return None

    telegram = Telegram(settings.telegram.token.get_secret_value(), settings.telegram.base_url, nothing)
    try:
        name = await telegram.start()
        hook = await telegram.bot.get_webhook_info()
    except Unauthorized as refused:
        return False, str(refused), "put the right token into config.toml"
    except (Unavailable, TelegramError) as failure:
        return False, f"can't be reached: {failure}", "check the network and telegram.base_url"
    finally:
        await telegram.stop()
    if settings.telegram.mode == "polling" and hook.url:
        return False, f"@{name}, but a webhook is set", 'callboard run takes it away, or set telegram.mode = "webhook"'
    waiting = f", {hook.pending_update_count} updates wait" if hook.pending_update_count else ""
    trouble = hook.last_error_message if settings.telegram.mode == "webhook" else None
    if trouble:
        return False, f"@{name}: {trouble}", "make web.public_url reachable from outside over https"
    return True, f"@{name}{waiting}", ""


async def _slack(settings: Settings) -> tuple[bool, str, str]:
    if not settings.slack.is_on:
        return True, "off; set slack.bot_token or slack.client_id to have it", ""
    from bot.cli.slack_health import examine

    return await examine(settings)


async def _email(settings: Settings) -> tuple[bool, str, str]:
    url = settings.email.url
    if url == "console:":
        return True, "console: mails are only logged; set email.url before experts join", ""
    import aiosmtplib

    parts = urlsplit(url)
    client = aiosmtplib.SMTP(
        hostname=parts.hostname, port=mail.port_of(url), use_tls=parts.scheme == "smtps", timeout=10
    )
    try:
        await client.connect()
        await client.quit()
    except (aiosmtplib.SMTPException, OSError) as failure:
        return False, f"{parts.hostname}: {type(failure).__name__}", "check email.url"
    return True, f"{parts.hostname} answers", ""


async def _clock(_: Settings) -> tuple[bool, str, str]:
    now = datetime.now(UTC)
    sane = now > datetime(2026, 1, 1, tzinfo=UTC)
    return sane, f"{now:%Y-%m-%d %H:%M} UTC", "set the machine's clock (timedatectl set-ntp true)"


async def _languages(_: Settings) -> tuple[bool, str, str]:
    first, *others = (set(keys(language)) for language in LANGUAGES)
    odd = sorted(key for other in others for key in first ^ other)
    return not odd, f"{len(first)} texts in {', '.join(LANGUAGES)}", f"missing somewhere: {', '.join(odd[:5])}"


async def _backlog(settings: Settings) -> tuple[bool, str, str]:
    with closing(Database(settings.database.url)) as database:
        if schema.current(database) != schema.newest():
            return True, "nothing yet", ""
        with database.transaction() as session:
            return _queues(session, datetime.now(UTC))


def _queues(session: Session, now: datetime) -> tuple[bool, str, str]:
    """What is late, by urgency; what was refused; what failed; and whether sending is paused."""
    waiting, kept = queues.late(session, now), queues.kept_for_lost(session, now)
    counted = select(Delivery.state, func.count()).where(col(Delivery.state).in_(UP_TO_THE_OPERATOR))
    stuck = dict(session.exec(counted.group_by(col(Delivery.state))).all())
    refused, unclear = (stuck.get(state, 0) for state in UP_TO_THE_OPERATOR)
    newest = select(Delivery.error).where(col(Delivery.state).in_(UP_TO_THE_OPERATOR)).order_by(col(Delivery.id).desc())
    why = session.exec(newest.limit(1)).first()
    parked = queues.parked(session)
    last = f" (the last: {why}; callboard deliveries list has all)" if why else ""
    also = f", {kept} wait for lost workspaces" if kept else ""
    also += f", {unclear} that may have arrived" if unclear else ""
    found = f"{backlog.shown(waiting)}{also}, {refused} refused by a platform{last}, {parked} events that failed"
    off = queues.paused(session)
    if off is not None:
        return False, f"sending is paused ({off.because}): {found}", "callboard sending resume"
    is_late = any(now - one.since > timedelta(minutes=5) for one in waiting)
    return not is_late and not parked, found, "is callboard run running? its log names each failed event"


CHECKS: dict[str, Check] = {
    "database": _database,
    "telegram": _telegram,
    "slack": _slack,
    "mail": _email,
    "clock": _clock,
    "languages": _languages,
    "backlog": _backlog,
}
