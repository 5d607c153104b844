"""What Slack's app makes of the words that a person types: entities and links."""

from __future__ import annotations

import re

from bot.playground.wire import Json

from .mrkdwn import escape

_LINK = re.compile(
    r"(?P<url>https?://[^\s<>]+)"
    r"|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w@./])(?P<site>(?:[\w-]+\.)+(?:com|org|net|edu|io|dev|uk|de)(?:/[^\s<>]*)?)(?![\w@])"
)


def typed(text: str) -> str:
    """The text of the message event: `a@b.org` has become `<mailto:a@b.org|a@b.org>` and `<` is `&lt;`."""
    parts, end = [], 0
    for link in _LINK.finditer(text):
        parts += [escape(text[end : link.start()]), _linked(link)]
        end = link.end()
    return "".join([*parts, escape(text[end:])])


def rich_text(text: str) -> list[Json]:
    """The blocks of the message event, with the words as they were typed."""
    words = {"type": "text", "text": text}
    section = {"type": "rich_text_section", "elements": [words]}
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]


def _linked(link: re.Match[str]) -> str:
    word = escape(link[0])
    if link["mail"]:
        return f"<mailto:{word}|{word}>"
    return f"<{word}>" if link["url"] else f"<http://{word}|{word}>"
