"""How a bot gets its updates, and what it may ask about itself and others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.playground.wire import Encoded, Json

from .errors import bad_request, conflict
from .updates import KINDS, ONLY_IF_ASKED
from .webhook import Target

if TYPE_CHECKING:
    from .server import TelegramServer

LONGEST_POLL = 50
WEBHOOK_IS_SET = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
_SECRET = re.compile(r"[A-Za-z0-9_-]*")


async def get_updates(server: TelegramServer, params: Json) -> Encoded:
    """Long polling; refused while a webhook is set."""
    if server.webhook.target is not None:
        raise conflict(WEBHOOK_IS_SET)
    _allow(server, params)
    limit = min(max(params.get("limit", 100), 1), 100)
    timeout = min(max(params.get("timeout", 0), 0), LONGEST_POLL)
    return await server.updates.poll(params.get("offset", 0), limit, timeout)


async def set_webhook(server: TelegramServer, params: Json) -> bool:
    """Delivery by POST. Unlike Telegram, plain http and any port will do: this server is a local one."""
    url = params.get("url", "")
    if not url:
        return await delete_webhook(server, params)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    secret = params.get("secret_token", "")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if params.get("drop_pending_updates"):
        server.updates.drop_all()
    _allow(server, params)
    server.updates.interrupt(conflict("terminated by setWebhook request"))
    connections = min(max(params.get("max_connections", 40), 1), 100)
    await server.webhook.set(Target(url, secret, connections))
    return True


async def delete_webhook(server: TelegramServer, params: Json) -> bool:
    """Back to polling."""
    if params.get("drop_pending_updates"):
        server.updates.drop_all()
    await server.webhook.remove()
    return True


def get_me(server: TelegramServer, params: Json) -> Json:
    """The bot."""
    del params  # there are none
    cannot = (
        "can_read_all_group_messages",
        "supports_inline_queries",
        "can_connect_to_business",
        "has_main_web_app",
    )
    return {**server.bot, "can_join_groups": True, **dict.fromkeys(cannot, False)}


def get_chat(server: TelegramServer, params: Json) -> Json:
    """What is known of a person."""
    gifts = ("unlimited", "limited", "unique")
    accepted = {f"{kind}_gifts": True for kind in gifts} | {
        "premium_subscription": True,
        "gifts_from_channels": True,
    }
    return {
        **server.chat_for(params).to_api,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": accepted,
    }


def get_webhook_info(server: TelegramServer, params: Json) -> Json:
    """Where updates go, how many wait, and the last failure."""
    del params  # there are none
    info = server.webhook.info()
    if server.updates.allowed != KINDS - ONLY_IF_ASKED:
        info["allowed_updates"] = sorted(server.updates.allowed)
    return info


def set_menu_button(server: TelegramServer, params: Json) -> bool:
    """For one chat, or for all."""
    if "chat_id" in params:
        server.chat_for(params)
    return server.profile.set_menu_button(params)


def _allow(server: TelegramServer, params: Json) -> None:
    kinds = params.get("allowed_updates")
    if kinds is None:
        return
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad_request("expected an Array of String as allowed updates")
    server.updates.allow(kinds)
