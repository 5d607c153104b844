"""Numbers of people: fewer than three are never counted out, nor can they be found by taking one number from another.

Where a group has a part of one or two, the group and its parts are not both counted out: other lines build on the one
that is, and the other is told in words.
"""

from __future__ import annotations

from bot.chat.message import Arg, text
from models.queries.experts import FEW


def is_few(number: int) -> bool:
    """Whether it is somebody, and fewer than may be counted out."""
    return 0 < number < FEW


def told(number: int) -> Arg:
    """The number, or that it is fewer than three."""
    return text("experts-few", few=FEW) if is_few(number) else number


def known(*parts: int) -> int:
    """More than that they are together, where one of the parts is only a few."""
    return max(FEW - 1, sum(part for part in parts if not is_few(part)))


def mostly(awake: int, asleep: int) -> str:
    """How a group is split, as the end of a text's name: "" where both numbers may be told, else in words."""
    if not (is_few(awake) or is_few(asleep)):
        return ""
    if is_few(awake) and is_few(asleep):
        return "-both"
    return "-awake" if awake > asleep else "-asleep"
