"""How far somebody has come with the answers to a task that they have not handed in."""

from __future__ import annotations

from sqlmodel import select

from handlers.turn import Turn, Work
from models.offer import Offer
from models.person import Progress

NAME = "answering"
"""Of the conversation that they are given in."""


def answered(turn: Turn, offer: Offer) -> int:
    """How many questions have an answer so far."""
    mine = (p for p in turn.progress if p.conversation == NAME and p.subject == offer.key)
    return sum(_count(progress) for progress in mine)


def kept(work: Work, offer: Offer) -> int:
    """The same for anyone's offer."""
    of_offer = select(Progress).where(
        Progress.person_id == offer.expert_id, Progress.conversation == NAME, Progress.subject == offer.key
    )
    return sum(_count(progress) for progress in work.session.exec(of_offer))


def _count(progress: Progress) -> int:
    """Whole ones: not what was only begun, nor what belongs to an answer."""
    given = ((name, value) for name, value in progress.answers.items() if name.startswith("q") and "." not in name)
    return sum(not isinstance(value, dict) for _, value in given)
