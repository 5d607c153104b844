"""Who holds a job, where several processes work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import text, update
from sqlmodel import func

from bot.database import Database
from models.job import Job, JobState
from models.queries import job_leases
from models.types import AccountId, JobId, PersonId
from tests import newcomers
from tests.edges.works import START

pytestmark = pytest.mark.postgres


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    """With a person and two jobs that are due, the second since longer."""
    database = Database(postgres_url)
    me, here = PersonId(1), AccountId(1)
    with database.transaction() as session:
        account = newcomers.account(session, START, "7")
        assert (account.person_id, account.id) == (me, here)
        for number in (1, 2):
            due_at = START - timedelta(minutes=number)
            session.add(Job(id=JobId(number), kind="mail", person_id=me, account_id=here, due_at=due_at))
    yield database
    database.close()


def take(database: Database) -> job_leases.Held | None:
    with database.transaction() as session:
        return held(job_leases.take(session, START))


def held(job: Job | None) -> job_leases.Held | None:
    return None if job is None else (int(job.id or 0), job.lease)


def run_out(database: Database, length: timedelta) -> None:
    """Every lease ends so long from now."""
    with database.transaction() as session:
        session.execute(update(Job).values(leased_until=func.now() + length))


def test_the_longest_due_comes_first_and_what_is_held_is_not_given_out(database: Database) -> None:
    assert [take(database) for _ in range(3)] == [(2, 1), (1, 1), None]


def test_two_at_the_same_moment_get_different_ones(database: Database) -> None:
    with database.transaction() as one, database.transaction() as other:
        assert held(job_leases.take(one, START)) == (2, 1)
        assert held(job_leases.take(other, START)) == (1, 1)


def test_a_transaction_that_began_earlier_takes_nothing_from_a_later_one(database: Database) -> None:
    with database.transaction() as earlier:
        earlier.execute(text("SELECT now()"))
        assert [take(database), take(database)] == [(2, 1), (1, 1)]
        assert job_leases.take(earlier, START) is None
        assert not job_leases.any_free(earlier, START)


@pytest.mark.parametrize("ends_in", [timedelta(seconds=-1), timedelta(hours=1)])
def test_a_lease_that_ran_out_or_is_too_long_to_be_true_is_nobodys(database: Database, ends_in: timedelta) -> None:
    first = take(database)
    run_out(database, ends_in)

    assert take(database) == (2, 2)
    with database.transaction() as session:
        assert first is not None
        assert job_leases.renew(session, [first, (2, 2)]) == {first}


def test_what_is_renewed_stays_and_what_is_given_back_is_free(database: Database) -> None:
    assert take(database) == (2, 1)
    run_out(database, timedelta(seconds=-1))
    with database.transaction() as session:
        assert job_leases.renew(session, [(2, 1)]) == set()
    assert take(database) == (1, 1)

    with database.transaction() as session:
        job_leases.give_back(session, [(2, 9)])
    assert take(database) is None
    with database.transaction() as session:
        job_leases.give_back(session, [(2, 1)])
    assert take(database) == (2, 2)


def test_what_is_not_due_or_has_ended_is_nobodys_to_take(database: Database) -> None:
    with database.transaction() as session:
        session.get_one(Job, 1).due_at = START + timedelta(seconds=1)
        session.get_one(Job, 2).end(JobState.DONE)

    assert take(database) is None


def test_a_repetition_keeps_no_lease(database: Database) -> None:
    take(database)
    with database.transaction() as session:
        assert session.get_one(Job, 2).retry("away", START)
    with database.transaction() as session:
        assert job_leases.renew(session, [(2, 1)]) == set()
        assert session.get_one(Job, 2).leased_until is None


def test_the_queues_tables_are_those_of_the_release_that_is_installed() -> None:
    """Another release brings migrations of its own: they become a revision of ours, then this is brought up to date."""
    from procrastinate.schema import SchemaManager

    from bot.storage.schema import MIGRATIONS

    (ours,) = (MIGRATIONS / "procrastinate").glob("*.sql")
    assert ours.read_text("utf-8").partition("\n\n")[2] == SchemaManager.get_schema()
