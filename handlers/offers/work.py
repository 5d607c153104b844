"""/work: what is held, and what else is open."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import col, func, select

from bot.chat.message import Button, Lines, Message, Text, say, text
from handlers.help import way
from handlers.onboarding.not_joined import not_joined
from handlers.questions.answer_kinds import shortened
from handlers.routes import on_command
from handlers.turn import Turn
from models.offer import CLAIMABLE, Offer, OfferState
from models.task import Task, TaskState

MOST_SHOWN = 8
LONGEST_TITLE = 40
"""Characters of a title on a button."""

Pairs = Sequence[tuple[Offer, Task]]


@on_command("work")
def show(turn: Turn, _: str) -> list[Message]:
    """Held tasks first, with their deadlines; then open ones, those that close soonest first."""
    if turn.expert is None:
        return [not_joined(turn, "work-not-joined")]
    held, offered, more = _held(turn), _open(turn), 0
    if len(offered) == MOST_SHOWN:
        more = _count_open(turn) - MOST_SHOWN
    parts: list[Text] = []
    paused = turn.expert.paused_until
    if paused is not None and paused > turn.now:
        parts.append(text("work-paused", until=paused))
    if held:
        parts.append(text("work-held", lines=Lines(tuple(_held_line(turn, *pair) for pair in held))))
    if offered:
        parts.append(text("work-open", lines=Lines(tuple(_open_line(task) for _, task in offered))))
    if more > 0:
        parts.append(text("work-more", n=more))
    if not parts:
        return [say("work-none", rows=[[way("why")]])]
    return [Message(tuple(parts), (*map(_held_row, held), *map(_open_row, offered)))]


def _held(turn: Turn) -> Pairs:
    mine = select(Offer, Task).join(Task, col(Task.id) == col(Offer.task_id))
    held = mine.where(Offer.expert_id == turn.person.key, Offer.state == OfferState.CLAIMED)
    return turn.session.exec(held.order_by(col(Offer.held_until), col(Offer.id))).all()


def _open(turn: Turn) -> Pairs:
    mine = select(Offer, Task).join(Task, col(Task.id) == col(Offer.task_id)).where(*_is_open(turn))
    return turn.session.exec(mine.order_by(col(Task.deadline), col(Offer.id)).limit(MOST_SHOWN)).all()


def _count_open(turn: Turn) -> int:
    mine = select(func.count()).select_from(Offer).join(Task, col(Task.id) == col(Offer.task_id))
    return turn.session.exec(mine.where(*_is_open(turn))).one()


def _is_open(turn: Turn) -> list[ColumnElement[bool]]:
    return [
        col(Offer.expert_id) == turn.person.key,
        col(Offer.state).in_(CLAIMABLE),
        col(Offer.declined_because) == "",
        col(Task.state) == TaskState.OPEN,
        col(Task.deadline) > turn.now,
        col(Task.places_left) > 0,
    ]


def _held_line(turn: Turn, offer: Offer, task: Task) -> Text:
    until = offer.held_until or turn.now
    return text("work-held-line", task=task.title, until=until, left=until - turn.now)


def _open_line(task: Task) -> Text:
    return text("work-open-line", task=task.title, pay=task.pay, minutes=task.minutes, deadline=task.deadline)


def _held_row(pair: tuple[Offer, Task]) -> tuple[Button, ...]:
    offer, task = pair
    label = text("button-go-on-task", task=shortened(task.title, LONGEST_TITLE))
    return (Button(label, "offer.answer", (offer.key,), style="primary"),)


def _open_row(pair: tuple[Offer, Task]) -> tuple[Button, ...]:
    offer, task = pair
    label = text("button-open-task", task=shortened(task.title, LONGEST_TITLE), pay=task.pay)
    return (Button(label, "offer.show", (offer.key,)),)
