"""An answer that was just rejected, so that it can be appealed."""

from __future__ import annotations

from models.expert import Expert
from tests import make
from tests.chat import Chat, Chatter
from tests.recruiting import broadcasts, describes, recruiter
from tests.test_review import answers


def rejected(chat: Chat, words: str = "", *, places: str = "3") -> Chatter:
    """Sara, whose answer to a task of Rana's was just rejected by Rana; Lina recruits for the same client."""
    rana, _ = recruiter(chat), recruiter(chat, "Lina")
    sara = make.expert(chat, "Sara")
    broadcasts(describes(rana, places=places))
    answers(chat, sara, "Yes")
    rejects(rana, words)
    return sara


def rejects(rana: Chatter, words: str = "") -> None:
    rana.writes("/review").taps("Reject").taps("It is wrong")
    if words:
        rana.writes(words)
    else:
        rana.taps("No, that's enough")


def expert(chat: Chat) -> Expert:
    (one,) = [one for one in make.rows(chat, Expert) if one.accepted or one.rejected]
    return one


def invites(rana: Chatter) -> str:
    """The code of an invitation, as it is said."""
    rana.writes("/invite")
    return next(word for word in rana.last.text.split() if len(word) == 16 and word.isupper())
