"""Who hears of an appeal: whoever may decide on it, whoever can let somebody in where nobody may, and in the end
whoever had rejected the answer."""

from __future__ import annotations

from sqlmodel import Session

from bot.chat.message import Button, Message, say, text
from bot.chat.texts import Reader
from handlers.help import way
from handlers.notices import awake_at, notify
from handlers.review import rejection
from handlers.routes import view
from handlers.turn import Turn, Work
from models.appeal import Appeal
from models.delivery import Priority
from models.offer import REVIEW_WITHIN, Offer
from models.queries import appeals
from models.reminder import ReminderKind
from models.review import Review
from models.task import Task
from models.types import PersonId

NOTICE = "appeals-waiting"


def announce(work: Work, appeal: Appeal, offer: Offer, task: Task, first: Review) -> bool:
    """One notice to each who may decide, however many wait, and a reminder later; returns whether anybody may."""
    work.session.flush()
    judges = appeals.others(work.session, task, offer, first)
    for judge in judges:
        notify(work, judge, NOTICE, about=offer.key, anew=appeals.count_for(work.session, judge) <= 1)
        _remind(work, judge, appeal)
    if not judges:
        _tell_it_is_stuck(work, appeal, offer, task)
    return bool(judges)


def welcome(turn: Turn) -> None:
    """Somebody has just been given a role: what had waited for somebody like them is theirs to decide on."""
    turn.session.flush()
    waiting = appeals.all_for(turn.session, turn.person.key)
    if waiting:
        notify(turn, turn.person.key, NOTICE, about=0, anew=True)
    for appeal in waiting:
        _remind(turn, turn.person.key, appeal)


def tell_overruled(work: Work, appeal: Appeal, offer: Offer, task: Task) -> None:
    """Whoever rejected an answer that counts after all hears so and why, in the morning if they sleep; not who decided.

    Who may not look at this task's answers any more hears nothing of them.
    """
    first = work.session.get(Review, offer.key)
    if first is None or not appeals.may_review(work.session, task, first.reviewer_id):
        return
    key = "appeal-overruled" if appeal.reviewer_id else "appeal-overruled-silence"
    said = rejection.told(key, first.reason, first.words, task=task.title, days=REVIEW_WITHIN.days)
    theirs = text("appeal-overruled-because", words=appeal.words) if appeal.words else text("appeal-card-no-words")
    told = Message((said, theirs, text("appeal-overruled-kindly")), ((way("review"),),))
    work.tell(
        first.reviewer_id,
        told,
        key=f"offer:{offer.key}:appeal-overruled",
        priority=Priority.REMINDER,
        not_before=awake_at(work, first.reviewer_id),
    )


def stuck(turn: Turn) -> list[Message]:
    """For whoever rejected: how many appeals wait because nobody else may decide, and the way to change that."""
    number = appeals.count_stuck(turn.session, turn.person.key)
    return [say("appeal-stuck", n=number, rows=[[way("invite")]])] if number else []


@view(NOTICE)
def _waiting_notice(session: Session, reviewer: PersonId, _: Reader) -> Message | None:
    waiting = appeals.count_for(session, reviewer)
    if not waiting:
        return say("appeal-notice-none")
    return say("appeal-notice", n=waiting, rows=[[look()]])


def look() -> Button:
    """The way to what waits."""
    return Button(text("appeal-open"), "appeal.open", style="primary")


def _remind(work: Work, judge: PersonId, appeal: Appeal) -> None:
    work.remind(judge, ReminderKind.APPEAL_WAITS, at=appeal.remind_at(work.now), about=appeal.offer_id)


def _tell_it_is_stuck(work: Work, appeal: Appeal, offer: Offer, task: Task) -> None:
    """Nobody is left who may decide but whoever rejected, and perhaps the expert."""
    for person_id in appeals.reviewers_of(work.session, task):
        if person_id != offer.expert_id:
            told = say("appeal-needs-another", task=task.title, by=appeal.decided_by, pay=task.pay)
            work.tell(person_id, Message(told.parts, ((way("invite"),),)), key=f"offer:{offer.key}:appeal-stuck")
