"""A new task in one form, with one question; more of them are added from the summary."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from datetime import timedelta
from typing import Any

from bot.chat.conversation import replay
from bot.chat.forms import Field, FormScript
from bot.chat.message import Text, text
from bot.chat.wire import Json
from handlers.drafts import newtask
from handlers.drafts.answer_rules import PARTS
from handlers.questions import zones
from handlers.questions.task_terms import Deadline, FieldWords, field
from models.answer import AnswerKind
from models.field import by_code
from models.money import Money

EXAMPLE_MINUTES = 10


def task_form(facts: newtask.Facts, known: Mapping[str, Json], language: str) -> FormScript:
    """The same questions as in the chat. How a question is answered decides what its rule is asked with.

    Args:
        known: what was answered in the chat: each question that was begun there has its fields.
        language: in which the field that was found for someone's words is named.
    """
    if len(facts.clients) > 1:
        yield Field("client", newtask.one_of(facts.clients), text("newtask-form-client"))
    yield Field("title", newtask.TITLE, text("newtask-line-title"))
    count = newtask.begun(known)
    for n in range(1, count + 1):
        yield from _question(n, of=count)
    found = _found(known, language)
    yield Field("field", FieldWords(most=200), text("newtask-line-field"), text("newtask-field"), now=found)
    yield Field("level", newtask.LEVELS, text("newtask-line-level"), text("newtask-form-level"))
    minutes = yield Field("minutes", newtask.MINUTES, text("newtask-form-minutes"), text("newtask-minutes"))
    work = int(minutes) if minutes is not None else 1
    yield Field("pay", newtask.pay_for(facts.floor, work), text("newtask-line-pay"), _least_pay(facts.floor))
    yield Field("places", newtask.PLACES, text("newtask-line-places"), text("newtask-form-places"))
    until = text("newtask-form-deadline", zone=zones.label(facts.timezone))
    yield Field("deadline", Deadline(minutes=work), text("newtask-line-deadline"), until)
    return {f"more-{count}": "no"} if count < newtask.MOST_QUESTIONS else {}


def _least_pay(floor: Money) -> Text:
    """In which currency, and how much at least: an hour's, and an example of what that makes."""
    example = newtask.pay_for(floor, EXAMPLE_MINUTES).least
    length = timedelta(minutes=EXAMPLE_MINUTES)
    return text("newtask-form-pay", currency=floor.currency, floor=floor, length=length, least=example)


def _question(n: int, of: int) -> Generator[Field, Any, None]:
    asked = text("newtask-form-question") if of == 1 else text("newtask-line-question", n=n)
    yield Field(f"text-{n}", newtask.WORDS, asked, long=True)
    kind = yield Field(f"kind-{n}", newtask.KINDS, text("newtask-form-kind"), live=True)
    if kind is not None:
        yield from _rule(AnswerKind(kind), n)


def _rule(kind: AnswerKind, n: int) -> Generator[Field, Any, None]:
    """What this kind of answer must be asked about."""
    rule: dict[str, Any] = {}
    for part in PARTS[kind]:
        hint = text(f"newtask-form-{part.text}-hint") if part.hint else None
        label = text(f"newtask-form-{part.text}")
        value = yield Field(f"kind-{n}.{part.name}", part.question(rule), label, hint, long=part.long)
        rule |= part.of(value) if value is not None else {}


def _found(known: Mapping[str, Json], language: str) -> str | None:
    """The field by its name, where the chat has found out which one is meant."""
    code = replay(field(), known).outcome
    return by_code(code).label(language) if code else None
