"""Whatever comes, fails, rests or is dropped: each chat gets its messages once, in their order and at its pace."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.queue import queue as queue_module
from bot.queue.held import BURST, lane
from bot.queue.mailroom import Due
from bot.queue.queue import Queue

START = datetime(2026, 11, 24, 9, tzinfo=UTC)


class Sender(RuleBasedStateMachine):
    """A queue, and what is known of each message besides. Time is what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1000.0
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(queue_module, "time", SimpleNamespace(monotonic=lambda: self.now))
        self.edits_rest = False
        self.queue = Queue(lambda one: 2.0 if self.edits_rest and one.edits is not None else 0.0)
        self.waiting: dict[int, Due] = {}
        self.flying: dict[int, Due] = {}
        self.aside: dict[int, Due] = {}
        self.added = 0
        self.ended: list[int] = []
        self.starts: dict[str, list[float]] = {}

    @rule(chat=st.integers(1, 3), priority=st.integers(0, 2), minutes=st.integers(0, 2), is_edit=st.booleans())
    def add(self, chat: int, priority: int, minutes: int, is_edit: bool) -> None:
        self.added += 1
        at = START + timedelta(minutes=minutes)
        edits = 1 if is_edit else None
        one = Due(self.added, "telegram", chat, chat, str(chat), "en", "UTC", priority, at, {}, edits, "", 0)
        self.waiting[one.id] = one
        self.queue.add([one, one])

    @rule()
    def take(self) -> None:
        likely = self.queue.peek()
        one = self.queue.take()
        assert likely is one
        if one is None:
            return
        assert one.chat_id not in {other.chat_id for other in self.flying.values()}
        resting = {other.id for other in self.queue._resting}
        for other in self.waiting.values():
            if other.chat_id == one.chat_id and key(other) < key(one):
                assert other.id in resting and one.edits is None, "it was overtaken"
        self.flying[one.id] = self.waiting.pop(one.id)
        self.starts.setdefault(one.chat_id, []).append(self.now)

    @precondition(lambda self: self.flying)
    @rule(data=st.data())
    def ends(self, data: st.DataObject) -> None:
        one = self._one_of(self.flying, data)
        self.queue.done(one)
        self.queue.forget([one.id])
        self.ended.append(one.id)

    @precondition(lambda self: self.flying)
    @rule(data=st.data(), pause=st.sampled_from([0.0, 0.3, 5.0]))
    def fails(self, data: st.DataObject, pause: float) -> None:
        one = self._one_of(self.flying, data)
        self.waiting[one.id] = one
        self.queue.again(one, chat_pause=pause)

    @precondition(lambda self: self.flying)
    @rule(data=st.data())
    def goes_aside(self, data: st.DataObject) -> None:
        one = self._one_of(self.flying, data)
        self.aside[one.id] = one
        self.starts[one.chat_id].pop()
        self.queue.aside(one)

    @precondition(lambda self: self.aside)
    @rule(data=st.data())
    def comes_back(self, data: st.DataObject) -> None:
        one = self._one_of(self.aside, data)
        self.waiting[one.id] = one
        self.queue.back(one)

    @precondition(lambda self: self.flying)
    @rule(data=st.data())
    def is_withdrawn(self, data: st.DataObject) -> None:
        one = self._one_of(self.flying, data)
        self.queue.let_go(one)
        self.ended.append(one.id)

    @rule(chat=st.integers(1, 3))
    def is_gone(self, chat: int) -> None:
        gone = self.queue.drop(chat)
        assert {one.id for one in gone} == {one.id for one in self.waiting.values() if one.account_id == chat}
        for one in gone:
            del self.waiting[one.id]
            self.queue.forget([one.id])
            self.ended.append(one.id)

    @rule(seconds=st.sampled_from([0.01, 0.5, 1.0, 3.0]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule(rest=st.booleans())
    def edits_are_too_many(self, rest: bool) -> None:
        self.edits_rest = rest

    @invariant()
    def what_is_held_is_known(self) -> None:
        standing = self.queue.standing
        assert standing.held.keys() == self.waiting.keys() | self.flying.keys() | self.aside.keys()
        parked = Counter(lane(entry[-1]) for chat in self.queue._chats.values() for entry in chat.parked)
        assert +Counter(standing.parked) == parked
        assert self.queue.going == len(standing.held) - parked.total()

    @invariant()
    def no_chat_gets_more_than_its_pace(self) -> None:
        for starts in self.starts.values():
            for place, at in enumerate(starts[BURST:]):
                assert at - starts[place] >= 1 - 1e-6, "BURST at once, and one more a second"

    def teardown(self) -> None:
        """In the end all of it has gone out."""
        self.edits_rest = False
        for one in self.aside.values():
            self.queue.back(one)
            self.waiting[one.id] = one
        self.aside.clear()
        for _ in range(10 * self.added + 10):
            for one in list(self.flying.values()):
                del self.flying[one.id]
                self.queue.done(one)
                self.ended.append(one.id)
            self.take()
            self.now += 1.0
        self.patch.undo()
        assert sorted(self.ended) == list(range(1, self.added + 1))

    @staticmethod
    def _one_of(some: dict[int, Due], data: st.DataObject) -> Due:
        return some.pop(data.draw(st.sampled_from(sorted(some))))


def key(one: Due) -> tuple[int, datetime, int]:
    return one.priority, one.not_before, one.id


TestSender = Sender.TestCase
TestSender.settings = settings(
    max_examples=100,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,  # the same in every run
    suppress_health_check=[HealthCheck.too_slow],
)
