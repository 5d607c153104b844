"""chat.*: messages written, edited and deleted by the app."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.playground.wire import Json

from .call import Call
from .channel import Channel
from .errors import SlackError
from .kit import reading
from .kit.blocks import TEXT_IN_ALL, length_in_all, problems_of_message
from .message import SlackMessage

LONGEST = 40_000


def post_message(call: Call) -> Json:
    """Writes into a channel where the app is, or to a person."""
    text, blocks = content(call.arguments)
    channel = call.channel
    assert channel is not None
    channel.check_writable()
    message = written(call, channel, text, blocks)
    channel.add(message)
    call.server.happenings.wrote(channel, message)
    return {"channel": channel.id, "ts": message.ts, "message": message.to_api()}


def update(call: Call) -> Json:
    """Replaces a message of the app's own: without blocks there are none afterwards."""
    text, blocks = content(call.arguments)
    channel = call.workspace.channel(call.arguments["channel"])
    message = _own(channel, call.arguments["ts"], "cant_update_message")
    channel.check_writable()
    edited = replace(
        message,
        text=text,
        blocks=tuple(blocks),
        edited=call.server.stamps.next(),
        metadata=call.arguments.get("metadata", message.metadata),
        parse=_parses(call.arguments),
        names=call.workspace.names,
    )
    channel.replace(edited)
    call.server.happenings.changed(channel, edited, message)
    return {"channel": channel.id, "ts": edited.ts, "text": edited.text, "message": edited.to_api()}


def delete(call: Call) -> Json:
    """Deletes a message of the app's own."""
    channel = call.workspace.channel(call.arguments["channel"])
    message = _own(channel, call.arguments["ts"], "cant_delete_message")
    channel.remove(message.ts)
    call.server.happenings.deleted(channel, message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(call: Call) -> Json:
    """Shows a message to one person in a channel, until that person's app is restarted."""
    text, blocks = content(call.arguments)
    channel = call.workspace.channel(call.arguments["channel"])
    if call.arguments["user"] not in channel.members:
        raise SlackError("user_not_in_channel")
    channel.check_writable()
    message = replace(written(call, channel, text, blocks), only_for=call.arguments["user"])
    channel.add(message)
    call.server.happenings.shown(message)
    return {"message_ts": message.ts}


def content(arguments: Json) -> tuple[str, list[Json]]:
    """Text and blocks, with ids; SlackError if there is nothing, or too much, or the blocks are not valid."""
    text, blocks = arguments.get("text", ""), arguments.get("blocks") or []
    if not text and not blocks:
        raise SlackError("no_text")
    if len(text) > LONGEST:
        raise SlackError("msg_too_long")
    problems = problems_of_message(blocks)
    if problems:
        raise SlackError("invalid_blocks", *problems, errors=[each.removeprefix("[ERROR] ") for each in problems])
    if length_in_all(blocks) > TEXT_IN_ALL:
        raise SlackError("msg_blocks_too_long")
    return text, reading.with_ids(blocks)


def written(call: Call, channel: Channel, text: str, blocks: list[Json]) -> SlackMessage:
    """A new message of the app."""
    return SlackMessage(
        ts=call.server.stamps.next(),
        channel=channel.id,
        team=call.workspace.id,
        user=call.workspace.bot_user,
        from_bot=True,
        text=text,
        blocks=tuple(blocks),
        thread_ts=_thread(channel, call.arguments.get("thread_ts")),
        metadata=call.arguments.get("metadata"),
        parse=_parses(call.arguments),
        mrkdwn=call.arguments.get("mrkdwn", True),
        bot_id=call.workspace.bot_id,
        app_id=call.server.app_id,
        names=call.workspace.names,
    )


def _thread(channel: Channel, ts: str | None) -> str | None:
    if ts is not None and ts not in channel.messages:
        raise SlackError("thread_not_found")
    return ts


def _own(channel: Channel, ts: str, error: str) -> SlackMessage:
    message = channel.message(ts)
    if message.only_for is not None:
        raise SlackError("message_not_found")
    if not message.from_bot:
        raise SlackError(error)
    return message


def _parses(arguments: dict[str, Any]) -> bool:
    return bool(arguments.get("link_names")) or arguments.get("parse") == "full"
