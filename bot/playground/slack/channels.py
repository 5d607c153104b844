"""What people do with a channel: ask the app in, take it out, name it anew, archive it."""

from __future__ import annotations

from bot.playground.wire import Json

from .channel import Channel
from .user import SlackUser


def invite(user: SlackUser, channel_id: str) -> None:
    """`/invite @Callboard`, by someone who is in the channel."""
    channel = _own(user, channel_id)
    bot = channel.workspace.bot_user
    if bot in channel.members:
        raise ValueError("the app is in the channel already")
    user.server.happenings.joined(channel, bot, inviter=user.user_id)


def remove(user: SlackUser, channel_id: str) -> None:
    """`/remove @Callboard`: the app is told, as it is told of nothing there any more."""
    channel = _own(user, channel_id)
    _tell(user, channel, "left", {"channel": channel.id, "actor_id": user.user_id})
    channel.members.discard(channel.workspace.bot_user)


def archive(user: SlackUser, channel_id: str) -> None:
    """Nobody writes there any more."""
    channel = _own(user, channel_id)
    channel.archived = True
    _tell(user, channel, "archive", {"channel": channel.id, "user": user.user_id})


def unarchive(user: SlackUser, channel_id: str) -> None:
    """It is open again."""
    channel = _own(user, channel_id)
    channel.archived = False
    _tell(user, channel, "unarchive", {"channel": channel.id, "user": user.user_id})


def rename(user: SlackUser, channel_id: str, name: str) -> None:
    """It has another name."""
    channel = _own(user, channel_id)
    channel.name = channel.workspace.names[channel.id] = name
    _tell(user, channel, "rename", {"channel": {"id": channel.id, "name": name, "created": 0}})


def _own(user: SlackUser, channel_id: str) -> Channel:
    channel = user.workspace.channel(channel_id)
    if user.user_id not in channel.members:
        raise PermissionError("this person is not in the channel")
    return channel


def _tell(user: SlackUser, channel: Channel, what: str, event: Json) -> None:
    stamp = user.server.stamps.next()
    user.server.happenings.moved(channel, {"type": f"{channel.kind}_{what}", **event, "event_ts": stamp})
