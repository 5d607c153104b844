"""A workspace: its people, its channels, and whether the app is installed in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.playground.wire import Json

from .channel import Channel
from .errors import SlackError

SCOPES = (
    "app_mentions:read", "channels:history", "channels:join", "channels:read", "chat:write", "commands",
    "files:read", "files:write", "groups:read", "im:history", "im:read", "im:write", "users:read", "users:read.email",
)  # fmt: skip


@dataclass(slots=True)
class Person:
    """A member of a workspace, or a bot in it."""

    id: str
    name: str
    team: str
    locale: str = "en-US"
    tz: str = "Europe/London"
    email: str | None = None
    is_bot: bool = False
    deactivated: bool = False

    def to_api(self, *, with_locale: bool = False, with_email: bool = True) -> Json:
        """As a user object."""
        profile: Json = {"real_name": self.name, "display_name": self.name, "team": self.team}
        if self.email and with_email:
            profile["email"] = self.email
        user: Json = {
            "id": self.id, "team_id": self.team, "name": self.name.lower().replace(" ", "."),
            "deleted": self.deactivated,
            "real_name": self.name, "profile": profile, "is_bot": self.is_bot, "is_app_user": False, "updated": 0,
        }  # fmt: skip
        if not self.deactivated:
            user |= {"tz": self.tz, "tz_label": self.tz, "tz_offset": 0}
        return user | {"locale": self.locale} if with_locale else user


class Workspace:
    """`messages_tab` and `home_tab`: whether the app has them, as set in the app's own settings."""

    def __init__(self, team_id: str, name: str, *, bot_user: str, bot_id: str, bot_name: str) -> None:
        self.id = team_id
        self.name = name
        self.domain = name.lower().replace(" ", "-")
        self.bot_user = bot_user
        self.bot_id = bot_id
        self.installed = False
        self.scopes: tuple[str, ...] = ()
        self.messages_tab = True
        self.home_tab = True
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.names: dict[str, str] = {}  # by id, of people and channels
        self.add(Person(bot_user, bot_name, team_id, is_bot=True))

    def add(self, person: Person) -> None:
        """Somebody joins the workspace."""
        self.people[person.id] = person
        self.names[person.id] = person.name

    def create(self, channel: Channel) -> Channel:
        """There is a new channel."""
        self.channels[channel.id] = channel
        self.names[channel.id] = channel.name
        return channel

    def person(self, user_id: Any) -> Person:
        """The person with this id; SlackError if there is none."""
        found = self.people.get(user_id) if isinstance(user_id, str) else None
        if found is None:
            raise SlackError("user_not_found")
        return found

    def check_reachable(self, user_id: str) -> None:
        """SlackError unless the app may write to the person directly."""
        person = self.person(user_id)
        if person.is_bot:
            raise SlackError("cannot_dm_bot")
        if person.deactivated:
            raise SlackError("user_disabled")
        if not self.messages_tab:
            raise SlackError("messages_tab_disabled")

    def direct(self, user_id: str) -> Channel:
        """The direct messages with this person."""
        channel_id = f"D{user_id[1:]}"
        if channel_id not in self.channels:
            channel = self.channels[channel_id] = Channel(self, channel_id, person=user_id)
            channel.members = {user_id, self.bot_user}
        return self.channels[channel_id]

    def channel(self, channel_id: Any) -> Channel:
        """The channel with this id or #name; SlackError if there is none."""
        found = self.channels.get(channel_id) if isinstance(channel_id, str) else None
        if found is None and isinstance(channel_id, str):
            name = channel_id.removeprefix("#")
            found = next((each for each in self.channels.values() if name and each.name == name), None)
        if found is None:
            raise SlackError("channel_not_found")
        return found

    def target(self, channel: Any) -> Channel:
        """Where chat.postMessage writes: a channel, or a person's direct messages by the person's id."""
        if isinstance(channel, str) and channel[:1] in ("U", "W"):
            if channel not in self.people:
                raise SlackError("channel_not_found")
            self.check_reachable(channel)
            return self.direct(channel)
        return self.channel(channel)

    def to_api(self) -> Json:
        """As interactions name it."""
        return {"id": self.id, "domain": self.domain}
