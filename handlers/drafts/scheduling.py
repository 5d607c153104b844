"""A recruiter has a broadcast start later, at a time in their own words; changes it, sends it now, or calls it off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.chat.conversation import Script, ask, do
from bot.chat.forms import Field, FormScript
from bot.chat.message import Button, Message, say, text
from bot.chat.moments import Moment
from bot.chat.questions import Given, option
from bot.chat.wire import Json
from handlers.drafts import scheduled
from handlers.drafts.reach import number
from handlers.questions import particulars, zones
from handlers.routes import on_tap
from handlers.scope import own_draft
from handlers.talking import talk
from handlers.turn import Turn
from models.broadcast import Broadcast
from models.errors import Refused
from models.task import Task
from models.types import TaskId

MORNING, EVENING = time(9), time(18)


@dataclass(frozen=True, kw_only=True)
class StartTime(Moment):
    """When a task's broadcast may start. Its options stand for a moment, so that an old button means what it says; what
    is picked in a calendar is epoch seconds."""

    task: Task

    def read(self, given: Given) -> datetime:
        """Refusals as `Moment.read` and `Task.must_allow_start`."""
        match given.chosen:
            case str(moment):
                at = self.recall(moment)
            case int(seconds):
                at = datetime.fromtimestamp(seconds, UTC)
            case _:
                at = super().read(given)
        self.task.must_allow_start(at, given.reader.now)
        return at


@on_tap("schedule.begin")
def begin(turn: Turn, task_id: TaskId) -> list[Message]:
    """Asks for a time, for the first time or for another one."""
    task = own_draft(turn, task_id)
    task.must_allow_start(task.latest_start, turn.now)
    return talk.restart(turn, SCHEDULE, {}, task.key)


@on_tap("schedule.now")
def now(turn: Turn, task_id: TaskId) -> list[Message]:
    """Asks: what is out can't be taken back."""
    task = own_draft(turn, task_id)
    scheduled.needed(turn, task)
    rows = (
        (Button(text("schedule-now-no"), "schedule.keep", (task.key,)),),
        (Button(text("schedule-now-yes"), "broadcast.start", (task.key,), style="primary"),),
    )
    asked = Message((text("schedule-now-sure", task=task.title), number(turn, task)), rows)
    return [asked.in_place_of(turn.tapped_id)]


@on_tap("schedule.cancel")
def cancel(turn: Turn, task_id: TaskId) -> list[Message]:
    """Asks, and says what becomes of it."""
    task = own_draft(turn, task_id)
    scheduled.needed(turn, task)
    rows = [
        [Button(text("schedule-cancel-no"), "schedule.keep", (task.key,), style="primary")],
        [Button(text("schedule-cancel-yes"), "schedule.cancelled", (task.key,), style="danger")],
    ]
    return [say("schedule-cancel-sure", task=task.title, rows=rows).in_place_of(turn.tapped_id)]


@on_tap("schedule.keep")
def keep(turn: Turn, task_id: TaskId) -> list[Message]:
    """It was not meant."""
    task = own_draft(turn, task_id)
    return [scheduled.card(turn, task, scheduled.needed(turn, task)).in_place_of(turn.tapped_id)]


@on_tap("schedule.cancelled")
def cancelled(turn: Turn, task_id: TaskId) -> list[Message]:
    """It won't start by itself; twice changes nothing."""
    task = own_draft(turn, task_id)
    broadcast = scheduled.drop(turn, task)
    if broadcast is not None:
        scheduled.tell_who_scheduled(turn, broadcast, task, "schedule-cancelled-by-other")
        turn.note("broadcast-called-off", f"task:{task.key}", turn.person.key)
    rows = [[Button(text("task-show"), "task.show", (task.key,))]]
    return [say("schedule-cancelled", task=task.title, rows=rows).in_place_of(turn.tapped_id)]


def _script(turn: Turn, subject: int) -> Callable[[], Script[datetime | None]]:
    """Where the draft was sent or thrown away meanwhile, nothing is left to ask: `_finish` says so."""
    try:
        task = own_draft(turn, TaskId(subject))
    except Refused:
        return _nothing
    known = particulars.facts(turn)
    return lambda: _when(task, known)


def _nothing() -> Script[datetime | None]:
    yield from ()
    return None


def _when(task: Task, known: particulars.Facts) -> Script[datetime | None]:
    """Who was never asked where they are is asked that first: recruiters can do all else without."""
    zone = known.timezone
    if zone == zones.NOWHERE:
        zone = yield from particulars.timezone(known, known.language, "timezone-first")
        yield from do("timezone.set", "set-timezone", zone)
    likely = tuple(
        option(at.isoformat(), text(f"schedule-{name}", at=at))
        for name, at in _likely(known.now, zone)
        if at <= task.latest_start
    )
    question = StartTime(instead=likely, task=task)
    return (yield from ask("at", question, task=task.title, zone=zones.label(zone), latest=task.latest_start))


def _form(turn: Turn, subject: int) -> FormScript:
    """The time alone: where the platform has a calendar, that goes by the person's own clock."""
    try:
        task = own_draft(turn, TaskId(subject))
    except Refused:
        return _empty()
    return _calendar(task)


def _calendar(task: Task) -> FormScript:
    hint = text("schedule-form-hint", latest=task.latest_start)
    yield Field("at", StartTime(task=task), text("schedule-form-at"), hint, calendar=True)
    return {}


def _empty() -> FormScript:
    yield from ()
    return {}


def _set_timezone(turn: Turn, _: int, zone: str) -> Json:
    particulars.keep_timezone(turn, zone)
    return zone


def _likely(now: datetime, timezone: str) -> Iterator[tuple[str, datetime]]:
    """In an hour, and when people look at their phones: this evening, tomorrow, on Monday, by the person's clock."""
    zone = ZoneInfo(timezone)
    local = now.astimezone(zone)
    yield "in-an-hour", (now + timedelta(hours=1)).replace(second=0, microsecond=0)
    evening = datetime.combine(local, EVENING, zone)
    if evening > local + timedelta(hours=1):
        yield "evening", evening
    tomorrow = datetime.combine(local + timedelta(days=1), MORNING, zone)
    yield "tomorrow", tomorrow
    monday = datetime.combine(local + timedelta(days=7 - local.weekday()), MORNING, zone)
    if monday != tomorrow:
        yield "next-week", monday


def _finish(turn: Turn, subject: int, at: datetime | None) -> list[Message]:
    try:
        task = own_draft(turn, TaskId(subject))
    except Refused as refused:  # sent or thrown away meanwhile
        return [say(refused.key, **refused.variables)]
    assert at is not None, "a draft is asked about"
    broadcast = scheduled.of_task(turn, task)
    if broadcast is None:
        broadcast = Broadcast.schedule(task, at, turn.person.key, turn.now)
        turn.session.add(broadcast)
    else:
        scheduled.tell_who_scheduled(turn, broadcast, task, "schedule-moved-by-other")
        broadcast.put_off(task, at, turn.person.key, turn.now)
    turn.note("broadcast-scheduled", f"task:{task.key}", turn.person.key)
    turn.session.flush()
    return [scheduled.card(turn, task, broadcast).in_place_of(turn.tapped_id)]


SCHEDULE = talk.register(
    talk.Conversation("schedule", _script, _finish, effects={"set-timezone": _set_timezone}, form=_form)
)
