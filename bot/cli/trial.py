"""What the service makes of a phrase, of two names, of an answer: plain values, for `callboard try`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.chat.message import Text
from bot.chat.questions import Given
from bot.chat.texts import Reader, plain
from bot.children.maths import read_math
from bot.cli.opened import exists, opened
from bot.config import Settings
from bot.errors import CannotStart
from handlers.questions.answer_kinds import question_of
from models.answer import AnswerKind
from models.answer_reading import is_right
from models.errors import Refused
from models.field_learned import NOTHING, Learned, learned
from models.field_match import find_fields
from models.names import compare

Found = dict[str, Any]
KINDS = tuple(kind.value for kind in AnswerKind)


def fields(phrase: str, words: Learned = NOTHING) -> list[Found]:
    """The fields that a phrase may mean, best first."""
    return [
        {
            "code": match.field.code,
            "label_en": match.field.label_en,
            "label_ar": match.field.label_ar,
            "isced": match.field.isced,
            "score": match.score,
        }
        for match in find_fields(phrase, learned=words)
    ]


def learned_in(settings: Settings) -> Learned:
    """The words that reviewers took in, where there is a database; none where there isn't."""
    if not exists(settings):
        return NOTHING
    with opened(settings) as session:
        return learned(session)


def names(one: str, other: str) -> Found:
    """Whether two spellings are one name, how sure that is, and why."""
    found = compare(one, other)
    return {"match": found.match, "score": found.score, "reason": found.reason.value}


def said(found: Found) -> str:
    """The verdict on two names in a sentence."""
    verdict = plain(Text(f"name-{found['reason']}"), _reader())
    return f"{'match' if found['match'] else 'no match'}, {found['score']}: {verdict}"


def answer(kind: str, rule: Mapping[str, Any], words: str) -> Found:
    """Whether a typed answer is accepted, its normal form, whether it is right, and what would be said against it.

    Raises:
        CannotStart: there is no such kind, or the rule is not one of that kind.
    """
    if kind not in KINDS:
        raise CannotStart(f"kind: {kind!r} is none of {', '.join(KINDS)}")
    try:
        value, correct = _read(kind, rule, words)
        return {"accepted": True, "value": value, "correct": correct, "refusal": None}
    except Refused as refused:
        sentence = plain(Text(refused.key, refused.variables), _reader())
        return {"accepted": False, "value": None, "correct": None, "refusal": sentence, "refusal_key": refused.key}
    except (KeyError, TypeError, ValueError, ArithmeticError) as wrong:
        raise CannotStart(f"rule: not one for {kind} ({type(wrong).__name__}: {wrong})") from None


def _read(kind: str, rule: Mapping[str, Any], words: str) -> tuple[Any, bool | None]:
    """The normal form, and whether it is right."""
    if kind == AnswerKind.MATH:
        return read_math(dict(rule), words)
    question = question_of({"kind": kind, "rule": rule})
    value = question.keep(question.read(Given(_reader(), words=words)))
    return value, is_right(AnswerKind(kind), rule, value)


def _reader() -> Reader:
    return Reader("en", "UTC", datetime.now(UTC))
