"""Rules that a value must meet, with Slack's words and a JSON pointer where one does not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

Problems = list[str]
Rule = Callable[[Any, str, Problems], None]


def complain(problems: Problems, text: str, at: str) -> None:
    """Notes a problem at the place that the pointer names."""
    problems.append(f"[ERROR] {text} [json-pointer:{at}]")


def string(limit: int, least: int = 0) -> Rule:
    """A string of so many characters."""

    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, str):
            complain(problems, "must provide a string", at)
        elif len(value) > limit:
            complain(problems, f"must be less than {limit + 1} characters", at)
        elif len(value) < least:
            complain(problems, f"must be more than {least - 1} characters", at)

    return check


def integer(least: int, most: int) -> Rule:
    """A whole number in this range."""

    def check(value: Any, at: str, problems: Problems) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            complain(problems, f"must provide an integer from {least} to {most}", at)

    return check


def boolean(value: Any, at: str, problems: Problems) -> None:
    """True or false."""
    if not isinstance(value, bool):
        complain(problems, "must provide a boolean", at)


def anything(value: Any, at: str, problems: Problems) -> None:
    """Whatever it is."""
    del value, at, problems


def one_of(*allowed: str) -> Rule:
    """One of these strings."""

    def check(value: Any, at: str, problems: Problems) -> None:
        if value not in allowed:
            complain(problems, f"must be a valid enum value: {', '.join(allowed)}", at)

    return check


def array(item: Rule, most: int, least: int = 0) -> Rule:
    """A list of so many items."""

    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, list):
            complain(problems, "must provide an array", at)
            return
        if len(value) > most:
            complain(problems, f"no more than {most} items allowed", at)
        if len(value) < least:
            complain(problems, f"no less than {least} items allowed", at)
        for number, each in enumerate(value):
            item(each, f"{at}/{number}", problems)

    return check


def record(fields: Mapping[str, Rule], *required: str) -> Rule:
    """An object with these fields and no others."""

    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            complain(problems, "must provide an object", at)
            return
        for name in required:
            if value.get(name) is None:
                complain(problems, f"missing required field: {name}", at)
        for name, content in value.items():
            rule = fields.get(name)
            if rule is None:
                complain(problems, f"invalid additional property: {name}", at)
            elif content is not None:
                rule(content, f"{at}/{name}", problems)

    return check


def by_type(kinds: Mapping[str, Rule], allowed: Collection[str] | None = None) -> Rule:
    """An object whose `type` says which rule it must meet."""
    names = kinds if allowed is None else allowed

    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            complain(problems, "must provide an object", at)
        elif not isinstance(kind := value.get("type"), str):
            complain(problems, "missing required field: type", at)
        elif kind not in names:
            complain(problems, f"unsupported type: {kind}", f"{at}/type")
        else:
            kinds[kind](value, at, problems)

    return check


def all_of(*rules: Rule) -> Rule:
    """Every one of these rules."""

    def check(value: Any, at: str, problems: Problems) -> None:
        for rule in rules:
            rule(value, at, problems)

    return check


def distinct(field: str) -> Rule:
    """A list whose objects differ in this field, where they have it."""

    def check(value: Any, at: str, problems: Problems) -> None:
        seen: set[str] = set()
        for number, each in enumerate(value if isinstance(value, list) else ()):
            name = each.get(field) if isinstance(each, dict) else None
            if isinstance(name, str) and name in seen:
                complain(problems, f"`{field}` {name} already exists", f"{at}/{number}/{field}")
            elif isinstance(name, str):
                seen.add(name)

    return check
