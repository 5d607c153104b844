"""Numbered checks of an installation, each failure with the command or step that mends it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

import typer
from sqlmodel import Session

from bot.chat.texts import LANGUAGES, keys
from bot.checks.trust_roots import read_roots
from bot.cli import money_health, queue_health
from bot.cli.queue_health import Verdict
from bot.config import Settings
from bot.database import Database
from bot.errors import CannotStart
from bot.jobs import mail
from bot.storage import copies, schema
from handlers.evidence.sealing import unkeyed


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, whether it is well, what was found, and what to do about it.

    `figures` are what a program would have to read out of the words, where there are any.
    """

    number: int
    check: str
    ok: bool
    found: str
    mend: str = ""
    figures: dict[str, Any] = field(default_factory=dict)


Check = Callable[[Settings], Awaitable[tuple[bool, str, str] | Verdict]]


async def examine(load: Callable[[], Settings]) -> list[Finding]:
    """All checks in their order. Settings that can't be read end it: nothing else can be looked at."""
    try:
        settings = load()
    except CannotStart as wrong:
        return [Finding(1, "settings", False, str(wrong), "correct config.toml; config.example.toml shows every key")]
    findings = [Finding(1, "settings", True, "read and whole")]
    for name, check in CHECKS.items():
        try:
            verdict = Verdict(*await check(settings))
        except CannotStart as wrong:
            verdict = Verdict(False, str(wrong), "see the first check that failed")
        mend = "" if verdict.ok else verdict.mend
        findings.append(Finding(len(findings) + 1, name, verdict.ok, verdict.found, mend, verdict.figures or {}))
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
            takes = copies.room(database) if at else None
    except CannotStart as wrong:
        shared = settings.database.url.startswith("postgresql")
        is_there = "PostgreSQL runs and lets this machine in" if shared else "the folder can be written to"
        return False, str(wrong), f"check database.url and that {is_there}"
    if at is None:
        return True, "empty; the first start fills it", ""
    size = f", {takes[0] / 1e6:.1f} MB, of which {takes[1] / 1e6:.1f} are free for what comes" if takes else ""
    return at == schema.newest(), f"schema {at}{size}", "callboard migrate"


async def _telegram(settings: Settings) -> tuple[bool, str, str]:
    if settings.telegram.token is None:
        elsewhere = settings.slack.is_on
        found = "off" if elsewhere else "telegram.token is not set"
        return elsewhere, found, "get one from @BotFather and put it into config.toml"
    from bot.cli.telegram_health import examine

    return await examine(settings, settings.telegram.token.get_secret_value())


async def _second_poller(settings: Settings) -> Verdict:
    if settings.telegram.token is None:
        return Verdict(True, "off", "")
    from bot.cli.second_poller import examine

    return await examine(settings, settings.telegram.token.get_secret_value())


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


async def _signatures(settings: Settings) -> tuple[bool, str, str]:
    folder = settings.credentials.trust_roots
    if folder is None:
        return True, "nobody's is trusted; set credentials.trust_roots to have signed PDFs prove by themselves", ""
    if find_spec("pyhanko") is None:
        return False, "the extra pdf is missing: signed PDFs all go to reviewers", "uv sync --extra pdf"
    try:
        found, odd = read_roots(folder)
    except OSError as failure:
        return False, f"{folder}: {type(failure).__name__}", "check credentials.trust_roots"
    if odd or not found:
        return False, f"no certificate in {', '.join(odd) or folder}", "put certificates there, as PEM or DER"
    return True, f"{len(found)} trusted", ""


async def _clock(_: Settings) -> tuple[bool, str, str]:
    now = datetime.now(UTC)
    sane = now > datetime(2026, 1, 1, tzinfo=UTC)
    return sane, f"{now:%Y-%m-%d %H:%M} UTC", "set the machine's clock (timedatectl set-ntp true)"


async def _encryption(settings: Settings) -> tuple[bool, str, str]:
    """Without a key it is amiss as soon as there is something that the key would protect."""
    if settings.privacy.encryption_key is not None:
        return True, "privacy.encryption_key is set", ""
    with closing(Database(settings.database.url)) as database:
        bare = 0
        if schema.current(database) == schema.newest():
            with database.reading() as session:
                bare = unkeyed(session)
    if not bare:
        return True, "no privacy.encryption_key; set one before experts join: `callboard encryption-key` makes it", ""
    mend = "callboard encryption-key makes one: put it into config.toml; the next start keys what is stored"
    return False, f"no privacy.encryption_key: what {bare} proofs were shown with can be guessed from a copy", mend


async def _languages(_: Settings) -> tuple[bool, str, str]:
    first, *others = (set(keys(language)) for language in LANGUAGES)
    odd = sorted(key for other in others for key in first ^ other)
    return not odd, f"{len(first)} texts in {', '.join(LANGUAGES)}", f"missing somewhere: {', '.join(odd[:5])}"


def _in_tables(look: Callable[[Session, datetime], Verdict]) -> Check:
    """A check of what the tables say, where there are any."""

    async def check(settings: Settings) -> Verdict:
        with closing(Database(settings.database.url)) as database:
            if schema.current(database) != schema.newest():
                return Verdict(True, "nothing yet", "")
            with database.reading() as session:
                return look(session, datetime.now(UTC))

    return check


async def _payday(settings: Settings) -> tuple[bool, str, str] | Verdict:
    return await _in_tables(partial(money_health.payday, settings.pay.payday))(settings)


CHECKS: dict[str, Check] = {
    "database": _database,
    "telegram": _telegram,
    "second poller": _second_poller,
    "slack": _slack,
    "mail": _email,
    "signatures": _signatures,
    "clock": _clock,
    "encryption": _encryption,
    "languages": _languages,
    "service": _in_tables(queue_health.service),
    "reviewers": _in_tables(queue_health.reviewers),
    "appeals": _in_tables(queue_health.appeals),
    "payday": _payday,
    "jobs": _in_tables(queue_health.jobs),
    "backlog": _in_tables(queue_health.messages),
}
