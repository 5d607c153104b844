"""files.*: the first and the third step of an upload, and what is known of a file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.playground.wire import Json

from .call import Call
from .chatting import content, written
from .errors import SlackError, invalid_arguments
from .files import StoredFile


def get_upload_url(call: Call) -> Json:
    """Where to send the bytes of a file with this name and length."""
    length = call.arguments["length"]
    if length <= 0 or length > call.server.limits.max_upload:
        raise SlackError("file_upload_size_restricted" if length > 0 else "invalid_arguments")
    return call.server.files.announce(call.workspace.id, call.workspace.bot_user, call.arguments["filename"], length)


def complete_upload(call: Call) -> Json:
    """Stores the files whose bytes have arrived, and shares them in a channel if one is named."""
    named = call.arguments["files"]
    if not isinstance(named, list) or not all(
        isinstance(each, dict) and isinstance(each.get("id"), str) for each in named
    ):
        raise invalid_arguments("must provide an array of objects with an id [json-pointer:/files]")
    channel_id = call.arguments.get("channel_id") or call.arguments.get("channels", "").split(",")[0]
    channel = call.workspace.channel(channel_id) if channel_id else None
    if channel is not None:
        channel.check_writable()
    files = [call.server.files.complete(each["id"], call.workspace.id, each.get("title")) for each in named]
    if channel is not None:
        _share(call, channel, files)
    return {"files": [file.to_api() for file in files]}


def info(call: Call) -> Json:
    """What is known of a file."""
    return {"file": call.server.files.find(call.arguments["file"], call.workspace.id).to_api()}


def _share(call: Call, channel: Any, files: list[StoredFile]) -> None:
    text = call.arguments.get("initial_comment", "")
    blocks: list[Json] = []
    if text or call.arguments.get("blocks"):
        text, blocks = content({"text": text, "blocks": call.arguments.get("blocks")})
    message = replace(written(call, channel, text, blocks), files=tuple(files))
    channel.add(message)
    call.server.happenings.wrote(channel, message)
