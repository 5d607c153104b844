"""From a rendered message to Block Kit.

Words go into rich text, where nothing that anyone wrote is ever read as markup or as a mention: unlike in mrkdwn,
`*`, `_`, `~` and the backtick need no escape there, and there is none.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from bot.channel import Key

MOST_TEXT = 11_000
"""Characters of a whole message; Slack takes about 12,000."""
MOST_BLOCK = 3000
MOST_FALLBACK = 3000
MOST_LABEL = 75
MOST_ELEMENTS = 25
MOST_ROWS = 40
"""Slack takes 50 blocks; the text needs some."""
STYLES = {"primary": "primary", "success": "primary", "danger": "danger"}

Block = dict[str, Any]
Run = tuple[str, frozenset[str]]
"""Words with the styles that they wear."""


def message(markup: str, rows: tuple[tuple[Key, ...], ...]) -> list[Block]:
    """Safe mini-HTML and buttons as blocks."""
    return [*words(markup), *buttons(rows)]


def words(markup: str) -> list[Block]:
    """The text, in as many blocks as it takes; what is too long for a message loses its end."""
    return [
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [_element(run) for run in part]}]}
        for part in _parted(_cut(_runs(markup), MOST_TEXT))
    ]


def buttons(rows: tuple[tuple[Key, ...], ...]) -> list[Block]:
    """Each row a block of its own; where there are too many rows, they share."""
    if len(rows) > MOST_ROWS:
        rows = _chunks(chain.from_iterable(rows), MOST_ELEMENTS)
    shown, place = [], 0
    for row in chain.from_iterable(_chunks(row, MOST_ELEMENTS) for row in rows):
        shown.append({"type": "actions", "elements": [_button(key, place + n) for n, key in enumerate(row)]})
        place += len(row)
    return shown[:MOST_ROWS]


def fallback(markup: str) -> str:
    """The bare text for notifications, in which Slack would read mentions: escaped."""
    return html.escape(shortened(bare(markup), MOST_FALLBACK), quote=False)


def plain_text(text: str, most: int) -> Block:
    """Bare words. Even there entities are read, so they are escaped; what that takes counts."""
    shown = shortened(text, most) or "…"
    while len(html.escape(shown, quote=False)) > most:
        shown = shortened(shown, len(shown) - 1)
    return {"type": "plain_text", "text": html.escape(shown, quote=False), "emoji": False}


def bare(markup: str) -> str:
    """Without any markup."""
    return html.unescape(_TAG.sub("", markup))


def shortened(text: str, most: int) -> str:
    """With an ellipsis where it is too long."""
    return text if len(text) <= most else text[: most - 1] + "…"


_TAG = re.compile(r"<(/?)(b|i|code)>")
_STYLE = {"b": "bold", "i": "italic", "code": "code"}


def _runs(markup: str) -> Iterator[Run]:
    styles: set[str] = set()
    at = 0
    for tag in _TAG.finditer(markup):
        if tag.start() > at:
            yield html.unescape(markup[at : tag.start()]), frozenset(styles)
        style = _STYLE[tag[2]]
        styles = styles - {style} if tag[1] else styles | {style}
        at = tag.end()
    if at < len(markup):
        yield html.unescape(markup[at:]), frozenset(styles)


def _cut(runs: Iterable[Run], most: int) -> list[Run]:
    kept: list[Run] = []
    for text, styles in runs:
        if len(text) > most:
            return [*kept, (shortened(text, max(most, 1)), styles)]
        kept.append((text, styles))
        most -= len(text)
    return kept


def _parted(runs: list[Run]) -> list[list[Run]]:
    """Runs in parts of at most MOST_BLOCK characters, parted at the ends of lines where there are any."""
    parts: list[list[Run]] = [[]]
    room = MOST_BLOCK
    for text, styles in runs:
        while len(text) > room:
            end = text.rfind("\n", 0, room) + 1 or (room if not parts[-1] else 0)
            if end:
                parts[-1].append((text[:end], styles))
            text, room = text[end:], MOST_BLOCK
            parts.append([])
        if text:
            parts[-1].append((text, styles))
            room -= len(text)
    return [part for part in parts if part]


def _element(run: Run) -> Block:
    text, styles = run
    element: Block = {"type": "text", "text": text}
    if styles:
        element["style"] = dict.fromkeys(sorted(styles), True)
    return element


def _button(key: Key, place: int) -> Block:
    label = plain_text(key.label, MOST_LABEL)
    button: Block = {"type": "button", "text": label, "action_id": f"tap-{place}"}
    if key.url:
        return button | {"url": key.url}
    style = {"style": STYLES[key.style]} if key.style in STYLES else {}
    return button | {"value": key.token} | style


def _chunks(keys: Iterable[Key], most: int) -> tuple[tuple[Key, ...], ...]:
    whole = tuple(keys)
    return tuple(whole[start : start + most] for start in range(0, len(whole), most))
