"""Which function answers what: handlers register themselves by the commands, taps and results they take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, SQLModel

from bot.chat.event import Finished
from bot.chat.message import Message
from bot.chat.texts import Reader
from handlers.turn import Turn
from models.membership import Role

CommandHandler = Callable[[Turn, str], list[Message]]
TapHandler = Callable[..., list[Message]]
FinishedHandler = Callable[[Turn, Finished], list[Message]]
ViewMaker = Callable[[Session, Any, Reader], Message | None]
"""Makes a message when it is sent; None where there is nothing to say any more, and the delivery is cancelled."""


@dataclass(frozen=True, slots=True)
class CommandRoute:
    """A command, and who sees it in the menu: everyone, or who holds a role."""

    word: str
    handler: CommandHandler
    role: Role | None


COMMANDS: dict[str, CommandRoute] = {}
TAPS: dict[str, TapHandler] = {}
SHARED_TAPS: dict[str, TapHandler] = {}
FINISHED: dict[str, FinishedHandler] = {}
VIEWS: dict[str, ViewMaker] = {}
SUBJECTS: dict[str, type[SQLModel]] = {}

ORDER = (
    *("newtask", "tasks", "broadcast", "audience", "experts", "review", "stats"),
    *("documents", "proofs", "fields", "items", "invite", "clients"),
    *("start", "work", "profile", "earnings", "why", "pause", "resume", "reminders", "language", "timezone", "link"),
    *("back", "cancel", "export", "forget", "help"),
)
"""How commands are listed wherever they are: the work first, leaving and help last."""


def menu(may: Callable[[Role], bool]) -> list[CommandRoute]:
    """The commands for whoever may do what these roles may, as they are listed."""
    return [COMMANDS[word] for word in ORDER if _is_for(COMMANDS[word].role, may)]


def _is_for(role: Role | None, may: Callable[[Role], bool]) -> bool:
    return role is None or may(role)


def on_command(word: str, role: Role | None = None) -> Callable[[CommandHandler], CommandHandler]:
    """`handler(turn, rest)` answers `/word rest`. Its menu text is `command-<word>`."""

    def register(handler: CommandHandler) -> CommandHandler:
        COMMANDS[word] = CommandRoute(word, handler, role)
        return handler

    return register


def on_tap(action: str) -> Callable[[TapHandler], TapHandler]:
    """`handler(turn, *args)` answers a button made with this action and these args."""

    def register(handler: TapHandler) -> TapHandler:
        TAPS[action] = handler
        return handler

    return register


def on_shared_tap(action: str) -> Callable[[TapHandler], TapHandler]:
    """`handler(turn, pressed, *args)` answers a button that anyone in a room may press; `pressed` is its delivery."""

    def register(handler: TapHandler) -> TapHandler:
        SHARED_TAPS[action] = handler
        return handler

    return register


def on_finished(kind: str) -> Callable[[FinishedHandler], FinishedHandler]:
    """`handler(turn, finished)` hears how a job of this kind ended."""

    def register(handler: FinishedHandler) -> FinishedHandler:
        FINISHED[kind] = handler
        return handler

    return register


def view(name: str, of: type[SQLModel] | None = None) -> Callable[[ViewMaker], ViewMaker]:
    """`maker(session, subject, reader)` makes the message of a `View` when it is sent.

    Args:
        of: the table of its subjects, where many are sent: their rows are read together.
    """

    def register(maker: ViewMaker) -> ViewMaker:
        VIEWS[name] = maker
        if of is not None:
            SUBJECTS[name] = of
        return maker

    return register
