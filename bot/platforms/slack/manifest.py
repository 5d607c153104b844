"""What the app asks of Slack: one list, from which its manifest, its installation and the doctor's check are made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

SCOPES = (
    *("channels:read", "chat:write", "commands", "files:read", "files:write", "groups:read"),
    *("im:history", "im:read", "im:write", "users:read"),
)
"""What the bot may do. Nothing lets it read what is not written to it."""
EVENTS = (
    *("app_home_opened", "app_uninstalled"),
    *("channel_archive", "channel_deleted", "channel_left", "channel_rename", "channel_unarchive"),
    *("group_archive", "group_deleted", "group_left", "group_rename", "group_unarchive"),
    *("member_joined_channel", "message.im", "tokens_revoked"),
)
"""Of its own going a bot is told by `channel_left` and `group_left`: `member_left_channel` is for those who stay."""
COMMAND = "/callboard"
EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH = "/slack/events", "/slack/install", "/slack/oauth_redirect"


def manifest(public_url: str = "") -> dict[str, Any]:
    """The app's manifest: for Socket Mode, or with the address under which Slack reaches the service."""
    root = public_url.rstrip("/")
    address = root + EVENTS_PATH if root else ""
    back = {"redirect_urls": [root + REDIRECT_PATH]} if root else {}
    return {
        "display_information": {
            "name": "Callboard",
            "description": "Experts join, prove what they know, get paid tasks that fit and answer them",
            "background_color": "#1d3557",
        },
        "features": _features(address),
        "oauth_config": {**back, "scopes": {"bot": list(SCOPES)}},
        "settings": _settings({"request_url": address} if address else {}),
    }


def _features(address: str) -> dict[str, Any]:
    home = {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False}
    command = {
        "command": COMMAND,
        **({"url": address} if address else {}),
        "description": "Paid tasks for specialists",
        "usage_hint": "[work | profile | earnings | help]",
        "should_escape": False,
    }
    bot = {"display_name": "Callboard", "always_online": True}
    return {"app_home": home, "bot_user": bot, "slash_commands": [command]}


def _settings(request: dict[str, str]) -> dict[str, Any]:
    return {
        "event_subscriptions": {**request, "bot_events": list(EVENTS)},
        "interactivity": {"is_enabled": True, **request},
        "org_deploy_enabled": False,
        "socket_mode_enabled": not request,
        "token_rotation_enabled": False,
    }


def as_yaml(value: dict[str, Any]) -> str:
    """The manifest as Slack's editor shows it."""
    return "\n".join(_lines(value, "")) + "\n"


def _lines(value: Any, indent: str) -> Iterator[str]:
    for name, inner in value.items():
        if isinstance(inner, dict):
            yield f"{indent}{name}:"
            yield from _lines(inner, indent + "  ")
        elif isinstance(inner, list):
            yield f"{indent}{name}:"
            yield from _items(inner, indent + "  ")
        else:
            yield f"{indent}{name}: {_scalar(inner)}"


def _items(items: list[Any], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, dict):
            first, *others = _lines(item, indent + "  ")
            yield f"{indent}- {first.strip()}"
            yield from others
        else:
            yield f"{indent}- {_scalar(item)}"


def _scalar(value: str | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    plain = value.replace(" ", "").replace(",", "").replace("_", "").replace(".", "").isalnum()
    return value if plain else f'"{value}"'
