"""Taking a task's place: under lock, within what one person may hold, with a reminder before it ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlmodel import col, select

from bot.chat.message import Lines, text
from handlers.turn import Turn, Work
from models.client import Client
from models.errors import Refused
from models.expert import Expert
from models.offer import CLAIMABLE, MOST_HELD, Offer, OfferState
from models.queries import audience, tally
from models.queries.audience import OF_THE_CLIENT, RIVAL
from models.reminder import ReminderKind
from models.rivalry import rivals
from models.task import Task
from models.types import OfferId

SHORTEST_LEAD, LONGEST_LEAD = timedelta(minutes=2), timedelta(minutes=10)


def locked(turn: Turn, offer_id: OfferId) -> tuple[Offer, Task]:
    """The person's own offer with its task, both locked: the task first, as everywhere."""
    offer = turn.get(Offer, offer_id)
    if offer.expert_id != turn.person.key:
        raise Refused("not-yours")
    task = turn.lock(Task, offer.task_id)
    return turn.own(Offer, offer_id), task


def locked_pairs(work: Work, found: Iterable[tuple[int | None, int]]) -> list[tuple[Offer, Task]]:
    """Offers found without a lock, as they are now, with their tasks: all locked, except offers that others hold.

    The tasks come first and both in one order, so that two sweeps never wait for each other in a ring. Where
    nothing was found, nothing is asked.
    """
    pairs = list(found)
    if not pairs:
        return []
    wanted = {task_id for _, task_id in pairs}
    in_order = select(Task).where(col(Task.id).in_(wanted)).order_by(col(Task.id)).with_for_update()
    tasks = {task.key: task for task in work.session.exec(in_order.execution_options(populate_existing=True))}
    offers = select(Offer).where(col(Offer.id).in_([offer_id for offer_id, _ in pairs])).order_by(col(Offer.id))
    fresh = offers.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    return [(offer, tasks[offer.task_id]) for offer in work.session.exec(fresh).all()]


def take(turn: Turn, offer: Offer, task: Task) -> None:
    """Claims the offer, both locked.

    Raises:
        Refused: "offer-too-many" with the tasks that are held, "offer-not-for-you" or
            "offer-kept-apart" where they are kept out by now, and what `Expert.expect_time` and `Offer.claim` refuse.
    """
    _must_have_room(turn)
    if turn.expert is not None and offer.state in CLAIMABLE and task.is_open(turn.now):
        turn.expert.expect_time(task.minutes, turn.now)
        _expect_wanted(turn, turn.expert, task)
    offer.claim(task, turn.now)
    tally.keep(turn.session, offer.expert_id, turn.now)
    for kind in (ReminderKind.LATER, ReminderKind.OFFER_CLOSES):
        turn.forget_reminder(offer.expert_id, kind, about=offer.key)
    remind_before_end(turn, offer, task)


def _expect_wanted(turn: Turn, expert: Expert, task: Task) -> None:
    """Raises Refused "offer-not-for-you" where the client keeps the expert out by now: they have answered in a
    project that it leaves out since the offer, or work for whom it names. Which of these is not said. Refused
    "offer-kept-apart" (until) where they have worked for a competitor since."""
    client = turn.get(Client, task.client_id)
    wanted = audience.criteria(task, client, rivals(turn.session))
    if not (wanted.not_after or wanted.rivals or client.barred_employers):
        return
    them = audience.candidate(turn.session, expert)
    failed = audience.failed(wanted, them, turn.now)
    if set(failed) & set(OF_THE_CLIENT):
        raise Refused("offer-not-for-you", task=task.title)
    if RIVAL.name in failed:
        raise Refused("offer-kept-apart", task=task.title, until=audience.kept_apart_until(wanted, them))


def remind_before_end(work: Work, offer: Offer, task: Task) -> None:
    """Sets the reminder before a hold ends: a third of the time limit ahead, 2 minutes at least, 10 at most."""
    assert offer.held_until is not None, "a hold without its end"
    at = offer.held_until - min(max(task.time_limit / 3, SHORTEST_LEAD), LONGEST_LEAD)
    if at > work.now:
        work.remind(offer.expert_id, ReminderKind.HOLD_ENDS, at=at, about=offer.key)


def _must_have_room(turn: Turn) -> None:
    held = select(Task.title).join(Offer, col(Offer.task_id) == col(Task.id))
    mine = held.where(Offer.expert_id == turn.person.key, Offer.state == OfferState.CLAIMED)
    titles = turn.session.exec(mine.order_by(col(Offer.held_until), col(Offer.id))).all()
    if len(titles) >= MOST_HELD:
        lines = Lines(tuple(text("list-item", item=title) for title in titles))
        raise Refused("offer-too-many", most=MOST_HELD, tasks=lines)
