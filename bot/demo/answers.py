"""What a simulated expert answers to a task's questions."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bot.demo.listening import bare, label
from bot.demo.seat import Shown

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
OPTIONS = ("answering-choice", "answering-options")
NUMBERS = ("answering-number", "answering-quantity")
ASKED = (*OPTIONS, *NUMBERS, "answering-text", "answering-summary")
"""The texts in which a task asks, up to whether everything is right."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is typed, or the label of the button that is pressed."""

    words: str
    presses: bool = False


def answer(key: str, shown: Shown, language: str, rng: Random) -> Answer:
    """An answer to one of ASKED that the service will take."""
    if key == "answering-summary":
        return Answer(label("button-submit", language), presses=True)
    if key in OPTIONS:
        ways = {label("button-back", language), label("button-cancel", language)}
        return Answer(rng.choice([one for one in shown.labels if bare(one) not in ways]), presses=True)
    return Answer(str(rng.randint(1, 60)) if key in NUMBERS else rng.choice(SENTENCES[language]))
