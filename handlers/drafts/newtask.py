"""A recruiter describes a task: what is asked, of whom, for how much, until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_symbol

from bot.chat.conversation import Script, ask
from bot.chat.message import Arg, Button, Labels, Rows, Text, text
from bot.chat.numbers import Number
from bot.chat.questions import Choice, Plain, Summary, option
from bot.chat.wire import Json
from handlers.drafts import answer_rules
from handlers.questions import zones
from handlers.questions.answer_kinds import shortened
from handlers.questions.task_terms import Deadline, Pay, field, labels
from models.answer import AnswerKind
from models.client import Client
from models.credential import Level
from models.field import by_code
from models.money import Money
from models.types import ClientId

MOST_QUESTIONS = 5
MOST_PLACES = 1000
MOST_MINUTES = 480
AHEAD = tuple(timedelta(hours=hours) for hours in (1, 4, 24, 72, 168))
CHAPTERS = ("title", "questions", "field", "level", "minutes", "pay", "places", "deadline", "check")


def _whole(most: int, *usual: int, least: int = 1) -> Number:
    """A whole number from `least` to `most`, with buttons for the usual ones."""
    buttons = tuple(option(str(one), one) for one in usual)
    return Number(Decimal(least), Decimal(most), whole=True, instead=buttons)


TITLE = Plain(least=3, most=80)
WORDS = Plain(most=1500)
KINDS = Choice(tuple(option(kind.value, text(f"newtask-kind-{kind.value}")) for kind in AnswerKind))
LEVELS = Choice(tuple(option(int(one), text(f"level-need-{int(one)}")) for one in Level))
MINUTES = _whole(MOST_MINUTES, 5, 10, 20, 30)
PLACES = _whole(MOST_PLACES, 1, 3, 12, 50)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the script must know: the clients to choose from, the house's least pay for an hour, and by which time zone
    the recruiter's words for a time are read."""

    clients: tuple[Client, ...]
    floor: Money
    timezone: str


@dataclass(frozen=True, slots=True)
class Described:
    """A task as its recruiter described it; `client_id` is None where there was nothing to choose."""

    client_id: ClientId | None
    title: str
    questions: tuple[dict[str, Any], ...]
    field_code: str
    min_level: int
    minutes: int
    pay: Money
    places: int
    deadline: datetime


