"""Background work on several machines: each errand once, whoever dies and whatever is cut."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
from structlog.testing import capture_logs

from bot.database import Database
from bot.jobs import drains, errands
from bot.jobs.errands import MOST_AT_ONCE
from models.job import JobState
from tests import postgres
from tests.edges.works import Works
from tests.faults.machines import Machines, SlowMailbox
from tests.platforms.house import until

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(180)]
ROUNDS = int(os.environ.get("CALLBOARD_DRAINS", "3"))


@pytest.fixture
async def mailbox() -> AsyncIterator[SlowMailbox]:
    mailbox = SlowMailbox()
    await mailbox.start()
    yield mailbox
    await mailbox.stop()


@pytest.fixture
async def machines(postgres_url: str, mailbox: SlowMailbox, tmp_path: Path) -> AsyncIterator[Machines]:
    machines = Machines(postgres_url, mailbox, tmp_path)
    yield machines
    await machines.stop()


def received(mailbox: SlowMailbox) -> Counter[str]:
    """How often each recipient got a mail."""
    return Counter(to for mail in mailbox.messages for to in mail.to)


async def test_two_processes_share_a_hundred_errands_and_do_each_once(machines: Machines, mailbox: SlowMailbox) -> None:
    everybody = [f"expert{number}@example.org" for number in range(100)]
    await machines.start()
    await machines.start()

    mailbox.open.clear()
    machines.ask(*everybody)
    await until(lambda: mailbox.begun > MOST_AT_ONCE, 15)  # more than one process could
    mailbox.open.set()
    await machines.done(30)

    assert received(mailbox) == Counter(everybody)


async def test_what_a_killed_process_was_at_is_taken_again_and_ends_once(
    machines: Machines, mailbox: SlowMailbox
) -> None:
    first = await machines.start()
    mailbox.open.clear()
    machines.ask("sara@example.org")
    await until(lambda: mailbox.begun == 1, 15)
    await machines.start()
    first.kill()
    await first.wait()
    mailbox.open.set()

    await machines.done(40)

    (job,) = machines.jobs()
    assert (job.state, job.lease, job.attempts) == (JobState.DONE, 2, 0)
    assert mailbox.begun == 2
    assert received(mailbox) == Counter(["sara@example.org"])
    await until(lambda: machines.begun() == 0, 10)  # what the killed one was at counts no more


async def test_a_process_that_is_asked_to_stop_hands_on_at_once(machines: Machines, mailbox: SlowMailbox) -> None:
    first = await machines.start()
    mailbox.open.clear()
    machines.ask("sara@example.org", "omar@example.org")
    await until(lambda: mailbox.begun == 2, 15)
    await machines.start()
    first.terminate()
    async with asyncio.timeout(15):  # the mail server would keep it waiting for longer
        await first.wait()
    mailbox.open.set()

    await machines.done(5)

    assert received(mailbox) == Counter(["sara@example.org", "omar@example.org"])


async def test_work_goes_on_within_seconds_after_every_connection_was_cut(
    machines: Machines, mailbox: SlowMailbox
) -> None:
    mailbox.seconds = 0.5
    everybody = [f"expert{number}@example.org" for number in range(60)]
    await machines.start()
    machines.ask(*everybody)
    await until(lambda: mailbox.begun > 10, 15)

    assert machines.cut() > 2
    await machines.done(20)

    assert received(mailbox) == Counter(everybody)
    machines.cut()
    machines.ask("sara@example.org")
    await machines.done(8)


async def test_who_gave_up_while_the_database_was_away_begins_anew(
    postgres_server: postgres.Server, postgres_url: str, mailbox: SlowMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The queue's worker ends when it can't say that it lives, as it does here sooner than in earnest. What was done
    meanwhile is not done again: its end is kept until it can be stored."""
    monkeypatch.setattr(drains, "AWAY_SECONDS", 0.2)
    monkeypatch.setattr(errands, "REST_SECONDS", 0.1)
    monkeypatch.setitem(drains.WORKING, "update_heartbeat_interval", 0.1)
    works = Works(Database(postgres_url), mailbox.url)
    try:
        mailbox.open.clear()
        works.mail("sara@example.org")
        await until(lambda: mailbox.begun == 1, 15)
        with capture_logs() as lines:
            await asyncio.to_thread(postgres_server.stop)
            mailbox.open.set()
            noticed = {"worker-stopped", "job-end-not-stored"}
            await until(lambda: noticed <= {line["event"] for line in lines}, 20)
            await asyncio.to_thread(postgres_server.start)
        await works.ended()
        works.mail("omar@example.org")
        await works.ended(2)
    finally:
        await works.close()

    assert received(mailbox) == Counter(["sara@example.org", "omar@example.org"])


@pytest.mark.timeout(180 + 30 * ROUNDS)
async def test_every_errand_ends_once_though_one_process_after_another_is_killed(
    machines: Machines, mailbox: SlowMailbox
) -> None:
    mailbox.seconds = 0.2
    rng, everybody, at_work = Random(3), list[str](), 0
    processes = [await machines.start(), await machines.start()]
    for round_ in range(ROUNDS):
        several = [f"expert{round_}-{number}@example.org" for number in range(2 * MOST_AT_ONCE)]
        everybody += several
        begun = mailbox.begun
        machines.ask(*several)
        await until(lambda: mailbox.begun > begun, 60)  # noqa: B023  # called within the round
        await asyncio.sleep(rng.uniform(0, 0.5))
        victim = processes.pop(rng.randrange(2))
        victim.kill()
        await victim.wait()
        at_work += MOST_AT_ONCE
        processes.append(await machines.start())
    await machines.done(90)

    mails = received(mailbox)
    assert mails.keys() == set(everybody)
    assert mails.total() - len(everybody) <= at_work, "only what the killed were at may have gone out twice"
    assert all(job.state is JobState.DONE and job.attempts == 0 for job in machines.jobs())
