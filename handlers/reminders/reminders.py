"""Reminders: sent when they are due, put off, stopped, and switched on again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlmodel import col, select

from bot.chat.message import Button, Lines, Message, Rows, Text, say, text
from handlers.due import NOW
from handlers.help import old_button, way
from handlers.reminders.nudges import Nudge, facts, nudge
from handlers.routes import on_command, on_tap
from handlers.turn import Turn, Work
from models.delivery import Priority
from models.membership import Role
from models.reminder import MutedReminder, Reminder, ReminderKind
from models.types import PersonId

MOST_AT_ONCE = 100
"""Reminders in one transaction, which a reply may have to wait for: some twenty milliseconds on SQLite, fifty on
PostgreSQL. Twice as many cost the same each and keep it waiting for twice as long; fewer are made more slowly than a
paid pace sends them."""
LONGEST_SNOOZE = timedelta(days=7)


def sweep(work: Work) -> bool:
    """Sends what is due: one message a person, nothing pointless, and nothing in quiet hours that can wait.

    Returns whether more is due.
    """
    due = work.session.exec(DUE.with_for_update(skip_locked=True), params=work.moments).all()
    if not due:
        return False
    about = facts(work, due)
    by_person: dict[PersonId, list[Nudge]] = {}
    for reminder in due:
        one = nudge(reminder, about)
        awake_at = about.awake_at[reminder.person_id] if reminder.can_wait else work.now
        if one is None:
            reminder.stop()
        elif awake_at > work.now:
            reminder.due_at = awake_at
        else:
            by_person.setdefault(reminder.person_id, []).append(one)
    for person_id, nudges in by_person.items():
        _send(work, person_id, nudges)
    return len(due) == MOST_AT_ONCE


def _send(work: Work, person_id: PersonId, nudges: Sequence[Nudge]) -> None:
    first = nudges[0].reminder
    key = f"reminder:{first.key}:{first.round}"
    work.tell(person_id, _together(_distinct(nudges)), key=key, priority=Priority.REMINDER)
    for one in nudges:
        one.reminder.sent(work.now)


def _distinct(nudges: Sequence[Nudge]) -> list[Nudge]:
    """That an offer closes says all that "later" would, and one about appeals tells all of them."""
    closing = {one.reminder.about_id for one in nudges if one.reminder.kind is ReminderKind.OFFER_CLOSES}
    judging = [one for one in nudges if one.reminder.kind is ReminderKind.APPEAL_WAITS]
    later = [one for one in nudges if one.reminder.kind is ReminderKind.LATER]
    again = [*(one for one in later if one.reminder.about_id in closing), *judging[1:]]
    return [one for one in nudges if one not in again]


def _together(nudges: Sequence[Nudge]) -> Message:
    """One message, however many there are."""
    texts = tuple(one.said for one in nudges)
    if len(nudges) == 1:
        (one,) = nudges
        return Message(texts, ((one.main,), *((one.also,) if one.also else ()), *_put_off(nudges)))
    head = text("reminders-several", n=len(nudges))
    return Message((head, *texts), (*((one.main,) for one in nudges), *_put_off(nudges)))


def _put_off(nudges: Sequence[Nudge]) -> Rows:
    """The buttons that put off all that can be, for the lengths that fit all of it, and the one that stops them."""
    can = [one for one in nudges if one.snoozes]
    lengths = [length for length in (can[0].snoozes if can else ()) if all(length in one.snoozes for one in can)]
    ids = [one.reminder.key for one in can]
    snoozes = tuple(
        Button(text("button-snooze", length=length), "reminder.snooze", (int(length.total_seconds() // 60), ids))
        for length in lengths
    )
    kinds = list(dict.fromkeys(one.reminder.kind.value for one in nudges))
    stop = Button(text("button-stop-these"), "reminder.stop", (kinds,))
    return (snoozes, (stop,)) if snoozes else ((stop,),)


def wanted(turn: Turn, kind: ReminderKind) -> None:
    """Whoever asks for a reminder wants this kind again, whatever they stopped before."""
    _switch(turn, kind, on=True)


@on_tap("reminder.snooze")
def snooze(turn: Turn, minutes: int, ids: list[int]) -> list[Message]:
    """The same reminders again after that time, those that have not been deleted since; their ways on stay."""
    length = min(timedelta(minutes=minutes), LONGEST_SNOOZE)
    kept = [reminder_id for reminder_id in ids if turn.session.get(Reminder, reminder_id) is not None]
    if not kept:
        return old_button(turn)
    put_off = [turn.own(Reminder, reminder_id, owner="person_id") for reminder_id in kept]
    about = facts(turn, put_off)
    nudges = [one for reminder in put_off if (one := nudge(reminder, about)) is not None]
    for reminder in put_off:
        reminder.snooze(length, turn.now)
    rows = [[one.main] for one in nudges] or [[way("work")]]
    return [say("reminder-snoozed", at=turn.now + length, rows=rows).in_place_of(turn.tapped_id)]


@on_tap("reminder.stop")
def stop(turn: Turn, kinds: list[str]) -> list[Message]:
    """No more of these kinds; the message says how to have them back."""
    for kind in kinds:
        _switch(turn, ReminderKind(kind), on=False)
    names = Lines(tuple(text("list-item", item=_name(ReminderKind(kind))) for kind in kinds))
    undo = Button(text("button-undo"), "reminder.start", (kinds,))
    return [say("reminders-stopped", kinds=names, rows=[[undo]]).in_place_of(turn.tapped_id)]


@on_tap("reminder.start")
def start(turn: Turn, kinds: list[str]) -> list[Message]:
    """These kinds come again."""
    for kind in kinds:
        _switch(turn, ReminderKind(kind), on=True)
    return [_switches(turn).in_place_of(turn.tapped_id)]


@on_tap("reminder.switch")
def switch(turn: Turn, kind: str, on: bool) -> list[Message]:
    """One kind on or off; the button says which, so that two taps do what one does."""
    _switch(turn, ReminderKind(kind), on=on)
    return [_switches(turn).in_place_of(turn.tapped_id)]


@on_command("reminders")
def show(turn: Turn, _: str) -> list[Message]:
    """Every kind of reminder that could come, and whether it does."""
    return [_switches(turn)]


def _switches(turn: Turn) -> Message:
    off = set(_muted(turn))
    kinds = [kind for kind in ReminderKind if kind is not ReminderKind.APPEAL_WAITS or turn.may(Role.RECRUITER)]
    lines = Lines(tuple(text("reminders-off" if k in off else "reminders-on", kind=_name(k)) for k in kinds))
    rows = tuple((_switch_button(kind, on=kind in off),) for kind in kinds)
    return say("reminders", lines=lines, rows=rows)


def _switch_button(kind: ReminderKind, *, on: bool) -> Button:
    key = "button-switch-on" if on else "button-switch-off"
    return Button(text(key, kind=_name(kind)), "reminder.switch", (kind.value, on))


def _muted(turn: Turn) -> Iterable[ReminderKind]:
    rows = turn.session.exec(select(MutedReminder).where(MutedReminder.person_id == turn.person.key))
    return [row.kind for row in rows]


def _switch(turn: Turn, kind: ReminderKind, *, on: bool) -> None:
    muted = turn.session.get(MutedReminder, (turn.person.key, kind))
    if on and muted is not None:
        turn.session.delete(muted)
    if not on and muted is None:
        turn.session.add(MutedReminder(person_id=turn.person.key, kind=kind))
    turn.session.flush()


def _name(kind: ReminderKind) -> Text:
    return text(f"reminder-kind-{kind.value}")


DUE = (
    select(Reminder)
    .where(col(Reminder.due_at).is_not(None), col(Reminder.due_at) <= NOW)
    .order_by(col(Reminder.due_at), col(Reminder.id))
    .limit(MOST_AT_ONCE)
)
