"""How an item of a test is asked: in the person's language, its options in the order drawn for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.chat.conversation import Ask, Script
from bot.chat.message import Arg, Labels, Lines, text
from bot.chat.questions import Choice, Given, Option, Question
from bot.chat.wire import Json
from handlers.questions.answer_kinds import LONGEST_ON_A_BUTTON, asked_as, long_options, question_of
from models.answer import AnswerKind
from models.digits import western
from models.item import Item


@dataclass(frozen=True)
class Open:
    """An item that is still to be answered, as it stands."""

    number: int
    item: Item
    order: tuple[int, ...]
    shown: bool
    late: bool
    after_run_out: bool
    seconds_left: int


@dataclass(frozen=True)
class ItemChoice(Choice):
    """One of an item's options, tapped or typed: its words in a language, else its number."""

    words: tuple[frozenset[str], ...] = ()

    def read(self, given: Given) -> Json:
        """An option that is itself a number is meant rather than the option in that place."""
        typed = _folded(given.words or "")
        for one, spelled in zip(self.among, self.words, strict=True):
            if typed and typed in spelled:
                return one.value
        return super().read(given)


def ask_item(one: Open, total: int, language: str) -> Script[Json]:
    """Asks it. The answer is an option's place in the item, several of them, or the normal form of what was written."""
    if one.item.is_one_of:
        return (yield from _one_of(one, total))
    words = [option.get(language, option["en"]) for option in (one.item.options[place] for place in one.order)]
    spec = {"kind": one.item.kind, "rule": {**one.item.rule, "options": words} if words else one.item.rule}
    question = question_of(spec)
    answer = question.keep((yield _step(one, total, question, asked_as(spec), long_options(spec))))
    if one.item.kind in (AnswerKind.CHOICES, AnswerKind.RANKING):
        return [one.order[words.index(word)] for word in answer]
    return answer


def _one_of(one: Open, total: int) -> Script[Json]:
    labels = tuple(Labels(one.item.options[place]) for place in one.order)
    long = any(len(words) > LONGEST_ON_A_BUTTON for named in one.item.options for words in named.values())
    shown: tuple[Arg, ...] = tuple(map(str, range(1, len(labels) + 1))) if long else labels
    among = tuple(Option(place, label) for place, label in zip(one.order, shown, strict=True))
    words = tuple(frozenset(map(_folded, one.item.options[place].values())) for place in one.order)
    listed = tuple(text("exam-option", n=n, option=label) for n, label in enumerate(labels, 1))
    return int((yield _step(one, total, ItemChoice(among, words=words), "listed" if long else "", listed)))


def _step(one: Open, total: int, question: Question[Any], how: str, options: tuple[Arg, ...]) -> Ask:
    said: dict[str, Arg] = {
        "n": one.number,
        "total": total,
        "asked": Labels(one.item.question),
        "seconds": one.seconds_left,
        "options": Lines(options),
        "unit": one.item.rule.get("unit", ""),
    }
    name = f"item-{one.number}"
    return Ask(name, question, said, name, f"item-{how}" if how else "item")


def _folded(words: str) -> str:
    return " ".join(western(words).casefold().split())
