"""Where an app is installed, and which of those places it has lost.

The first three tables are slack-sdk's own (its SQLAlchemy stores read and write them, column by column as they are
here), but for the tokens, which are encrypted and so have no length. Their instants are without a zone, in UTC.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, String, Table, Text
from sqlmodel import Field, SQLModel

from models.types import UtcDateTime


def _of_an_app() -> list[Column[object]]:
    """What a bot and an installation have in common."""
    return [
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("client_id", String(32), nullable=False),
        Column("app_id", String(32), nullable=False),
        Column("enterprise_id", String(32)),
        Column("enterprise_name", String(200)),
        Column("team_id", String(32)),
        Column("team_name", String(200)),
        Column("bot_token", Text),
        Column("bot_id", String(32)),
        Column("bot_user_id", String(32)),
        Column("bot_scopes", String(1000)),
        Column("bot_refresh_token", Text),
        Column("bot_token_expires_at", DateTime),
        Column("is_enterprise_install", Boolean, nullable=False),
        Column("installed_at", DateTime, nullable=False),
    ]


BOTS = Table(
    "slack_bot",
    SQLModel.metadata,
    *_of_an_app(),
    Index("slack_bot_idx", "client_id", "enterprise_id", "team_id", "installed_at"),
)
INSTALLATIONS = Table(
    "slack_installation",
    SQLModel.metadata,
    *_of_an_app(),
    Column("enterprise_url", String(200)),
    Column("user_id", String(32), nullable=False),
    Column("user_token", Text),
    Column("user_scopes", String(1000)),
    Column("user_refresh_token", Text),
    Column("user_token_expires_at", DateTime),
    Column("incoming_webhook_url", String(200)),
    Column("incoming_webhook_channel", String(200)),
    Column("incoming_webhook_channel_id", String(200)),
    Column("incoming_webhook_configuration_url", String(200)),
    Column("token_type", String(32)),
    Index("slack_installation_idx", "client_id", "enterprise_id", "team_id", "user_id", "installed_at"),
)
STATES = Table(
    "slack_oauth_state",
    SQLModel.metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("state", String(200), nullable=False),
    Column("expire_at", DateTime, nullable=False),
)


class LostWorkspace(SQLModel, table=True):
    """A workspace that took the app away: what is to be sent there waits. The row goes when it is installed again."""

    channel: str = Field(primary_key=True)
    """As `Account.channel` has it."""
    title: str
    because: str
    since: datetime = Field(sa_type=UtcDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the admins were told of it."""
