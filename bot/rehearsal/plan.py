"""What a rehearsal plays: how many people, how much of it by the chat, and what the tasks are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from random import Random

from bot.demo.describing import Described, Question
from models.money import Money

FIRST_EXPERT, FIRST_RECRUITER = 100_001, 11
MANY = 1000
"""More experts than that are written to as with a paid broadcast, or it would take the better part of an hour."""
FREE, PAID = 30, 1000
"""Messages a second that Telegram takes, and takes for money."""
TITLE = "Rehearsal case"
PAY = Money.of("25.00", "USD")
QUESTIONS = (
    Question("Would you treat this patient?", "One of several options", "Yes, No, Can't tell"),
    Question("How sure are you?", "A number", "%"),
)


@dataclass(frozen=True)
class Plan:
    """Everyone gets every task; one in ten, at most fifty for each task, claims it and answers it.

    One in twenty experts, at most twenty, joins by the chat beforehand; the others are in the database already.
    """

    experts: int
    tasks: int
    per_second: int
    seed: int = 7

    @property
    def deliveries(self) -> int:
        """The cards that must arrive."""
        return self.experts * self.tasks

    @property
    def joining(self) -> int:
        """The first so many of the experts join by the chat."""
        return max(1, min(self.experts // 20, 20))

    @property
    def claims(self) -> int:
        """For each task."""
        return max(1, min(self.experts // 10, 50))

    @cached_property
    def claimants(self) -> list[frozenset[int]]:
        """For each task, by their places among the experts."""
        rng = Random(self.seed)
        return [frozenset(rng.sample(range(self.experts), self.claims)) for _ in range(self.tasks)]

    def task(self, place: int) -> Described:
        """One place more than claims, so that it stays open to the end and everyone gets its card."""
        return Described(
            title=title(place),
            questions=QUESTIONS,
            field="hepatology",
            level="Controls a work or university address or a profile, or passed a test",
            minutes="10",
            pay=str(PAY.amount),
            places=str(self.claims + 1),
        )


def title(place: int) -> str:
    """A task's, by its place among the tasks."""
    return f"{TITLE} {place + 1}"


def usual_pace(experts: int) -> int:
    """Messages a second where nothing else is said."""
    return FREE if experts <= MANY else PAID
