"""`callboard clients`: which of them compete, said and taken back by the operator."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.database import Database
from bot.storage import schema
from models.client import Client
from tests.chat import START


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["clients", *arguments])


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """What the commands read, without any client."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CALLBOARD_DATABASE__URL", f"sqlite:///{tmp_path / 'callboard.db'}")
    made = Database(f"sqlite:///{tmp_path / 'callboard.db'}")
    schema.upgrade(made)
    return made


def named(database: Database, *names: str) -> None:
    with database.transaction() as session:
        session.add_all(Client(name=name, created_at=START) for name in names)
    database.close()


def test_said_changed_and_taken_back(database: Database) -> None:
    named(database, "Acme Labs", "Beta Bio", "Gamma")

    assert run("compete", "acme labs", "Beta Bio").exit_code == 0
    assert run("compete", "Beta Bio", "Acme Labs", "--days", "30").exit_code == 0
    assert run("list").stdout.splitlines() == [
        "Acme Labs\tcompetes with Beta Bio (30 days)",
        "Beta Bio\tcompetes with Acme Labs (30 days)",
        "Gamma\tcompetes with nobody here",
    ]
    assert run("uncompete", "Beta Bio", "Acme Labs").exit_code == 0
    assert "Acme Labs\tcompetes with nobody here" in run("list").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("compete", "Acme Labs", "Delta"), "no client is called 'Delta'"),
        (("compete", "Acme Labs", "acme labs"), "a client does not compete with itself"),
        (("uncompete", "Acme Labs", "Beta Bio"), "Acme Labs and Beta Bio don't compete"),
    ],
)
def test_what_can_not_be_is_one_line_and_1(database: Database, arguments: tuple[str, ...], said: str) -> None:
    named(database, "Acme Labs", "Beta Bio")

    shown = run(*arguments)

    assert shown.exit_code == 1 and said in shown.stderr and len(shown.stderr.splitlines()) == 1


def test_without_clients_it_says_how_to_get_one(database: Database) -> None:
    database.close()

    assert "No clients yet" in run("list").stdout
