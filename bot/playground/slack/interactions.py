"""Payloads of what people press, submit and close, in the shape that Slack documents."""

from __future__ import annotations

import time
from typing import Any

from bot.playground.wire import Json

from .channel import Channel
from .deliveries import VERIFICATION_TOKEN
from .kit import state
from .message import SlackMessage
from .workspace import Person, Workspace


def base(kind: str, workspace: Workspace, person: Person, app_id: str) -> Json:
    """What every interaction begins with."""
    name = person.name.lower().replace(" ", ".")
    return {
        "type": kind, "team": workspace.to_api(), "enterprise": None, "is_enterprise_install": False,
        "user": {"id": person.id, "username": name, "name": name, "team_id": person.team},
        "api_app_id": app_id, "token": VERIFICATION_TOKEN,
    }  # fmt: skip


def action(block: Json, element: Json, value: Any) -> Json:
    """One entry of `actions`; value: of a menu, what was chosen."""
    acted: Json = {
        "type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"],
        "action_ts": f"{time.time():.6f}",
    }  # fmt: skip
    if element["type"] == "button":
        return acted | {name: element[name] for name in ("text", "value", "style") if name in element}
    if element["type"] == "overflow":
        return acted | {"selected_option": state.option(element, str(value))}
    return acted | state.filled(element, value)


def on_message(channel: Channel, message: SlackMessage, response_url: str) -> Json:
    """Where an action happened: on a message, given as it was when it was pressed."""
    ephemeral = message.only_for is not None
    where: Json = {
        "container": {
            "type": "message", "message_ts": message.ts, "channel_id": channel.id, "is_ephemeral": ephemeral,
        },
        "channel": {"id": channel.id, "name": "directmessage" if channel.person else channel.name},
        "response_url": response_url,
        "state": {"values": state.initial(list(message.blocks), {})},
    }  # fmt: skip
    return where if ephemeral else where | {"message": message.to_api()}


def on_view(view: Json) -> Json:
    """Where an action happened: on a view."""
    return {"container": {"type": "view", "view_id": view["id"]}, "view": view, "state": view["state"]}


def command(workspace: Workspace, channel: Channel, person: Person, app_id: str, word: str, text: str) -> Json:
    """The form of a slash command, without its trigger and response URL."""
    return {
        "token": VERIFICATION_TOKEN, "team_id": workspace.id, "team_domain": workspace.domain, "channel_id": channel.id,
        "channel_name": "directmessage" if channel.person else channel.name, "user_id": person.id,
        "user_name": person.name.lower().replace(" ", "."), "command": word, "text": text, "api_app_id": app_id,
        "is_enterprise_install": "false",
    }  # fmt: skip
