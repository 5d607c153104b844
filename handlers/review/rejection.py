"""Why an answer is not accepted: a reason from the closed list, and the reviewer's own words beside it."""

from __future__ import annotations

from typing import NamedTuple

from bot.chat.conversation import Script, ask
from bot.chat.forms import Field, FormScript
from bot.chat.message import Arg, Text, text
from bot.chat.questions import Choice, option
from handlers.questions import reviewers_words
from models.review import RejectReason

REASONS = Choice(tuple(option(one.value, text(f"reject-reason-{one.value}")) for one in RejectReason))


class Rejection(NamedTuple):
    """The words may be empty."""

    reason: RejectReason
    words: str


def asked() -> Script[Rejection]:
    """The reason, in the words of the conversation, and then the words."""
    reason = RejectReason((yield from ask("reason", REASONS)))
    words = yield from reviewers_words.asked(reason_text(reason.value))
    return Rejection(reason, words)


def form(question: Text) -> FormScript:
    """The same at once; the words may be left out."""
    yield Field("reason", REASONS, text("reject-form-reason"), question)
    yield reviewers_words.FIELD
    return {}


def told(key: str, reason: str, words: str, **variables: Arg) -> Text:
    """How the expert hears of it: the text `<key>`, or `<key>-words` where the reviewer wrote any."""
    variables["reason"] = reason_text(reason)
    return text(f"{key}-words", **variables, words=words) if words else text(key, **variables)


def reason_text(reason: str) -> Text:
    """A reason of the closed list in words."""
    return text(f"reject-reason-{reason}")
