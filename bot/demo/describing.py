"""How a recruiter describes a task in the chat, question by question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.demo.actor import Actor


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and how it is answered: the kind and its rule, if it has one, as they are chosen and typed."""

    words: str
    kind: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """A task, as its recruiter types it."""

    title: str
    questions: Sequence[Question]
    field: str
    level: str
    minutes: str
    pay: str
    places: str
    deadline: str = "tomorrow 17:00"


async def describe(recruiter: Actor, task: Described) -> None:
    """Everything from the command to the card as experts will see it."""
    await recruiter.commands("newtask")
    await recruiter.sees("A new task")
    for words, awaited in _steps(task):
        await recruiter.writes(words)
        await recruiter.sees(awaited)
    await recruiter.taps("Yes, show me the card")


def _steps(task: Described) -> Iterator[tuple[str, str]]:
    """What is typed, and what the bot asks then."""
    yield task.title, "Question 1"
    for n, question in enumerate(task.questions, 1):
        yield question.words, f"How is question {n} answered?"
        if question.rule:
            yield question.kind, _RULE_ASKED[question.kind]
        yield question.rule or question.kind, "Do you want to ask another one"
        if n < len(task.questions):
            yield "Add another question", f"Question {n + 1}"
    yield "That's all", "Who should answer?"
    yield task.field, "How far must their knowledge"
    yield task.level, "How many minutes"
    yield task.minutes, "What do you pay"
    yield task.pay, "an hour"
    yield task.places, "Until when"
    yield task.deadline, "Is this right?"


_RULE_ASKED = {
    "One of several options": "Which options",
    "A ranking, the best first": "Which options",
    "A number": "In which unit",
    "A short text": "How many characters",
}
