"""From the first word to the first tasks, in both languages."""

from __future__ import annotations

from sqlmodel import select

from models.expert import Expert, Seniority
from models.person import Person
from tests.chat import Chat, Chatter


def joins(person: Chatter, field: str = "liver transplants") -> None:
    """The quickest way through, in English: eleven things done."""
    person.writes("/start")
    person.taps("English")
    person.taps("London")
    person.taps("I agree")
    person.taps(person.name)
    person.writes(field)
    person.taps("Senior")
    person.taps("Enough for now")
    person.taps("$125")
    person.taps("22:00 to 07:00")
    person.taps("That's right")


def expert(chat: Chat, name: str) -> Expert | None:
    with chat.database.transaction() as session:
        person = session.exec(select(Person).where(Person.name == name)).one()
        return session.get(Expert, person.key)


def test_the_quickest_way_in(chat: Chat) -> None:
    sara = chat.person("Sara", "en-GB")

    joins(sara)

    assert sara.sees("Welcome, Sara.")
    row = expert(chat, "Sara")
    assert row is not None
    assert (row.field_code, row.seniority, row.min_rate_minor) == ("hepatology", Seniority.SENIOR, 12500)
    assert len(sara.messages) == 2, "taps change the message in place; only what was typed begins a new one"
