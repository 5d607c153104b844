"""What is asked about a person, once in onboarding and again wherever they change it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import count

from babel.numbers import get_currency_symbol

from bot.chat.conversation import Script, ask, do
from bot.chat.message import Labels, text
from bot.chat.numbers import Amount
from bot.chat.questions import Choice, Option, Plain, option
from bot.chat.texts import LANGUAGES
from bot.chat.wire import Json
from handlers.questions.field_question import FieldWords
from handlers.questions.quiet import Hours, QuietHours
from handlers.questions.zones import Zone, guesses
from handlers.turn import Turn, Work
from models.errors import Refused
from models.expert import Seniority
from models.field import Discipline, by_code
from models.field_learned import Learned, learned
from models.money import Money
from models.person import Person
from models.queries import tally

WORDS = "particulars"
NATIVE = {"en": "English", "ar": "العربية"}
ALSO = {
    "en": ("en", "in English", "إنجليزي", "انجليزي", "الإنجليزية", "الانجليزية", "بالإنجليزية"),
    "ar": ("ar", "Arabic", "in Arabic", "عربي", "عربية", "العربي", "بالعربي", "بالعربية"),
}
"""What else a language is called by whoever types it."""
NONE_OF_THESE = "none"
MOST_RATE = 2000
SUGGESTED = {
    Seniority.STUDENT: (20, 30, 40),
    Seniority.GRADUATE: (40, 60, 80),
    Seniority.PRACTISING: (80, 100, 125),
    Seniority.SENIOR: (100, 125, 150),
}
"""Hourly rates to tap, in major units, around what such work is paid."""
LEVELS = Choice(tuple(option(one.value, text(f"seniority-{one.value}")) for one in Seniority))


@dataclass(frozen=True)
class Facts:
    """What the questions are made from, gathered before a replay."""

    language: str
    hint: str
    timezone: str
    now: datetime
    name: str
    floor: Money
    consent_version: str
    learned: Callable[[], Learned]
    """Looked up when a field is named: most turns have none."""


def facts(turn: Turn) -> Facts:
    """Of the person whose turn it is."""
    return facts_of(turn, turn.person, turn.language_hint)


def facts_of(work: Work, person: Person, hint: str = "") -> Facts:
    """Of anybody; nothing is asked of the database."""
    return Facts(
        language=person.language,
        hint=hint,
        timezone=person.timezone,
        now=work.now,
        name=person.name.strip()[:100],
        floor=work.policy.floor_per_hour,
        consent_version=work.policy.consent_version,
        learned=lambda: learned(work.session),
    )


def language(known: Facts, words: str = "language") -> Script[str]:
    """Which language to speak; the likelier one stands first. `words` is the text that asks for it."""
    return str((yield from ask("language", spoken(known.language), of=WORDS, text=words)))


@cache
def spoken(likely: str) -> Choice:
    """The languages that the bot speaks, the likely one first."""
    ordered = sorted(LANGUAGES, key=lambda one: one != likely)
    return Choice(tuple(Option(one, NATIVE[one], ALSO[one]) for one in ordered), 2, "language-unknown")


def timezone(known: Facts, language: str, words: str = "timezone") -> Script[str]:
    """Where in the day the person is. `words` is the text that asks for it."""
    question = Zone(guesses(known.hint, language, known.timezone), known.now)
    return (yield from ask("timezone", question, of=WORDS, text=words))


def name(known: Facts) -> Script[str]:
    """What to call the person; the platform's name for them is offered."""
    instead = (option(known.name, known.name),) if _is_name(known.name) else ()
    return (yield from ask("name", PersonName(most=100, instead=instead), of=WORDS))


def field(known: Facts) -> Script[Discipline]:
    """The field in the person's own words: taken where that is clear, otherwise chosen among the likeliest.

    What was chosen is kept as what the words mean: the conversation's effects are `field_words.EFFECTS`.
    """
    question, said = "field", "field"
    for attempt in count(2):
        meant = yield from ask(question, FieldWords(known.learned), of=WORDS, chapter="field", text=said)
        if meant.is_sure:
            return meant.likely[0]
        if meant.likely:
            picked = yield from ask(
                f"field.pick-{attempt}", _among(meant.likely), of=WORDS, chapter="field", text="field-pick"
            )
            if picked != NONE_OF_THESE:
                yield from do(f"field.learnt-{attempt}", "learn-field", meant.words, picked)
                return by_code(picked)
        question, said = f"field.{attempt}", "field-again"
    raise AssertionError("count() never ends")


def _among(fields: Sequence[Discipline]) -> Choice:
    likely = tuple(option(field.code, label(field)) for field in fields)
    return Choice((*likely, option(NONE_OF_THESE, text("particulars-field-none"))))


def level(chosen: Discipline) -> Script[Seniority]:
    """Where the person stands in their field."""
    return Seniority((yield from ask("level", LEVELS, of=WORDS, field=label(chosen))))


def rate(known: Facts, standing: Seniority) -> Script[Money]:
    """The least an hour must pay."""
    return (yield from ask("rate", _hourly(known.floor, standing), of=WORDS, floor=known.floor))


@cache
def _hourly(floor: Money, standing: Seniority) -> Amount:
    amounts = [Money.of(major, floor.currency) for major in SUGGESTED[standing]]
    offered = [amount for amount in amounts if amount >= floor] or [floor]
    return Amount(
        floor.currency,
        sign=get_currency_symbol(floor.currency, "en"),
        at_least=floor,
        at_most=Money.of(MOST_RATE, floor.currency),
        instead=tuple(option(str(amount.amount), text("particulars-rate-option", rate=amount)) for amount in offered),
    )


def quiet() -> Script[Hours]:
    """When nothing that can wait is sent."""
    return (yield from ask("quiet", QuietHours(), of=WORDS))


def keep_timezone(turn: Turn, zone: str) -> None:
    """Their week begins at another moment there."""
    turn.person.timezone = zone
    tally.keep(turn.session, turn.person.key, turn.now)


def label(chosen: Discipline) -> Labels:
    """A field's name in each language."""
    return _labels(chosen.code)


@cache
def _labels(code: str) -> Labels:
    return Labels({one: by_code(code).label(one) for one in LANGUAGES})


@dataclass(frozen=True)
class PersonName(Plain):
    """A name: one line that has a letter in it."""

    def recall(self, stored: Json) -> str:
        """Raises Refused "name-no-letters" for what only emoji, digits or signs were."""
        words = " ".join(super().recall(stored).split())
        if not _is_name(words):
            raise Refused("name-no-letters")
        return words


def _is_name(words: str) -> bool:
    return any(character.isalpha() for character in words)
