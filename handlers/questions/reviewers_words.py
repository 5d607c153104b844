"""A reviewer's own words beside a reason of a closed list; they may be left out."""

from __future__ import annotations

from bot.chat.assent import NO
from bot.chat.conversation import Script, ask
from bot.chat.forms import Field
from bot.chat.message import Text, text
from bot.chat.questions import Option, Plain

WORDS = Plain(most=500, instead=(Option("", text("reject-words-none"), also=NO),))
FIELD = Field("words", WORDS, text("reject-form-words"), text("reject-form-words-hint"), long=True)


def asked(reason: Text) -> Script[str]:
    """What is said beside a reason that has been chosen; empty for nothing."""
    return (yield from ask("words", WORDS, of="reject", reason=reason))
