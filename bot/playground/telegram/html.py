"""Telegram's HTML, read as Telegram reads it: text, entities, and its words for what does not parse.

The rules and messages are those of TDLib's `parse_html`: an unknown `&name;` stays as it is, an unknown tag
is refused, tags must close in order. Offsets in entities count UTF-16 units, those in messages UTF-8 bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.playground.wire import Json

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z]+));?")
_NAME = re.compile(r"[^\s>]*")
_SPACE = re.compile(r"\s*")
_END_TAG = re.compile(r"</([^\s>]*)\s*>")
_ATTRIBUTE = re.compile(r"""([^\s=>/"']+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.\-]*)(?=[\s>])))?""")


class HtmlError(ValueError):
    """The text can't be parsed; the message is what Telegram says after "can't parse entities: "."""


@dataclass(slots=True)
class _Open:
    name: str
    attributes: dict[str, str]
    offset: int
    pieces: int


def utf16_length(text: str) -> int:
    """The length that Telegram counts."""
    if text.isascii():
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


def parse(source: str) -> tuple[str, list[Json]]:
    """Text and entities of a text in parse mode HTML; HtmlError if Telegram would refuse it."""
    if "<" not in source:
        return unescape(source), []
    reader = _Reader(source)
    reader.read()
    return "".join(reader.pieces), sorted(reader.entities, key=lambda e: (e["offset"], -e["length"]))


def unescape(text: str) -> str:
    """The references that Telegram knows (four names and all numbers) replaced, all others left alone."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED.get(name, match.group())
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    valid = 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if valid else match.group()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.length = 0
        self.pieces: list[str] = []
        self.entities: list[Json] = []
        self.stack: list[_Open] = []

    def read(self) -> None:
        while (tag := self.source.find("<", self.at)) >= 0:
            self._text(self.source[self.at : tag])
            if self.source.startswith("</", tag):
                self._end(tag)
            else:
                self._start(tag)
        self._text(self.source[self.at :])
        if self.stack:
            name = self.stack[-1].name
            raise HtmlError(f'Can\'t find end tag corresponding to start tag "{name}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)

    def _text(self, source: str) -> None:
        text = unescape(source)
        self.pieces.append(text)
        self.length += utf16_length(text)

    def _error(self, text: str, begin: int) -> HtmlError:
        return HtmlError(f"{text} at byte offset {len(self.source[:begin].encode())}")

    def _start(self, begin: int) -> None:
        match = _NAME.match(self.source, begin + 1)
        assert match is not None  # it matches nothing, too
        name, self.at = match.group().lower(), match.end()
        if self.at == len(self.source):
            raise self._error("Unclosed start tag", begin)
        if name not in KINDS:
            raise self._error(f'Unsupported start tag "{name}"', begin)
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        self.stack.append(_Open(name, attributes, self.length, len(self.pieces)))

    def _attributes(self, name: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            space = _SPACE.match(self.source, self.at)
            self.at = space.end() if space else self.at
            if self.at == len(self.source):
                raise self._error(f'Unclosed start tag "{name}"', begin)
            if self.source[self.at] == ">":
                self.at += 1
                return found
            match = _ATTRIBUTE.match(self.source, self.at)
            if match is None:
                raise self._error(f'Empty attribute name in the tag "{name}"', begin)
            self.at = match.end()
            if self.source.startswith("=", self.at):
                raise self._bad_value(begin)
            key, double, single, token = match.groups()
            found[key] = unescape(double or single or (token or "").lower())

    def _bad_value(self, begin: int) -> HtmlError:
        space = _SPACE.match(self.source, self.at + 1)
        value = space.end() if space else self.at + 1
        if self.source[value : value + 1] in ("", '"', "'"):
            return self._error("Unclosed start tag", begin)
        return self._error("Unexpected end of name token", value)

    def _end(self, begin: int) -> None:
        if not self.stack:
            raise self._error("Unexpected end tag", begin)
        match = _END_TAG.match(self.source, begin)
        if match is None:
            raise self._error("Unclosed end tag", begin)
        name, opened = match.group(1).lower(), self.stack.pop()
        if name and name != opened.name:
            where = self._error("Unmatched end tag", begin)
            raise HtmlError(f'{where}, expected "</{opened.name}>", found "</{name}>"')
        self.at = match.end()
        if self.length > opened.offset:
            self._add(opened)

    def _add(self, opened: _Open) -> None:
        length = self.length - opened.offset
        entity: Json = {"type": KINDS[opened.name], "offset": opened.offset, "length": length}
        if opened.name == "a":
            url = link(opened.attributes.get("href") or "".join(self.pieces[opened.pieces :]))
            if url is None:
                return
            entity["url"] = url
        elif opened.name == "tg-emoji":
            entity["custom_emoji_id"] = self._emoji(opened)
        elif opened.name == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        elif opened.name == "code" and opened.attributes.get("class", "").startswith("language-"):
            entity["language"] = opened.attributes["class"].removeprefix("language-")
        elif opened.name == "pre" and self._is_code(entity):
            entity["language"] = self.entities.pop()["language"]
        self.entities.append(entity)

    def _emoji(self, opened: _Open) -> str:
        number = opened.attributes.get("emoji-id", "")
        if not number.isdecimal() or int(number) == 0:
            raise HtmlError("Invalid custom emoji identifier specified")
        return number

    def _is_code(self, entity: Json) -> bool:
        last = self.entities[-1] if self.entities else {}
        same = (last.get("offset"), last.get("length")) == (entity["offset"], entity["length"])
        return same and last.get("type") == "code" and "language" in last


def link(url: str) -> str | None:
    """The address as Telegram would keep it, or None for what it does not take for one."""
    url = url.strip()
    if url.startswith(("http://", "https://", "tg://", "ton://", "mailto:", "tel:")):
        return url
    if "://" in url or ":" in url.split("/")[0] or "." not in url.split("/")[0].strip(".") or " " in url:
        return None
    return f"http://{url}"
