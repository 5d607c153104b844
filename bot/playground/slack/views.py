"""Views: the modals that a person has open, one above the other, and the home tab."""

from __future__ import annotations

import itertools
import time
from typing import Any

from bot.playground.wire import Json

from .errors import SlackError
from .kit import reading, state
from .kit.blocks import problems_of_view

DEEPEST = 3
KEPT = ("type", "title", "submit", "close", "blocks", "private_metadata", "callback_id", "external_id")


class View:
    """A view that is shown: what the app gave, what the person has filled in, and its hash."""

    _count = itertools.count(1)

    def __init__(self, given: Json, team: str, user: str) -> None:
        self.id = f"V{next(self._count):04d}"
        self.team = team
        self.user = user
        self.given: Json = {}
        self.values: Json = {}
        self.hash = ""
        self.errors: dict[str, str] = {}
        self.root: str = self.id
        self.previous: str | None = None
        self.replace(given)

    def replace(self, given: Json) -> None:
        """Shows this instead. What was filled in stays where block_id and action_id stay."""
        self.given = given | {"blocks": reading.with_ids(given["blocks"])}
        self.values = state.initial(self.given["blocks"], self.values)
        self.hash = f"{time.time_ns() // 1000}.{next(self._count):x}"
        self.errors = {}

    def check_hash(self, wanted: Any) -> None:
        """SlackError if the app has another state of the view in mind."""
        if wanted is not None and wanted != self.hash:
            raise SlackError("hash_conflict")

    def to_api(self, app_id: str, bot_id: str) -> Json:
        """As a view object."""
        view: Json = {"id": self.id, "team_id": self.team}
        view |= dict.fromkeys(("title", "submit", "close")) | dict.fromkeys(
            ("private_metadata", "callback_id", "external_id"), ""
        )
        view |= {name: self.given[name] for name in KEPT if self.given.get(name) is not None}
        return view | {
            "state": {"values": self.values}, "hash": self.hash, "previous_view_id": self.previous,
            "root_view_id": self.root, "app_id": app_id, "app_installed_team_id": self.team, "bot_id": bot_id,
            "clear_on_close": bool(self.given.get("clear_on_close")),
            "notify_on_close": bool(self.given.get("notify_on_close")),
        }  # fmt: skip


class Screen:
    """What one person has before the eyes: the stack of modals, top last, and the home tab."""

    def __init__(self, team: str, user: str) -> None:
        self.team = team
        self.user = user
        self.stack: list[View] = []
        self.home: View | None = None

    @property
    def top(self) -> View | None:
        """The modal in front."""
        return self.stack[-1] if self.stack else None

    def open(self, given: Json) -> View:
        """A first modal; what was open is gone."""
        self.stack = [View(given, self.team, self.user)]
        return self.stack[0]

    def push(self, given: Json) -> View:
        """One more modal above the others; SlackError if they are three already, or none."""
        if not self.stack:
            raise SlackError("not_found")
        if len(self.stack) >= DEEPEST:
            raise SlackError("push_limit_reached")
        view = View(given, self.team, self.user)
        view.root, view.previous = self.stack[0].id, self.stack[-1].id
        self.stack.append(view)
        return view

    def publish(self, given: Json, wanted_hash: Any) -> View:
        """The home tab; SlackError if it changed meanwhile."""
        if self.home is None:
            self.home = View(given, self.team, self.user)
            return self.home
        self.home.check_hash(wanted_hash)
        self.home.replace(given)
        return self.home

    def find(self, view_id: Any, external_id: Any) -> View | None:
        """The view of this id that is shown, if any."""
        for view in [*self.stack, *([self.home] if self.home else [])]:
            if view.id == view_id or (external_id and view.given.get("external_id") == external_id):
                return view
        return None


def check(given: Any, kind: str) -> Json:
    """The view, if it is a valid one of its kind; SlackError names what is wrong."""
    problems = problems_of_view(given, kind)
    if problems:
        raise SlackError("invalid_arguments", *problems)
    assert isinstance(given, dict)
    return {name: value for name, value in given.items() if value is not None}
