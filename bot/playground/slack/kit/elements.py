"""Elements: buttons, menus, fields and pictures."""

from __future__ import annotations

from typing import Any

from .rules import Problems, Rule, array, boolean, complain, integer, one_of, record, string
from .texts import CONFIRM, DISPATCH, OPTION_GROUPS, option, options, plain_text

ACTION_ID = string(255, 1)
IMAGE = {
    "alt_text": string(2000),
    "image_url": string(3000, 1),
    "slack_file": record({"id": string(255), "url": string(3000)}),
}
_ANY_TYPE = string(64)
_WORDS = plain_text(150)
_SELECT: dict[str, Rule] = {"placeholder": _WORDS, "confirm": CONFIRM, "focus_on_load": boolean}
_CONVERSATIONS: dict[str, Rule] = {
    "default_to_current_conversation": boolean,
    "filter": record({
        "include": array(one_of("im", "mpim", "private", "public"), 4, 1),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    }),
}  # fmt: skip
_FIELD: dict[str, Rule] = {"placeholder": _WORDS, "focus_on_load": boolean, "dispatch_action_config": DISPATCH}


def _element(fields: dict[str, Rule], *required: str) -> Rule:
    return record({"type": _ANY_TYPE, "action_id": ACTION_ID, **fields}, "type", *required)


def _select(fields: dict[str, Rule], *required: str) -> Rule:
    return _element(_SELECT | fields, *required)


def _chosen(rule: Rule) -> Rule:
    """The rule, and: what is chosen from the start is among the options."""

    def check(value: Any, at: str, problems: Problems) -> None:
        rule(value, at, problems)
        groups = [value.get("options"), *(each.get("options") for each in _dicts(value.get("option_groups")))]
        known = [each.get("value") for group in groups for each in _dicts(group)]
        first = value.get("initial_option")
        for each in [*_dicts([first]), *_dicts(value.get("initial_options"))]:
            if each.get("value") not in known:
                complain(problems, "initial option must be among the options", at)
        if bool(value.get("options")) == bool(value.get("option_groups")):
            complain(problems, "must define either `options` or `option_groups`", at)

    return check


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


_MENU: dict[str, Rule] = {"options": options(100), "option_groups": OPTION_GROUPS}
_MANY: dict[str, Rule] = {"max_selected_items": integer(1, 100)}
_IDS = array(string(255), 100)

ELEMENTS: dict[str, Rule] = {
    "button": _element(
        {
            "text": plain_text(75), "url": string(3000), "value": string(2000), "confirm": CONFIRM,
            "style": one_of("primary", "danger"), "accessibility_label": string(75),
        },
        "text",
    ),
    "static_select": _chosen(_select(_MENU | {"initial_option": option()})),
    "multi_static_select": _chosen(_select(_MENU | _MANY | {"initial_options": options(100)})),
    "external_select": _select({"min_query_length": integer(0, 100), "initial_option": option()}),
    "users_select": _select({"initial_user": string(255)}),
    "multi_users_select": _select(_MANY | {"initial_users": _IDS}),
    "conversations_select": _select(_CONVERSATIONS | {
        "initial_conversation": string(255), "response_url_enabled": boolean,
    }),
    "channels_select": _select({"initial_channel": string(255), "response_url_enabled": boolean}),
    "overflow": _element({"options": options(5, url=True), "confirm": CONFIRM}, "options"),
    "datepicker": _select({"initial_date": string(10, 10)}),
    "timepicker": _select({"initial_time": string(5, 5), "timezone": string(255)}),
    "datetimepicker": _element({
        "initial_date_time": integer(0, 10**10 - 1), "confirm": CONFIRM, "focus_on_load": boolean,
    }),
    "checkboxes": _chosen(_element({
        "options": options(10, marked=True), "initial_options": options(10, marked=True),
        "confirm": CONFIRM, "focus_on_load": boolean,
    }, "options")),
    "radio_buttons": _chosen(_element({
        "options": options(10, marked=True), "initial_option": option(marked=True),
        "confirm": CONFIRM, "focus_on_load": boolean,
    }, "options")),
    "plain_text_input": _element(_FIELD | {
        "initial_value": string(3000), "multiline": boolean,
        "min_length": integer(0, 3000), "max_length": integer(1, 3000),
    }),
    "email_text_input": _element(_FIELD | {"initial_value": string(3000)}),
    "url_text_input": _element(_FIELD | {"initial_value": string(3000)}),
    "number_input": _element(
        _FIELD | {
            "is_decimal_allowed": boolean, "initial_value": string(255),
            "min_value": string(255), "max_value": string(255),
        },
        "is_decimal_allowed",
    ),
    "file_input": _element({"filetypes": array(string(32), 100), "max_files": integer(1, 10)}),
    "image": record({"type": _ANY_TYPE, **IMAGE}, "type", "alt_text"),
}  # fmt: skip

_MENUS = (
    "static_select", "external_select", "users_select", "conversations_select", "channels_select",
    "datepicker", "timepicker", "checkboxes", "radio_buttons",
)  # fmt: skip
_MULTIPLE = ("multi_static_select", "multi_users_select")
IN_ACTIONS = ("button", "overflow", "datetimepicker", *_MENUS)
IN_SECTION = ("button", "overflow", "image", *_MENUS, *_MULTIPLE)
IN_INPUT = (
    "plain_text_input", "email_text_input", "url_text_input", "number_input", "file_input", "datetimepicker",
    *_MENUS, *_MULTIPLE,
)  # fmt: skip
