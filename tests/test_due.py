"""When the clock is told that a sweep has something to do: from the moment on at which it does something."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, SQLModel, select

from bot.chat.event import Reach
from handlers.accounts import forgetting
from handlers.broadcasts import broadcast
from handlers.broadcasts import due as due_broadcasts
from handlers.broadcasts import late as late_broadcasts
from handlers.credentials import expiry
from handlers.evidence import sweep as evidence_sweep
from handlers.exam import result as exam_result
from handlers.offers import holds
from handlers.reminders import reminders
from handlers.review import silence
from handlers.rooms import lost_workspaces, rooms
from handlers.sweeps import due
from handlers.turn import Work
from models.attempt import Attempt, Response
from models.broadcast import Broadcast
from models.credential import Credential, Level
from models.delivery import Delivery, DeliveryState
from models.email_code import EmailCode
from models.installation import LostWorkspace
from models.membership import Role
from models.offer import REVIEW_WITHIN, Offer
from models.posting import Posting
from models.reminder import ReminderKind
from models.room import Room
from models.seen import ParkedEvent
from models.switch import SENDING, SwitchedOff
from models.task import Task, TaskState
from tests import make
from tests.appealing import rejected
from tests.chat import Chat, Chatter
from tests.examining import bank, begins
from tests.idle import KNOWN, changing
from tests.make import Row
from tests.proving import asks_for_a_code
from tests.recruiting import broadcasts, describes, member, recruiter
from tests.scheduling import WEDNESDAY_NINE, later

Ready = Callable[[Chat], datetime]
"""Makes something ready, and says from when on it is due."""
JUST = timedelta(milliseconds=1)
LATE = timedelta(hours=1)
FUNNEL = select(Delivery).where(Delivery.dedupe_key == "funnel:1")


def a_hold_ends(chat: Chat) -> datetime:
    claimed(chat)
    held_until = only(chat, Offer).held_until
    assert held_until is not None
    return held_until


def a_reminder_comes(chat: Chat) -> datetime:
    whose, at = make.person_id(chat, make.expert(chat, "Sara")), chat.now + timedelta(hours=1)
    chat.sweep(lambda work: work.remind(whose, ReminderKind.LATER, at=at))
    return at


def a_broadcast_starts(chat: Chat) -> datetime:
    later(chat)
    return WEDNESDAY_NINE


def one_that_is_paused_is_late(chat: Chat) -> datetime:
    later(chat)
    make.within(chat, lambda session: session.add(SwitchedOff(name=SENDING, since=chat.now)))
    return WEDNESDAY_NINE + LATE + JUST


def nobody_says_what_is_to_become_of_it(chat: Chat) -> datetime:
    later(chat)
    chat.now = WEDNESDAY_NINE + LATE + JUST
    chat.sweep(due_broadcasts.sweep)
    return only(chat, Task).deadline


def the_picture_has_rested(chat: Chat) -> datetime:
    sent(chat)
    return chat.now + timedelta(seconds=2)


def the_deadline_comes(chat: Chat) -> datetime:
    sent(chat)
    soon = chat.now + timedelta(seconds=1)
    changed(chat, Task, deadline=soon)
    return soon


def a_closed_task_is_settled(chat: Chat) -> datetime:
    """The recruiter took the picture away, so that it is not looked at again."""
    sara = make.expert(chat, "Sara")
    sent(chat)
    sara.taps("Claim")
    changed(chat, Broadcast, cursor=None, funnel_at=chat.now + timedelta(hours=1))
    changed(chat, Task, state=TaskState.CLOSED)
    make.within(chat, lambda session: setattr(session.exec(FUNNEL).one(), "state", DeliveryState.REFUSED))
    assert not is_due(chat, broadcast.sweep)
    sara.taps("Hand back").taps("Yes")
    return chat.now


def a_room_has_its_card(chat: Chat) -> datetime:
    rana = sent(chat)
    room = chat.room()
    rana.brings_the_bot_into(room)
    rana.writes("/tasks").taps("Liver scans").taps("Post in a channel").taps(f"Post in {room.name}")
    changed(chat, Posting, shown="as it was", shown_at=chat.now - timedelta(minutes=1))
    chat.sweep(broadcast.move)
    return chat.now


def cards_are_made(chat: Chat) -> datetime:
    broadcasts(describes(recruiter(chat)))
    changed(chat, Broadcast, cursor=0)
    return chat.now


def an_item_runs_out(chat: Chat) -> datetime:
    bank(chat)
    begins(make.expert(chat, "Sara", level=Level.CLAIMED))
    return only(chat, Response).due_at + timedelta(seconds=3) + JUST


def an_attempt_ends(chat: Chat) -> datetime:
    an_item_runs_out(chat)
    changed(chat, Response, closed_at=chat.now)
    return only(chat, Attempt).started_at + timedelta(days=1)


def someone_has_left(chat: Chat) -> datetime:
    make.expert(chat, "Sara").writes("/forget").taps("Yes, delete everything")
    return chat.now


def a_workspace_is_lost(chat: Chat) -> datetime:
    member(chat, "Lina", Role.ADMIN)
    lost = LostWorkspace(channel="slack:T2", title="T2", because="token_revoked", since=chat.now)
    make.within(chat, lambda session: session.add(lost))
    return chat.now


def a_room_is_lost(chat: Chat) -> datetime:
    room = chat.room()
    recruiter(chat).brings_the_bot_into(room)
    assert len(make.rows(chat, Room)) == 1 and not is_due(chat, rooms.sweep)
    room.does(Reach(False))
    return chat.now


def an_answer_has_waited(chat: Chat) -> datetime:
    claimed(chat).taps("Yes").taps("Submit")
    return chat.now + REVIEW_WITHIN


def an_appeal_has_waited(chat: Chat) -> datetime:
    rejected(chat).taps("Appeal").taps("Send without words")
    return chat.now + REVIEW_WITHIN


def a_claim_has_waited(chat: Chat) -> datetime:
    asks_for_a_code(chat.person("Sara"), "sara@ksu.edu.sa")
    make.within(chat, lambda session: session.delete(session.exec(select(EmailCode)).one()))
    return only(chat, Credential).claimed_at + timedelta(days=30)


def a_code_was_not_typed(chat: Chat) -> datetime:
    asks_for_a_code(chat.person("Sara"), "sara@ksu.edu.sa")
    return only(chat, EmailCode).expires_at + timedelta(days=1) + JUST


def an_event_was_parked(chat: Chat) -> datetime:
    event = {"sender": {"external_id": "1"}}
    parked = ParkedEvent(platform="telegram", event_id="1", event=event, error="", at=chat.now)
    make.within(chat, lambda session: session.add(parked))
    return chat.now + timedelta(days=30) + JUST


def a_proof_lapses(chat: Chat) -> datetime:
    make.expert(chat, "Sara")
    changed(chat, Credential, renewal_asked=True)
    return expires(chat)


def a_proof_is_asked_for_again(chat: Chat) -> datetime:
    make.expert(chat, "Sara")
    return expires(chat) - timedelta(days=30)


def it_has_been_paused_for_long(chat: Chat) -> datetime:
    sent(chat)
    changed(chat, Broadcast, cursor=0)
    changed(chat, Task, deadline=chat.now + timedelta(days=3))
    make.within(chat, lambda session: session.add(SwitchedOff(name=SENDING, since=chat.now)))
    return chat.now + LATE + JUST


CASES: list[tuple[Callable[[Work], object], Ready]] = [
    (holds.expire_holds, a_hold_ends),
    (reminders.sweep, a_reminder_comes),
    (due_broadcasts.sweep, a_broadcast_starts),
    (due_broadcasts.sweep, one_that_is_paused_is_late),
    (due_broadcasts.sweep, nobody_says_what_is_to_become_of_it),
    (broadcast.sweep, the_picture_has_rested),
    (broadcast.sweep, the_deadline_comes),
    (broadcast.sweep, a_closed_task_is_settled),
    (broadcast.sweep, a_room_has_its_card),
    (broadcast.move, cards_are_made),
    (exam_result.sweep, an_item_runs_out),
    (exam_result.sweep, an_attempt_ends),
    (forgetting.sweep, someone_has_left),
    (lost_workspaces.sweep, a_workspace_is_lost),
    (rooms.sweep, a_room_is_lost),
    (silence.sweep, an_answer_has_waited),
    (silence.sweep_appeals, an_appeal_has_waited),
    (evidence_sweep.sweep, a_claim_has_waited),
    (evidence_sweep.sweep, a_code_was_not_typed),
    (evidence_sweep.sweep, an_event_was_parked),
    (expiry.sweep, a_proof_lapses),
    (expiry.sweep, a_proof_is_asked_for_again),
    (late_broadcasts.while_paused, it_has_been_paused_for_long),
]


@pytest.mark.parametrize(("run", "ready"), CASES, ids=[ready.__name__ for _, ready in CASES])
def test_from_the_moment_on_at_which_it_does_something(chat: Chat, run: Callable[[Work], object], ready: Ready) -> None:
    assert not is_due(chat, run)
    at = ready(chat)
    if at > chat.now:
        chat.now = at - JUST
        assert not is_due(chat, run)
        chat.sweep(run)  # which holds it to that
    chat.now = at

    assert is_due(chat, run)
    with chat.database.transaction() as session, changing(session) as changes:
        run(Work(session, chat.now, chat.rng, chat.policy))
        session.flush()
    assert changes


def test_each_that_may_have_nothing_to_do_is_among_them() -> None:
    assert {run for run, _ in CASES} == {sweep.run for sweep in KNOWN.values() if sweep.finds}


def is_due(chat: Chat, run: Callable[[Work], object]) -> bool:
    with chat.database.reading() as session:
        return bool(due(session, (KNOWN[run],), chat.now, chat.policy))


def only(chat: Chat, table: type[Row]) -> Row:
    (row,) = make.rows(chat, table)
    return row


def claimed(chat: Chat) -> Chatter:
    sara = make.expert(chat, "Sara")
    make.offer(chat, make.task(chat), sara)
    return sara.taps("Claim")


def sent(chat: Chat) -> Chatter:
    """A broadcast whose picture has just been looked at."""
    rana = recruiter(chat)
    broadcasts(describes(rana))
    chat.sweep(broadcast.sweep, broadcast.move)
    assert not is_due(chat, broadcast.sweep)
    return rana


def changed(chat: Chat, table: type[SQLModel], **values: object) -> None:
    """All rows of a table."""

    def change(session: Session) -> None:
        for row in session.exec(select(table)):
            for name, value in values.items():
                setattr(row, name, value)

    make.within(chat, change)


def expires(chat: Chat) -> datetime:
    at = only(chat, Credential).expires_at
    assert at is not None
    return at
