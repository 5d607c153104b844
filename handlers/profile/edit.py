"""Changing one particular of a person: the question that onboarding asked, and where its answer goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.chat.conversation import Script
from bot.chat.message import Message, Text, text
from handlers import help
from handlers.cards.sending import offer_to
from handlers.onboarding import field_words
from handlers.questions import particulars, terms, zones
from handlers.questions.particulars import Facts, facts
from handlers.questions.quiet import Hours
from handlers.routes import COMMANDS
from handlers.talking import talk
from handlers.turn import Turn
from models.errors import Refused
from models.expert import Expert, Seniority
from models.field import Discipline, by_code
from models.money import Money
from models.queries import tally

PARTS = (
    *("name", "field", "level", "rate", "quiet", "timezone", "language"),
    *("country", "languages", "hours", "kinds", "employer"),
)
OPENING = ("field", "rate", "country", "languages", "hours", "kinds", "employer")
"""What may open tasks when it changes."""


def script(turn: Turn, subject: int) -> Callable[[], Script[Any]]:
    """The question about one part, which is named by its place in PARTS."""
    part, known, expert = PARTS[subject], facts(turn), turn.expert
    if part == "timezone":
        return lambda: particulars.timezone(known, known.language)
    if part == "language":
        return lambda: particulars.language(known, "language-briefly")
    if expert is None:
        raise Refused("profile-none")
    return questions_of(known, expert)[part]


def finish(turn: Turn, subject: int, value: Any) -> list[Message]:
    """Keeps the answer and shows the profile with it."""
    KEEPERS[PARTS[subject]](turn, value)
    if turn.expert is not None and PARTS[subject] in OPENING:
        offer_to(turn, turn.expert)
    changed = _changed(turn, PARTS[subject])
    if turn.expert is None:
        return [Message((changed,), ((help.way("help"),),)).in_place_of(turn.tapped_id)]
    return [shown.after(changed).in_place_of(turn.tapped_id) for shown in COMMANDS["profile"].handler(turn, "")]


def _changed(turn: Turn, part: str) -> Text:
    """A time zone with the time that it is there: a recruiter has no profile to look it up in."""
    if part == "timezone":
        return text("profile-timezone-set", clock=zones.clock(turn.person.timezone, turn.now))
    return text("profile-changed", what=text(f"profile-{part}"))


EDITING = talk.register(talk.Conversation(name="profile", script=script, finish=finish, effects=field_words.EFFECTS))


def questions_of(known: Facts, expert: Expert) -> dict[str, Callable[[], Script[Any]]]:
    """What an expert may change about themselves, each with its question."""
    return {
        "name": lambda: particulars.name(known),
        "field": lambda: particulars.field(known),
        "level": lambda: particulars.level(by_code(expert.field_code)),
        "rate": lambda: particulars.rate(known, expert.seniority),
        "quiet": particulars.quiet,
        "country": lambda: terms.country(known.timezone, expert.country),
        "languages": lambda: terms.work_languages(known.language),
        "hours": terms.hours,
        "kinds": terms.kinds,
        "employer": terms.employer,
    }


def _expert(turn: Turn) -> Expert:
    return turn.lock(Expert, turn.person.key)


def _keep_name(turn: Turn, name: str) -> None:
    turn.person.name = name


def _keep_field(turn: Turn, field: Discipline) -> None:
    _expert(turn).field_code = field.code


def _keep_level(turn: Turn, level: Seniority) -> None:
    _expert(turn).seniority = level


def _keep_rate(turn: Turn, rate: Money) -> None:
    expert = _expert(turn)
    expert.min_rate_minor, expert.currency = rate.minor, rate.currency


def _keep_quiet(turn: Turn, hours: Hours) -> None:
    expert = _expert(turn)
    expert.quiet_from, expert.quiet_to = hours or (None, None)


def _keep_country(turn: Turn, code: str) -> None:
    _expert(turn).country = code


def _keep_languages(turn: Turn, codes: frozenset[str]) -> None:
    _expert(turn).languages = codes


def _keep_hours(turn: Turn, most: int | None) -> None:
    _expert(turn).hours_a_week = most
    tally.keep(turn.session, turn.person.key, turn.now)


def _keep_kinds(turn: Turn, kinds: frozenset[str]) -> None:
    _expert(turn).kinds = kinds


def _keep_employer(turn: Turn, employers: str) -> None:
    _expert(turn).work_for(employers)


def _keep_language(turn: Turn, language: str) -> None:
    turn.person.language = language
    turn.job("menu")


KEEPERS: dict[str, Callable[[Turn, Any], None]] = {
    "name": _keep_name,
    "field": _keep_field,
    "level": _keep_level,
    "rate": _keep_rate,
    "quiet": _keep_quiet,
    "timezone": particulars.keep_timezone,
    "language": _keep_language,
    "country": _keep_country,
    "languages": _keep_languages,
    "hours": _keep_hours,
    "kinds": _keep_kinds,
    "employer": _keep_employer,
}
