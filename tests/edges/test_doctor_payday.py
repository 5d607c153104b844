"""The doctor notices a payday that has passed while what was promised for it is owed, and says what mends that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.database import Database
from models.ledger import BANK, book, expert_account
from models.money import Money
from models.person import Person
from models.types import PersonId
from tests.edges.test_doctor_figures import doctor

NOW = datetime.now(UTC)
YESTERDAY = (NOW - timedelta(days=1)).strftime("%A").lower()
"""The weekday that was payday."""


@pytest.fixture(autouse=True)
def payday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLBOARD_PAY__PAYDAY", YESTERDAY)


def earned(database: Database, days_ago: int, *minor: int, name: str = "Sara", currency: str = "USD") -> None:
    """An expert who has earned the first amount and was paid the others since."""
    at = NOW - timedelta(days=days_ago)
    with database.transaction() as session:
        person = Person(name=name, created_at=at)
        session.add(person)
        session.flush()
        account = expert_account(PersonId(person.key))
        for place, one in enumerate(minor):
            amount = Money(-one if place else one, currency)
            book(session, f"{account}:{place}", {account: amount, BANK: -amount}, at if place == 0 else NOW)


def test_what_was_promised_for_yesterday_and_is_owed_is_told_with_what_mends_it(database: Database) -> None:
    earned(database, 3, 4000)
    earned(database, 12, 2500, 1000)
    earned(database, 3, 500, currency="KWD")

    code, found = doctor()

    check = found["payday"]
    day = (NOW - timedelta(days=1)).date().isoformat()
    assert (code, check["ok"]) == (1, False)
    assert check["figures"] == {
        "promised_for": day,
        "owed": {"KWD": {"minor": 500, "experts": 1}, "USD": {"minor": 5500, "experts": 2}},
    }
    assert check["found"].startswith(f"promised for {day} or before, and not booked as paid: ")
    assert "55.00 USD to 2 experts" in check["found"]
    assert "callboard export payouts --format csv" in check["mend"] and "callboard payouts paid" in check["mend"]
    words = CliRunner().invoke(app, ["doctor"]).stdout
    assert f"{check['number']}. FAIL payday: promised for" in words


@pytest.mark.parametrize(
    ("days_ago", "minor", "name"),
    [(3, (4000, 4000), "Sara"), (1, (4000,), "Sara"), (0, (4000,), "Sara"), (9, (4000,), "")],
)
def test_what_is_paid_or_not_promised_yet_is_well(
    database: Database, days_ago: int, minor: tuple[int, ...], name: str
) -> None:
    earned(database, days_ago, *minor, name=name)

    _, found = doctor()

    assert found["payday"]["ok"] and found["payday"]["figures"]["owed"] == {}


def test_what_is_paid_counts_for_what_was_earned_first(database: Database) -> None:
    earned(database, 12, 4000, 4000)
    with database.transaction() as session:
        account = expert_account(PersonId(1))
        book(session, "later", {account: Money(700, "USD"), BANK: Money(-700, "USD")}, NOW)

    _, found = doctor()

    assert found["payday"]["ok"]


def test_where_no_day_is_promised_nothing_is_late(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLBOARD_PAY__PAYDAY", "")
    earned(database, 30, 4000)

    _, found = doctor()

    assert found["payday"]["ok"] and found["payday"]["found"] == "pay.payday is not set: no day is promised"
