"""What nobody needs any more goes, a little at a time; what a button still needs stays."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update
from sqlmodel import Session, select

from bot.chat.event import Tap, Words
from bot.housekeeping import Housekeeping, Tidied
from models.delivery import Delivery, DeliveryState
from models.job import Job, JobState
from models.person import Account
from models.seen import SeenEvent
from tests import make
from tests.chat import Chat
from tests.edges.office import START, Office, from_
from tests.recruiting import broadcasts, describes, recruiter

KEPT = 180
LATER = timedelta(days=KEPT + 1)
SENT = DeliveryState.SENT


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
    assert done.gone == {"seen": 25_000, "jobs": 25_000, "deliveries": 49_999}
    assert sorted(done.seconds)[int(len(done.seconds) * 0.95)] < 0.05
    assert len(waits) > 20 and sorted(waits)[int(len(waits) * 0.95)] < 0.25
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

    assert done.gone == {"seen": 0, "jobs": 1, "deliveries": 2}
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
