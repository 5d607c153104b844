"""Where a turn's time goes: clocks around its parts, put in only while they are asked for."""

from __future__ import annotations

import functools
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

PARTS = (
    ("bot.inbox", "Inbox", "handle"),
    ("bot.incoming.arrivals", "", "load"),
    ("bot.incoming.told", "", "responded"),
    ("bot.inbox", "", "store"),
    ("bot.sending.outcomes", "", "record"),
    ("bot.queue.taking", "Taking", "fetch"),
    ("bot.engine", "", "_due"),
    ("bot.sending.render", "", "compose"),
    ("bot.sending.render", "", "keys_of"),
)


@dataclass
class Costs:
    """Seconds and calls by part; `computing` is the process's own, all threads."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    calls: Counter[str] = field(default_factory=Counter)
    statements: Counter[str] = field(default_factory=Counter)
    computing: float = 0.0
    undo: list[Callable[[], None]] = field(default_factory=list)

    def lines(self, turns: int) -> list[str]:
        """A line for each part, the dearest first."""
        batches = self.calls["inbox.handle"] or 1
        made = sum(self.statements.values())
        shown = [
            f"{self.computing / turns * 1e6:7.0f}  the whole process, computing",
            f"{self.seconds['sql'] / turns * 1e6:7.0f}  in SQL: {made / turns:.2f} statements a turn, "
            f"{made / batches:.1f} a batch of {turns / batches:.1f} turns",
        ]
        for name, seconds in sorted(self.seconds.items(), key=lambda one: -one[1]):
            if name != "sql":
                shown.append(f"{seconds / turns * 1e6:7.0f}  {name}, {self.calls[name] / turns:.2f} calls a turn")
        shown += [f"{count / turns:7.2f}  × {words}" for words, count in self.statements.most_common(16)]
        return shown


_costs = Costs()


def begin() -> bool:
    """Puts the clocks in."""
    global _costs
    _costs = Costs(computing=-time.process_time())
    for module, owner, name in PARTS:
        _wrap(module, owner, name)
    for target, moment, listener in (
        (Engine, "before_cursor_execute", _before),
        (Engine, "after_cursor_execute", _after),
        (Session, "before_flush", _flushing),
        (Session, "after_flush_postexec", _flushed),
    ):
        event.listen(target, moment, listener)
        _costs.undo.append(functools.partial(event.remove, target, moment, listener))
    return True


def end() -> list[float | dict[str, float] | Counter[str]]:
    """Takes them out; what they showed, as `Costs` is made of it."""
    for undo in _costs.undo:
        undo()
    return [dict(_costs.seconds), _costs.calls, _costs.statements, _costs.computing + time.process_time()]


def _wrap(module_name: str, owner_name: str, name: str) -> None:
    import importlib

    module = importlib.import_module(module_name)
    owner = getattr(module, owner_name) if owner_name else module
    original = getattr(owner, name)
    label = f"{module_name.rpartition('.')[2]}.{name}"

    @functools.wraps(original)
    def timed(*args: Any, **kwargs: Any) -> Any:
        began = time.thread_time()
        try:
            return original(*args, **kwargs)
        finally:
            _costs.seconds[label] += time.thread_time() - began
            _costs.calls[label] += 1

    setattr(owner, name, timed)
    _costs.undo.append(lambda: setattr(owner, name, original))


def _before(connection: Connection, *_: Any) -> None:
    connection.info["began"] = time.thread_time()


def _after(connection: Connection, _: Any, statement: str, *__: Any) -> None:
    _costs.seconds["sql"] += time.thread_time() - connection.info["began"]
    _costs.statements[" ".join(statement.split())[:90]] += 1


def _flushing(session: Session, *_: Any) -> None:
    session.info["began"] = time.thread_time()


def _flushed(session: Session, *_: Any) -> None:
    if "began" in session.info:
        _costs.seconds["flush"] += time.thread_time() - session.info["began"]
        _costs.calls["flush"] += 1
