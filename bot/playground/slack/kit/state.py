"""What a person has filled into a view: one value for each element, in the shape of its type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.playground.wire import Json

from . import reading

TEXTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
_SIMPLE = {
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "file_input": ("files", ""),
}
_ONE_OF = ("static_select", "radio_buttons", "overflow")
_SOME_OF = ("multi_static_select", "checkboxes")
_LISTS = (*_SOME_OF, "multi_users_select", "file_input")


def initial(blocks: list[Json], before: Json) -> Json:
    """The values of a view that has just appeared; what was filled in `before` stays under the same ids."""
    values: Json = {}
    for block, element in reading.elements(blocks):
        if element["type"] in ("button", "overflow"):
            continue
        kept = before.get(block["block_id"], {}).get(element["action_id"])
        if kept is None or kept["type"] != element["type"]:
            kept = _first(element)
        values.setdefault(block["block_id"], {})[element["action_id"]] = kept
    return values


def filled(element: Json, given: Any) -> Json:
    """The value for an element, from what a test or page gives: words, an option's value or label, or a list."""
    kind = element["type"]
    if isinstance(given, dict):
        return {"type": kind} | given
    if kind in TEXTS:
        return {"type": kind, "value": None if given is None or given == "" else str(given)}
    if kind in _ONE_OF:
        return {"type": kind, "selected_option": None if given is None else option(element, str(given))}
    if kind in _SOME_OF:
        return {"type": kind, "selected_options": [option(element, str(each)) for each in given or ()]}
    return {"type": kind, _SIMPLE[kind][0]: given}


def option(element: Json, wanted: str) -> Json:
    """The option with this value or label; LookupError if there is none."""
    groups = element.get("option_groups") or [element]
    for each in (each for group in groups for each in group.get("options", ())):
        if wanted in (each["value"], reading.text(each["text"])):
            return dict(each)
    raise LookupError(f"there is no option {wanted!r}")


def missing(blocks: list[Json], values: Json) -> dict[str, str]:
    """What the app in the hand objects to before it sends anything: problems by block_id."""
    problems = {}
    for block in (block for block in blocks if block["type"] == "input"):
        element = block["element"]
        value = values[block["block_id"]][element["action_id"]]
        given = next((each for name, each in value.items() if name != "type"), None)
        if not given and given != 0:
            if not block.get("optional"):
                problems[block["block_id"]] = "Please complete this required field."
        elif problem := _CHECKS.get(element["type"], _no_check)(element, given):
            problems[block["block_id"]] = problem
    return problems


def _first(element: Json) -> Json:
    kind = element["type"]
    if kind in TEXTS:
        return {"type": kind, "value": element.get("initial_value") or None}
    name, initially = _SIMPLE[kind]
    return {"type": kind, name: element.get(initially, [] if kind in _LISTS else None)}


def _no_check(element: Json, given: Any) -> str:
    del element, given
    return ""


def _length(element: Json, given: str) -> str:
    if len(given) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    if len(given) > element.get("max_length", 3000):
        return f"Please enter no more than {element.get('max_length', 3000)} characters."
    return ""


def _number(element: Json, given: str) -> str:
    try:
        number = float(given) if element["is_decimal_allowed"] else int(given)
    except ValueError:
        return "Please enter a valid number."
    if number < float(element.get("min_value", "-inf")) or number > float(element.get("max_value", "inf")):
        return "Please enter a number within the range."
    return ""


def _email(element: Json, given: str) -> str:
    del element
    return "" if "@" in given.strip("@") and " " not in given else "Please enter a valid email address."


_CHECKS: dict[str, Callable[[Json, Any], str]] = {
    "plain_text_input": _length,
    "number_input": _number,
    "email_text_input": _email,
}
