"""A form: several questions at once, where the platform can show such a thing.

A form is a generator that yields fields and receives each one's value, None while it is not given or not right. So
one function makes the empty form, changes it with what is chosen in it, and checks what was filled in:

    def terms(facts: Facts) -> FormScript:
        kind = yield Field("kind", Choice(...), text("..."), live=True)
        if kind == "other":
            yield Field("words", Plain(), text("..."))
        return {}

A field has the name of the conversation's question that it stands for, so that a form which is right becomes the
conversation's answers. What the generator returns are answers that the form doesn't ask for, unless they are known.

A form may stand open for an hour, and the world goes on meanwhile. So it remembers what it showed, and what is sent
as it was shown is no answer: whatever holds by then stays.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.chat.event import Entry, Form
from bot.chat.message import Text
from bot.chat.questions import UNREADABLE, Choice, Given, Option, Question
from bot.chat.texts import Reader, plain
from bot.chat.wire import Json
from models.errors import Refused

OPEN = "talk.form"
"""The action of a button that only shows where there are forms."""


@dataclass(frozen=True, slots=True)
class Field:
    """A question in a form. `live`: the other fields depend on it, so that a choice is told at once.

    `now` is what holds so far, as the question keeps it: the field begins with it. By default it is what was
    answered before. A `skippable` field may be left empty, which is no answer. In a `calendar` a moment is picked, and
    given as epoch seconds; it begins with nothing.
    """

    name: str
    question: Question[Any]
    label: Text
    hint: Text | None = None
    live: bool = False
    long: bool = False
    now: Json = None
    skippable: bool = False
    calendar: bool = False

    @property
    def shape(self) -> str:
        """What was filled in belongs to this: another kind of question doesn't get it."""
        return type(self.question).__name__

    @property
    def optional(self) -> bool:
        """Whether it may be left empty."""
        return self.skippable or self.nothing is not None

    @property
    def nothing(self) -> Option | None:
        """The option that leaving it empty stands for."""
        return next((option for option in self.question.options if option.value in ("", [])), None)


FormScript = Generator[Field, Any, Mapping[str, Json]]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with what was filled in: its fields, the answers that are right, and why the others are not."""

    fields: tuple[Field, ...]
    answers: Mapping[str, Json]
    refused: Mapping[str, Refused]


@dataclass(frozen=True, slots=True)
class Slot:
    """A field as it is shown. `options` are (value, label) of a choice, of which `many` may be chosen; without any it
    is a `calendar` or for typing. It begins with `now`: words, the value of an option, or a list of several."""

    name: str
    shape: str
    label: str
    hint: str = ""
    options: tuple[tuple[Json, str], ...] = ()
    many: bool = False
    long: bool = False
    optional: bool = False
    live: bool = False
    now: Json = None
    calendar: bool = False


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


def fill(
    script: FormScript,
    entries: Mapping[str, Entry],
    reader: Reader,
    known: Mapping[str, Json] | None = None,
    shown: Mapping[str, str] | None = None,
) -> Filled:
    """Runs a fresh form over what was filled in so far.

    Args:
        known: what was answered before, by the questions' names.
        shown: what the form began with, as `shown` made it when it was opened.
    """
    known, shown = known or {}, shown or {}
    fields: list[Field] = []
    answers: dict[str, Json] = {}
    refused: dict[str, Refused] = {}
    try:
        asked = _begun(next(script), known)
        while True:
            fields.append(asked)
            value = None
            try:
                value, answer = _read(asked, entries.get(asked.name), shown, reader)
                answers |= answer
            except Refused as no:
                refused[asked.name] = no
            asked = _begun(script.send(value), known)
    except StopIteration as end:
        others = {name: value for name, value in (end.value or {}).items() if name not in known}
        return Filled(tuple(fields), others | answers, refused)


def slots(fields: tuple[Field, ...], reader: Reader) -> tuple[Slot, ...]:
    """The fields in the reader's language."""
    return tuple(_slot(one, reader) for one in fields)


def shown(slots: tuple[Slot, ...]) -> dict[str, str]:
    """What the fields begin with, in a few characters each: enough to know it again."""
    return {slot.name: _imprint(slot.now) for slot in slots if slot.now is not None}


def imprint(form: Form) -> str:
    """The same for a form that is sent again as it was, whatever its words mean by then."""
    entries = sorted((name, entry.shape, entry.value) for name, entry in form.entries.items())
    return _digest([form.token, entries])


def _begun(asked: Field, known: Mapping[str, Json]) -> Field:
    """The field with what it begins with; without, where that would be accepted no longer."""
    begun = replace(asked, now=known.get(asked.name)) if asked.now is None else asked
    try:
        _held(begun)
    except UNREADABLE:
        return replace(begun, now=None)
    return begun


def _held(asked: Field) -> Any:
    return None if asked.now is None else asked.question.recall(asked.now)


def _slot(one: Field, reader: Reader) -> Slot:
    among = one.question.among if isinstance(one.question, Choice) else one.question.any_of
    now = one.now
    if now is not None and not among:
        now = one.question.as_typed(_held(one), reader).translate(_DIRECTING)
    return Slot(
        one.name,
        one.shape,
        plain(one.label, reader),
        plain(one.hint, reader) if one.hint else "",
        tuple((option.value, plain(option.label, reader)) for option in among),
        bool(one.question.any_of),
        one.long,
        one.optional,
        one.live,
        now,
        one.calendar,
    )


def _read(asked: Field, entry: Entry | None, shown: Mapping[str, str], reader: Reader) -> tuple[Any, dict[str, Json]]:
    """A field's value, and the answer that it is, unless it stands there as it was shown."""
    given = _given(asked, entry, reader)
    if given is None:
        return _held(asked), {}
    value = asked.question.read(given)
    if entry is not None and shown.get(asked.name) == _imprint(entry.value):
        return value, {}
    return value, {asked.name: asked.question.keep(value)}


def _given(asked: Field, entry: Entry | None, reader: Reader) -> Given | None:
    """What was filled in; None for what the form has no field for, or nothing in. Raises Refused where it must have."""
    if entry is not None and entry.shape == asked.shape:
        if entry.is_choice and entry.value != []:
            return Given(reader, chosen=entry.value)
        if isinstance(entry.value, str) and entry.value.strip():
            return Given(reader, words=entry.value)
    elif asked.now is not None:
        return None
    if asked.nothing is not None:
        return Given(reader, chosen=asked.nothing.value)
    if asked.skippable:
        return None
    raise Refused("form-required")


def _imprint(value: Json) -> str:
    """The same for what is the same to whoever filled it in."""
    same = " ".join(value.split()) if isinstance(value, str) else value
    same = sorted(same) if isinstance(same, list) else same
    return _digest(same or "")


def _digest(value: Json) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:10]
