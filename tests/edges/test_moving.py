"""A whole installation from SQLite to PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.chat.event import Command
from models.offer import Offer
from models.person import Person
from models.task import Task
from tests import make
from tests.chat import Chat

pytestmark = pytest.mark.postgres


def moved(source: str, target: str) -> Result:
    return CliRunner().invoke(app, ["migrate", "--from", source, "--to", target])


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installation in use: two experts, whose names are not plain, and an offer in each state of its beginning."""
    monkeypatch.chdir(tmp_path)
    CliRunner().invoke(app, ["migrate"])
    url = f"sqlite:///{tmp_path / 'callboard.db'}"
    chat = Chat(url)
    sara, omar = make.expert(chat, "Sara"), make.expert(chat, "عمر 😀")
    task_id = make.task(chat, places=2)
    for expert in (sara, omar):
        make.offer(chat, task_id, expert)
    sara.taps("Claim")
    chat.database.close()
    return url


def test_everything_is_there_and_goes_on(source: str, postgres_url: str) -> None:
    result = moved(source, postgres_url)

    assert result.exit_code == 0, result.output
    assert "Moved and compared" in result.stdout
    chat = Chat(postgres_url)
    assert {person.name for person in make.rows(chat, Person)} >= {"Sara", "عمر 😀"}
    assert sorted(offer.state.value for offer in make.rows(chat, Offer)) == ["claimed", "offered"]
    newcomer = chat.person("Nadia")
    newcomer.external_id = "77"
    newcomer.does(Command("start"), "an event of its own")  # ids are counted on: no row of hers meets an old one
    newcomer.sees("language")
    chat.database.close()


def test_a_number_that_was_given_out_is_not_given_out_again(source: str, postgres_url: str, tmp_path: Path) -> None:
    """The ledger may name a row that is gone, by its number: in the new database too, and back in the old kind."""
    chat = Chat(source)
    gone = make.task(chat)
    make.within(chat, lambda session: session.delete(session.get_one(Task, gone)))
    chat.database.close()
    back = f"sqlite:///{tmp_path / 'back.db'}"
    assert moved(source, postgres_url).exit_code == 0
    result = moved(postgres_url, back)
    assert result.exit_code == 0, result.output

    for url in (postgres_url, back):
        chat = Chat(url)
        assert make.task(chat) > gone
        chat.database.close()


def test_what_is_not_empty_is_left_alone(source: str, postgres_url: str) -> None:
    assert moved(source, postgres_url).exit_code == 0

    again = moved(source, postgres_url)

    assert again.exit_code == 1
    assert again.stderr.startswith("callboard: --to: there are rows in it already")


def test_a_row_that_can_not_be_copied_leaves_nothing_behind(
    source: str, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed or failed half-way, it can be tried again."""
    with monkeypatch.context() as broken:
        broken.setattr("bot.cli.moving._count_on", _fails_at("offer"))
        failed = moved(source, postgres_url)
        assert failed.exit_code == 1
        assert failed.stderr == "callboard: nothing was moved, and it may be tried again: the connection was cut\n"

    assert moved(source, postgres_url).exit_code == 0


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("sqlite:///x.db", "", "go together"),
        ("mysql://x", "sqlite:///y.db", "must start with"),
        ("sqlite:///missing.db", "sqlite:///y.db", "--from: there is no "),
        ("sqlite:///", "sqlite:///y.db", "not up to date"),
        ("postgresql://u:hunter2@127.0.0.1:1/x", "sqlite:///y.db", "--from: the database can't be used"),
    ],
)
def test_what_makes_no_sense(
    source: str, target: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = moved(source, target)

    assert result.exit_code == 1 and said in result.stderr and "hunter2" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not list(tmp_path.iterdir()), "nothing was made by looking"


def test_a_new_database_that_can_not_be_reached_is_named(source: str) -> None:
    result = moved(source, "postgresql://u:hunter2@127.0.0.1:1/x")

    assert result.exit_code == 1 and "--to: the database can't be used" in result.stderr
    assert "hunter2" not in result.stderr and len(result.stderr.strip().splitlines()) == 1


def _fails_at(name: str) -> object:
    def fail(table: object, *_: object) -> None:
        if getattr(table, "name", "") == name:
            raise OperationalError("INSERT", {}, ConnectionError("the connection\n\twas cut"))

    return fail
