"""What the doctor finds of Slack: each workspace for which there is a token, and each that took the app away."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import closing

from slack_sdk.oauth.installation_store import Bot

from bot.config import Settings
from bot.connections import losses
from bot.database import Database
from bot.errors import CannotStart
from bot.platforms.slack import installations
from bot.platforms.slack.examining import TOKENS, Verdict, examine_app, examine_workspace
from bot.storage import schema
from bot.vault import Sealed


async def examine(settings: Settings) -> Verdict:
    """All of them in one: what mends the first that is not well."""
    found = [verdict async for verdict in _verdicts(settings)]
    mend = next((mend for ok, _, mend in found if not ok), "")
    return not mend, "; ".join(what for _, what, _ in found) or "installed nowhere yet", mend


async def forget(settings: Settings, team: str) -> int:
    """Gives a lost workspace up; how many messages waited for it.

    Raises:
        CannotStart: it is not lost.
    """
    with closing(Database(settings.database.url)) as database:
        if schema.current(database) != schema.newest():
            raise CannotStart("the database is not up to date: callboard migrate")
        dropped = await database.run(lambda session: losses.given_up(session, f"slack:{team}"))
    if dropped is None:
        raise CannotStart(f"{team} is not lost: callboard doctor names the workspaces that are")
    return dropped


async def _verdicts(settings: Settings) -> AsyncIterator[Verdict]:
    own = settings.slack
    if own.bot_token:
        again = f"callboard slack-manifest, install the app again, {TOKENS}"
        yield await examine_workspace(own.bot_token.get_secret_value(), own.base_url, again)
    if own.app_token and own.mode == "socket":
        yield await examine_app(own.app_token.get_secret_value(), own.base_url)
    again = losses.mend(settings.web.public_url or "" if own.client_id else "")
    with closing(Database(settings.database.url)) as database:
        if schema.current(database) != schema.newest():
            return
        try:
            bots = await _installed(settings, database)
        except Sealed as closed:
            yield False, str(closed), "put the key back that it had"
            return
        for bot in bots:
            yield await examine_workspace(bot.bot_token, own.base_url, again, bot.bot_scopes)
        for lost in await database.run(losses.all_of):
            yield False, f"{lost.title} ({lost.channel.partition(':')[2]}) is lost: {lost.because}", again


async def _installed(settings: Settings, database: Database) -> Sequence[Bot]:
    store = installations.of(settings, database)
    return await store.everywhere() if store else []
