"""`callboard payouts paid`: what was transferred is booked once, and whoever got it is told."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from sqlmodel import select
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.clock import Clock
from bot.database import Database
from bot.storage import schema
from models.delivery import Delivery
from models.expert import Expert
from models.ledger import balance, book, expert_account
from models.money import Money
from models.types import PersonId
from tests import newcomers
from tests.chat import START

NOON = datetime(2026, 12, 4, 12, tzinfo=UTC)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Sara has earned 40 dollars and half a dinar, Omar 25 dollars; it is noon, when Omar wants quiet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CALLBOARD_DATABASE__URL", f"sqlite:///{tmp_path / 'callboard.db'}")
    monkeypatch.setattr(Clock, "now", lambda _: NOON)
    made = Database(f"sqlite:///{tmp_path / 'callboard.db'}")
    schema.upgrade(made)
    with made.transaction() as session:
        for number, name in enumerate(("Sara", "Omar"), 1):
            whom = newcomers.account(session, START, str(number), name=name)
            session.add(newcomers.expert(whom.person_id, START, min_rate_minor=0))
        session.get_one(Expert, 2).quiet_from, session.get_one(Expert, 2).quiet_to = time(11), time(15)
        for cause, number, amount in (
            ("offer:1", 1, Money(4000, "USD")),
            ("offer:2", 1, Money(500, "KWD")),
            ("offer:3", 2, Money(2500, "USD")),
        ):
            book(session, cause, {"client:1": -amount, expert_account(PersonId(number)): amount}, START)
    return made


def due(database: Database, number: int) -> list[int]:
    with database.reading() as session:
        return [one.minor for one in balance(session, expert_account(PersonId(number)))]


def told(database: Database) -> dict[int, datetime]:
    """Who hears of a payout in dollars, and when."""
    with database.reading() as session:
        rows = session.exec(select(Delivery)).all()
    return {one.person_id: one.not_before for one in rows if one.dedupe_key.endswith("USD") and one.once}


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_the_exported_file_is_booked_once_and_everyone_is_told(database: Database, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"payouts.{form}"
    assert run("export", "payouts", "--format", form, "--out", file).exit_code == 0

    first, again = run("payouts", "paid", file), run("payouts", "paid", file)

    assert first.stdout == "Booked 0.500 KWD, 65.00 USD: 3 transfers, whose experts are told. 0 were booked before.\n"
    assert again.stdout == "Booked nothing: 0 transfers, whose experts are told. 3 were booked before.\n"
    assert due(database, 1) == [0, 0] and due(database, 2) == [0]
    assert told(database) == {1: NOON, 2: NOON.replace(hour=15)}


def test_what_was_earned_after_the_export_stays_due(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "payouts.csv"
    run("export", "payouts", "--format", "csv", "--out", file)
    with database.transaction() as session:
        book(
            session, "offer:9", {"client:1": Money(-700, "USD"), expert_account(PersonId(2)): Money(700, "USD")}, START
        )

    assert run("payouts", "paid", file).exit_code == 0
    assert due(database, 2) == [700]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("expert_id,currency,due\n1,USD,40.00\n2,USD,25.01\n", "line 3: expert 2 is due 25.00 USD, not 25.01"),
        ("expert_id,currency,due\n1,USD,40.00\n7,USD,1\n", "line 3: there is no expert 7"),
        ("expert_id,currency,due\n1,USD,10\n1,USD,10\n", "line 3: expert 1 is there twice"),
        ("expert_id,currency,due\n1,USD,forty\n", "line 2: expert_id, currency and due"),
        ("expert_id,currency,due\n1,USD,0.001\n", "line 2: expert_id, currency and due"),
        ("expert_id,currency,due\n1,USD,NaN\n", "line 2: expert_id, currency and due"),
        ("offer_id,task\n1,Livers\n", "is neither CSV nor JSON lines as `callboard export payouts` writes them"),
        ('{"expert_id": 1,\n', "is neither CSV nor JSON lines"),
        ("[1]\n", "is neither CSV nor JSON lines"),
    ],
)
def test_a_file_with_a_mistake_books_nothing(database: Database, tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "payouts.csv"
    file.write_text(content)

    result = run("payouts", "paid", file)

    assert result.exit_code == 1 and said in result.stderr
    assert due(database, 1) == [500, 4000] and told(database) == {}


def test_who_left_without_a_name_is_passed_over(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "payouts.csv"
    file.write_text("expert_id,name,currency,due\n1,,USD,40.00\n2,Omar,USD,25.00\n")

    assert run("payouts", "paid", file).stdout.startswith("Booked 25.00 USD: 1 transfers")
    assert due(database, 1) == [500, 4000]


def test_a_file_that_is_not_there_is_said(database: Database) -> None:
    del database
    assert "payouts.csv can't be read: No such file" in run("payouts", "paid", "payouts.csv").stderr
