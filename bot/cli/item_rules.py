"""What is right about an item of each kind, as a file says it: checked before anything is stored."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from models.answer import AnswerKind
from models.answer_reading import read_formula
from models.digits import read_number
from models.errors import Refused

Rule = dict[str, Any]
LONGEST_UNIT = 20
FURTHEST = 1000
ASKED_IN_TESTS = tuple(kind for kind in AnswerKind if kind not in (AnswerKind.TEXT, AnswerKind.MATH))
WITH_OPTIONS = (AnswerKind.CHOICE, AnswerKind.PAIR, AnswerKind.CHOICES, AnswerKind.RANKING)
KEYS = {
    AnswerKind.NUMBER: {"unit", "expected", "tolerance"},
    AnswerKind.RATING: {"from", "to", "expected", "tolerance"},
    AnswerKind.FORMULA: {"expected"},
}


class Wrong(Exception):
    """Why a line is no item."""


def kind_of(value: Any) -> AnswerKind:
    """The kind that is named; a text has no right answer, and an expression takes too long for a clock of seconds."""
    if value not in ASKED_IN_TESTS:
        raise Wrong(f"kind: {value!r} is none of {', '.join(ASKED_IN_TESTS)}")
    return AnswerKind(value)


def right_of(kind: AnswerKind, value: Any, options: int) -> tuple[int, Rule]:
    """What `right` says, as the place of an option, and as a rule where there are several places.

    Args:
        value: an option's number from 1, or a list of them: those that apply, or all in their order.
        options: how many there are.
    """
    if kind in (AnswerKind.CHOICE, AnswerKind.PAIR):
        return within(value, "right", range(1, options + 1)) - 1, {}
    if not isinstance(value, list):
        raise Wrong(f"right: {value!r} is no list of options' numbers")
    places = [within(one, "right", range(1, options + 1)) - 1 for one in value]
    if len(set(places)) < len(places) or not places:
        raise Wrong("right: each option's number at most once, and one at least")
    if kind is AnswerKind.RANKING and len(places) != options:
        raise Wrong(f"right: all {options} options' numbers, the best first")
    return 0, {"right": places}


def rule_of(kind: AnswerKind, rule: Any) -> Rule:
    """The rule of an item without options, with what is expected."""
    if not isinstance(rule, dict) or "expected" not in rule:
        raise Wrong('rule: {"expected": …} is needed')
    if unknown := rule.keys() - KEYS[kind]:
        raise Wrong(f"rule: unknown: {', '.join(sorted(unknown))}; known are {', '.join(sorted(KEYS[kind]))}")
    if kind is AnswerKind.FORMULA:
        return {"expected": _formula(rule["expected"])}
    found: Rule = {name: _number(rule[name], name) for name in ("expected", "tolerance") if name in rule}
    if found.get("tolerance", "0").startswith("-"):
        raise Wrong("rule, tolerance: not below 0")
    return found | (_unit(rule) if kind is AnswerKind.NUMBER else _scale(rule, Decimal(found["expected"])))


def within(value: Any, key: str, allowed: range) -> int:
    """A whole number of these."""
    if isinstance(value, bool) or not isinstance(value, int) or value not in allowed:
        raise Wrong(f"{key}: {value!r} is none of {allowed.start} to {allowed.stop - 1}")
    return value


def _formula(value: Any) -> str:
    try:
        return read_formula({}, str(value))
    except Refused:
        raise Wrong(f"rule, expected: {value!r} is no chemical formula") from None


def _number(value: Any, name: str) -> str:
    """As text, so that nothing is rounded."""
    try:
        return str(read_number(str(value)))
    except Refused:
        raise Wrong(f"rule, {name}: {value!r} is no number") from None


def _unit(rule: Rule) -> Rule:
    unit = rule.get("unit", "")
    if not isinstance(unit, str) or len(unit) > LONGEST_UNIT:
        raise Wrong(f"rule, unit: at most {LONGEST_UNIT} characters")
    return {"unit": unit.strip()}


def _scale(rule: Rule, expected: Decimal) -> Rule:
    least, most = (within(rule.get(key, usual), f"rule, {key}", range(-FURTHEST, FURTHEST + 1)) for key, usual in _ENDS)
    if not least < most:
        raise Wrong("rule: from must be less than to")
    if not least <= expected <= most:
        raise Wrong(f"rule, expected: {expected} is not on the scale")
    return {"from": least, "to": most}


_ENDS = (("from", 1), ("to", 5))
