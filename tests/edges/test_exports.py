"""`callboard export`: whole tables as files, at size and while others write."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import threading
import time
import tracemalloc
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.channel import Envelope
from bot.database import Database
from bot.sending.export_files import FORMULA, as_csv, as_jsonl, write
from bot.sending.exports import BeingMade, Exports, TooLarge
from models.client import Client
from models.ledger import LedgerEntry, book, expert_account
from models.money import Money
from models.queries.exporting import EXPORTS, Line
from models.types import PersonId
from tests.chat import START
from tests.exporting import LONG, MOST, due, filled, made

MANY = 4000


def called(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["export", *arguments])


def paid(database: Database) -> None:
    """Expert 1 has earned 40 dollars and half a dinar, and been paid 15 dollars."""
    account = expert_account(PersonId(1))
    with database.transaction() as session:
        book(session, "offer:1:accepted", {"client:1": Money(-4000, "USD"), account: Money(4000, "USD")}, START)
        book(session, "offer:2:accepted", {"client:1": Money(-500, "KWD"), account: Money(500, "KWD")}, START)
        book(session, "payout:1", {account: Money(-1500, "USD"), "bank": Money(1500, "USD")}, START)


def test_answers_are_a_line_for_each_question(database: Database, tmp_path: Path) -> None:
    filled(database, 3)
    out = tmp_path / "answers.jsonl"
    said = called("answers", "--out", str(out))

    assert said.exit_code == 0 and "6 lines of answers" in said.stderr
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [list(line) for line in lines] == [list(EXPORTS["answers"].columns)] * 6
    assert [line["answer"] for line in lines[:2]] == [f"كبد 😀 {LONG}", '["a", "b"]']
    assert [(line["offer_id"], line["question_number"]) for line in lines] == [
        (o, q) for o in (1, 2, 3) for q in (1, 2)
    ]


def test_how_many_lines_there_will_be_is_known_before(database: Database) -> None:
    filled(database, 3)
    paid(database)

    with database.reading() as session:
        for name, export in EXPORTS.items():
            assert export.count(session) == len(list(export.lines(session))) > 0, name


def test_payouts_say_what_is_due(database: Database, tmp_path: Path) -> None:
    filled(database, 1)
    paid(database)
    out = tmp_path / "payouts.csv"
    called("payouts", "--format", "csv", "--out", str(out))

    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert [(row["name"], row["currency"], row["earned"], row["paid"], row["due"]) for row in rows] == [
        ("Expert 1", "KWD", "0.500", "0.000", "0.500"),
        ("Expert 1", "USD", "40.00", "15.00", "25.00"),
    ]


def test_the_ledger_is_exact_in_parquet(database: Database, tmp_path: Path) -> None:
    from pyarrow import parquet

    filled(database, 1)
    paid(database)
    out = tmp_path / "ledger.parquet"
    called("ledger", "--format", "parquet", "--out", str(out))

    table = parquet.read_table(out).to_pylist()
    assert sorted(row["amount"] for row in table) == sorted(
        Decimal(amount) for amount in ("-40", "40", "-0.5", "0.5", "-15", "15")
    )
    assert {row["booked_at"] for row in table} == {START}


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize("what", ["answers", "payouts", "ledger"])
def test_nothing_is_a_file_too(database: Database, tmp_path: Path, what: str, form: str) -> None:
    out = tmp_path / f"nothing.{form}"
    said = called(what, "--format", form, "--out", str(out))

    assert said.exit_code == 0 and "There are none yet" in said.stderr and out.exists()


def test_a_file_that_is_there_stays_until_it_is_to_go(database: Database, tmp_path: Path) -> None:
    out = tmp_path / "mine.csv"
    out.write_text("precious")

    said = called("ledger", "--out", str(out))
    assert said.exit_code == 1 and "--replace writes over it" in said.stderr and out.read_text() == "precious"
    assert called("ledger", "--out", str(out), "--replace").exit_code == 0 and out.read_text() == ""
    assert list(tmp_path.glob(".mine*")) == [], "no half of a file is left"


def test_a_folder_that_is_not_there_is_said(database: Database, tmp_path: Path) -> None:
    said = called("ledger", "--out", str(tmp_path / "nowhere" / "x.csv"))

    assert said.exit_code == 1 and "can't be written" in said.stderr and "Traceback" not in said.output


def test_many_take_little_memory_while_others_write(database: Database, tmp_path: Path) -> None:
    filled(database, MANY)
    done, longest = threading.Event(), [0]

    def write_on() -> None:
        while not done.wait(0.01):
            with database.transaction() as session:
                session.add(
                    LedgerEntry(
                        transaction_id=1, account=f"x{longest[0]}", amount_minor=0, currency="USD", booked_at=START
                    )
                )
            longest[0] += 1

    with database.transaction() as session:
        book(session, "first", {"a": Money(1, "USD"), "b": Money(-1, "USD")}, START)
    writing = threading.Thread(target=write_on)
    writing.start()
    tracemalloc.start()
    try:
        said = called("answers", "--out", str(tmp_path / "all.jsonl"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        done.set()
        writing.join()

    assert said.exit_code == 0 and f"{2 * MANY} lines" in said.stderr, said.stderr
    size = (tmp_path / "all.jsonl").stat().st_size
    assert longest[0] > 1 and size > 10_000_000
    assert peak < size, "a piece at a time: the whole would be several times the file"


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


@given(st.lists(st.fixed_dictionaries({"words": WORDS, "n": st.integers(-(10**12), 10**12)}), max_size=5))
def test_every_word_comes_back_from_csv_and_none_is_a_formula(lines: list[Line]) -> None:
    text = b"".join(as_csv({"words": str, "n": int}, lines)).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))[1:]

    assert not [words for words, _ in read if words.startswith(FORMULA)]
    back = [(words[1:] if words[1:].startswith(FORMULA) and words[0] == "'" else words, int(n)) for words, n in read]
    assert back == [(_unguarded(line["words"]), line["n"]) for line in lines]


def _unguarded(words: str) -> str:
    """Who begins with an apostrophe and a formula looks like a guarded one."""
    return words[1:] if words[:1] == "'" and words[1:].startswith(FORMULA) else words


@given(st.lists(st.fixed_dictionaries({"words": WORDS}), max_size=5))
def test_every_word_comes_back_from_json_lines(lines: list[Line]) -> None:
    read = b"".join(as_jsonl(lines)).decode().split("\n")
    assert [json.loads(line) for line in read if line] == lines


def test_an_empty_table_has_its_header() -> None:
    file = io.BytesIO()
    write("csv", {"a": str, "b": int}, [], file)

    assert file.getvalue() == b"\xef\xbb\xbfa,b\r\n"


async def test_a_file_for_a_chat_takes_little_memory_while_turns_go_on(database: Database) -> None:
    filled(database, MANY)
    making = asyncio.create_task(made(database, "export:answers-1.jsonl"))
    turns = 0
    while not making.done():
        await database.run(lambda session: session.get_one(Client, 1))
        turns += 1
        await asyncio.sleep(0.01)

    content = await making
    assert len(content.splitlines()) == 2 * MANY and len(content) > 10_000_000
    assert turns > 1


async def test_a_file_that_is_given_up_leaves_nothing(database: Database) -> None:
    filled(database, MANY)
    exports = Exports(database, MOST, lambda _: None)
    with pytest.raises(BeingMade):
        exports.filled(due("export:answers-1.csv"), Envelope("7", "", file="export:answers-1.csv"))
    await asyncio.sleep(0.05)

    began = time.monotonic()
    await exports.close()
    assert len(await made(database, "export:about-1.json")) > 0, "whatever is made next does not wait for its end"
    assert time.monotonic() - began < 60


async def test_what_a_platform_does_not_take_is_not_made_to_its_end(database: Database) -> None:
    filled(database, 100)

    with pytest.raises(TooLarge):
        await made(database, "export:answers-1.jsonl", largest=50_000)
    with pytest.raises(TooLarge):
        await made(database, "export:about-1.json", largest=50)
