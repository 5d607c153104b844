"""Text and entities as HTML that a page may show: only known tags, everything else escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from bot.playground.wire import Json

_TAGS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "pre": "pre",
    "spoiler": "tg-spoiler", "blockquote": "blockquote", "expandable_blockquote": "blockquote",
}  # fmt: skip
_DETECT = re.compile(
    r"(?P<url>https?://[^\s<>\"]*[\w/=#&-])"
    r"|(?P<email>[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
    r"|(?P<bot_command>(?<![\w/.])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<!\w)@[A-Za-z][A-Za-z0-9_]{3,31}\b)"
)


def detect(text: str) -> list[Json]:
    """Entities that Telegram finds by itself: links, addresses, /commands and @names."""
    if not ("/" in text or "@" in text):
        return []
    units = _units(text)
    found = []
    for match in _DETECT.finditer(text):
        start, end = units(match.start()), units(match.end())
        found.append({"type": str(match.lastgroup), "offset": start, "length": end - start})
    return found


def render(text: str, entities: Sequence[Json]) -> str:
    """HTML with only b, i, u, s, code, pre, a, blockquote and tg-spoiler in it."""
    found = list(entities)
    fixed = [entity for entity in found if entity["type"] in ("text_link", "code", "pre")]
    taken = [(entity["offset"], entity["offset"] + entity["length"]) for entity in fixed]
    for entity in detect(text):
        end = entity["offset"] + entity["length"]
        if entity not in found and all(end <= a or entity["offset"] >= b for a, b in taken):
            found.append(entity)
    return _Renderer(text).run(sorted(found, key=lambda e: (e["offset"], -e["length"])))


class _Renderer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.index = _indexes(text)
        self.at = 0
        self.out: list[str] = []
        self.open: list[tuple[int, str]] = []

    def run(self, entities: list[Json]) -> str:
        for entity in entities:
            start, end = self.index(entity["offset"]), self.index(entity["offset"] + entity["length"])
            tags = _tags(entity, self.text[start:end])
            if tags is None:
                continue
            self._close_until(start)
            self._copy_until(start)
            self.out.append(tags[0])
            self.open.append((min(end, self.open[-1][0]) if self.open else end, tags[1]))
        self._close_until(len(self.text))
        self._copy_until(len(self.text))
        return "".join(self.out)

    def _copy_until(self, end: int) -> None:
        self.out.append(escape(self.text[self.at : end], quote=False))
        self.at = max(self.at, end)

    def _close_until(self, position: int) -> None:
        while self.open and self.open[-1][0] <= position:
            end, tag = self.open.pop()
            self._copy_until(end)
            self.out.append(tag)


def _tags(entity: Json, covered: str) -> tuple[str, str] | None:
    name = _TAGS.get(entity["type"])
    if name:
        return f"<{name}>", f"</{name}>"
    url = {"text_link": entity.get("url"), "url": covered, "email": f"mailto:{covered}"}.get(entity["type"])
    if not url or not url.startswith(("http://", "https://", "tg://", "mailto:", "tel:")):
        return None
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">', "</a>"


def _units(text: str) -> Callable[[int], int]:
    """From an index into the text to UTF-16 units."""
    if text.isascii() or max(text) <= "\uffff":
        return lambda index: index
    return lambda index: index + sum(character > "\uffff" for character in text[:index])


def _indexes(text: str) -> Callable[[int], int]:
    """From UTF-16 units to an index into the text, within its bounds."""
    if text.isascii() or max(text) <= "\uffff":
        return lambda unit: min(max(unit, 0), len(text))
    places = [i for i, character in enumerate(text) for _ in range(1 + (character > "\uffff"))]
    return lambda unit: places[unit] if 0 <= unit < len(places) else len(text)
