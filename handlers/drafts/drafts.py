"""A task before it is broadcast: described, rehearsed, edited, kept or thrown away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlmodel import col, select

from bot.chat.conversation import Script
from bot.chat.forms import FormScript
from bot.chat.message import Button, Message, say, text
from handlers.cards import room_card
from handlers.cards.offer_card import offer_card
from handlers.drafts import scheduled
from handlers.drafts.condition_lines import shown
from handlers.drafts.newtask import CHAPTERS, Described, Facts, answers, describe
from handlers.drafts.newtask_form import task_form
from handlers.drafts.reach import reach
from handlers.routes import on_command, on_tap
from handlers.scope import employers, own_draft, scope
from handlers.talking import talk
from handlers.turn import Turn
from models.client import Client
from models.errors import Refused
from models.membership import Role
from models.task import Task, TaskState
from models.types import TaskId


@on_command("newtask", Role.RECRUITER)
def new(turn: Turn, _: str) -> list[Message]:
    """Starts to describe a task, or goes on with the one that was left half described."""
    scope(turn)
    return talk.begin(turn, NEWTASK)


@on_tap("draft.edit")
def edit(turn: Turn, task_id: TaskId) -> list[Message]:
    """Back to the summary of a draft, where each line can be changed."""
    task = own_draft(turn, task_id)
    return talk.restart(turn, NEWTASK, answers(_described(task)), subject=task.key)


@on_tap("draft.show")
def show(turn: Turn, task_id: TaskId) -> list[Message]:
    """A draft is taken up again: its card and who would get it."""
    return [rehearsal(turn, own_draft(turn, task_id))]


@on_tap("draft.keep")
def keep(turn: Turn, task_id: TaskId) -> list[Message]:
    """Saved it was already: this says where to find it."""
    task = own_draft(turn, task_id)
    return [say("draft-kept", task=task.title).in_place_of(turn.tapped_id)]


@on_tap("draft.discard")
def discard(turn: Turn, task_id: TaskId) -> list[Message]:
    """Asks before a draft is thrown away."""
    task = own_draft(turn, task_id)
    rows = [
        [Button(text("draft-discard-no"), "draft.show", (task.key,), style="primary")],
        [Button(text("draft-discard-yes"), "draft.gone", (task.key,), style="danger")],
    ]
    return [say("draft-discard-sure", task=task.title, rows=rows).in_place_of(turn.tapped_id)]


@on_tap("draft.gone")
def gone(turn: Turn, task_id: TaskId) -> list[Message]:
    """Throws a draft away."""
    task = own_draft(turn, task_id)
    talk.drop(turn, NEWTASK, task.key)
    room_card.take_back(turn, task)
    scheduled.drop(turn, task)
    turn.session.delete(task)
    return [say("draft-discarded", task=task.title).in_place_of(turn.tapped_id)]


def rehearsal(turn: Turn, task: Task) -> Message:
    """The card as experts will see it, how many match, what it costs at most, and the ways on."""
    card = offer_card(task, turn.get(Client, task.client_id), turn.now)
    ahead = scheduled.of_task(turn, task)
    parts = (text("draft-preview"), *card.parts, *shown(turn, task), *reach(turn, task))
    edit = Button(text("draft-edit"), "draft.edit", (task.key,))
    more = (
        Button(text("draft-conditions"), "draft.conditions", (task.key,)),
        Button(text("room-button"), "task.rooms", (task.key,)),
    )
    if ahead is not None:
        return Message((*parts, *scheduled.stands(turn, task, ahead)), (*scheduled.ways(task), (edit,), more))
    send = Button(text("draft-broadcast"), "broadcast.start", (task.key,), style="primary")
    later = Button(text("draft-later"), "schedule.begin", (task.key,))
    kept = Button(text("draft-keep"), "draft.keep", (task.key,))
    discarded = Button(text("draft-discard"), "draft.discard", (task.key,))
    return Message(parts, ((send, later), (edit, kept), more, (discarded,)))


def drafts(turn: Turn) -> Sequence[Task]:
    """The drafts that this recruiter may take up, newest first."""
    found = select(Task).where(scope(turn).tasks, Task.state == TaskState.DRAFT)
    return turn.session.exec(found.order_by(col(Task.id).desc()).limit(10)).all()


def _described(task: Task) -> Described:
    return Described(
        task.client_id,
        task.title,
        tuple(task.questions),
        task.field_code,
        task.min_level,
        task.minutes,
        task.pay,
        task.places,
        task.deadline,
    )


def _script(turn: Turn, _: int) -> Callable[[], Script[Described]]:
    facts = _facts(turn)
    return lambda: describe(facts)


def _form(turn: Turn, subject: int) -> FormScript:
    begun = talk.find(turn, NEWTASK.name, subject)
    return task_form(_facts(turn), begun.answers if begun else {}, turn.person.language)


def _facts(turn: Turn) -> Facts:
    found = select(Client).where(col(Client.id).in_(employers(turn))).order_by(col(Client.id))
    return Facts(tuple(turn.session.exec(found)), turn.policy.floor_per_hour, turn.person.timezone)


def _finish(turn: Turn, subject: int, told: Described) -> list[Message]:
    """Saved as a draft first, so that nothing is lost whatever comes next."""
    if told.deadline <= turn.now:
        raise Refused("task-deadline-past", task=told.title, deadline=told.deadline)
    try:
        task = own_draft(turn, TaskId(subject)) if subject else _new(turn, told)
    except Refused as refused:  # sent or thrown away meanwhile: there is nothing left to describe
        return [say(refused.key, **refused.variables)]
    task.sqlmodel_update(_columns(told))
    turn.session.add(task)
    turn.session.flush()
    return [rehearsal(turn, task).in_place_of(turn.tapped_id)]


def _new(turn: Turn, told: Described) -> Task:
    client_id = told.client_id or employers(turn)[0]
    columns: dict[str, Any] = {"client_id": client_id, "created_by": turn.person.key, "created_at": turn.now}
    return Task(**columns, **_columns(told))


def _columns(told: Described) -> dict[str, Any]:
    """What a description says of a task's row."""
    return {
        "title": told.title,
        "questions": list(told.questions),
        "field_code": told.field_code,
        "min_level": told.min_level,
        "pay_minor": told.pay.minor,
        "currency": told.pay.currency,
        "minutes": told.minutes,
        "places": told.places,
        "places_left": told.places,
        "deadline": told.deadline,
    }


NEWTASK = talk.register(talk.Conversation("newtask", _script, _finish, chapters=CHAPTERS, form=_form))
