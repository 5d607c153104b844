"""The time of a broadcast that was set for later has come, or has been missed."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from sqlmodel import Session

from models.broadcast import Broadcast, BroadcastState
from models.offer import Offer
from models.switch import SENDING, SwitchedOff
from models.task import TaskState
from tests import make
from tests.chat import Chat
from tests.scheduling import RUNS, WAITS, WEDNESDAY_NINE, clock, is_a_draft, later, states


def test_after_its_deadline_nothing_goes_out_and_that_is_said(chat: Chat) -> None:
    rana, sara = later(chat), make.expert(chat, "Sara")
    rana.writes("/tasks").taps("Liver scans").taps("Edit").taps("Edit: Deadline").writes("today 20:00")
    rana.taps("Yes, show me")
    assert rana.sees("Its deadline has become 20:00: as it is, it won't go out.")

    clock(chat, WEDNESDAY_NINE)

    assert rana.sees("was to go out at 09:00, and nothing was sent. It is a draft again.")
    assert rana.sees("has passed. Tap “Edit: Deadline” and choose a later one.")
    assert sara.messages == []
    assert is_a_draft(chat)
    before = len(rana.messages)
    clock(chat, WEDNESDAY_NINE + timedelta(minutes=1))
    assert len(rana.messages) == before


@pytest.mark.parametrize("minutes", [0, 59, 60])
def test_a_short_absence_past_its_time_sends_it(chat: Chat, minutes: int) -> None:
    rana, sara = later(chat), make.expert(chat, "Sara")
    clock(chat, WEDNESDAY_NINE + timedelta(minutes=minutes))

    assert sara.sees("Liver scans")
    assert rana.never_sees("could not send then")
    assert states(chat) == RUNS


def test_a_long_absence_past_its_time_asks_once(chat: Chat) -> None:
    rana, sara = later(chat), make.expert(chat, "Sara")
    clock(chat, WEDNESDAY_NINE + timedelta(minutes=60, seconds=1))

    assert rana.sees("was to go out at 09:00, but I could not send then.")
    assert (sara.messages, make.rows(chat, Offer)) == ([], [])
    before = len(rana.messages)
    clock(chat, WEDNESDAY_NINE + timedelta(minutes=70))
    assert len(rana.messages) == before
    assert states(chat) == [(BroadcastState.LATE, TaskState.DRAFT)]
    rana.taps("Send now").taps("Yes, send it now")

    assert sara.sees("Liver scans")
    assert states(chat) == RUNS


def test_a_late_one_may_be_given_another_time_or_be_called_off(chat: Chat) -> None:
    rana, sara = later(chat), make.expert(chat, "Sara")
    clock(chat, WEDNESDAY_NINE + timedelta(hours=2))
    rana.taps("Another time").taps("In an hour")
    assert states(chat) == WAITS
    clock(chat, WEDNESDAY_NINE + timedelta(hours=5))
    assert rana.sees("was to go out at 12:00, but I could not send then.")
    rana.taps("Call off").taps("Yes, call it off")

    assert is_a_draft(chat)
    assert sara.messages == []


def test_a_late_one_that_nobody_answers_for_ends_with_its_deadline(chat: Chat) -> None:
    rana = later(chat, deadline="In 24 hours", at="20:00")
    clock(chat, WEDNESDAY_NINE)
    assert states(chat) == [(BroadcastState.LATE, TaskState.DRAFT)]
    clock(chat, WEDNESDAY_NINE + timedelta(hours=3))

    assert rana.sees("nothing was sent")
    assert is_a_draft(chat)


def test_while_sending_is_paused_it_waits_and_then_asks(chat: Chat) -> None:
    rana, sara = later(chat), make.expert(chat, "Sara")
    since = chat.now

    def pause(session: Session) -> None:
        session.add(SwitchedOff(name=SENDING, since=since))

    make.within(chat, pause)
    clock(chat, WEDNESDAY_NINE + timedelta(minutes=60))
    assert states(chat) == WAITS
    clock(chat, WEDNESDAY_NINE + timedelta(minutes=61))

    assert rana.sees("could not send then")
    assert sara.messages == []


def test_resumed_in_time_it_goes(chat: Chat) -> None:
    _, sara = later(chat), make.expert(chat, "Sara")
    since = chat.now
    make.within(chat, lambda session: session.add(SwitchedOff(name=SENDING, since=since)))
    clock(chat, WEDNESDAY_NINE + timedelta(minutes=30))
    make.within(chat, lambda session: session.delete(session.get_one(SwitchedOff, SENDING)))
    clock(chat, WEDNESDAY_NINE + timedelta(minutes=31))

    assert sara.sees("Liver scans")


def test_nobody_is_woken_by_it(chat: Chat) -> None:
    later(chat)
    sara = make.expert(chat, "Sara", timezone="UTC", quiet=(time(22, 0), time(8, 0)))
    clock(chat, WEDNESDAY_NINE)

    assert sara.messages == []
    assert len(make.rows(chat, Offer)) == 1
    clock(chat, WEDNESDAY_NINE + timedelta(hours=1))
    assert sara.sees("Liver scans")


def test_whoever_joins_before_it_goes_out_gets_it_once(chat: Chat) -> None:
    later(chat)
    sara = make.expert(chat, "Sara")
    sara.writes("/work")
    assert "Liver scans" not in sara.last.text
    clock(chat, WEDNESDAY_NINE)

    assert sara.sees("Liver scans")
    assert len(make.rows(chat, Offer)) == 1


def test_it_goes_out_for_the_client_though_its_recruiter_has_left_and_ends(chat: Chat) -> None:
    rana, sara = later(chat, deadline="In 24 hours", at="20:00"), make.expert(chat, "Sara")
    rana.writes("/forget").taps("Yes, delete everything")
    clock(chat, WEDNESDAY_NINE - timedelta(hours=13))

    assert sara.sees("Liver scans")
    assert states(chat) == RUNS
    clock(chat, WEDNESDAY_NINE + timedelta(hours=3))
    (ended,) = make.rows(chat, Broadcast)
    assert ended.state is BroadcastState.DONE
    assert ended.ended_at is not None, "nobody looks after it any more"
