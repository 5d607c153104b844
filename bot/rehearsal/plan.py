"""What a rehearsal plays: how many people, how much of it by the chat, and what the tasks are."""

from __future__ import annotations

import math
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
SLACK = 300
"""Messages a minute that Slack takes in a workspace."""
TITLE = "Rehearsal case"
PAY = Money.of("25.00", "USD")
QUESTIONS = (
    Question("Would you treat this patient?", "One of several options", "Yes, No, Can't tell"),
    Question("How sure are you?", "A number", "%"),
)


@dataclass(frozen=True)
class Plan:
    """Everyone gets every task; one in ten, at most fifty for each task, claims it and answers it.

    One in twenty experts, at most twenty, joins by the chat beforehand; the others are in the database already. A share
    of them all, from 0 to 1, is on Slack; everybody else is on Telegram, and so are the recruiters. Before they do the
    next thing experts think for between so many seconds: nobody is faster than a chat's own pace.
    """

    experts: int
    tasks: int
    per_second: int
    slack: float = 0.0
    slack_per_minute: int = SLACK
    thinks: tuple[float, float] = (1.5, 4.0)
    seed: int = 7

    def is_on_slack(self, place: int) -> bool:
        """Whether the expert at this place is there: they are spread evenly over all."""
        return self._there(place + 1) > self._there(place)

    @property
    def on_slack(self) -> int:
        """How many experts are there."""
        return self._there(self.experts)

    def _there(self, experts: int) -> int:
        """Of the first so many, to the nearest whole one."""
        return math.floor(experts * self.slack + 0.5)

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
        """For each task, by their places among the experts.

        Nobody is drawn twice before everyone was: who answers two tasks at once is asked a question again on the way
        back to the first one, which would look as if it had come twice.
        """
        order = Random(self.seed).sample(range(self.experts), self.experts)
        starts = range(0, self.tasks * self.claims, self.claims)
        return [frozenset(order[(start + one) % self.experts] for one in range(self.claims)) for start in starts]

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
