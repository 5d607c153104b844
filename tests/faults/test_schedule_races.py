"""A broadcast's time comes while its recruiter sends it, moves it or calls it off, and while another process looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from random import Random
from threading import Barrier

import pytest

from bot.chat.event import Event, Words
from bot.queue.mailroom import store
from handlers.broadcasts import due as due_broadcasts
from handlers.turn import Work
from models.broadcast import Broadcast, BroadcastState
from models.offer import Offer
from models.task import Task, TaskState
from tests import make
from tests.chat import Chat, Chatter
from tests.recruiting import describes, recruiter
from tests.scheduling import of_cairo

ROUNDS = 4


@pytest.fixture
def chat(database_url: str) -> Iterator[Chat]:
    """On PostgreSQL, and on a real file: two connections see each other only through it."""
    opened = Chat(database_url)
    yield opened
    opened.database.close()


def sent(rana: Chatter) -> Event:
    return rana.taps("Send now").tap("Yes, send it now")


def called_off(rana: Chatter) -> Event:
    return rana.taps("Call off").tap("Yes, call it off")


def moved(rana: Chatter) -> Event:
    return rana.taps("Another time").event(Words("in 3 hours"))


def look(chat: Chat) -> None:
    """The clock of a process that has its own connection."""
    with chat.database.transaction() as session:
        work = Work(session, chat.now, Random(7), chat.policy)
        due_broadcasts.sweep(work)
        session.flush()
        store(session, work.outgoing, {}, chat.now)


def at_once(*acts: Callable[[], object]) -> None:
    ready = Barrier(len(acts))

    def do(act: Callable[[], object]) -> None:
        ready.wait(10)
        act()

    with ThreadPoolExecutor(len(acts)) as threads:
        list(threads.map(do, acts))


@pytest.mark.parametrize("does", [sent, called_off, moved])
def test_what_its_recruiter_does_as_its_time_comes(chat: Chat, does: Callable[[Chatter], Event]) -> None:
    rana, sara = of_cairo(chat, recruiter(chat)), make.expert(chat, "Sara")
    for number in range(ROUNDS):
        describes(rana, title=f"Scans {number}", deadline="In 3 days").taps("Send later").writes("in 1 hour")
        event = does(rana)
        chat.later(minutes=61)
        at_once(partial(look, chat), partial(chat.inbox.handle, [event]), partial(look, chat))
        chat.arrive()
        look(chat)
        chat.arrive()

    broadcasts = {one.task_id: one for one in make.rows(chat, Broadcast)}
    offered = [offer.task_id for offer in make.rows(chat, Offer)]
    tasks = make.rows(chat, Task)
    out = [task.key for task in tasks if task.state is TaskState.OPEN]
    assert len(tasks) == ROUNDS
    assert sorted(offered) == sorted(out), "each that is out was offered once"
    assert [broadcasts[task].state for task in out] == [BroadcastState.SENDING] * len(out)
    kept = [one.state for one in broadcasts.values() if one.task_id not in out]
    assert kept == ([BroadcastState.SCHEDULED] * (ROUNDS - len(out)) if does is moved else [])
    assert does is not sent or len(out) == ROUNDS
    assert len([card for card in sara.messages if "Scans" in card.text]) == len(out)


def test_two_processes_start_it_once(chat: Chat) -> None:
    rana, sara = of_cairo(chat, recruiter(chat)), make.expert(chat, "Sara")
    for number in range(ROUNDS):
        describes(rana, title=f"Scans {number}", deadline="In 3 days").taps("Send later").writes("in 1 hour")
    chat.later(minutes=61)
    at_once(*[partial(look, chat)] * 4)
    for _ in range(ROUNDS):
        look(chat)
    chat.arrive()

    assert [one.state for one in make.rows(chat, Broadcast)] == [BroadcastState.SENDING] * ROUNDS
    assert sorted(offer.task_id for offer in make.rows(chat, Offer)) == sorted(one.key for one in make.rows(chat, Task))
    assert len([card for card in sara.messages if "Scans" in card.text]) == ROUNDS
