"""Leaving for good."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlmodel import select

from handlers.accounts import forgetting
from models.credential import Credential
from models.delivery import Delivery, DeliveryState
from models.email_code import EmailCode
from models.expert import Expert
from models.file import File
from models.job import Job
from models.ledger import LedgerEntry, book, expert_account
from models.money import Money
from models.person import Account, Person, Progress
from models.reminder import Reminder
from models.seen import ParkedEvent
from models.tables import metadata
from models.task import Task
from tests import make
from tests.chat import Chat
from tests.joining import reaches
from tests.proving import code_in_the_mail

PERSONAL = ("Sara", "1000", "ksu.edu.sa", "diploma", "handle-", "hepatology")
"""Words by which she could be found: her name, her number on the platform, her address, her file, her field."""


def everything(chat: Chat) -> str:
    """All that is stored, as text."""
    with chat.database.transaction() as session:
        rows = [session.execute(table.select()).all() for table in metadata.sorted_tables]
    return repr(rows)


def test_it_asks_once_and_no_means_no(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")

    sara.writes("/forget")
    assert sara.sees("Delete everything about you?")
    assert sara.sees("Kept, without your name")
    sara.taps("No, keep it")

    assert sara.sees("Nothing has been deleted")
    sara.writes("/profile")
    assert sara.sees("Name: Sara")


def test_nothing_that_names_the_person_is_left(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")
    sara.taps("Code to my address").writes("sara@ksu.edu.sa").writes(code_in_the_mail(chat))
    sara.taps("Document or photo").taps("Diploma").uploads()
    sara.taps("Enough").taps("$125").taps("22:00").taps("That's right")
    sara.writes("/profile").taps("Edit: Name")
    for word in PERSONAL:
        assert word in everything(chat)

    sara.writes("/forget").taps("Yes, delete everything")
    assert sara.sees("It is done.")
    chat.sweep(forgetting.sweep)

    left = everything(chat)
    assert [word for word in PERSONAL if word in left] == []
    for table in (Account, Credential, Delivery, EmailCode, Expert, File, Job, Progress, Reminder):
        assert make.rows(chat, table) == [], table


def test_the_chat_is_kept_until_the_goodbye_has_gone_out(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    sara.writes("/forget").taps("Yes, delete everything")
    with chat.database.transaction() as session:
        for delivery in session.exec(select(Delivery)):
            delivery.state = DeliveryState.RETRYING

    chat.sweep(forgetting.sweep)
    assert len(make.rows(chat, Account)) == 1
    chat.later(hours=2)
    chat.sweep(forgetting.sweep)

    assert make.rows(chat, Account) == []


def test_who_comes_back_starts_afresh(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    before = make.person_id(chat, sara)
    sara.writes("/forget").taps("Yes, delete everything")

    sara.writes("/start")
    assert sara.sees("Which language shall we use?")
    chat.sweep(forgetting.sweep)
    sara.taps("English").taps("London").taps("I agree").writes("Sara Two").writes("cardiology")
    for label in ("Senior", "Enough", "$125", "22:00", "That's right"):
        sara.taps(label)
    chat.later(hours=2)
    chat.sweep(forgetting.sweep)

    assert sara.sees("Welcome, Sara Two.")
    assert make.person_id(chat, sara) != before


def test_a_second_tap_finds_nothing_to_delete(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")

    sara.writes("/forget").taps("Yes, delete everything")
    sara.taps("Yes, delete everything", again=True)

    assert sara.sees("This button is from an older message")


def test_what_is_owed_is_said_first_and_its_booking_stays(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    account = expert_account(make.person_id(chat, sara))
    with chat.database.transaction() as session:
        pay = Money(4000, "USD")
        book(session, "offer:1:accepted", {account: pay, "client:1": -pay}, chat.now)

    sara.writes("/forget")
    assert sara.sees("You are still due:\n$40")
    sara.taps("Yes, delete everything")
    chat.sweep(forgetting.sweep)

    assert sorted(entry.amount_minor for entry in make.rows(chat, LedgerEntry)) == [-4000, 4000]
    assert all(person.name == "" for person in make.rows(chat, Person))


def test_a_place_that_was_held_is_free_again(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    task = make.task(chat, places=1)
    make.offer(chat, task, sara)
    sara.taps("Claim")

    sara.writes("/forget").taps("Yes, delete everything")

    assert make.row(chat, Task, task).places_left == 1


def test_in_arabic(chat: Chat) -> None:
    omar = make.expert(chat, "عمر", language="ar")

    omar.writes("/forget")
    assert omar.sees("هل نحذف كل شيء عنك؟")
    omar.taps("نعم، احذف كل شيء")

    assert omar.sees("حُذف كل شيء عنك")


def test_anyone_may_ask_for_it(chat: Chat) -> None:
    lina = chat.person("Lina")
    reaches(lina, "name")

    lina.writes("/forget").taps("Yes, delete everything")

    assert lina.sees("It is done.")
    assert make.rows(chat, Progress) == []


def test_events_that_could_not_be_handled_go_as_well(chat: Chat) -> None:
    sara, omar = make.expert(chat, "Sara"), make.expert(chat, "Omar")
    with chat.database.transaction() as session:
        for person in (sara, omar):
            session.add(
                ParkedEvent(
                    platform="telegram",
                    event_id=person.name,
                    event={"sender": {"external_id": person.external_id}, "what": {"text": "private"}},
                    error="",
                    at=datetime(2026, 11, 24, tzinfo=UTC),
                )
            )

    sara.writes("/forget").taps("Yes, delete everything")

    assert [parked.event_id for parked in make.rows(chat, ParkedEvent)] == ["Omar"]
