"""Rich text on the page: styles are seen, and what people wrote stays words."""

from __future__ import annotations

import pytest

from bot.playground.slack import rich
from bot.playground.wire import Json


def block(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def test_styles_are_tags_and_words_are_escaped() -> None:
    said = block(
        {"type": "text", "text": "Paid: "},
        {"type": "text", "text": "<b>$40</b> & *more*", "style": {"bold": True, "italic": False}},
        {"type": "user", "user_id": "U1"},
    )
    assert rich.html(said, {"U1": "<Sara>"}) == "Paid: <b>&lt;b&gt;$40&lt;/b&gt; &amp; *more*</b>@&lt;Sara&gt;"


def test_a_list_has_a_line_for_each() -> None:
    items = [{"type": "rich_text_section", "elements": [{"type": "text", "text": words}]} for words in ("one", "two")]
    assert rich.html({"elements": [{"type": "rich_text_list", "elements": items}]}, {}) == "one\ntwo"


@pytest.mark.parametrize("elements", [None, [None, 3, "x"], [{"type": "rich_text_section"}], [{"elements": [{}]}]])
def test_what_is_no_rich_text_is_passed_over(elements: object) -> None:
    assert rich.html({"type": "rich_text", "elements": elements}, {}) == ""
