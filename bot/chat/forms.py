"""A form: several questions at once, where the platform can show such a thing.

A form is a generator that yields fields and receives each one's value, None while it is not given or not right. So
one function makes the empty form, changes it with what is chosen in it, and checks what was filled in:

    def terms(facts: Facts) -> FormScript:
        kind = yield Field("kind", Choice(...), text("..."), live=True)
        if kind == "other":
            yield Field("words", Plain(), text("..."))
        return {}

A field has the name of the conversation's question that it stands for, so that a form which is right becomes the
conversation's answers. What the generator returns are answers that the form doesn't ask for.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.chat.event import Entry
from bot.chat.message import Arg, Text
from bot.chat.questions import Choice, Given, Question
from bot.chat.texts import Reader, plain
from bot.chat.wire import Json
from models.errors import Refused

OPEN = "talk.form"
"""The action of a button that only shows where there are forms."""


@dataclass(frozen=True, slots=True)
class Field:
    """A question in a form. `live`: the other fields depend on it, so that a choice is told at once.

    `now` is what holds so far, as it would be typed; a choice begins with nothing chosen.
    """

    name: str
    question: Question[Any]
    label: Text
    hint: Text | None = None
    live: bool = False
    long: bool = False
    now: Arg = ""

    @property
    def shape(self) -> str:
        """What was filled in belongs to this: another kind of question doesn't get it."""
        return type(self.question).__name__

    @property
    def optional(self) -> bool:
        """Whether leaving it empty is an answer."""
        return any(option.value == "" for option in self.question.options)


FormScript = Generator[Field, Any, Mapping[str, Json]]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with what was filled in: its fields, the answers that are right, and why the others are not."""

    fields: tuple[Field, ...]
    answers: Mapping[str, Json]
    refused: Mapping[str, Refused]


@dataclass(frozen=True, slots=True)
class Slot:
    """A field as it is shown. `options` are (value, label) of a choice; without any it is for typing, and begins with
    the words `now`."""

    name: str
    shape: str
    label: str
    hint: str = ""
    options: tuple[tuple[Json, str], ...] = ()
    long: bool = False
    optional: bool = False
    live: bool = False
    now: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form in the reader's language. `token` comes back with it; `failed` is said where it can't be opened."""

    token: str
    title: str
    submit: str
    cancel: str
    failed: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the edge does at once: a sheet to open or to bring up to date, or what is wrong by field name."""

    sheet: Sheet | None = None
    errors: Mapping[str, str] = field(default_factory=dict)


_DIRECTING = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
"""Marks around a value in a sentence; nobody types them."""


def fill(script: FormScript, entries: Mapping[str, Entry], reader: Reader) -> Filled:
    """Runs a fresh form over what was filled in so far."""
    fields: list[Field] = []
    answers: dict[str, Json] = {}
    refused: dict[str, Refused] = {}
    try:
        asked = next(script)
        while True:
            fields.append(asked)
            value = None
            try:
                value = asked.question.read(_given(asked, entries.get(asked.name), reader))
                answers[asked.name] = asked.question.keep(value)
            except Refused as no:
                refused[asked.name] = no
            asked = script.send(value)
    except StopIteration as end:
        return Filled(tuple(fields), answers | dict(end.value or {}), refused)


def slots(fields: tuple[Field, ...], reader: Reader) -> tuple[Slot, ...]:
    """The fields in the reader's language."""
    return tuple(_slot(one, reader) for one in fields)


def _slot(one: Field, reader: Reader) -> Slot:
    among = one.question.options if isinstance(one.question, Choice) else ()
    return Slot(
        one.name,
        one.shape,
        plain(one.label, reader),
        plain(one.hint, reader) if one.hint else "",
        tuple((option.value, plain(option.label, reader)) for option in among),
        one.long,
        one.optional,
        one.live,
        plain(one.now, reader).translate(_DIRECTING) if one.now else "",
    )


def _given(asked: Field, entry: Entry | None, reader: Reader) -> Given:
    """Raises Refused where nothing was given for this kind of question, and nothing is no answer."""
    fits = entry is not None and entry.shape == asked.shape
    if entry is not None and fits and entry.is_choice:
        return Given(reader, chosen=entry.value)
    if entry is not None and fits and isinstance(entry.value, str) and entry.value.strip():
        return Given(reader, words=entry.value)
    if asked.optional:
        return Given(reader, chosen="")
    raise Refused("form-required")
