"""Block Kit's rules, one by one."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.slack.kit.blocks import problems_of_message

from .conftest import actions, button, section


def plain(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, **more}


def options(count: int, text: str = "x", value: str = "v") -> list[dict[str, Any]]:
    return [{"text": plain(text), "value": f"{value}{number}"} for number in range(count)]


def select(**more: Any) -> dict[str, Any]:
    return {"type": "static_select", "action_id": "s", **more}


CONFIRM = {"title": plain("Sure?"), "text": plain("Really"), "confirm": plain("Yes"), "deny": plain("No")}
MARKED = {"text": {"type": "mrkdwn", "text": "*x*"}, "value": "1"}
ANYTHING = [
    section("x", fields=[plain("f")], accessory=button("b", style="danger", confirm=CONFIRM)),
    {"type": "section", "fields": [plain("only fields")]},
    {"type": "header", "text": plain("h")},
    {"type": "divider"},
    {"type": "image", "image_url": "https://example.org/x.png", "alt_text": "x", "title": plain("t")},
    {"type": "context", "elements": [plain("c"), {"type": "image", "image_url": "https://x", "alt_text": "y"}]},
    actions(button("b", "a", url="https://x", value="v"), select(options=options(100))),
    actions({"type": "overflow", "action_id": "o", "options": [{**options(1)[0], "url": "https://x"}]}),
    {"type": "input", "label": plain("l"), "element": {"type": "plain_text_input", "action_id": "p"}},
    {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}]},
    {"type": "markdown", "text": "**x**"},
    actions({"type": "radio_buttons", "options": [MARKED]}),
]


def test_what_slack_takes() -> None:
    assert problems_of_message(ANYTHING) == []


@pytest.mark.parametrize(
    ("block", "place"),
    [
        ({"type": "header", "text": plain("x" * 151)}, "/text/text"),
        ({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "/text/type"),
        ({"type": "header", "text": "x"}, "/text"),
        ({"type": "section"}, ""),
        ({"type": "section", "text": plain("")}, "/text/text"),
        (section("x", fields=[plain("x")] * 11), "/fields"),
        (section("x", fields=[plain("x" * 2001)]), "/fields/0/text"),
        (section("x", accessory={"type": "plain_text_input"}), "/accessory/type"),
        (section("x", block_id="x" * 256), "/block_id"),
        (actions(button("x" * 76)), "/elements/0/text/text"),
        (actions(button("x", value="x" * 2001)), "/elements/0/value"),
        (actions(button("x", "x" * 256)), "/elements/0/action_id"),
        (actions(button("x", style="success")), "/elements/0/style"),
        (actions(button("x", disabled=True)), "/elements/0"),
        (actions({"type": "button", "text": {"type": "mrkdwn", "text": "x"}}), "/elements/0/text/type"),
        (actions(button("x"), button("y")), "/elements/1/action_id"),
        (actions(), "/elements"),
        (actions(*[button("x", str(number)) for number in range(26)]), "/elements"),
        (actions(button("x", confirm=CONFIRM | {"title": plain("x" * 101)})), "/elements/0/confirm/title/text"),
        (actions(button("x", confirm=CONFIRM | {"text": plain("x" * 301)})), "/elements/0/confirm/text/text"),
        (actions(button("x", confirm=CONFIRM | {"deny": plain("x" * 31)})), "/elements/0/confirm/deny/text"),
        (actions(select(options=options(101))), "/elements/0/options"),
        (actions(select(options=options(1, "x" * 76))), "/elements/0/options/0/text/text"),
        (actions(select(options=options(1, value="v" * 150))), "/elements/0/options/0/value"),
        (actions(select(options=options(1) * 2)), "/elements/0/options"),
        (actions(select()), "/elements/0"),
        (actions(select(options=options(1), initial_option=options(2)[1])), "/elements/0"),
        (actions(select(options=[MARKED])), "/elements/0/options/0/text/type"),
        (actions({"type": "overflow", "options": options(6)}), "/elements/0/options"),
        (actions({"type": "plain_text_input"}), "/elements/0/type"),
        ({"type": "context", "elements": [plain("x")] * 11}, "/elements"),
        ({"type": "context", "elements": [button("x")]}, "/elements/0/type"),
        ({"type": "image", "image_url": "https://x"}, ""),
        ({"type": "input", "label": plain("x"), "element": button("x")}, "/element/type"),
        ({"type": "input", "element": {"type": "plain_text_input"}}, ""),
        ({"type": "divider", "colour": "red"}, ""),
        ({"type": "carousel"}, "/type"),
        ({"text": plain("x")}, ""),
        ("x", ""),
        ({"type": ["section"]}, ""),
        ({"type": "section", "text": plain("x", emoji="yes")}, "/text/emoji"),
        ({"type": "section", "text": {"type": "mrkdwn", "text": 5}}, "/text/text"),
    ],
)  # fmt: skip
def test_what_slack_refuses(block: Any, place: str) -> None:
    problems = problems_of_message([block])
    assert problems
    assert problems[0].endswith(f"[json-pointer:/blocks/0{place}]")


def test_a_message_as_a_whole() -> None:
    assert problems_of_message([section("x")] * 51) == ["[ERROR] no more than 50 items allowed [json-pointer:/blocks]"]
    twice = [section("x", block_id="a"), section("y", block_id="a")]
    assert problems_of_message(twice) == ["[ERROR] `block_id` a already exists [json-pointer:/blocks/1/block_id]"]
    assert problems_of_message([actions(button("x")), actions(button("y"))]) == []
