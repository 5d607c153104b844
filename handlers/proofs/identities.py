"""A name that an official document has: claimed in the chat, decided by a reviewer."""

from __future__ import annotations

from itertools import count

from bot.chat.conversation import Script, ask
from bot.chat.message import text
from bot.chat.questions import Choice, Option, option
from handlers.proofs.questions import SKIP, SKIPPED
from handlers.proofs.showing import CHAPTER, FILE_WORDS, NOTHING, Shown, with_file
from handlers.questions.particulars import PersonName
from models.credential import CredentialKind
from models.names import compare

OF = "identity"
KIND = CredentialKind.IDENTITY.value
LONGEST = 120
MINE, OTHERWISE = "mine", "again"


def identity(step: str, own: str) -> Script[Shown]:
    """The name as it stands in the document, and the document; `own` is the profile's.

    Another name than the profile's may be somebody's own all the same: they say so, and the reviewer sees both.
    """
    for attempt in count(1):
        name = f"{step}.name-{attempt}"
        question = PersonName(least=2, most=LONGEST, instead=_ways(own))
        given = yield from ask(name, question, of=OF, chapter=CHAPTER, text="name")
        if given == SKIP:
            return NOTHING
        if compare(own, given).match:
            break
        differs = Choice(tuple(option(one, text(f"identity-differs-{one}")) for one in (MINE, OTHERWISE, SKIP)))
        said = yield from ask(f"{name}.differs", differs, of=OF, chapter=CHAPTER, text="differs", name=given, own=own)
        if said == SKIP:
            return NOTHING
        if said == MINE:
            break
    said = {"title": " ".join(given.split())}
    return (yield from with_file(step, "", KIND, FILE_WORDS[CredentialKind.IDENTITY], said))


def _ways(own: str) -> tuple[Option, ...]:
    """The profile's name, if it is one that a document could have, and leaving it out."""
    mine = (option(own, own),) if len(own.split()) > 1 else ()
    return (*mine, SKIPPED)
