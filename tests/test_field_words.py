"""Words for a field that the taxonomy lacks: suggested once several experts meant the same, decided by a reviewer."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from bot.__main__ import app
from bot.database import Database
from bot.storage import schema
from models.expert import Expert
from models.field_learned import FieldChoice, FieldPhrase, letters_of
from models.membership import Role
from models.types import PersonId
from tests import make
from tests.chat import Chat, Chatter
from tests.recruiting import member

WORDS = "Wave doctor"
"""Four fields resemble it equally."""


def means(chat: Chat, name: str, field: str = "Acoustics", words: str = WORDS) -> Chatter:
    """An expert who writes the words for their field and then chooses."""
    expert = make.expert(chat, name)
    expert.writes("/profile").taps("Edit: Field")
    expert.writes(words)
    expert.taps(field)
    return expert


def field_of(chat: Chat, expert: Chatter) -> str:
    return make.row(chat, Expert, make.person_id(chat, expert)).field_code


@pytest.fixture
def rim(chat: Chat) -> Chatter:
    return member(chat, "Rim", Role.REVIEWER)


def suggested(chat: Chat) -> None:
    for name in ("Sara", "Omar", "Lina"):
        means(chat, name)


def test_three_different_people_make_a_suggestion_and_a_tap_makes_it_count_at_once(chat: Chat, rim: Chatter) -> None:
    means(chat, "Sara")
    means(chat, "Omar")
    rim.never_sees("words that I don't know yet")
    means(chat, "Lina")
    assert rim.sees("words that I don't know yet")

    rim.taps("Have a look")
    assert rim.sees("“Wave doctor”")
    assert rim.sees("3 experts wrote this and then chose Acoustics")
    rim.taps("Yes, it means that")
    assert rim.sees("“Wave doctor” finds Acoustics now")

    hana = make.expert(chat, "Hana")
    hana.writes("/profile").taps("Edit: Field")
    hana.writes("wave  DOCTOR!")
    assert field_of(chat, hana) == "acoustics"
    assert hana.sees("Field: Acoustics")


def test_one_person_counts_once_and_their_last_choice(chat: Chat, rim: Chatter) -> None:
    sara = means(chat, "Sara")
    for _ in range(3):
        sara.writes("/profile").taps("Edit: Field")
        sara.writes(WORDS).taps("Optics")
    assert [(one.words, one.field_code) for one in make.rows(chat, FieldChoice)] == [(WORDS, "optics")]
    rim.writes("/fields")
    assert rim.sees("No words wait")


def test_declined_words_are_not_suggested_again(chat: Chat, rim: Chatter) -> None:
    suggested(chat)
    rim.writes("/fields").taps("No")
    assert rim.sees("will not be suggested for Acoustics again")
    means(chat, "Adam")
    rim.writes("/fields")
    assert rim.sees("No words wait")
    hana = make.expert(chat, "Hana")
    hana.writes("/profile").taps("Edit: Field")
    hana.writes(WORDS)
    assert field_of(chat, hana) == "hepatology"


def test_two_reviewers_and_double_taps_decide_once(chat: Chat, rim: Chatter) -> None:
    suggested(chat)
    ali = member(chat, "Ali", Role.ADMIN)
    ali.writes("/fields")
    rim.writes("/fields").taps("Yes")
    rim.taps("Yes", again=True)
    assert rim.sees("has been decided already")
    ali.taps("No")
    assert ali.sees("has been decided already")
    assert [one.approved for one in make.rows(chat, FieldPhrase)] == [True]


def test_what_was_approved_is_listed_and_taken_back(chat: Chat, rim: Chatter) -> None:
    suggested(chat)
    rim.writes("/fields").taps("Yes")
    rim.writes("/fields")
    assert rim.sees("One expression has been taken in")
    rim.taps("✕ Wave doctor")
    assert rim.sees("no longer finds Acoustics")
    rim.taps("✕ Wave doctor", again=True)
    hana = make.expert(chat, "Hana")
    hana.writes("/profile").taps("Edit: Field")
    hana.writes(WORDS)
    assert field_of(chat, hana) == "hepatology"


def test_only_reviewers_decide(chat: Chat) -> None:
    suggested(chat)
    sara = chat.person("Sara")
    sara.writes("/fields")
    assert sara.sees("for recruiters")
    assert make.rows(chat, FieldPhrase) == []


def test_a_life_story_is_not_kept_and_forgetting_deletes_the_words(chat: Chat) -> None:
    means(chat, "Sara", "Radiology", "scans and scans and scans and scans")
    assert make.rows(chat, FieldChoice) == []
    omar = means(chat, "Omar")
    omar.writes("/forget").taps("Yes, delete")
    assert make.rows(chat, FieldChoice) == []


def test_the_operator_lists_and_removes_and_tries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CALLBOARD_DATABASE__URL", "sqlite:///callboard.db")
    run = CliRunner().invoke
    assert "acoustics" not in run(app, ["try", "field", "pulse people"]).stdout
    assert not (tmp_path / "callboard.db").exists()
    assert run(app, ["fields", "list"]).exit_code == 1
    database = Database("sqlite:///callboard.db")
    schema.upgrade(database)
    chat = Chat("sqlite:///callboard.db")
    with database.transaction() as session:
        found = FieldPhrase(
            letters=letters_of("pulse people"),
            words="Pulse people",
            field_code="acoustics",
            approved=True,
            decided_by=None,
            decided_at=chat.now,
        )
        session.add(found)
    assert run(app, ["fields", "list"]).stdout == "1\tacoustics\t2026-11-24\tPulse people\n"
    assert run(app, ["try", "field", "Pulse  PEOPLE"]).stdout.startswith("100.0  acoustics")
    assert run(app, ["try", "field", "puls people"]).stdout.strip().split()[1] == "acoustics"
    assert run(app, ["fields", "remove", "1"]).stdout == "Removed: Pulse people (acoustics).\n"
    assert run(app, ["fields", "list"]).stdout == ""
    assert run(app, ["fields", "remove", "7"]).exit_code == 1
    with database.transaction() as session:
        assert session.exec(select(FieldPhrase.approved)).all() == [False]
        assert session.get(FieldPhrase, PersonId(1)) is not None
    chat.database.close()
    database.close()
