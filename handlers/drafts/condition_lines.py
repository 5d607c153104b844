"""What a task asks beyond the usual, in words."""

from __future__ import annotations

from bot.chat.message import Arg, Lines, Text, text
from handlers.credentials.claim_words import at_least
from handlers.questions.vocabulary import countries, languages
from handlers.turn import Turn
from models.client import Client
from models.task import Task


def shown(turn: Turn, task: Task) -> tuple[Text, ...]:
    """A line for each condition; nothing where there is none."""
    every = beyond_usual(turn, task)
    said = [text("summary-line", label=text(f"condition-{name}"), value=value) for name, value in every]
    return (text("draft-conditions-are", lines=Lines(tuple(said))),) if said else ()


def beyond_usual(turn: Turn, task: Task) -> list[tuple[str, Arg]]:
    """The conditions that are set, by name."""
    barred = turn.get(Client, task.client_id).barred_employers
    values: dict[str, Arg | None] = {
        "languages": languages().listed(task.languages) if task.languages else None,
        "fluency": at_least(task.min_fluency) if task.languages and task.min_fluency else None,
        "countries": countries().listed(task.countries) if task.countries else None,
        "barred": countries().listed(task.barred_countries) if task.barred_countries else None,
        "quality": text("condition-quality-share", n=task.min_quality) if task.min_quality else None,
        "project": task.project or None,
        "not-after": ", ".join(sorted(task.not_after)) or None,
        "employers": barred or None,
        "unlisted": text("condition-unlisted-yes") if task.unlisted else None,
    }
    return [(name, value) for name, value in values.items() if value is not None]
