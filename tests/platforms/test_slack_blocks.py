"""What Slack gets to show: people's words as they typed them, within its limits."""

from __future__ import annotations

import html
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.channel import Key
from bot.chat.message import say
from bot.chat.texts import Reader, compose, plain
from bot.platforms.slack import blocks
from bot.platforms.slack.typed import unescaped
from bot.playground.slack.message import SlackMessage
from tests.platforms.post import now
from tests.platforms.test_people import DIRECTING

MARKUP = st.sampled_from(
    ["<!channel>", "<@U1>", "<#C1>", "*b*", "_i_", "~s~", "`c`", "&lt;", "https://x.example", "\n"]
)
HOSTILE = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20) | MARKUP).map("".join)


def words(shown: list[dict[str, Any]]) -> str:
    """All words in their order."""
    return "".join(
        element["text"]
        for block in shown
        if block["type"] == "rich_text"
        for section in block["elements"]
        for element in section["elements"]
    )


def kinds(shown: list[dict[str, Any]]) -> set[str]:
    return {element["type"] for block in shown for section in block["elements"] for element in section["elements"]}


@given(HOSTILE)
@example("<!channel> *x* &amp; </b>")
def test_words_are_words(typed: str) -> None:
    shown = blocks.words(f"<b>{html.escape(typed)}</b> – {html.escape(typed)}")

    assert words(shown) == f"{typed} – {typed}"
    assert kinds(shown) == {"text"}  # no link, no mention, no emoji


@given(HOSTILE)
def test_the_notification_mentions_nobody(typed: str) -> None:
    fallback = blocks.fallback(html.escape(typed))

    assert "<" not in fallback and ">" not in fallback
    assert html.unescape(fallback) == html.unescape(html.escape(typed))


@settings(max_examples=150, deadline=None)
@given(HOSTILE, st.sampled_from(["en", "ar"]))
@example("<!channel> &lt;!here&gt; @everyone <@U1> *x* `y`", "ar")
def test_as_the_local_slack_reads_it_words_stay_words(typed: str, language: str) -> None:
    """The blocks, the notification and a button's label at once, by another reading of Slack's rules than ours."""
    reader = Reader(language, "UTC", now())
    markup = compose(say("help-line", command="x", does=typed), reader)
    shown = blocks.message(markup, ((Key(plain(typed, reader), "7.0"),),))
    sent = SlackMessage("1.0", "D1", "T1", "U0", True, text=blocks.fallback(markup), blocks=tuple(shown))

    as_typed = typed.translate(DIRECTING)
    assert sent.notified == []
    assert as_typed[:2000] in sent.shown
    (label,) = sent.labels
    assert label.translate(DIRECTING).rstrip("…") in as_typed or not as_typed


def test_markup_of_our_own_is_style() -> None:
    (block,) = blocks.words("Plain <b>bold <i>both</i></b> <code>/x</code>")

    elements = block["elements"][0]["elements"]
    assert [(one["text"], one.get("style")) for one in elements] == [
        ("Plain ", None),
        ("bold ", {"bold": True}),
        ("both", {"bold": True, "italic": True}),
        (" ", None),
        ("/x", {"code": True}),
    ]


@given(st.lists(st.text("ab\n<&", min_size=1, max_size=400), min_size=1, max_size=60))
def test_long_texts_are_parted_and_only_too_long_ones_cut(lines: list[str]) -> None:
    typed = "\n".join(lines)
    shown = blocks.words(html.escape(typed))

    found = words(shown)
    assert found == typed if len(typed) <= blocks.MOST_TEXT else typed.startswith(found[:-1])
    for block in shown:
        parts = [element["text"] for section in block["elements"] for element in section["elements"]]
        assert all(parts) and 0 < sum(map(len, parts)) <= blocks.MOST_BLOCK


def test_a_row_of_buttons_is_a_block_with_ids_of_its_own() -> None:
    rows = ((Key("Claim", "7.0", "success"), Key("Not for me", "7.1", "danger")), (Key("Site", "", url="https://x.y"),))
    first, second = blocks.buttons(rows)

    assert [(one["text"]["text"], one["value"], one["style"]) for one in first["elements"]] == [
        ("Claim", "7.0", "primary"),
        ("Not for me", "7.1", "danger"),
    ]
    assert second["elements"][0]["url"] == "https://x.y" and "value" not in second["elements"][0]
    ids = [one["action_id"] for block in (first, second) for one in block["elements"]]
    assert len(set(ids)) == 3


@pytest.mark.parametrize(("rows", "wide"), [(3, 30), (200, 1), (60, 2), (1, 1)])
def test_however_many_buttons_there_are_they_fit(rows: int, wide: int) -> None:
    shown = blocks.buttons(tuple(tuple(Key("x" * 200, f"1.{n}") for n in range(wide)) for _ in range(rows)))

    assert len(shown) <= blocks.MOST_ROWS
    assert all(0 < len(block["elements"]) <= blocks.MOST_ELEMENTS for block in shown)
    assert sum(len(block["elements"]) for block in shown) == rows * wide
    assert all(len(one["text"]["text"]) <= blocks.MOST_LABEL for block in shown for one in block["elements"])


def test_commands_are_spelled_as_slack_has_them_but_only_ours() -> None:
    reader = Reader("en", "UTC", now(), "/callboard ")

    assert compose(say("help-line", command="work", does="type /help"), reader) == "/callboard work – type /help"
    assert "/callboard help" in compose(say("talk-over"), reader)
    assert "/callboard" not in compose(say("talk-over"), Reader("en", "UTC", now()))


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("<mailto:sara@uni.example|sara@uni.example>", "sara@uni.example"),
        ("<http://orcid.org/0000|orcid.org/0000>", "orcid.org/0000"),
        ("<https://orcid.org/0000>", "https://orcid.org/0000"),
        ("<@U1> <@U2|omar> <#C1|general> <!here> <!subteam^S1|@team>", "@U1 @omar #general @here @team"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_what_was_typed_comes_as_it_was_typed(sent: str, typed: str) -> None:
    assert unescaped(sent) == typed
