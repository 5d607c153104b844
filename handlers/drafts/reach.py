"""Whom a task would reach: how many, what kind of people, and what would bring more of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.message import Arg, Labels, Lines, Text, text
from bot.chat.texts import Reader, plain
from handlers.drafts import few
from handlers.questions import zones
from handlers.questions.vocabulary import languages
from handlers.turn import Turn, Work
from models.client import Client
from models.queries import audience
from models.queries.audience import Count, Criteria, Makeup
from models.queries.experts import FEW, together
from models.rivalry import rivals
from models.task import Task

MOST_SHOWN = 5
"""Of the languages and of the time zones; the rest is one line."""
UNDER = "under"
"""Instead of a number, for a few."""


def reach(turn: Turn, task: Task) -> tuple[Text, ...]:
    """How many experts match and who they are; where nobody does, what would change that."""
    wanted = _wanted(turn, task)
    count = audience.count(turn.session, wanted, turn.now)
    if not count.total:
        ways = wider(turn, task)
        return (text("draft-nobody-but", ways=ways),) if ways.items else (text("draft-nobody"),)
    if few.is_few(count.total):
        return (_number(task, count),)
    lines = _makeup(turn, audience.makeup(turn.session, wanted, turn.now))
    kinds = (text("draft-reach-kinds", lines=lines),) if lines.items else ()
    return _number(task, count), *kinds


def number(turn: Turn, task: Task) -> Text:
    """How many experts match."""
    count = audience.count(turn.session, _wanted(turn, task), turn.now)
    return _number(task, count) if count.total else text("draft-nobody")


def wider(work: Work, task: Task) -> Lines:
    """What would have more experts match, a line for each way."""
    found = audience.wider(work.session, _wanted(work, task), work.now)
    told: dict[str, Arg] = {key: UNDER if few.is_few(number) else number for key, number in found.items()}
    return Lines(tuple(text(f"draft-wider-{key}", n=number) for key, number in told.items()))


def inline(turn: Turn, pairs: Sequence[tuple[Arg, int]], others: int = 0) -> Labels:
    """As "English 12, Arabic 7, others 3"; `others` are counted besides."""
    some = [(label, number) for label, number in pairs if number]
    shown, rest = some[:MOST_SHOWN], others + sum(number for _, number in some[MOST_SHOWN:])
    if rest:
        shown.append((text("reach-others"), rest))
    by_language = {}
    for language, comma in (("en", ", "), ("ar", "، ")):
        reader = Reader(language, turn.person.timezone, turn.now)
        by_language[language] = comma.join(f"{plain(label, reader)} {plain(number, reader)}" for label, number in shown)
    return Labels(by_language)


def _number(task: Task, count: Count) -> Text:
    cost = task.pay * task.places
    if few.is_few(count.total):
        return text("draft-reach-few", few=FEW, cost=cost)
    split = few.mostly(count.awake, count.asleep)
    if split:
        return text(f"draft-reach{split}", total=count.total, cost=cost)
    return text("draft-reach", total=count.total, awake=count.awake, asleep=count.asleep, cost=cost)


def _wanted(work: Work, task: Task) -> Criteria:
    return audience.criteria(task, work.get(Client, task.client_id), rivals(work.session))


def _makeup(turn: Turn, them: Makeup) -> Lines:
    """A line each for languages, levels and time zones, with the most frequent ones that are not a few people's."""
    spoken, proven, places = together(them.languages), together(them.levels), together(them.zones)
    found: dict[str, tuple[Sequence[tuple[Arg, int]], int]] = {
        "languages": ([(languages().label(code), number) for code, number in spoken[0].items()], spoken[1]),
        "levels": (
            [(text(f"reach-level-{int(level)}"), number) for level, number in sorted(proven[0].items(), reverse=True)],
            proven[1],
        ),
        "zones": ([(zones.label(zone), number) for zone, number in places[0].items()], places[1]),
    }
    lines = [text(f"reach-{key}", list=inline(turn, *pairs)) for key, pairs in found.items() if pairs[0]]
    return Lines(tuple(lines))
