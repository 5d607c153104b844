"""What a person typed, as they typed it: Slack sends it with its own escapes and links."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.chat.event import Command, What, Words


def unescaped(text: str) -> str:
    """`<mailto:a@b.org|a@b.org>` is what someone sees as a@b.org; `&lt;` is a `<` of theirs."""
    shown = _REFERENCE.sub(_shown, text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def meant(text: str, is_command: Callable[[str], bool]) -> What:
    """A command or plain words, or words that may be a command.

    Slack keeps what begins with a slash to itself, so a command's bare word may be the command; before a code it is.
    With a slash (after a space) or behind the slash command's own name it may have anything after it.
    """
    spelled = _SPELLED.fullmatch(text)
    if spelled is not None:
        return Command(spelled["word"].lower(), spelled["rest"].strip())
    word, _, rest = text.strip().partition(" ")
    if not is_command(word.lower()):
        return Words(text)
    if not rest:
        return Words(text, Command(word.lower()))
    return Command(word.lower(), rest.strip()) if _CODE.fullmatch(rest.strip()) else Words(text)


_REFERENCE = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_SPELLED = re.compile(r"\s*/(?:callboard\s+/?)?(?P<word>[^\s/@]+)(?P<rest>(?:\s.*)?)", re.DOTALL)
_CODE = re.compile(r"(?=.*[A-Z0-9])[A-Z0-9]{4}(?:[ -]?[A-Z0-9]{1,4}){1,4}")
"""Of an invitation or of a link: capitals and digits."""


def _shown(found: re.Match[str]) -> str:
    target, label = found[1], found[2]
    if label:
        return f"@{label.lstrip('@')}" if target.startswith(("@", "!subteam")) else _named(target, label)
    if target.startswith("!"):
        return f"@{target[1:].partition('^')[0]}"
    return target.removeprefix("mailto:").removeprefix("tel:")


def _named(target: str, label: str) -> str:
    return f"#{label}" if target.startswith("#") else label
