"""What happens in a workspace, told to everyone whom it concerns: the app, whoever watches, and the record."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.playground.wire import Json

from .channel import Channel
from .message import SlackMessage
from .views import View

if TYPE_CHECKING:
    from .server import SlackServer


@dataclass(frozen=True, slots=True)
class Notification:
    """A message of the app that mentions somebody: `whom` are "channel", "here", "everyone", or ids."""

    channel: str
    ts: str
    whom: tuple[str, ...]


class Happenings:
    """`notified`: the mentions in the app's messages, latest last."""

    def __init__(self, server: SlackServer) -> None:
        self._server = server
        self.notified: deque[Notification] = deque(maxlen=10_000)

    def wrote(self, channel: Channel, message: SlackMessage) -> None:
        """The app wrote a message; on Slack it gets an event for that, too."""
        self.shown(message)
        if self._server.limits.echoes:
            self._tell(channel, {**message.to_api(), **_place(channel), "event_ts": message.ts})

    def changed(self, channel: Channel, message: SlackMessage, before: SlackMessage) -> None:
        """The app edited a message."""
        self.shown(message)
        if self._server.limits.echoes and message.only_for is None:
            changed = {"message": message.to_api(), "previous_message": before.to_api(), "hidden": True}
            self._edited(channel, "message_changed", changed)

    def deleted(self, channel: Channel, message: SlackMessage) -> None:
        """The app deleted a message."""
        self._publish(channel, {"type": "delete", "channel": channel.id, "ts": message.ts}, message.only_for)
        if self._server.limits.echoes and message.only_for is None:
            gone = {"deleted_ts": message.ts, "previous_message": message.to_api(), "hidden": True}
            self._edited(channel, "message_deleted", gone)

    def shown(self, message: SlackMessage) -> None:
        """A message stands before people's eyes, new or edited."""
        whom = message.notified
        if whom and message.from_bot:
            self.notified.append(Notification(message.channel, message.ts, tuple(whom)))
        channel = self._server.workspaces[message.team].channels[message.channel]
        self._publish(channel, {"type": "message", "channel": channel.id, "ts": message.ts}, message.only_for)

    def viewed(self, view: View) -> None:
        """A view is shown, or is shown differently."""
        kind = "home" if view.given["type"] == "home" else "modal"
        self._server.users[view.user].feed.publish({"type": kind})

    def said(self, channel: Channel, message: SlackMessage, more: Json) -> None:
        """A person wrote a message."""
        self._publish(channel, {"type": "message", "channel": channel.id, "ts": message.ts}, None)
        event = {**message.to_api(), **more, **_place(channel), "event_ts": message.ts}
        self._tell(channel, event)
        if channel.person is None and channel.workspace.bot_user in message.notified:
            mention = {name: value for name, value in event.items() if name != "channel_type"}
            self._tell(channel, mention | {"type": "app_mention"})

    def joined(self, channel: Channel, user_id: str, inviter: str = "") -> None:
        """Somebody, or the app, becomes a member of a channel."""
        channel.members.add(user_id)
        invited = {"inviter": inviter} if inviter else {}
        self.moved(channel, {
            "type": "member_joined_channel", "user": user_id, "channel": channel.id, "channel_type": "C",
            "team": channel.workspace.id, "event_ts": self._server.stamps.next(), **invited,
        })  # fmt: skip

    def moved(self, channel: Channel, event: Json) -> None:
        """Something becomes of a channel itself: an app hears of it that may read such channels."""
        if channel.scope in channel.workspace.scopes:
            self._tell(channel, event)

    def _edited(self, channel: Channel, kind: str, more: Json) -> None:
        stamp = self._server.stamps.next()
        self._tell(
            channel, {"type": "message", "subtype": kind, **more, **_place(channel), "ts": stamp, "event_ts": stamp}
        )

    def _tell(self, channel: Channel, event: Json) -> None:
        """The app hears of what happens where it is a member."""
        if channel.workspace.bot_user in channel.members:
            self._server.deliveries.event(channel.workspace, event)

    def _publish(self, channel: Channel, event: Json, only_for: str | None) -> None:
        for user_id in channel.members if only_for is None else {only_for}:
            user = self._server.users.get(user_id)
            if user is not None and user.feed:
                user.feed.publish(event)


def _place(channel: Channel) -> Json:
    return {"channel": channel.id, "channel_type": channel.kind}
