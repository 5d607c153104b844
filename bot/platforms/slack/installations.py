"""Where the app is installed: slack-sdk's own stores over our database, with the tokens encrypted in it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore, SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.config import Settings
from bot.database import WAIT_SECONDS, Database, begin_immediate, prepare_sqlite
from bot.errors import CannotStart
from bot.vault import SealedText, Vault
from models.installation import BOTS, INSTALLATIONS, STATES

STATE_SECONDS = 600
_log = logging.getLogger("slack.oauth")


class Installations(AsyncSQLAlchemyInstallationStore):
    """One installation for each workspace: the newest. Its instants and columns are the library's."""

    def __init__(self, client_id: str, engine: AsyncEngine, vault: Vault) -> None:
        super().__init__(client_id, engine, BOTS.name, INSTALLATIONS.name, _log)
        for table in (self.bots, self.installations):
            for column in table.c:
                if column.name.endswith("_token"):
                    column.type = SealedText(vault)

    async def everywhere(self) -> Sequence[Bot]:
        """The newest bot of each workspace.

        Raises:
            Sealed: a token was encrypted with another key.
        """
        mine = self.bots.select().where(self.bots.c.client_id == self.client_id).order_by(self.bots.c.id)
        async with self.engine.connect() as connection:
            rows = (await connection.execute(mine)).mappings().all()
        newest = {row["team_id"]: SQLAlchemyInstallationStore.build_bot_entity(row) for row in rows}
        return list(newest.values())

    async def async_save(self, installation: Installation) -> None:
        """Instead of what the workspace had before."""
        await super().async_save(installation)
        await self._delete(str(installation.team_id), lambda is_newest, _: not is_newest)

    async def forget(self, team: str, token: str) -> None:
        """A token that is dead is not kept. Another one of the same workspace may be good."""
        await self._delete(team, lambda _, found: found == token)

    async def reseal(self) -> None:
        """Encrypts every token with the first key, so that the others may go."""
        async with self.engine.begin() as connection:
            for table in (self.bots, self.installations):
                tokens = [column for column in table.c if isinstance(column.type, SealedText)]
                for row in (await connection.execute(select(table.c.id, *tokens))).mappings().all():
                    same = {column.name: row[column.name] for column in tokens}
                    await connection.execute(table.update().where(table.c.id == row["id"]).values(same))

    async def _delete(self, team: str, goes: Callable[[bool, str], bool]) -> None:
        """Those of a workspace of which `goes` says so, by whether it is the newest and by its token.

        What is encrypted can't be searched for.
        """
        async with self.engine.begin() as connection:
            for table in (self.bots, self.installations):
                own = select(table.c.id, table.c.bot_token).where(
                    table.c.client_id == self.client_id, table.c.team_id == team
                )
                found = (await connection.execute(own.order_by(table.c.id.desc()))).all()
                ids = [id_ for place, (id_, token) in enumerate(found) if goes(place == 0, token)]
                await connection.execute(table.delete().where(table.c.id.in_(ids)))


class States(AsyncSQLAlchemyOAuthStateStore):
    """What says that whoever comes back from Slack is who went there: good once, for ten minutes."""

    def __init__(self, engine: AsyncEngine) -> None:
        super().__init__(STATE_SECONDS, engine, _log, STATES.name)

    async def async_issue(self, *args: object, **kwargs: object) -> str:
        """A new one; those that nobody came back with go."""
        old = self.oauth_states.c.expire_at < datetime.now(UTC).replace(tzinfo=None)
        async with self.engine.begin() as connection:
            await connection.execute(self.oauth_states.delete().where(old))
        return await super().async_issue(*args, **kwargs)


def of(settings: Settings, database: Database) -> Installations | None:
    """The store, where the settings say that people can install the app."""
    key, client_id = settings.privacy.encryption_key, settings.slack.client_id
    if client_id is None or key is None:
        return None
    return Installations(client_id, engine_beside(database), Vault(key.get_secret_value()))


def engine_beside(database: Database) -> AsyncEngine:
    """An asynchronous way into the same database, as the library's stores need one: a connection for each use.

    SQLite has one writer: each transaction here asks to be that from its beginning, and waits as long as others do.
    That also makes what is read and then deleted (a state) good only once; PostgreSQL's snapshots see to that there.
    """
    url = database.engine.url
    if url.get_backend_name() != "sqlite":
        return create_async_engine(url, poolclass=NullPool, isolation_level="REPEATABLE READ", hide_parameters=True)
    if url.database in (None, "", ":memory:"):
        raise CannotStart("slack.client_id needs a database in a file: set database.url")
    aside = url.set(drivername="sqlite+aiosqlite")
    arguments = {"timeout": WAIT_SECONDS}
    engine = create_async_engine(aside, poolclass=NullPool, connect_args=arguments, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", prepare_sqlite)
    event.listen(engine.sync_engine, "begin", begin_immediate)
    return engine
