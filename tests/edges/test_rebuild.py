"""`callboard rebuild`: whatever is derived is what it should be afterwards, while others go on writing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, insert, update
from sqlmodel import Session, col, select
from typer.testing import CliRunner

from bot.__main__ import app
from bot.database import Database
from models.expert import Expert
from models.prospect import Prospect
from models.queries import prospects
from tests.bench import population

PEOPLE, BATCH = 250, 100
"""Two whole batches, and half of one."""
TABLE = Prospect.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it


@pytest.fixture
def database(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """With people."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("models.queries.rebuilding.BATCH", BATCH)
    population.settle(database, PEOPLE)
    return database


def rebuilt() -> list[str]:
    """What it says of each step at the end."""
    done = CliRunner().invoke(app, ["rebuild"])
    assert done.exit_code == 0, done.stderr
    return [line.rpartition("\r")[2] for line in done.stdout.rstrip("\n").split("\n")]


def true(session: Session) -> bool:
    return prospects.keep_next(session, prospects.BEGINNING, PEOPLE + 1)[1:] == (PEOPLE, 0)


def test_what_is_missing_wrong_or_too_much_is_mended(database: Database) -> None:
    hours, experts, broadcasts = rebuilt()
    assert hours == f"hours and answers of experts: {PEOPLE} looked at, {PEOPLE} were wrong and are mended"
    assert experts == f"experts as matching reads them: {PEOPLE} looked at, 0 were wrong and are mended"
    assert broadcasts == "broadcasts that are not over: 0 looked at, 0 were wrong and are mended"
    with database.transaction() as session:
        one = session.execute(select(*TABLE.columns).where(TABLE.c.person_id == 9)).mappings().first()
        assert one is not None
        session.execute(delete(Prospect).where(col(Prospect.person_id) == 7))
        session.execute(update(Prospect).where(col(Prospect.person_id) == 8).values(reachable=False))
        session.execute(insert(Prospect), [{**one, "field_code": "nothing-of-theirs"}])

    hours, experts, _ = rebuilt()
    assert ", 0 were wrong" in hours and "3 were wrong and are mended" in experts

    with database.transaction() as session:
        assert true(session)
    database.close()


def test_who_changes_meanwhile_is_not_lost(database: Database) -> None:
    """Between two batches someone moves to a field that has been done already."""
    with database.transaction() as session:
        session.execute(delete(Prospect))
    after: prospects.Place | None = prospects.BEGINNING
    changed = False
    while after is not None:
        with database.transaction() as session:
            after, _, _ = prospects.keep_next(session, after, BATCH)
        if not changed:
            with database.transaction() as session:
                last = session.exec(select(Expert).order_by(col(Expert.field_code).desc()).limit(1)).one()
                last.field_code, changed = "anaesthesiology", True
    with database.transaction() as session:
        assert true(session)
    database.close()


def test_a_database_that_is_not_up_to_date_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLBOARD_DATABASE__URL", f"sqlite:///{tmp_path / 'none.db'}")
    done = CliRunner().invoke(app, ["rebuild"])
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
