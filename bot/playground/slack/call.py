"""A call of a method while it is carried out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.playground.wire import Json

from .channel import Channel
from .errors import SlackError
from .workspace import Workspace

if TYPE_CHECKING:
    from .server import SlackServer


@dataclass(slots=True)
class Call:
    """Who calls (`home`: the token's workspace, none for a call without one), and with which arguments.

    channel: where the message goes, for methods that post one.
    """

    server: SlackServer
    method: str
    token: str
    home: Workspace | None
    arguments: Json
    channel: Channel | None = None

    @property
    def workspace(self) -> Workspace:
        """The token's workspace."""
        if self.home is None:
            raise SlackError("not_authed")
        return self.home
