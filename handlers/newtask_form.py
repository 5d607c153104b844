"""A new task in one form, with one question; more of them are added from the summary."""

from __future__ import annotations

from bot.chat.forms import Field, FormScript
from bot.chat.message import text
from handlers import newtask
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
        rule = AnswerKind(kind)
        label = text(f"newtask-form-rule-{kind}")
        yield Field("kind-1.rule", newtask.RULES[rule], label, long=rule is AnswerKind.CHOICE)
    yield Field("field", FieldWords(most=200), text("newtask-line-field"), text("newtask-field"))
    yield Field("level", newtask.LEVELS, text("newtask-line-level"), text("newtask-level"))
    minutes = yield Field("minutes", newtask.MINUTES, text("newtask-form-minutes"), text("newtask-minutes"))
    work = int(minutes) if minutes is not None else 1
    yield Field("pay", newtask.pay_for(facts.floor, work), text("newtask-line-pay"), text("newtask-form-pay"))
    yield Field("places", newtask.PLACES, text("newtask-line-places"), text("newtask-form-places"))
    yield Field("deadline", Deadline(minutes=work), text("newtask-line-deadline"), text("newtask-form-deadline"))
    return {"more-1": "no"}
