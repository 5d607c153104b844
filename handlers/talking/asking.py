"""How a conversation's question looks: its words, how far along it is, and the buttons under it."""

from __future__ import annotations

from bot.chat.conversation import Ask
from bot.chat.message import Button, Message, Rows, Text, text
from bot.chat.questions import Option, Summary
from bot.chat.texts import exists
from bot.chat.wire import Json

Where = tuple[str, int]
"""A conversation's name and what it is about: what its buttons carry."""


def question(where: Where, step: Ask, chapters: tuple[str, ...], *, first: bool, briefly: bool = False) -> Message:
    """The question of a step; "3 of 7" before it where it belongs to a chapter. The first one has no way back.

    `briefly`, after something else was said: in the words of its `-briefly` text, where there is one.
    """
    variables = dict(step.variables)
    if isinstance(step.question, Summary):
        variables["lines"] = step.question.shown()
    key = f"{step.of or where[0]}-{step.text}"
    asked = Text(f"{key}-briefly" if briefly and exists(f"{key}-briefly") else key, variables)
    rows = _rows(where, step, first=first)
    if step.chapter not in chapters:
        return Message((asked,), rows)
    here = text("progress", n=chapters.index(step.chapter) + 1, of=len(chapters))
    return Message((here, asked), rows)


def _rows(where: Where, step: Ask, *, first: bool) -> Rows:
    rows = _in_rows([_option(option, step, where) for option in step.question.options], step.question.columns)
    if isinstance(step.question, Summary):
        edits = [
            Button(text("button-edit", what=label), "talk.edit", (*where, name))
            for name, label, _ in step.question.lines
        ]
        rows += _in_rows(edits, 2)
    cancel = Button(text("button-cancel"), "talk.cancel", where)
    back = Button(text("button-back"), "talk.back", (*where, step.name))
    return (*rows, *step.question.ways, (cancel,) if first else (back, cancel))


def _in_rows(buttons: list[Button], width: int) -> list[tuple[Button, ...]]:
    return [tuple(buttons[start : start + width]) for start in range(0, len(buttons), width)]


def _option(option: Option, step: Ask, where: Where) -> Button:
    """What ends a summary stands out from the edits beneath it."""
    args: tuple[Json, ...] = (*where, step.name, option.value)
    if isinstance(step.question, Summary):
        return Button(option.label, "talk.answer", args, style="primary")
    return Button(option.label, "talk.answer", args)
