"""The page about what is kept speaks of every table, and of all that the housekeeping does."""

from __future__ import annotations

import re
from pathlib import Path

from sqlmodel import SQLModel

from bot.storage.housekeeping import CHORES
from handlers.accounts.forgetting import OWNED
from models.delivery import Delivery
from models.job import Job
from models.person import Account
from models.seen import ParkedEvent
from models.tables import metadata

PAGE = (Path(__file__).parents[2] / "docs" / "kept.md").read_text("utf-8")
ROWS = [line.split("|")[1:4] for line in PAGE.splitlines() if line.startswith("| `")]


def test_each_table_has_its_row_and_no_row_is_of_none() -> None:
    named = [name for names, _, _ in ROWS for name in re.findall("`([a-z_]+)`", names)]
    assert sorted(named) == sorted(table.name for table in metadata.sorted_tables)
    assert all(grows.strip() and goes.strip() for _, grows, goes in ROWS)


def test_whatever_is_tidied_is_named() -> None:
    named = {name for _, _, goes in ROWS for name in re.findall(r"\[([a-z_]+)\]", goes)}
    assert named == set(CHORES)


def test_what_is_said_to_go_with_its_person_does_and_the_rest_of_theirs_stays_on_purpose() -> None:
    """Whoever adds a table with someone's rows decides: it goes with `/forget`, or the page says why it doesn't."""
    goes = {name: words for names, _, words in ROWS for name in re.findall("`([a-z_]+)`", names)}
    left = {name for name, words in goes.items() if re.search(r"\bleft\b", words)}
    with_expert = {"prospect"}
    owned: tuple[type[SQLModel], ...] = (*OWNED, Delivery, Job, ParkedEvent, Account)
    deleted = {str(table.__tablename__) for table in owned}
    assert left == deleted | with_expert

    of_someone = {
        table.name for table in metadata.sorted_tables if {"person_id", "expert_id"} & set(table.columns.keys())
    }
    assert of_someone - left == {"room", "offer", "answer", "appeal"}
    assert all("never" in goes[name] or "[" in goes[name] for name in of_someone - left)
