"""Answers as people write them: several choices, a rating, a ranking, a pair, a formula; and whether one is right.

Each reader takes the rule and the words and returns the normal form, or refuses with what would be right. A number is
read by `models.unit`, an expression by `bot.children.maths`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from models.answer import AnswerKind
from models.digits import BIDI_MARKS, read_number, western
from models.errors import Refused

Rule = Mapping[str, Any]
MOST_CHARACTERS = 4000
MOST_OF_A_FORMULA = 120
MOST_OF_AN_EXPRESSION = 300
TIE = "tie"

_BETWEEN = re.compile(r"\s*(?:[,،;؛\n>＞]|\s(?:and|و)\s)\s*")
_TIES = frozenset({"tie", "equal", "same", "both", "تعادل", "متساويان", "سواء"})
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉·•∙⋅", "0123456789....")


def read_choices(rule: Rule, words: str) -> list[str]:
    """Several of `options`, by their words or numbers, parted by commas; in the options' order.

    Raises:
        Refused: "choices-unknown" (given), "choices-too-few" (least), "choices-too-many" (most).
    """
    options = options_of(rule)
    return choices_of(rule, {_one(options, part) for part in _parts(options, words)})


def choices_of(rule: Rule, chosen: Collection[str]) -> list[str]:
    """These of `options` in their order. Refused "choices-too-few" (least), "choices-too-many" (most)."""
    least, most = how_many(rule)
    if len(chosen) < least:
        raise Refused("choices-too-few", least=least)
    if len(chosen) > most:
        raise Refused("choices-too-many", most=most)
    return [option for option in options_of(rule) if option in chosen]


def how_many(rule: Rule) -> tuple[int, int]:
    """The least and the most that may be chosen."""
    return int(rule.get("min", 1)), int(rule.get("max", len(options_of(rule))))


def read_ranking(rule: Rule, words: str) -> list[str]:
    """All of `options` once each, the best first.

    Raises:
        Refused: "choices-unknown" (given), "ranking-incomplete" (n) where one is missing or stands twice.
    """
    options = options_of(rule)
    return ranking_of(rule, [_one(options, part) for part in _parts(options, words)])


def ranking_of(rule: Rule, ranked: Sequence[str]) -> list[str]:
    """This order of `options`. Refused "ranking-incomplete" (n)."""
    options = options_of(rule)
    if sorted(ranked) != sorted(options):
        raise Refused("ranking-incomplete", n=len(options))
    return list(ranked)


def read_pair(rule: Rule, words: str) -> str:
    """Which of two is better, by its words or number; "tie" where the rule allows one. Refused "choices-unknown"."""
    options = options_of(rule)
    if len(options) != 2:
        raise ValueError("a pair has two options")
    if rule.get("tie") and _folded(words) in _TIES and _folded(words) not in map(_folded, options):
        return TIE
    return _one(options, words)


def read_rating(rule: Rule, words: str) -> int:
    """A whole number `from` one end `to` the other, in any digits.

    Raises:
        Refused: "number-not-a-number", "number-not-whole", "number-too-small", "number-too-large".
    """
    least, most = scale_of(rule)
    value = read_number(words)
    if value != value.to_integral_value():
        raise Refused("number-not-whole", given=str(value))
    if value < least:
        raise Refused("number-too-small", least=Decimal(least), given=str(value))
    if value > most:
        raise Refused("number-too-large", most=Decimal(most), given=str(value))
    return int(value)


def scale_of(rule: Rule) -> tuple[int, int]:
    """Both ends of a rating's scale."""
    least, most = int(rule.get("from", 1)), int(rule.get("to", 5))
    if least >= most:
        raise ValueError("from must be less than to")
    return least, most


def read_formula(_: Rule, words: str) -> str:
    """A chemical formula with carbon and hydrogen first, then by letter: CH3COOH is C2H4O2.

    Raises:
        Refused: "formula-unreadable" (given); small letters for large ones are not guessed, CO is not Co.
    """
    return _hill(words)


def is_right(kind: AnswerKind, rule: Rule, value: Any) -> bool | None:
    """Whether a normal form is what the rule expects; None where it expects nothing, or the kind can't say.

    What is expected of a formula is read too. An expression is compared by `bot.children.maths`, which takes its time.

    Raises:
        ArithmeticError, TypeError: the expected number or its tolerance is none.
    """
    expected = rule.get("expected")
    if expected is None or kind in (AnswerKind.TEXT, AnswerKind.MATH):
        return None
    if kind in (AnswerKind.NUMBER, AnswerKind.RATING):
        return abs(Decimal(value) - Decimal(str(expected))) <= Decimal(str(rule.get("tolerance", "0")))
    if kind is AnswerKind.CHOICES:
        return set(value) == set(expected)
    if kind is AnswerKind.FORMULA:
        return bool(value == _hill(str(expected)))
    return bool(value == expected)


def options_of(rule: Rule) -> list[str]:
    """What there is to choose from. Raises ValueError where the rule has no such list."""
    options = rule["options"]
    if not isinstance(options, list) or len(options) < 2 or not all(isinstance(one, str) and one for one in options):
        raise ValueError("options: a list of at least two texts")
    if len({_folded(one) for one in options}) < len(options):
        raise ValueError("options: two are the same")
    return options


def _parts(options: Sequence[str], words: str) -> list[str]:
    """The text cut at its separators, or numbers at spaces; not where the whole is itself an option."""
    words = words[:MOST_CHARACTERS]
    if _folded(words) in map(_folded, options):
        return [words]
    if all(number.isdecimal() for number in _folded(words).split()):
        return words.split()
    return [part for part in _BETWEEN.split(words) if part.strip()]


def _one(options: Sequence[str], words: str) -> str:
    """An option by its words, else by its number from 1. Refused "choices-unknown"."""
    typed = _folded(words)
    for option in options:
        if typed == _folded(option):
            return option
    number = typed.rstrip(".)")
    if number.isascii() and number.isdigit() and len(number) < 4 and 1 <= int(number) <= len(options):
        return options[int(number) - 1]
    raise Refused("choices-unknown", given=words.strip()[:60])


def _folded(words: str) -> str:
    return " ".join(western(words.translate(BIDI_MARKS)).casefold().split())


def load_formulas() -> None:
    """Loads what reads chemical formulas, which takes a third of a second: the first to be read waits no more."""
    _hill("H2O")


def _hill(words: str) -> str:
    from periodictable import formula  # numpy comes with it: commands that read no formula don't wait for it
    from pyparsing.exceptions import ParseException

    typed = western(words.translate(BIDI_MARKS)).translate(_SUBSCRIPTS).strip()
    if not 0 < len(typed) <= MOST_OF_A_FORMULA or not re.fullmatch(r"[A-Za-z0-9().\[\] ]+", typed):
        raise Refused("formula-unreadable", given=words.strip()[:60])
    try:
        return str(formula(typed.replace(" ", "")).hill)
    except (ParseException, ValueError, KeyError, AttributeError, RecursionError):
        raise Refused("formula-unreadable", given=words.strip()[:60]) from None
