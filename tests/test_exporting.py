"""What people can take away: all about themselves, and the answers to their tasks."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from typing import Any

import pytest
from sqlmodel import select

from bot.channel import Rejected
from handlers.accounts import exporting, forgetting
from models.answer import Answer
from models.credential import Credential
from models.queries import personal
from models.seen import ParkedEvent
from models.tables import metadata
from tests import make
from tests.chat import Chat, Chatter
from tests.exporting import made
from tests.joining import reaches
from tests.proving import code_in_the_mail
from tests.recruiting import recruiter

ODD = "=HYPERLINK(1), ذكي\n“quoted” 😀"


def fetched(chat: Chat, chatter: Chatter) -> bytes:
    """The newest message's file, as it is made for whoever sends it."""
    return asyncio.run(made(chat.database, chatter.last.file))


def everything_about(chat: Chat, chatter: Chatter) -> dict[str, Any]:
    chatter.writes("/export")
    assert "export:about-" in chatter.last.file
    found: dict[str, Any] = json.loads(fetched(chat, chatter))
    return found


def answered(chat: Chat, words: str = ODD, name: str = "Sara") -> Chatter:
    """An expert who has answered one task in words; Rana recruits for its client."""
    sara = make.expert(chat, name)
    task = make.task(chat, questions=[make.WORDS])
    make.offer(chat, task, sara)
    sara.taps("Claim").writes(words).taps("Submit")
    return sara


def test_a_newcomer_gets_all_there_is(chat: Chat) -> None:
    found = everything_about(chat, chat.person("Sara"))

    assert found["person"][0]["name"] == "Sara"
    assert found["account"][0]["platform"] == "telegram"
    assert "expert" not in found


def test_an_expert_gets_every_row_of_theirs_and_no_secret(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")
    sara.taps("Code to my address").writes("sara@ksu.edu.sa")
    code = code_in_the_mail(chat)
    found = everything_about(chat, sara)

    assert found["email_code"][0]["address"] == "sara@ksu.edu.sa"
    assert found["credential"][0]["claim"] == "ksu.edu.sa"
    assert found["progress"][0]["answers"]["name"] == "Sara"
    assert not [row for row in found["job"] if "payload" in row]
    assert code not in json.dumps(found)


def test_it_has_what_was_answered_decided_and_paid(chat: Chat) -> None:
    sara = answered(chat)
    recruiter(chat).writes("/review").taps("Accept")
    found = everything_about(chat, sara)

    assert found["answer"][0]["given"] == [ODD]
    assert found["review"][0]["verdict"] == "accept" and "reviewer_id" not in found["review"][0]
    assert [row["amount_minor"] for row in found["ledgerentry"]] == [4000]


def test_nobody_elses_rows_are_in_it(chat: Chat) -> None:
    answered(chat, "The words of Omar", "Omar")
    sara = answered(chat)

    assert "Omar" not in json.dumps(everything_about(chat, sara))


def test_whatever_leaving_deletes_is_handed_over_before() -> None:
    known = {column.table.name for column in personal._naming()}

    assert {str(table.__tablename__) for table in forgetting.OWNED} <= known


def test_each_table_that_names_a_person_is_known_to_it() -> None:
    """By a key to `person` or by another way that is written down."""
    named = {column.table.name for column in personal._naming()} | personal.DERIVED
    words = ("person_id", "expert_id", "_by", "reviewer", "actor", "external_id", "account")
    suspects = {
        table.name for table in metadata.sorted_tables for column in table.columns if column.name.endswith(words)
    }

    assert suspects - named == {"ledgerentry"}, "which is found by its account's name"


def test_what_could_not_be_read_is_in_it(chat: Chat) -> None:
    sara = chat.person("Sara")
    sara.writes("/help")
    for whose, words in (("1000", "mine"), ("2000", "another's")):
        event = {"sender": {"external_id": whose}, "words": words}
        row = ParkedEvent(platform="telegram", event_id=words, event=event, error="", at=chat.now)
        make.within(chat, lambda session, row=row: session.add(row))  # type: ignore[misc]  # the default binds it

    assert [row["event"]["words"] for row in everything_about(chat, sara)["parkedevent"]] == ["mine"]


def test_a_recruiter_chooses_a_task_and_a_kind_of_file(chat: Chat) -> None:
    answered(chat)
    rana = recruiter(chat)
    rana.writes("/export").taps("Liver scans")
    assert rana.sees("1 answer so far")
    rana.taps("CSV")

    assert rana.last.file == "export:answers-1.csv" and rana.sees("1 answer.")
    content = fetched(chat, rana)
    assert content.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert row["answer"] == f"'{ODD}", "a spreadsheet must not work it out"
    assert (row["question"], row["verified_level"], row["pay"]) == ("Why?", "3", "40.00")
    assert "Sara" not in content.decode()


def test_the_level_is_that_of_then_whatever_becomes_of_the_proof(chat: Chat) -> None:
    answered(chat)
    make.within(chat, lambda session: session.exec(select(Credential)).one().withdraw(chat.now))
    rana = recruiter(chat)
    rana.writes("/export").taps("Liver scans").taps("JSON")

    assert json.loads(fetched(chat, rana))["verified_level"] == 3


def test_lines_for_a_program_have_the_answer_as_it_is(chat: Chat) -> None:
    answered(chat)
    rana = recruiter(chat)
    rana.writes("/export").taps("Liver scans").taps("JSON")

    (line,) = fetched(chat, rana).splitlines()
    assert json.loads(line)["answer"] == ODD


def test_without_an_answer_it_says_what_to_do(chat: Chat) -> None:
    make.task(chat)
    rana = recruiter(chat)
    rana.writes("/export")

    assert rana.sees("No task of yours has an answer yet") and "What is stored about me" in rana.last.labels


def test_other_clients_tasks_are_not_there(chat: Chat) -> None:
    answered(chat)
    rana = recruiter(chat)
    rana.writes("/export").taps("Liver scans")
    eve = recruiter(chat, "Eve", client="Other Labs")

    eve.writes("/export")
    assert eve.sees("No task of yours has an answer yet")
    with chat.database.transaction() as session:
        assert session.get(Answer, 1) is not None
    eve.does(rana.tap("CSV").what)
    assert not eve.last.file


def test_more_than_a_chat_takes_is_the_operators(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "MOST_ANSWERS", 0)
    answered(chat)
    rana = recruiter(chat)
    rana.writes("/export").taps("Liver scans")

    assert rana.sees("callboard export answers")


def test_it_is_in_arabic_as_well(chat: Chat) -> None:
    sara = chat.person("Sara", "ar")
    sara.writes("/export")

    assert sara.sees("كل ما هو محفوظ عنك")


def test_no_other_handle_is_an_export(chat: Chat) -> None:
    with pytest.raises(Rejected):
        asyncio.run(made(chat.database, "export:../config.toml"))
