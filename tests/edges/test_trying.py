"""`callboard try why`: what keeps a task from an expert, for the operator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.database import Database
from bot.storage import schema
from models.credential import Level
from tests import make
from tests.chat import Chat
from tests.test_conditions import sets
from tests.test_why import asks, bars


def tried(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["try", "why", *map(str, arguments)])


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Chat]:
    """A service on a database in a file, which the command line reads too."""
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'callboard.db'}"
    monkeypatch.setenv("CALLBOARD_DATABASE__URL", url)
    schema.upgrade(Database(url))
    chat = Chat(url)
    yield chat
    chat.database.close()


def test_each_condition_that_fails_with_its_values(service: Chat) -> None:
    sara = make.expert(service, "Sara", level=Level.CONTROLLED, min_rate_minor=13000)
    person_id = make.person_id(service, sara)
    sets(service, sara, languages=frozenset({"en"}), country="OM", employer_keys=frozenset({"betabio"}))
    task = make.task(service, min_level=Level.LISTED, open_for=timedelta(days=36500))
    asks(service, task, languages=frozenset({"fr"}), min_fluency=4, barred_countries=frozenset({"OM"}))
    bars(service, task, "Beta Bio")

    found = json.loads(tried(person_id, task, "--json").stdout)

    assert {key: found[key] for key in ("expert", "task", "open", "matches")} == {
        "expert": person_id,
        "task": task,
        "open": True,
        "matches": False,
    }
    assert {one.pop("condition"): one for one in found["failed"]} == {
        "pay": {"wanted": 13000, "has": 12000},
        "language": {"wanted": ["fr"], "has": ["en"]},
        "fluency": {"wanted": {"languages": ["fr"], "least": "B2"}, "has": []},
        "country": {"wanted": {"one_of": [], "none_of": ["OM"]}, "has": "OM"},
        "level": {"wanted": 3, "has": 2},
        "employer": {},
    }


def test_nothing_fails(service: Chat) -> None:
    sara = make.expert(service, "Sara", level=Level.CLAIMED)
    task = make.task(service, open_for=timedelta(days=36500))

    shown = tried(make.person_id(service, sara), task)

    assert (shown.exit_code, shown.stdout) == (0, "Every condition is met.\n")


def test_in_words(service: Chat) -> None:
    sara = make.expert(service, "Sara", min_rate_minor=13000)
    task = make.task(service)
    make.offer(service, task, sara, send=False)

    assert tried(make.person_id(service, sara), task).stdout == "pay: wanted 13000, has 12000\nasked: not met\n"


@pytest.mark.parametrize(("expert", "task", "said"), [(99, 1, "no expert has the id 99"), (1, 99, "no task")])
def test_what_does_not_exist_is_one_line_and_1(service: Chat, expert: int, task: int, said: str) -> None:
    make.expert(service, "Sara")
    make.task(service)

    shown = tried(expert, task)

    assert shown.exit_code == 1
    assert said in shown.stderr and len(shown.stderr.splitlines()) == 1


def test_a_database_without_tables_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    shown = tried(1, 1)

    assert shown.exit_code == 1 and "callboard migrate" in shown.stderr


def test_an_id_is_a_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert tried("sara", 1).exit_code == 2