def describe(facts: Facts) -> Script[Described]:
    """From the title to the summary. The minutes come before the pay, so that too little is told at once."""
    client_id = yield from _client(facts.clients)
    title = yield from ask("title", TITLE)
    questions = yield from _questions()
    field_code = yield from field()
    level = yield from ask("level", LEVELS, field=labels(by_code(field_code)))
    minutes = int((yield from ask("minutes", MINUTES)))
    offered = pay_for(facts.floor, minutes)
    pay = yield from ask("pay", offered, minutes=timedelta(minutes=minutes), least=offered.least)
    places = int((yield from ask("places", PLACES, hourly=pay.per_hour(minutes))))
    presets = tuple(option(int(a.total_seconds() // 60), text("newtask-in", length=a)) for a in AHEAD)
    where, clock = zones.label(facts.timezone), _other_clock(facts.timezone)
    until = Deadline(instead=presets, minutes=minutes, ways=clock)
    deadline = yield from ask("deadline", until, most=pay * places, zone=where)
    told = Described(client_id, title, questions, field_code, int(level), minutes, pay, places, deadline)
    unsure = clock if facts.timezone == zones.NOWHERE else ()
    yield from ask("check", Summary(_lines(told, where), text("newtask-done"), unsure), most=pay * places)
    return told


def _other_clock(timezone: str) -> Rows:
    """To another time zone than this one, and back to the task."""
    return ((Button(text("newtask-other-clock", zone=zones.label(timezone)), "profile.edit", ("timezone",)),),)


def answers(described: Described) -> dict[str, Json]:
    """What a recruiter would have answered to describe this, up to the summary: to edit it again."""
    given: dict[str, Json] = {"title": described.title}
    for n, spec in enumerate(described.questions, 1):
        given |= {f"kind-{n}": spec["kind"], f"text-{n}": spec["text"]}
        given |= answer_rules.answers(AnswerKind(spec["kind"]), f"kind-{n}", spec["rule"])
        given[f"more-{n}"] = "yes" if n < len(described.questions) else "no"
    return given | {
        "client": described.client_id,
        "field": labels(by_code(described.field_code)).by_language["en"],
        "field.which": described.field_code,
        "level": described.min_level,
        "minutes": str(described.minutes),
        "pay": [described.pay.minor, described.pay.currency],
        "places": str(described.places),
        "deadline": described.deadline.isoformat(),
    }


def begun(given: Mapping[str, Json]) -> int:
    """How many questions somebody who answered this has begun; the first one always."""
    count = 1
    while count < MOST_QUESTIONS and given.get(f"more-{count}") == "yes":
        count += 1
    return count


def _client(clients: tuple[Client, ...]) -> Script[ClientId | None]:
    if len(clients) < 2:
        return None
    return ClientId((yield from ask("client", one_of(clients), chapter="title")))


def one_of(clients: tuple[Client, ...]) -> Choice:
    """The question for which client it is."""
    return Choice(tuple(option(client.id, client.name) for client in clients))


def _questions() -> Script[tuple[dict[str, Any], ...]]:
    asked: list[dict[str, Any]] = []
    for n in range(1, MOST_QUESTIONS + 1):
        asked.append((yield from _question(n)))
        if n == MOST_QUESTIONS:
            break
        again = Choice((option("no", text("newtask-more-no")), option("yes", text("newtask-more-yes"))))
        more = yield from ask(f"more-{n}", again, chapter="questions", text="more", n=n, most=MOST_QUESTIONS)
        if more == "no":
            break
    return tuple(asked)


def _question(n: int) -> Script[dict[str, Any]]:
    words = yield from ask(f"text-{n}", WORDS, chapter="questions", text="text", n=n)
    kind = AnswerKind((yield from ask(f"kind-{n}", KINDS, chapter="questions", text="kind", n=n)))
    rule = yield from answer_rules.rule_of(kind, f"kind-{n}")
    return {"kind": kind.value, "text": words, "rule": rule}


def pay_for(floor: Money, minutes: int) -> Pay:
    """Any pay for so many minutes that keeps to the house's floor."""
    currency = floor.currency
    sign = get_currency_symbol(currency, "en")
    return Pay(currency, sign, at_most=Money.of(100_000, currency), minutes=minutes, floor=floor)


def _lines(told: Described, where: Labels) -> tuple[tuple[str, Text, Arg], ...]:
    questions: list[tuple[str, Text, Arg]] = []
    for n, spec in enumerate(told.questions, 1):
        questions.append((f"text-{n}", text("newtask-line-question", n=n), shortened(spec["text"], 120)))
        questions.append((f"kind-{n}", text("newtask-line-answer", n=n), answer_rules.shown(spec)))
    if len(told.questions) < MOST_QUESTIONS:
        more = text("newtask-line-more-value", n=len(told.questions))
        questions.append((f"more-{len(told.questions)}", text("newtask-line-more"), more))
    hourly = text("newtask-line-pay-value", pay=told.pay, hourly=told.pay.per_hour(told.minutes))
    return (
        ("title", text("newtask-line-title"), told.title),
        *questions,
        ("field", text("newtask-line-field"), labels(by_code(told.field_code))),
        ("level", text("newtask-line-level"), text(f"level-need-{told.min_level}")),
        ("minutes", text("newtask-line-minutes"), timedelta(minutes=told.minutes)),
        ("pay", text("newtask-line-pay"), hourly),
        ("places", text("newtask-line-places"), told.places),
        ("deadline", text("newtask-line-deadline"), text("newtask-line-deadline-value", at=told.deadline, zone=where)),
    )
