"""Proofs that run out or are taken back: asked for in time, no new offers after, work in hand goes on."""

from __future__ import annotations

from sqlmodel import Session

from handlers.credentials import expiry
from handlers.reminders import reminders
from models.client import Client
from models.credential import Credential, CredentialState, Level
from models.membership import Role
from models.queries import audience
from models.rivalry import rivals
from models.task import Task
from models.types import PersonId, TaskId
from tests import make
from tests.chat import Chat, Chatter
from tests.recruiting import member, recruiter


def swept(chat: Chat) -> None:
    chat.sweep(expiry.sweep)
    chat.sweep(reminders.sweep)


def is_offered(chat: Chat, expert: Chatter, task_id: TaskId) -> bool:
    person_id = make.person_id(chat, expert)

    def look(session: Session) -> bool:
        task = session.get_one(Task, task_id)
        wanted = audience.criteria(task, session.get_one(Client, task.client_id), rivals(session))
        return person_id in session.execute(audience.matching(wanted, chat.now)).scalars().all()

    return make.within(chat, look)


def test_a_proof_is_asked_for_again_a_month_ahead_and_once(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    chat.later(days=334)
    swept(chat)
    assert sara.messages == []

    chat.later(days=1, hours=1)
    swept(chat)
    swept(chat)

    assert sara.sees("Your proof for Hepatology (Licence to practise) holds until Wed 24 Nov, 09:00")
    assert len(sara.messages) == 1
    assert "Show again: Hepatology" in sara.last.labels
    sara.taps("Show again")
    assert sara.sees("How would you like to show")


def test_it_can_be_put_off_and_stopped_as_others_can(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    chat.later(days=336)
    swept(chat)

    sara.taps("Again in 7 days")
    chat.later(days=7, minutes=1)
    swept(chat)
    assert sum("holds until" in shown.text for shown in sara.messages) == 1
    sara.taps("Stop these")
    assert sara.sees("A month before a proof runs out")


def test_a_lapsed_proof_stops_new_offers_and_not_the_work_in_hand(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    chat.later(days=364, hours=23, minutes=50)
    one = make.task(chat, min_level=Level.LISTED)
    make.offer(chat, one, sara)
    sara.taps("Claim")

    chat.later(minutes=11)
    swept(chat)

    assert sara.has_seen("A proof of yours for Hepatology has run out")
    assert make.rows(chat, Credential)[0].state is CredentialState.EXPIRED
    assert not is_offered(chat, sara, make.task(chat, title="Another", min_level=Level.LISTED))
    sara.taps("Yes")
    sara.taps("Submit")
    assert sara.has_seen("your answer is in, thank you")


def test_a_proof_that_was_taken_back_counts_no_more_and_opens_a_review(chat: Chat) -> None:
    sara, lina = make.expert(chat, "Sara"), member(chat, "Lina", Role.REVIEWER)
    rana = recruiter(chat)
    done, task_id = (make.task(chat, title=title, min_level=Level.LISTED) for title in ("Done", "New"))
    assert is_offered(chat, sara, task_id)
    author = make.person_id(chat, rana)
    make.within(chat, lambda session: _made_by(session, done, author))
    make.offer(chat, done, sara)
    sara.taps("Claim").taps("Yes").taps("Submit")

    lina.writes("/proofs sar")
    assert lina.sees("Proofs that stand")
    lina.taps("Sara · Hepatology").taps("It stands: back").taps("Sara · Hepatology")
    lina.taps("It isn't active").writes("Struck off on 3 November.")

    assert lina.sees("One recent answer rests on it")
    assert rana.has_seen("A proof of Sara was taken back")
    assert rana.has_seen("• Done: 1 answer")
    rana.writes("/review")
    assert rana.sees("⚠ A proof of this expert in this field was taken back.")
    assert sara.sees("has been taken back")
    assert sara.sees("An active licence would do")
    assert sara.sees("The reviewer writes: “Struck off on 3 November.”")
    assert not is_offered(chat, sara, task_id)
    held = make.rows(chat, Credential)[0]
    assert (held.state, held.level) == (CredentialState.FAILED, Level.CLAIMED)
    lina.writes("/proofs")
    assert lina.sees("No standing proof")


def test_nobody_takes_their_own_back_or_reads_the_list_without_the_role(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    sara.writes("/proofs")
    sara.never_sees("Proofs that stand")
    member(chat, "Sara", Role.REVIEWER)
    sara.writes("/proofs")
    assert sara.sees("No standing proof")


def _made_by(session: Session, task_id: TaskId, author: PersonId) -> None:
    session.get_one(Task, task_id).created_by = author
