"""Why a proof doesn't count: a reason from the closed list, and the reviewer's own words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.chat.conversation import Script, ask
from bot.chat.forms import Field, FormScript
from bot.chat.message import Arg, Text, text
from bot.chat.questions import Choice, option
from handlers.questions import reviewers_words
from models.review import ProofReason

NOTHING = "nothing"


class Because(NamedTuple):
    """The words may be empty."""

    reason: ProofReason
    words: str

    @property
    def told(self) -> tuple[Text, ...]:
        """What whoever showed the proof reads of it."""
        said = (text("proof-words", words=self.words),) if self.words else ()
        return (text(self.reason.key), *said)


def asked(reasons: Sequence[ProofReason], nothing: Text, about: Arg) -> Script[Because | None]:
    """The reason and the words; None where nothing is wrong after all."""
    chosen = yield from ask("reason", Choice((*_options(reasons).among, option(NOTHING, nothing))), about=about)
    if chosen == NOTHING:
        return None
    reason = ProofReason(chosen)
    words = yield from reviewers_words.asked(text(f"{reason.key}-button"))
    return Because(reason, words)


def form(reasons: Sequence[ProofReason], question: Text) -> FormScript:
    """The same at once; who finds nothing wrong closes it."""
    yield Field("reason", _options(reasons), text("reject-form-reason"), question)
    yield reviewers_words.FIELD
    return {}


def _options(reasons: Sequence[ProofReason]) -> Choice:
    return Choice(tuple(option(one.value, text(f"{one.key}-button")) for one in reasons))
