"""What the app answers to something a person did: with the acknowledgement, or over a response URL."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aiohttp import web

from bot.playground.wire import Json

from . import arguments
from .channel import Channel
from .chatting import content
from .errors import SlackError
from .message import SlackMessage
from .triggers import Response

if TYPE_CHECKING:
    from .server import SlackServer

_KINDS: dict[str, arguments.Kind] = {
    "text": arguments.text, "blocks": arguments.blocks, "attachments": arguments.parsed,
    "response_type": arguments.text, "replace_original": arguments.boolean, "delete_original": arguments.boolean,
    "thread_ts": arguments.text, "mrkdwn": arguments.boolean, "link_names": arguments.boolean,
    "parse": arguments.text, "metadata": arguments.parsed, "unfurl_links": arguments.boolean,
    "unfurl_media": arguments.boolean,
}  # fmt: skip


async def over_response_url(server: SlackServer, request: web.Request) -> web.Response:
    """POST to a response URL."""
    try:
        where = server.responses.use(request.match_info["key"])
        given = arguments.checked(_KINDS, (), await arguments.read(request))
        apply(server, where, given)
    except SlackError as error:
        return web.json_response(error.body(), status=error.status if error.status != 200 else 400)
    return web.Response(text="ok")


def apply(server: SlackServer, where: Response, given: Json) -> None:
    """Deletes, replaces or adds a message, as the answer asks; an answer to a command only adds."""
    original = where.channel.messages.get(where.ts or "")
    if given.get("delete_original"):
        if original is not None:
            where.channel.remove(original.ts)
            server.happenings.deleted(where.channel, original)
        return
    text, blocks = content(given)
    replaces = given.get("replace_original", where.ts is not None and "response_type" not in given)
    if replaces and original is not None:
        edited = replace(original, text=text, blocks=tuple(blocks), edited=server.stamps.next())
        where.channel.replace(edited)
        server.happenings.changed(where.channel, edited, original)
        return
    only_for = None if given.get("response_type") == "in_channel" else where.user
    add(server, where.channel, text, blocks, only_for)


def add(server: SlackServer, channel: Channel, text: str, blocks: list[Json], only_for: str | None) -> None:
    """A message of the app that needs no membership of the channel: the person invited it by acting."""
    workspace = channel.workspace
    message = SlackMessage(
        ts=server.stamps.next(),
        channel=channel.id,
        team=workspace.id,
        user=workspace.bot_user,
        from_bot=True,
        text=text,
        blocks=tuple(blocks),
        only_for=only_for,
        bot_id=workspace.bot_id,
        app_id=server.app_id,
        names=workspace.names,
    )
    channel.add(message)
    if only_for is None:
        server.happenings.wrote(channel, message)
    else:
        server.happenings.shown(message)
