"""A person with Slack in hand: writes, presses, fills in modals, and sees what the app does."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.playground import PATIENCE
from bot.playground.feed import Feed
from bot.playground.wire import Json

from .channel import Channel
from .hands import Hands, find
from .kit import reading, state
from .message import SlackMessage
from .outcome import Outcome
from .typed import rich_text, typed
from .views import Screen, View
from .workspace import Person, Workspace

if TYPE_CHECKING:
    from .server import SlackServer


class SlackUser:
    """`troubles`: what the app in the hand complained about, e.g. that an action was not acknowledged."""

    def __init__(self, server: SlackServer, workspace: Workspace, person: Person) -> None:
        self.server = server
        self.workspace = workspace
        self.person = person
        self.screen = Screen(workspace.id, person.id)
        self.feed = Feed()
        self.troubles: list[str] = []
        self._hands = Hands(self)
        self._seen: dict[str, int] = {}

    @property
    def user_id(self) -> str:
        """The person's id."""
        return self.person.id

    @property
    def direct(self) -> Channel:
        """The direct messages with the app."""
        return self.workspace.direct(self.person.id)

    @property
    def modal(self) -> Json | None:
        """The modal in front, as a view object, if one is open."""
        return self._view(self.screen.top)

    @property
    def home(self) -> Json | None:
        """The home tab, if the app has published one."""
        return self._view(self.screen.home)

    @property
    def errors(self) -> dict[str, str]:
        """What the open modal complains about, by block_id."""
        return self.screen.top.errors if self.screen.top else {}

    @property
    def last(self) -> SlackMessage | None:
        """The app's newest message in the direct messages."""
        return next((message for message in reversed(self.messages()) if message.from_bot), None)

    def messages(self, channel: str | None = None) -> list[SlackMessage]:
        """The messages as they are now, oldest first; of the direct messages, or of a channel."""
        found = self._channel(channel).messages.values()
        return [message for message in found if message.only_for in (None, self.user_id)]

    async def send(self, text: str, channel: str | None = None) -> str:
        """Writes to the app, or into a channel; returns the message's ts."""
        if not text.strip():
            raise ValueError("a message has at least one character")
        people = {person.name: person.id for person in self.workspace.people.values()} if channel else {}
        return self._say(self._channel(channel), typed(text, people), rich_text(text))

    async def upload(self, name: str, content: bytes, mime: str = "application/pdf", text: str = "") -> str:
        """Sends a file to the app; returns the message's ts."""
        file = self.server.files.add(self.workspace.id, self.user_id, name, content, mime)
        channel = self.direct
        message = SlackMessage(
            self.server.stamps.next(), channel.id, self.workspace.id, self.user_id, False, typed(text), files=(file,)
        )
        channel.add(message)
        more = {"subtype": "file_share", "upload": False, "display_as_bot": False}
        self.server.happenings.said(channel, message, more)
        return message.ts

    async def command(self, word: str, text: str = "", channel: str | None = None) -> bool:
        """Sends a command such as "/callboard"; whether the app acknowledged it in time."""
        return await self._hands.command(self._channel(channel), word, text)

    async def tap(
        self,
        ts: str,
        *,
        label: str | None = None,
        action_id: str | None = None,
        value: str | None = None,
        channel: str | None = None,
    ) -> bool:
        """Presses a button, or chooses in a menu; whether the app acknowledged it in time.

        The button is found by any of the three, or is the only one; LookupError if it is not there.
        """
        place = self._channel(channel)
        message = next((each for each in self.messages(channel) if each.ts == ts), None)
        if message is None:
            raise LookupError(f"there is no message {ts}")
        found = find(message.elements, label, action_id, value)
        if found is None:
            raise LookupError(f"the message has no {label or action_id or value!r}, only {message.labels}")
        return await self._hands.press(place, message, found, value if value is not None else label)

    async def press(self, label: str) -> bool:
        """Taps the newest button with this label in the direct messages; LookupError if there is none."""
        for message in reversed(self.messages()):
            if message.from_bot and label in message.labels:
                return await self.tap(message.ts, label=label)
        raise LookupError(f"no message has a button {label!r}")

    async def tap_view(
        self, *, label: str | None = None, action_id: str | None = None, value: str | None = None
    ) -> bool:
        """The same in the modal in front or, if none is open, on the home tab."""
        view = self.screen.top or self.screen.home
        found = find(list(reading.elements(view.given["blocks"])), label, action_id, value) if view else None
        if view is None or found is None:
            raise LookupError(f"no view has {label or action_id or value!r}")
        return await self._hands.press_in_view(view, found, value if value is not None else label)

    async def open_home(self) -> None:
        """Opens the app's home tab."""
        await self._open("home")

    async def open_messages(self) -> None:
        """Opens the app's messages tab."""
        await self._open("messages")

    async def fill(self, values: Json) -> None:
        """Fills fields of the open modal, {block_id: {action_id: value}}, without submitting them."""
        self._hands.fill(self._top(), values)

    async def submit(self, values: Json | None = None) -> dict[str, str]:
        """Fills in and submits the open modal; the errors that are then shown, by block_id.

        A field that is missing or too long is shown as an error without the app hearing of it.
        """
        view = self._top()
        self._hands.fill(view, values or {})
        view.errors = state.missing(view.given["blocks"], view.values)
        return view.errors or await self._hands.submit(view)

    async def close(self, *, all_of_them: bool = False) -> None:
        """Closes the modal in front, or all."""
        await self._hands.close(self._top(), cleared=all_of_them)

    async def next(self, timeout: float = PATIENCE, channel: str | None = None) -> SlackMessage:
        """The next message or edit of the app that was not returned before, or TimeoutError."""
        place = self._channel(channel)
        async with asyncio.timeout(timeout):
            while (message := self._unseen(place)) is None:
                await place.bot_acts()
        return message

    def skip(self, channel: str | None = None) -> None:
        """Takes everything so far as seen by `next`."""
        place = self._channel(channel)
        self._seen[place.id] = place.event_count

    def deactivate(self) -> None:
        """The workspace's admins deactivate the person."""
        self.person.deactivated = True

    def trigger(self) -> str:
        """A trigger id for what the person has just done."""
        return self.server.triggers.issue(self.workspace.id, self.user_id)

    async def send_interaction(self, kind: str, payload: Json, workspace: Workspace | None = None) -> Outcome:
        """Sends it to the app, if that is installed where it happens; trouble is noted."""
        if not (workspace or self.workspace).installed:
            outcome = Outcome("app_not_installed")
        else:
            outcome = await self.server.deliveries.interact(kind, payload)
        if outcome.trouble is not None:
            self.troubles.append(outcome.trouble)
        return outcome

    async def _open(self, tab: str) -> None:
        event: Json = {
            "type": "app_home_opened", "user": self.user_id, "channel": self.direct.id, "tab": tab,
            "event_ts": self.server.stamps.next(),
        }  # fmt: skip
        if self.home is not None and tab == "home":
            event["view"] = self.home
        self.server.deliveries.event(self.workspace, event)

    def _say(self, channel: Channel, text: str, blocks: list[Json]) -> str:
        if self.user_id not in channel.members:
            raise PermissionError("this person is not in the channel")
        message = SlackMessage(
            self.server.stamps.next(), channel.id, self.workspace.id, self.user_id, False, text, tuple(blocks)
        )
        channel.add(message)
        self.server.happenings.said(channel, message, {"client_msg_id": f"m-{message.ts}"})
        return message.ts

    def _channel(self, channel: str | None) -> Channel:
        return self.direct if channel is None else self.workspace.channel(channel)

    def _top(self) -> View:
        if self.screen.top is None:
            raise LookupError("no modal is open")
        return self.screen.top

    def _view(self, view: View | None) -> Json | None:
        return view.to_api(self.server.app_id, self.workspace.bot_id) if view else None

    def _unseen(self, place: Channel) -> SlackMessage | None:
        while (found := place.after(self._seen.get(place.id, 0))) is not None:
            self._seen[place.id], message = found
            if message.only_for in (None, self.user_id):
                return message
        return None
