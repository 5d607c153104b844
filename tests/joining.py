"""How someone joins: to the end, or as far as a question."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import select

from bot.chat.event import Command, Event, Words
from models.expert import Expert
from models.person import Person
from tests.chat import Chat, Chatter


def joins(person: Chatter, field: str = "liver transplants") -> None:
    """The quickest way through, in English: eleven things done."""
    reaches(person, "quiet", field)
    person.taps("22:00 to 07:00")
    person.taps("That's right")


STEPS: dict[str, Callable[[Chatter, str], Event]] = {
    "language": lambda person, field: person.event(Command("start")),
    "timezone": lambda person, field: person.tap("English"),
    "consent": lambda person, field: person.tap("London"),
    "name": lambda person, field: person.tap("I agree"),
    "field": lambda person, field: person.tap(person.name),
    "level": lambda person, field: person.event(Words(field)),
    "proof": lambda person, field: person.tap("Senior"),
    "rate": lambda person, field: person.tap("Enough for now"),
    "quiet": lambda person, field: person.tap("$125"),
    "summary": lambda person, field: person.tap("22:00 to 07:00"),
}
"""What leads to each question."""


def reaches(person: Chatter, question: str, field: str = "liver transplants") -> None:
    """Answers everything that comes before a question."""
    all_reach([person], question, field)


def all_reach(people: list[Chatter], question: str, field: str = "liver transplants") -> None:
    """The same for many, who answer each question at once."""
    for name, step in STEPS.items():
        people[0].chat.at_once([step(person, field) for person in people])
        if name == question:
            return


def person_of(chat: Chat, name: str) -> Person:
    with chat.database.transaction() as session:
        return session.exec(select(Person).where(Person.name == name)).one()


def expert_of(chat: Chat, name: str) -> Expert | None:
    with chat.database.transaction() as session:
        return session.get(Expert, person_of(chat, name).key)
