"""Slack's markup: what a person reads of a text, and whom it notifies."""

from __future__ import annotations

import re
from collections.abc import Mapping

_CONTROL = re.compile(r"<([^<>\n]+)>")
_CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)
_QUOTE = re.compile(r"^(?:>|&gt;)(?:>>|&gt;&gt;)? ?", re.MULTILINE)
_MARKS = tuple(re.compile(rf"(?<![\w{m}]){m}(?=\S)([^{m}\n]*[^{m}\s]){m}(?![\w{m}])") for m in (r"\*", "_", "~"))
_EMOJI = re.compile(r":([a-z0-9_+-]+):")
_TYPED_MENTION = re.compile(r"(?<![\w@])@(channel|here|everyone)\b")
BROADCASTS = ("channel", "here", "everyone")
EMOJI = {
    "+1": "👍", "a": "🅰️", "b": "🅱️", "bell": "🔔", "heart": "❤️", "m": "Ⓜ️", "ok": "🆗", "smile": "😄", "star": "⭐",
    "tada": "🎉", "v": "✌️", "warning": "⚠️", "white_check_mark": "✅", "wave": "👋", "x": "❌", "100": "💯",
}  # fmt: skip


def escape(text: str) -> str:
    """A text that a person typed, as Slack hands it to an app."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Resolves the three entities, once; there are no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def plain(text: str, *, emoji: bool = True) -> str:
    """What is read of a plain_text: entities and, unless switched off, :emoji: are resolved, nothing else."""
    return unescape(_with_emoji(text) if emoji else text)


def shown(text: str, names: Mapping[str, str] | None = None) -> str:
    """What is read of a mrkdwn text: marks are gone, mentions and links are their names."""
    parts, end = [], 0
    for code in _CODE.finditer(text):
        parts += [_prose(text[end : code.start()], names or {}), unescape(code[1] or code[2])]
        end = code.end()
    return "".join([*parts, _prose(text[end:], names or {})])


def mentions(text: str, *, typed: bool = False) -> list[str]:
    """Whom a mrkdwn text notifies: "channel", "here", "everyone", or ids of people and groups.

    typed: also those that are written as words (`@channel`), which Slack resolves when asked to parse.
    """
    found = []
    for control in _CONTROL.findall(text):
        name = control.split("|")[0]
        if name[:1] == "@" or name.startswith("!subteam^"):
            found.append(name.removeprefix("@").removeprefix("!subteam^"))
        elif name[:1] == "!" and name[1:] in BROADCASTS:
            found.append(name[1:])
    if typed:
        found += _TYPED_MENTION.findall(_CONTROL.sub("", text))
    return found


def _prose(text: str, names: Mapping[str, str]) -> str:
    text = _QUOTE.sub("", text)
    parts, end = [], 0
    for control in _CONTROL.finditer(text):
        parts += [_styled(text[end : control.start()]), _named(control[1], names)]
        end = control.end()
    return "".join([*parts, _styled(text[end:])])


def _styled(text: str) -> str:
    for mark in _MARKS:
        text = mark.sub(r"\1", text)
    return unescape(_with_emoji(text))


def _with_emoji(text: str) -> str:
    return _EMOJI.sub(lambda found: EMOJI.get(found[1], found[0]), text)


def _named(control: str, names: Mapping[str, str]) -> str:
    target, _, label = control.partition("|")
    if label:
        return unescape(label)
    if target[:1] == "@":
        return f"@{names.get(target[1:], target[1:])}"
    if target[:1] in ("#", "!"):
        return ("#" if target[0] == "#" else "@") + names.get(target[1:], target[1:])
    return unescape(target.removeprefix("mailto:"))


def html(text: str, names: Mapping[str, str] | None = None) -> str:
    """A mrkdwn text for the page, with only b, i, s, code, pre and a in it."""
    parts, end = [], 0
    for code in _CODE.finditer(text):
        tag = "pre" if code[1] else "code"
        parts += [_prose_html(text[end : code.start()], names or {}), f"<{tag}>{safe(code[1] or code[2])}</{tag}>"]
        end = code.end()
    return "".join([*parts, _prose_html(text[end:], names or {})])


def safe(text: str) -> str:
    """Words for the page: their entities resolved, and then everything escaped that could be markup."""
    return escape(_with_emoji(unescape(text))).replace('"', "&quot;")


def _prose_html(text: str, names: Mapping[str, str]) -> str:
    text = _QUOTE.sub("", text)
    parts, end = [], 0
    for control in _CONTROL.finditer(text):
        words = safe(_named(control[1], names))
        target = control[1].partition("|")[0]
        is_link = target.startswith(("http://", "https://", "mailto:"))
        parts += [_marked_html(text[end : control.start()])]
        parts += [f'<a href="{safe(target)}">{words}</a>' if is_link else f"<b>{words}</b>"]
        end = control.end()
    return "".join([*parts, _marked_html(text[end:])])


def _marked_html(text: str) -> str:
    text = safe(text)
    for mark, tag in zip(_MARKS, ("b", "i", "s"), strict=True):
        text = mark.sub(rf"<{tag}>\1</{tag}>", text)
    return text
