"""Whoever may decide on an appeal hears that one waits; where nobody may, whoever can let somebody in does."""

from __future__ import annotations

from sqlmodel import Session

from bot.chat.message import Button, Message, say, text
from bot.chat.texts import Reader
from handlers.help import way
from handlers.notices import notify
from handlers.routes import view
from handlers.turn import Turn, Work
from models.appeal import Appeal
from models.offer import Offer
from models.queries import appeals
from models.review import Review
from models.task import Task
from models.types import PersonId

NOTICE = "appeals-waiting"


def announce(work: Work, appeal: Appeal, offer: Offer, task: Task, first: Review) -> bool:
    """One notice to each who may decide, however many wait; returns whether anybody may."""
    work.session.flush()
    judges = appeals.others(work.session, task, offer, first)
    for judge in judges:
        notify(work, judge, NOTICE, about=offer.key, anew=appeals.count_for(work.session, judge) <= 1)
    if not judges:
        _tell_it_is_stuck(work, appeal, offer, task)
    return bool(judges)


def welcome(turn: Turn) -> None:
    """Somebody has just been given a role: what had waited for somebody like them is theirs to decide on."""
    turn.session.flush()
    if appeals.count_for(turn.session, turn.person.key):
        notify(turn, turn.person.key, NOTICE, about=0, anew=True)


def stuck(turn: Turn) -> list[Message]:
    """For whoever rejected: how many appeals wait because nobody else may decide, and the way to change that."""
    number = appeals.count_stuck(turn.session, turn.person.key)
    return [say("appeal-stuck", n=number, rows=[[way("invite")]])] if number else []


@view(NOTICE)
def _waiting_notice(session: Session, reviewer: PersonId, _: Reader) -> Message | None:
    waiting = appeals.count_for(session, reviewer)
    if not waiting:
        return say("appeal-notice-none")
    return say("appeal-notice", n=waiting, rows=[[Button(text("appeal-open"), "appeal.open", style="primary")]])


def _tell_it_is_stuck(work: Work, appeal: Appeal, offer: Offer, task: Task) -> None:
    """Nobody is left who may decide but whoever rejected, and perhaps the expert."""
    for person_id in appeals.reviewers_of(work.session, task):
        if person_id != offer.expert_id:
            told = say("appeal-needs-another", task=task.title, by=appeal.decided_by, pay=task.pay)
            work.tell(person_id, Message(told.parts, ((way("invite"),),)), key=f"offer:{offer.key}:appeal-stuck")
