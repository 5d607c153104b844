"""What Slack's app makes of the words that a person types: entities and links."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.playground.wire import Json

from .mrkdwn import escape

_LINK = re.compile(
    r"(?P<url>https?://[^\s<>]+)"
    r"|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w@./])(?P<site>(?:[\w-]+\.)+(?:com|org|net|edu|io|dev|uk|de)(?:/[^\s<>]*)?)(?![\w@])"
)


def typed(text: str, people: Mapping[str, str] | None = None) -> str:
    """The text of the message event: `a@b.org` has become `<mailto:a@b.org|a@b.org>` and `<` is `&lt;`.

    people: ids by name; `@name` has become a mention, as when it was chosen from the list that pops up.
    """
    parts, end = [], 0
    for link in _LINK.finditer(text):
        parts += [_mentioning(text[end : link.start()], people or {}), _linked(link)]
        end = link.end()
    return "".join([*parts, _mentioning(text[end:], people or {})])


def rich_text(text: str) -> list[Json]:
    """The blocks of the message event, with the words as they were typed."""
    words = {"type": "text", "text": text}
    section = {"type": "rich_text_section", "elements": [words]}
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]


def _mentioning(text: str, people: Mapping[str, str]) -> str:
    text = escape(text)
    for name in sorted(people, key=len, reverse=True):
        text = text.replace(f"@{escape(name)}", f"<@{people[name]}>")
    return text


def _linked(link: re.Match[str]) -> str:
    word = escape(link[0])
    if link["mail"]:
        return f"<mailto:{word}|{word}>"
    return f"<{word}>" if link["url"] else f"<http://{word}|{word}>"
