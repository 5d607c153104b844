"""The way in for an expert: who they are, what they know, how it is shown, and on which terms they work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.chat.conversation import Ask, Script, Talk, ask, do
from bot.chat.message import Arg, Message, Text, say, text
from bot.chat.questions import Choice, Summary, option
from bot.chat.wire import Json
from handlers import help
from handlers.cards.sending import offer_to
from handlers.evidence.orcid_sign_in import EFFECTS
from handlers.evidence.proof_traces import without_evidence
from handlers.exam import exam
from handlers.onboarding import field_words
from handlers.proofs.proofs import Proofs, proofs
from handlers.questions import particulars, quiet, terms, zones
from handlers.questions.particulars import Facts, facts, facts_of
from handlers.questions.quiet import Hours
from handlers.questions.terms import Terms
from handlers.talking import talk
from handlers.turn import Turn, Work
from models.expert import Expert, Seniority
from models.field import Discipline
from models.money import Money
from models.person import Person, Progress
from models.reminder import ReminderKind

CHAPTERS = ("language", "timezone", "consent", "name", "field", "level", "proof", "rate", "quiet")
REMIND_AFTER = timedelta(days=1)
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Joined:
    """All that an expert's row is made from, and how many proofs were shown on the way."""

    name: str
    field: Discipline
    level: Seniority
    rate: Money
    quiet: Hours
    usual: Terms
    proofs: int


def script(turn: Turn, _: int) -> Callable[[], Script[Joined | None]]:
    """Nothing is asked of the database between two answers."""
    known = facts(turn)
    return lambda: onboarding(known)


def ahead(work: Work, person: Person, progress: Progress) -> Sequence[str]:
    """The chapters from that of the open question on; none where only the last look is left."""
    known = facts_of(work, person)
    step = Talk(lambda: onboarding(known), progress.answers).place().step
    here = step.chapter if isinstance(step, Ask) else ""
    return CHAPTERS[CHAPTERS.index(here) :] if here in CHAPTERS else ()


def onboarding(known: Facts) -> Script[Joined | None]:
    """The whole way; None for who does not agree to what is kept."""
    language = yield from particulars.language(known)
    yield from do("language.set", "set-language", language)
    zone = yield from particulars.timezone(known, language)
    yield from do("timezone.set", "set-timezone", zone)
    if not (yield from _agreed(known)):
        return None
    yield from do("consent.given", "consent", known.consent_version)
    name = yield from particulars.name(known)
    field = yield from particulars.field(known)
    level = yield from particulars.level(field)
    shown = yield from proofs(field, name)
    rate = yield from particulars.rate(known, level)
    hours = yield from particulars.quiet()
    usual = yield from terms.assumed(zone, language)
    joined = Joined(name, field, level, rate, hours, usual, shown.ways)
    yield from ask("summary", Summary(_lines(joined, language, zone, shown), text("onboarding-submit")))
    return joined


def finish(turn: Turn, _: int, joined: Joined | None) -> list[Message]:
    """The person is an expert from now on; or has said no, and nothing of it is kept."""
    turn.forget_reminder(turn.person.key, ReminderKind.ONBOARDING)
    if joined is None:
        return [say("onboarding-declined", rows=[[help.way("start")]]).in_place_of(turn.tapped_id)]
    turn.person.name = joined.name
    expert = _enlist(turn, joined)
    turn.session.add(expert)
    turn.note("expert-joined", f"person:{turn.person.key}", turn.person.key)
    parts = [text("onboarding-done", name=joined.name), text("onboarding-offers", n=offer_to(turn, expert))]
    if not joined.proofs:
        parts.append(text("onboarding-unproven"))
    test = exam.invitation(turn, expert)
    if test is not None:
        parts.append(text("onboarding-test"))
    rows = (*(((test,),) if test else ()), (help.way("work"), help.way("profile")), (help.way("help"),))
    return [Message(tuple(parts), rows).in_place_of(turn.tapped_id)]


def set_language(turn: Turn, _: int, language: str) -> Json:
    """At once: the very next question is asked in it."""
    if language != turn.person.language:
        turn.person.language = language
        turn.job("menu")
    return language


def set_timezone(turn: Turn, _: int, zone: str) -> Json:
    turn.person.timezone = zone
    return zone


def consent(turn: Turn, _: int, version: str) -> Json:
    """Recorded with its version; who had left for good is back with it."""
    turn.person.consent(version, turn.now)
    turn.person.forgotten_at = None
    return version


def remind(turn: Turn, _: int) -> None:
    """A day after the last answer."""
    turn.remind(turn.person.key, ReminderKind.ONBOARDING, at=turn.now + REMIND_AFTER)


ONBOARDING = talk.register(
    talk.Conversation(
        name="onboarding",
        script=script,
        finish=finish,
        effects={
            "set-language": set_language,
            "set-timezone": set_timezone,
            "consent": consent,
            **field_words.EFFECTS,
            **EFFECTS,
        },
        chapters=CHAPTERS,
        moved=remind,
        tidy=without_evidence,
    )
)


def _agreed(known: Facts) -> Script[bool]:
    """What is kept and why; a new version of it is asked about anew."""
    yes = option([YES, known.consent_version], text("onboarding-consent-yes"))
    no = option([NO, known.consent_version], text("onboarding-consent-no"))
    given = yield from ask("consent", Choice((yes, no)), version=known.consent_version)
    return bool(given == yes.value)


def _lines(joined: Joined, language: str, zone: str, shown: Proofs) -> tuple[tuple[str, Text, Arg], ...]:
    values: dict[str, Arg] = {
        "language": particulars.NATIVE[language],
        "timezone": zones.label(zone),
        "name": joined.name,
        "field": particulars.label(joined.field),
        "level": text(f"seniority-{joined.level.value}"),
        "proof": text("proving-count", n=shown.ways),
        "rate": joined.rate,
        "quiet": quiet.shown(joined.quiet),
        **joined.usual.lines(),
    }
    questions = {"proof": shown.last}
    return tuple((questions.get(part, part), text(f"profile-{part}"), value) for part, value in values.items())


def _enlist(turn: Turn, joined: Joined) -> Expert:
    """The expert's row, new or brought up to date."""
    expert = turn.expert or Expert(
        person_id=turn.person.key,
        field_code=joined.field.code,
        seniority=joined.level,
        min_rate_minor=joined.rate.minor,
        currency=joined.rate.currency,
        joined_at=turn.now,
    )
    expert.field_code, expert.seniority = joined.field.code, joined.level
    expert.min_rate_minor, expert.currency = joined.rate.minor, joined.rate.currency
    expert.quiet_from, expert.quiet_to = joined.quiet or (None, None)
    joined.usual.give(expert)
    return expert
