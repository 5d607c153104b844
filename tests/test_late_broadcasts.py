"""A broadcast that stood still too long asks before it goes on."""

from __future__ import annotations

from datetime import time

from sqlalchemy import update
from sqlmodel import Session

from handlers.broadcasts import broadcast
from handlers.broadcasts import late as late_broadcasts
from models.broadcast import Broadcast, BroadcastState
from models.offer import Offer
from models.person import Person
from models.switch import SENDING, SwitchedOff
from tests import make
from tests.chat import Chat, Chatter
from tests.recruiting import broadcasts, describes, recruiter


def one_asleep(chat: Chat) -> tuple[Chatter, Chatter]:
    """A broadcast whose only card waits for the end of an expert's night."""
    rana = recruiter(chat)
    sara = make.expert(chat, "Sara", timezone="Asia/Tokyo", quiet=(time(17, 0), time(7, 0)))
    chat.later(hours=1)
    broadcasts(describes(rana, deadline="In 3 days"))
    chat.sweep(broadcast.sweep)
    chat.sweep(late_broadcasts.note_alive)
    assert sara.messages == []
    return rana, sara


def state(chat: Chat) -> BroadcastState:
    return make.rows(chat, Broadcast)[0].state


def test_after_an_absence_it_asks_and_goes_on_when_it_is_told_to(chat: Chat) -> None:
    rana, sara = one_asleep(chat)
    chat.later(hours=30)
    chat.sweep(late_broadcasts.after_absence)

    assert rana.sees("has stood still since")
    assert sara.messages == []
    assert state(chat) is BroadcastState.PAUSED
    rana.taps("Go on sending")
    chat.later(hours=24)
    chat.sweep(broadcast.sweep)

    assert state(chat) is BroadcastState.SENDING
    assert sara.sees("Liver scans")


def test_it_asks_once_and_can_be_stopped_for_good(chat: Chat) -> None:
    rana, sara = one_asleep(chat)
    chat.later(hours=30)
    chat.sweep(late_broadcasts.after_absence)
    before = len(rana.messages)
    chat.sweep(late_broadcasts.after_absence)
    assert len(rana.messages) == before

    rana.taps("Stop sending")
    rana.taps("stop for good")
    chat.later(hours=24)
    chat.sweep(broadcast.sweep)

    assert sara.messages == []
    assert state(chat) is BroadcastState.CANCELLED


def test_a_short_absence_changes_nothing(chat: Chat) -> None:
    rana, _ = one_asleep(chat)
    chat.later(minutes=59)
    chat.sweep(late_broadcasts.after_absence)

    assert state(chat) is BroadcastState.SENDING
    assert rana.never_sees("stood still")


def test_what_is_all_out_asks_nothing(chat: Chat) -> None:
    rana, sara = recruiter(chat), make.expert(chat, "Sara")
    broadcasts(describes(rana, deadline="In 3 days"))
    chat.sweep(broadcast.sweep)
    chat.sweep(late_broadcasts.note_alive)
    assert sara.sees("Liver scans") and len(make.rows(chat, Offer)) == 1
    chat.later(hours=30)
    chat.sweep(late_broadcasts.after_absence)

    assert state(chat) is BroadcastState.SENDING


def test_while_sending_is_paused_too_long_it_asks_as_well(chat: Chat) -> None:
    rana, _ = one_asleep(chat)
    at = chat.now

    def pause(session: Session) -> None:
        session.add(SwitchedOff(name=SENDING, since=at))

    make.within(chat, pause)
    chat.sweep(late_broadcasts.while_paused)
    assert state(chat) is BroadcastState.SENDING, "not yet"
    chat.later(hours=30)
    chat.sweep(late_broadcasts.while_paused)

    assert rana.sees("has stood still since")
    assert state(chat) is BroadcastState.PAUSED


def test_arabic_is_asked_in_arabic(chat: Chat) -> None:
    rana, _ = one_asleep(chat)
    make.within(chat, lambda session: session.execute(update(Person).values(language="ar")))
    rana.language = "ar"
    chat.later(hours=30)
    chat.sweep(late_broadcasts.after_absence)

    assert rana.sees("لن يُرسل شيء آخر حتى تأذن بذلك")
