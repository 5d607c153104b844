"""What to say to whoever needs a hand: commands, and everything that fits nowhere else."""

from __future__ import annotations

from bot.chat.event import Upload
from bot.chat.message import Button, Labels, Lines, Message, Text, say, text
from handlers.routes import COMMANDS, menu, on_command, on_tap
from handlers.turn import Turn


@on_command("help")
def show(turn: Turn, _: str) -> list[Message]:
    """The commands that this person can use, each with what it does."""
    mine = menu(turn.may)
    return [say("help", lines=Lines(tuple(_line(route.word) for route in mine)))]


def _line(word: str) -> Text:
    """The word as a label: an isolate around a value in Arabic would part it from its slash."""
    return text("help-line", command=Labels({"en": word}), does=text(f"command-{word}"))


def unknown_command(turn: Turn, word: str) -> list[Message]:
    """A command that doesn't exist."""
    return [say("command-unknown", word=word[:40], rows=_ways_on(turn))]


def nothing_asked(turn: Turn) -> list[Message]:
    """Something typed or sent while no question is open."""
    key = "nothing-asked-file" if isinstance(turn.what, Upload) else "nothing-asked"
    return [say(key, rows=_ways_on(turn))]


def old_button(turn: Turn) -> list[Message]:
    """A button that means nothing any more."""
    return [say("button-old", rows=_ways_on(turn))]


@on_tap("help.command")
def tapped(turn: Turn, word: str) -> list[Message]:
    """A command offered as a button."""
    return COMMANDS[word].handler(turn, "")


def way(word: str) -> Button:
    """A button that does what a command does; its label is `button-<word>`."""
    return Button(text(f"button-{word}"), "help.command", (word,))


def adding() -> Button:
    """The way to one more proof."""
    return Button(text("profile-add"), "proving.add", style="primary")


def _ways_on(turn: Turn) -> list[list[Button]]:
    if turn.expert is None and not turn.memberships:
        return [[way("start")], [way("help")]]
    return [[way("work"), way("earnings")], [way("help")]] if turn.expert else [[way("tasks"), way("help")]]
