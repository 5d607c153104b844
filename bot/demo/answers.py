"""What a simulated expert answers to a task's questions."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bot.demo.listening import bare, label
from bot.demo.seat import Shown
from models.answer import AnswerKind

SENTENCES = {
    "en": (
        "The donor's age matters less than the steatosis that the biopsy shows.",
        "I would repeat the test within two weeks and stop the drug until then.",
        "It depends on what the first examination shows; I would not decide on one value alone.",
    ),
    "ar": (
        "عمر المتبرع أقل أهمية من درجة التشحّم التي تظهرها الخزعة.",
        "أعيد التحليل خلال أسبوعين وأوقف الدواء حتى ذلك الحين.",
    ),
}
TAPPED = (AnswerKind.CHOICE, AnswerKind.PAIR, AnswerKind.RATING)
LISTED = (AnswerKind.CHOICE, AnswerKind.CHOICES, AnswerKind.RANKING, AnswerKind.PAIR)
"""Options that don't fit into buttons stand in the text."""
SUMMARY = "answering-summary"
_KINDS = {
    **{f"answering-{kind.value}": kind for kind in AnswerKind},
    **{f"answering-{kind.value}-listed": kind for kind in LISTED},
    "answering-quantity": AnswerKind.NUMBER,
}
ASKED = (*_KINDS, SUMMARY)
"""The texts in which a task asks, up to whether everything is right."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is typed, or the label of the button that is pressed."""

    words: str
    presses: bool = False


def answer(key: str, shown: Shown, language: str, rng: Random) -> Answer:
    """An answer to one of ASKED that the service will take."""
    if key == SUMMARY:
        return Answer(label("button-submit", language), presses=True)
    match _KINDS[key]:
        case kind if kind in TAPPED:
            return Answer(rng.choice(_options(shown, language)), presses=True)
        case AnswerKind.RANKING:
            return Answer(", ".join(map(_typed, _options(shown, language))))
        case AnswerKind.CHOICES:
            return Answer(_typed(rng.choice(_options(shown, language))))
        case AnswerKind.NUMBER:
            return Answer(str(rng.randint(1, 60)))
        case AnswerKind.FORMULA:
            return Answer("H2O")
        case AnswerKind.MATH:
            return Answer("x + 1")
    return Answer(rng.choice(SENTENCES[language]))


def _options(shown: Shown, language: str) -> list[str]:
    """The buttons that answer, without those that lead elsewhere."""
    ways = {label(key, language) for key in ("button-back", "button-cancel", "answer-done")}
    return [one for one in shown.labels if bare(one) not in ways]


def _typed(option: str) -> str:
    """An option as it is written: by its number where it has one, without the box that is ticked."""
    words = bare(option).lstrip("☐☑ ")
    number, dot, _ = words.partition(". ")
    return number if dot and number.isdecimal() else words
