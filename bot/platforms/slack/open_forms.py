"""The modals that stand open: each is brought up to date in the order in which it was changed.

A choice is sent with the state of the form in which it was made. Of two in quick succession the second one knows
nothing of the update that the first one brings; Slack would refuse its own update, and the form would keep the
fields of a choice that is no longer made.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.platforms.slack.calls import Calls
from bot.platforms.slack.errors import error_of

MOST_OPEN = 10_000


@dataclass(slots=True)
class _Form:
    """`after` has, for each state that an update ended, the one that it began."""

    order: asyncio.Lock = field(default_factory=asyncio.Lock)
    after: dict[str, str] = field(default_factory=dict)

    def now(self, state: str) -> str:
        """What has become of a state by our own updates."""
        while state in self.after:
            state = self.after[state]
        return state


class OpenForms:
    """The modals of one workspace."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._forms: OrderedDict[str, _Form] = OrderedDict()

    async def open(self, trigger: str, view: dict[str, Any]) -> None:
        """Opens one for whoever did what the trigger came with."""
        await self._calls("views.open", trigger_id=trigger, view=view)

    async def update(self, id_: str, state: str, view: dict[str, Any]) -> None:
        """Shows this instead, after the updates before it. `state` is the hash with which the change came.

        What was changed meanwhile by anybody else, such as another process, is not overwritten: the newer change
        brings its own update.
        """
        form = self._forms.setdefault(id_, _Form())
        self._forms.move_to_end(id_)
        if len(self._forms) > MOST_OPEN:
            self._forms.popitem(last=False)
        async with form.order:
            before = form.now(state)
            try:
                answer = await self._calls("views.update", view_id=id_, hash=before, view=view)
            except SlackApiError as failure:
                if error_of(failure) not in ("hash_conflict", "not_found"):
                    raise
                return
            form.after[before] = str(answer["view"]["hash"])
