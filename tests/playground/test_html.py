"""HTML is read as Telegram reads it, and shown as a page may show it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.telegram.html import HtmlError, parse, utf16_length
from bot.playground.telegram.rendering import detect, render


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("a &lt; b &gt; c &amp; d &quot; e", 'a < b > c & d " e', []),
        ("&copy; &nbsp; &#x1F600; &#65;", "&copy; &nbsp; 😀 A", []),
        ("<STRONG>x</STRONG>", "x", [("bold", 0, 1)]),
        ("<b>1<i>2</i></b>3", "123", [("bold", 0, 2), ("italic", 1, 1)]),
        ("😀<u>x</u>", "😀x", [("underline", 2, 1)]),
        ("<b></b>x", "x", []),
        ("<s>x</>", "x", [("strikethrough", 0, 1)]),
        ('<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>', "xy", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<a href='mailto:a@b.c'>x</a><a href=\"nonsense\">y</a>", "xy", [("text_link", 0, 1)]),
    ],
)
def test_what_parses(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    found_text, found = parse(source)
    assert found_text == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


def test_code_with_a_language() -> None:
    (entity,) = parse('<pre><code class="language-python">x</code></pre>')[1]
    assert entity == {"type": "pre", "offset": 0, "length": 1, "language": "python"}
    (entity,) = parse('<code class="language-python">x</code>')[1]
    assert entity == {"type": "code", "offset": 0, "length": 1}


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("ä<b", "Unclosed start tag at byte offset 2"),
        ("<a href='x", "Unclosed start tag at byte offset 0"),
        ("<a ", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=http://x>y</a>", "Unexpected end of name token at byte offset 8"),
        ('<a "x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x<i>y</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_what_does_not_parse(source: str, message: str) -> None:
    with pytest.raises(HtmlError) as error:
        parse(source)
    assert str(error.value) == message


def test_what_is_found_without_markup() -> None:
    text = "😀 /start see https://a.example/x?y=1. or a.b@c.example, @callboard_bot 1/2 and/or"
    assert [(e["type"], text.encode("utf-16-le")[e["offset"] * 2 :][: e["length"] * 2].decode("utf-16-le"))
            for e in detect(text)] == [
        ("bot_command", "/start"),
        ("url", "https://a.example/x?y=1"),
        ("email", "a.b@c.example"),
        ("mention", "@callboard_bot"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<b>1<i>2</i></b> &lt;script&gt;", "<b>1<i>2</i></b> &lt;script&gt;"),
        ("😀<code>&amp;</code>😀", "😀<code>&amp;</code>😀"),
        (
            '<a href="https://a.example/?a=1&amp;b=%22">x</a>',
            '<a href="https://a.example/?a=1&amp;b=%22" target="_blank" rel="noopener noreferrer">x</a>',
        ),
        ('<tg-emoji emoji-id="5">x</tg-emoji>', "x"),
    ],
)
def test_what_the_page_shows(source: str, html: str) -> None:
    assert render(*parse(source)) == html


def test_links_that_would_run_code_are_not_shown() -> None:
    assert render("x", [{"type": "text_link", "offset": 0, "length": 1, "url": "javascript:alert(1)"}]) == "x"
    quoted = render("x", [{"type": "text_link", "offset": 0, "length": 1, "url": 'http://a/"onclick="b'}])
    assert '"onclick' not in quoted


@given(st.text(alphabet="<>/&ab ;=\"'😀ä#x1-"))
def test_any_text_is_read_or_refused(source: str) -> None:
    try:
        text, entities = parse(source)
    except HtmlError:
        return
    length = utf16_length(text)
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= length for e in entities)
    assert render(text, entities).count("<") == 2 * render(text, entities).count("</")


@given(st.text(), st.lists(st.tuples(st.integers(-2, 9), st.integers(-1, 9)), max_size=4))
def test_any_entities_give_whole_html(text: str, spans: list[tuple[int, int]]) -> None:
    entities = [{"type": "bold", "offset": start, "length": length} for start, length in spans]
    html = render(text, entities)
    assert html.count("<b>") == html.count("</b>")
