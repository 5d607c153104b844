"""Both local platforms and one service on them, with deliveries put straight into its database."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import Session

from bot.app import Service
from bot.chat.message import say
from bot.chat.wire import dump_message
from bot.config import Settings
from bot.playground.slack import SlackServer
from bot.playground.telegram import TelegramServer
from models.delivery import Delivery, Priority
from models.person import Account
from models.types import DeliveryId
from tests import newcomers


def settings(server: TelegramServer, slack: SlackServer, folder: Path, **own: object) -> Settings:
    """The service's; `own` are Slack's besides its tokens and address."""
    tokens = {"bot_token": slack.bot_token, "app_token": slack.app_token, "base_url": f"{slack.url}/api/"}
    return Settings.model_validate(
        {
            "database": {"url": f"sqlite:///{folder / 'callboard.db'}"},
            "telegram": {"token": server.token, "base_url": server.url},
            "slack": tokens | own,
            "web": {"port": 0},
        }
    )


def account(session: Session, service: Service, platform: str, external_id: str, chat_id: str) -> Account:
    """Someone new."""
    return newcomers.account(session, service.clock.now(), external_id, platform=platform, chat_id=chat_id)


def delivery(
    service: Service, to: Account, words: str, *, priority: Priority = Priority.REPLY, edits: DeliveryId | None = None
) -> Delivery:
    """Words for someone, due now."""
    now = service.clock.now()
    return Delivery(
        dedupe_key=f"{to.id}:{words}",
        channel=to.channel,
        account_id=to.key,
        person_id=to.person_id,
        priority=priority,
        not_before=now,
        body=dump_message(say("help-line", command="x", does=words)),
        edits=edits,
        created_at=now,
    )
