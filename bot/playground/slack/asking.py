"""auth.*, users.* and conversations.*: what an app asks about itself, people and channels."""

from __future__ import annotations

from collections.abc import Sequence

from bot.playground.wire import Json

from .call import Call
from .errors import SlackError


def auth_test(call: Call) -> Json:
    """Whose token it is."""
    workspace = call.workspace
    return {
        "url": f"https://{workspace.domain}.slack.com/", "team": workspace.name, "team_id": workspace.id,
        "user": workspace.people[workspace.bot_user].name, "user_id": workspace.bot_user, "bot_id": workspace.bot_id,
        "app_id": call.server.app_id, "is_enterprise_install": False,
    }  # fmt: skip


def auth_revoke(call: Call) -> Json:
    """Makes the token useless, unless it is only a test."""
    if not call.arguments.get("test"):
        call.server.revoke(call.workspace)
    return {"revoked": not call.arguments.get("test")}


def connections_open(call: Call) -> Json:
    """An address for a WebSocket, good for one connection."""
    base = call.server.url.replace("http", "ws", 1)
    return {"url": f"{base}/link/?{call.server.sockets.ticket()}"}


def users_info(call: Call) -> Json:
    """A person, with the language if asked."""
    person = call.workspace.person(call.arguments["user"])
    with_email = "users:read.email" in call.workspace.scopes
    return {"user": person.to_api(with_locale=call.arguments.get("include_locale", False), with_email=with_email)}


def users_list(call: Call) -> Json:
    """Everyone in the workspace, in pages."""
    people = list(call.workspace.people.values())
    page, after = _page(call, [person.id for person in people])
    shown = [person.to_api(with_locale=call.arguments.get("include_locale", False)) for person in people[page]]
    return {"members": shown, "cache_ts": 0, **after}


def conversations_open(call: Call) -> Json:
    """The direct messages with one person."""
    if call.arguments.get("channel"):
        channel = call.workspace.channel(call.arguments["channel"])
    else:
        users = [each for each in call.arguments.get("users", "").split(",") if each]
        if len(users) != 1:
            raise SlackError("users_list_not_supplied" if not users else "method_not_supported_for_channel_type")
        call.workspace.person(users[0])
        call.workspace.check_reachable(users[0])
        channel = call.workspace.direct(users[0])
    opened: Json = {"id": channel.id}
    if call.arguments.get("return_im"):
        opened = channel.to_api()
    return {"channel": opened, "no_op": True, "already_open": True}


def conversations_list(call: Call) -> Json:
    """Channels of the asked types (public ones by default), in pages."""
    types = {each.strip() for each in call.arguments.get("types", "public_channel").split(",")}
    if not types <= {"public_channel", "private_channel", "mpim", "im"}:
        raise SlackError("invalid_types")
    wanted = [
        channel
        for channel in call.workspace.channels.values()
        if ("im" if channel.person else "public_channel") in types
        and not (channel.archived and call.arguments.get("exclude_archived"))
    ]
    page, after = _page(call, [channel.id for channel in wanted])
    return {"channels": [channel.to_api() for channel in wanted[page]], **after}


def conversations_info(call: Call) -> Json:
    """One channel."""
    channel = call.workspace.channel(call.arguments["channel"])
    if channel.scope not in call.workspace.scopes and channel.person is None:
        raise SlackError("missing_scope", needed=channel.scope, provided=",".join(call.workspace.scopes))
    return {"channel": channel.to_api()}


def conversations_join(call: Call) -> Json:
    """Makes the app a member of a public channel."""
    channel = call.workspace.channel(call.arguments["channel"])
    if channel.person is not None:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    joined = call.workspace.bot_user not in channel.members
    if joined:
        call.server.happenings.joined(channel, call.workspace.bot_user)
    answer: Json = {"channel": channel.to_api()}
    return answer if joined else answer | {"warning": "already_in_channel"}


def _page(call: Call, ids: Sequence[str]) -> tuple[slice, Json]:
    """Which part of the list to give, and the cursor of the next one. A cursor is the id that it begins with."""
    limit = min(max(call.arguments.get("limit", 100) or 100, 1), 1000)
    cursor = call.arguments.get("cursor") or (ids[0] if ids else "")
    if cursor and cursor not in ids:
        raise SlackError("invalid_cursor")
    start = ids.index(cursor) if cursor else 0
    rest = ids[start + limit :]
    return slice(start, start + limit), {"response_metadata": {"next_cursor": rest[0] if rest else ""}}
