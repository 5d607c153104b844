"""Holds the clock to its word: a sweep that is not said to have something to do does nothing when it is run.

`Chat.sweep` looks each time, and so does every tick of a service on SQLite that runs in a test's own process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from random import Random
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from bot.database import is_away
from handlers.policy import Policy
from handlers.sweeps import SLOW_SWEEPS, SWEEPS, Sweep, due
from handlers.turn import Work

KNOWN: dict[Callable[[Work], object], Sweep] = {sweep.run: sweep for sweep in (*SWEEPS, *SLOW_SWEEPS)}


@contextmanager
def held_to_its_word(work: Work, run: Callable[[Work], object]) -> Iterator[None]:
    """Within it the work is done. AssertionError where it changed or said something that nobody expected."""
    sweep = KNOWN.get(run)
    if sweep is None or due(work.session, (sweep,), work.now, work.policy):
        yield
        return
    with changing(work.session) as changes:
        yield
        work.session.flush()
    assert not (changes or work.outgoing), f"{name(sweep)} was not due, but: {changes} {work.outgoing}"


@contextmanager
def changing(session: Session) -> Iterator[list[str]]:
    """The statements that don't only read."""
    connection, changes = session.connection(), list[str]()

    def note(*call: Any) -> None:
        if not call[2].startswith("SELECT"):
            changes.append(call[2])

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield changes
    finally:
        event.remove(connection, "before_cursor_execute", note)


@contextmanager
def each_tick() -> Iterator[None]:
    """Within it every clock in this process is looked at; AssertionError at the end of it."""
    wrong: list[str] = []

    def asked(session: Session, sweeps: tuple[Sweep, ...], now: datetime, policy: Policy) -> Sequence[Sweep]:
        found = due(session, sweeps, now, policy)
        if session.get_bind().dialect.name == "sqlite":  # there it sees all the time what was the case when it began
            wrong.extend(_look(session, [one for one in sweeps if one not in found], now, policy))
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.clock.due", asked)
        yield
    assert not wrong, wrong


def _look(session: Session, idle: Sequence[Sweep], now: datetime, policy: Policy) -> Iterator[str]:
    """Nothing that is changed here is kept. Where a test takes the database away meanwhile, there is nothing to see."""
    for sweep in idle:
        work, because = Work(session, now, Random(1), policy), ""
        with changing(session) as changes:
            try:
                sweep.run(work)
                session.flush()
            except Exception as failure:
                because = "" if is_away(failure) else repr(failure)
        if changes or work.outgoing or because:
            yield f"{name(sweep)} was not due, but: {changes} {work.outgoing} {because}"


def name(sweep: Sweep) -> str:
    return f"{sweep.run.__module__}.{getattr(sweep.run, '__name__', sweep.run)}"
