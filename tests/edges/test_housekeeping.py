"""What nobody needs any more goes, a little at a time; what a button still needs stays."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import insert, update
from sqlmodel import Session, select

from bot.chat.event import Tap, Words
from bot.storage.housekeeping import CHORES, Housekeeping, Tidied
from handlers.evidence import sweep as evidence_sweep
from handlers.offers import holds
from handlers.reminders import reminders
from handlers.turn import Work
from models.broadcast import Broadcast
from models.delivery import Delivery, DeliveryState
from models.email_code import EmailCode
from models.job import Job, JobState
from models.link import LinkCode
from models.membership import Invitation, Role
from models.offer import Offer
from models.person import Account, Progress
from models.reminder import Reminder, ReminderKind
from models.seen import SeenEvent
from models.task import Task
from models.types import OfferId, PersonId
from tests import make
from tests.chat import Chat, Chatter
from tests.edges.office import START, Office, from_
from tests.joining import reaches
from tests.proving import code_in_the_mail
from tests.recruiting import broadcasts, describes, recruiter
from tests.test_broadcast import tick

KEPT = 180
LATER = timedelta(days=KEPT + 1)
SENT = DeliveryState.SENT
AWHILE = 0.5
"""Far longer than a batch and a reply take on a machine that is busy, far shorter than all of it at once."""
NOTHING = dict.fromkeys(CHORES, 0)


async def tidied(database: Any, now: datetime) -> Tidied:
    return await Housekeeping(database, lambda: now, asyncio.Lock(), KEPT).run()


def message(account: Account, key: str, at: datetime, state: DeliveryState = SENT) -> dict[str, Any]:
    return {
        "dedupe_key": key,
        "channel": account.channel,
        "account_id": account.id,
        "person_id": account.person_id,
        "not_before": at,
        "body": {"parts": []},
        "state": int(state),
        "created_at": at,
    }


def job(account: Account, at: datetime, state: JobState) -> dict[str, Any]:
    return {"kind": "mail", "person_id": account.person_id, "account_id": account.id, "due_at": at, "state": state}


def filled(session: Session, number: int, at: datetime) -> None:
    """So many old messages, and half as many ids and jobs."""
    account = session.exec(select(Account)).one()
    session.execute(update(Delivery).values(created_at=at))
    session.execute(insert(Delivery), [message(account, f"old:{n}", at) for n in range(number)])
    session.execute(
        insert(SeenEvent), [{"platform": "telegram", "event_id": f"old-{n}", "at": at} for n in range(number // 2)]
    )
    session.execute(insert(Job), [job(account, at, JobState.DONE) for _ in range(number // 2)])


@pytest.mark.slow
async def test_replies_go_on_while_a_hundred_thousand_rows_are_deleted(office: Office) -> None:
    office.inbox.handle([from_(1, Words("hello"))])
    with office.database.transaction() as session:
        filled(session, 50_000, START - LATER)
    waits: list[float] = []
    tidying = asyncio.create_task(tidied(office.database, START))
    number = 100
    while not tidying.done():
        began, number = time.monotonic(), number + 1
        await office.inbox.take(from_(number, Words("hello")))
        waits.append(time.monotonic() - began)
        await asyncio.sleep(0.02)

    done = await tidying
    assert done.gone == NOTHING | {"seen": 25_000, "jobs": 25_000, "deliveries": 49_999}
    assert sorted(done.seconds)[int(len(done.seconds) * 0.95)] < AWHILE
    assert len(waits) > 20 and sorted(waits)[int(len(waits) * 0.95)] < AWHILE
    assert office.rows(Job) == []


async def test_what_is_young_or_not_over_stays(office: Office) -> None:
    office.inbox.handle([from_(1, Words("hello"))])
    old, young = START - LATER, START - timedelta(days=KEPT - 1)
    with office.database.transaction() as session:
        account = session.exec(select(Account)).one()
        rows = [
            message(account, "due", old, DeliveryState.DUE),
            message(account, "refused", old, DeliveryState.REFUSED),
        ]
        rows += [message(account, "old", old), message(account, "home:1", old), message(account, "young", young)]
        session.execute(insert(Delivery), rows)
        jobs = [job(account, old, JobState.DUE), job(account, old, JobState.FAILED), job(account, young, JobState.DONE)]
        session.execute(insert(Job), jobs)

    done = await tidied(office.database, START)

    assert done.gone == NOTHING | {"jobs": 1, "deliveries": 2}
    assert {row.dedupe_key for row in office.rows(Delivery)[1:]} == {"due", "young", "home:1"}
    assert {row.state for row in office.rows(Job)} == {JobState.DUE, JobState.DONE}


def test_buttons_that_can_still_be_used_keep_their_messages(chat: Chat) -> None:
    rana, sara = recruiter(chat), make.expert(chat, "Sara")
    broadcasts(describes(rana, deadline="In 24 hours"))
    for _ in range(3):
        sara.writes("/help")
        rana.writes("/help")
    before_rows = make.rows(chat, Delivery)
    before = {row.dedupe_key for row in before_rows}
    asyncio.run(tidied(chat.database, chat.now + LATER))

    kept = {row.dedupe_key for row in make.rows(chat, Delivery)}
    assert len(kept) < len(before)
    assert {key for key in before if key.startswith(("offer:", "funnel:"))} <= kept
    newest = before_rows[-1].dedupe_key
    assert newest in kept
    sara.taps("Claim")
    assert sara.sees("yours until")


def test_an_older_button_says_that_it_is_old_and_leads_on(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    sara.writes("/help")
    old = sara.event(Tap(f"{make.rows(chat, Delivery)[-1].id}.0"))
    sara.writes("/help")
    asyncio.run(tidied(chat.database, chat.now + LATER))

    chat.receive(chat.inbox.handle([old]))

    assert sara.sees("old")


def reminded(chat: Chat, sara: Chatter) -> None:
    """Of an offer, an hour after she asked for it."""
    make.offer(chat, make.task(chat, open_for=LATER * 3), sara)
    sara.taps("Later").taps("In 1 hour")
    chat.later(hours=1)
    chat.sweep(reminders.sweep)
    assert sara.sees("You asked me to remind you")


def asked_for(chat: Chat) -> list[Reminder]:
    return [row for row in make.rows(chat, Reminder) if row.kind is ReminderKind.LATER]


def test_reminders_go_with_the_messages_that_they_were_in(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    reminded(chat, sara)
    asyncio.run(tidied(chat.database, chat.now))
    (over,) = asked_for(chat)
    assert (over.due_at, over.over_at) == (None, chat.now)

    asyncio.run(tidied(chat.database, chat.now + timedelta(days=KEPT)))
    assert len(asked_for(chat)) == 1
    done = asyncio.run(tidied(chat.database, chat.now + LATER))

    assert done.gone["reminders"] == 1
    assert asked_for(chat) == []
    sara.taps("Again in 15 minutes")
    assert sara.sees("This button is from an older message")


def test_a_reminder_that_was_put_off_or_set_again_stays(chat: Chat) -> None:
    sara, omar = make.expert(chat, "Sara"), make.expert(chat, "Omar")
    reminded(chat, sara)
    reminded(chat, omar)
    asyncio.run(tidied(chat.database, chat.now))
    chat.later(days=170)
    sara.taps("Again in 1 hour")
    whose = make.person_id(chat, omar)
    (again,) = (row for row in asked_for(chat) if row.person_id == whose)
    chat.sweep(partial(later, whose, OfferId(again.about_id)))
    assert [row.over_at for row in asked_for(chat)] == [None, None]

    assert asyncio.run(tidied(chat.database, chat.now + LATER)).gone["reminders"] == 0
    chat.later(hours=1)
    chat.sweep(reminders.sweep)
    assert sara.sees("You asked me to remind you")
    sara.taps("Again in 1 hour")
    assert sara.sees("I'll remind you at")


def test_a_number_of_a_reminder_that_went_is_never_given_out_again(chat: Chat) -> None:
    """Its message is known by it, and may have outlived it: the next one would not be sent."""
    people = [make.expert(chat, "Sara"), make.expert(chat, "Omar")]
    for one in people:
        offer = make.offer(chat, make.task(chat), one)
        chat.sweep(partial(later, make.person_id(chat, one), offer))
        chat.sweep(reminders.sweep)
        assert one.sees("You asked me to remind you")
        asyncio.run(tidied(chat.database, chat.now))
        asyncio.run(tidied(chat.database, chat.now + LATER))
        assert make.rows(chat, Reminder) == []


def later(whose: PersonId, offer: OfferId, work: Work) -> None:
    work.remind(whose, ReminderKind.LATER, at=work.now, about=offer)


def test_codes_go_but_for_one_that_is_still_asked_for(chat: Chat) -> None:
    sara, omar = chat.person("Sara"), chat.person("Omar")
    for one in (sara, omar):
        reaches(one, "proof")
        one.taps("Code to my address").writes(f"{one.name}@ksu.edu.sa")
    sara.writes(code_in_the_mail(chat, place=0)).taps("Enough").taps("$125").taps("22:00").taps("That's right")
    sara.writes("/link")
    used, unused = (Invitation.issue(word, Role.ADMIN, None, chat.now) for word in ("USED", "UNUSED"))
    make.within(chat, lambda session: session.add_all([used, unused]))
    chat.person("Admin").writes("/start USED")
    chat.later(days=10)
    chat.sweep(evidence_sweep.sweep)
    done = asyncio.run(tidied(chat.database, chat.now + LATER))

    assert (done.gone["mailed_codes"], done.gone["typed_codes"]) == (1, 2)
    (kept,) = make.rows(chat, EmailCode)
    assert kept.person_id == make.person_id(chat, omar)
    assert make.rows(chat, LinkCode) == []
    assert [row.used_at is not None for row in make.rows(chat, Invitation)] == [True]
    omar.writes("123456")
    assert omar.sees("That code is too old")


def test_answers_that_were_never_handed_in_go_when_their_task_is_over(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    open_, over = (make.task(chat, title=title, open_for=LATER * 2, questions=[make.CHOICE] * 2) for title in "AB")
    for task in (open_, over):
        make.offer(chat, task, sara)
        sara.taps("Claim").taps("Answer").taps("Yes")
    chat.later(hours=9)
    chat.sweep(holds.expire_holds)
    make.within(chat, lambda session: session.get_one(Task, over).close(chat.now))
    assert len(make.rows(chat, Progress)) == 2

    done = asyncio.run(tidied(chat.database, chat.now + LATER))

    assert done.gone["answers"] == 1
    (kept,) = make.rows(chat, Progress)
    assert make.row(chat, Offer, kept.subject).task_id == open_


def test_offers_that_nobody_touched_go_once_and_their_numbers_stay_theirs(chat: Chat) -> None:
    rana = recruiter(chat)
    people = [make.expert(chat, name) for name in ("Sara", "Omar", "Lina", "Ada", "Noor")]
    broadcasts(describes(rana, deadline="In 4 hours"))
    sara, omar, *_ = people
    old_taps = {make.person_id(chat, one): (one, one.tap("Claim")) for one in people}
    sara.taps("Claim")
    omar.taps("Not for me").taps("No time")
    chat.later(hours=5)
    chat.sweep(holds.expire_holds)
    for _ in range(3):
        tick(chat)
    assert [one.ended_at is not None for one in make.rows(chat, Broadcast)] == [True]
    newest = max(row.key for row in make.rows(chat, Offer))

    done = asyncio.run(tidied(chat.database, chat.now + LATER))

    left = {row.expert_id: row.id for row in make.rows(chat, Offer)}
    touched = {make.person_id(chat, one) for one in (sara, omar)}
    assert touched <= left.keys() and set(left.values()) - {left[one] for one in touched} <= {newest}
    assert done.gone["offers"] == len(people) - len(left) > 0
    assert [one.tidied for one in make.rows(chat, Broadcast)] == [True]
    assert asyncio.run(tidied(chat.database, chat.now + LATER * 2)).gone["offers"] == 0
    assert make.offer(chat, make.task(chat), sara, send=False) > newest
    for whose in old_taps.keys() - left.keys():
        one, tap = old_taps[whose]
        chat.receive(chat.inbox.handle([tap]))
        assert one.sees("This button is from an older message")
