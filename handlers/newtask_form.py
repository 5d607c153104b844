"""A new task in one form, with one question; more of them are added from the summary."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from bot.chat.forms import Field, FormScript
from bot.chat.message import text
from handlers import newtask
from handlers.answer_rules import PARTS
from handlers.task_terms import Deadline, FieldWords
from models.answer import AnswerKind


def task_form(facts: newtask.Facts) -> FormScript:
    """The same questions as in the chat. How the question is answered decides what its rule is asked with."""
    if len(facts.clients) > 1:
        yield Field("client", newtask.one_of(facts.clients), text("newtask-form-client"))
    yield Field("title", newtask.TITLE, text("newtask-line-title"))
    yield Field("text-1", newtask.WORDS, text("newtask-form-question"), long=True)
    kind = yield Field("kind-1", newtask.KINDS, text("newtask-form-kind"), live=True)
    if kind is not None:
        yield from _rule(AnswerKind(kind))
    yield Field("field", FieldWords(most=200), text("newtask-line-field"), text("newtask-field"))
    yield Field("level", newtask.LEVELS, text("newtask-line-level"), text("newtask-level"))
    minutes = yield Field("minutes", newtask.MINUTES, text("newtask-form-minutes"), text("newtask-minutes"))
    work = int(minutes) if minutes is not None else 1
    yield Field("pay", newtask.pay_for(facts.floor, work), text("newtask-line-pay"), text("newtask-form-pay"))
    yield Field("places", newtask.PLACES, text("newtask-line-places"), text("newtask-form-places"))
    yield Field("deadline", Deadline(minutes=work), text("newtask-line-deadline"), text("newtask-form-deadline"))
    return {"more-1": "no"}


def _rule(kind: AnswerKind) -> Generator[Field, Any, None]:
    """What this kind of answer must be asked about."""
    rule: dict[str, Any] = {}
    for part in PARTS[kind]:
        hint = text(f"newtask-form-{part.text}-hint") if part.hint else None
        label = text(f"newtask-form-{part.text}")
        value = yield Field(f"kind-1.{part.name}", part.question(rule), label, hint, long=part.long)
        rule |= part.of(value) if value is not None else {}
