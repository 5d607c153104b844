"""A person on Slack in the scripted story: the chat, and the forms that open over it."""

from __future__ import annotations

import asyncio
import time

from bot.demo.actor import PATIENCE, Actor, NotSeen
from bot.demo.seat import SlackSeat
from bot.playground.slack import Channel, SlackUser, channels
from bot.playground.slack.kit import reading
from bot.playground.wire import Json


class SlackActor(Actor):
    """One person in the direct messages with the app, or in the channel with this id."""

    def __init__(self, name: str, user: SlackUser, channel: str | None = None) -> None:
        super().__init__(name, SlackSeat(user, channel))
        self._user = user

    @property
    def troubles(self) -> list[str]:
        """What Slack complained about to them, e.g. that the app did not acknowledge a tap in time."""
        return self._user.troubles

    async def brings_the_app(self, channel: Channel) -> None:
        """Asks the app into a channel that they are in."""
        await self._acts(f"/invite @Callboard (in #{channel.name})")
        channels.invite(self._user, channel.id)

    async def fills(self, entries: dict[str, str]) -> None:
        """Fills in fields of the form in front, named by what stands above them, once they are there."""
        for label, words in entries.items():
            block = await self._field(label)
            await self._acts(f"{label}: {words}")
            if block["dispatch_action"]:
                await self._user.tap_view(label=words)
            else:
                await self._user.fill({block["block_id"]: {block["element"]["action_id"]: words}})

    async def submits(self) -> None:
        """Sends the form, which closes; NotSeen where it is refused."""
        if errors := await self._submit():
            raise NotSeen(f"a form that is taken, not {errors}")

    async def is_refused(self, label: str, words: str) -> None:
        """Sends the form, which stays, with these words under this field alone."""
        errors = await self._submit()
        if list(errors) != [label] or words not in errors[label]:
            raise NotSeen(f"“{words}” under the field “{label}”, not {errors}")
        self._tell("←", f"{label}: {errors[label]}")

    async def _submit(self) -> dict[str, str]:
        """Errors by the label of their field."""
        labels = {block["block_id"]: _label(block) for block in self._blocks()}
        await self._acts("[the form is sent]")
        return {labels[block_id]: words for block_id, words in (await self._user.submit()).items()}

    async def _field(self, label: str) -> Json:
        """The input with this label; a form may gain fields while it is open."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            for block in self._blocks():
                if _label(block) == label:
                    return block
            await asyncio.sleep(0.02)
        raise NotSeen(f"a field “{label}”, not {[_label(block) for block in self._blocks()]}")

    def _blocks(self) -> list[Json]:
        """The form's inputs; none where no form is open."""
        blocks = self._user.modal["blocks"] if self._user.modal else []
        return [block for block in blocks if block["type"] == "input"]


def _label(block: Json) -> str:
    return reading.text(block["label"])
