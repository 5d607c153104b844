"""/why: which open tasks an expert was not offered, what keeps each from them, and the shortest way to each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.chat.message import Arg, Button, Lines, Message, Rows, Text, text
from handlers import help
from handlers.credentials.claim_words import fluency_label
from handlers.exam import exam
from handlers.onboarding.not_joined import not_joined
from handlers.questions import particulars
from handlers.questions.vocabulary import countries, languages
from handlers.routes import on_command
from handlers.turn import Turn
from models.credential import CredentialKind, CredentialState
from models.field import by_code
from models.queries import audience
from models.queries.audience import OF_THE_CLIENT, Candidate
from models.queries.openings import Opening, Way, can_be_met, openings, ways
from models.review import ProofReason

MOST_WAYS = 6
MOST_FIELDS = 3
OTHER_NAMES = ("register-name-differs", ProofReason.NAME_DIFFERS.key)
PART_OF = {
    "pay": "rate",
    "hours": "hours",
    "kinds": "kinds",
    "language": "languages",
    "country": "country",
}
"""The part of the profile that a condition hangs on."""


@on_command("why")
def show(turn: Turn, _: str) -> list[Message]:
    """Grouped by what would open them, the shortest way first; then what nothing that the expert does would open."""
    if turn.expert is None:
        return [not_joined(turn)]
    them = audience.candidate(turn.session, turn.expert)
    said = told(turn, them, openings(turn.session, them, turn.now))
    return [said or Message((text("why-nothing"),), ((help.way("work"), help.way("profile")),))]


def told(turn: Turn, them: Candidate, every: Sequence[Opening]) -> Message | None:
    """What keeps some tasks from an expert and what would open them; None where there is nothing to say."""
    elsewhere = [one for one in every if "field" in one.failed]
    here = [one for one in every if "field" not in one.failed]
    found = ways(them, here, turn.now)
    parts = (
        *_coming(here),
        *_ways(turn, them, found),
        *_closed(them, [one for one in here if not all(can_be_met(name, them) for name in one.failed)]),
        *_elsewhere(them, elsewhere),
    )
    if not parts:
        return None
    test = _test(turn, found)
    said = (text("why"), *parts, *((text("why-test"),) if test else ()))
    return Message(said, (*(((test,),) if test else ()), *_rows(found, bool(elsewhere))))


def _coming(here: Sequence[Opening]) -> tuple[Text, ...]:
    number = sum(not one.failed for one in here)
    return (text("why-coming", n=number),) if number else ()


def _ways(turn: Turn, them: Candidate, found: Sequence[Way]) -> list[Text]:
    if not found:
        return []
    lines: list[Arg] = [_line(them, way) for way in found[:MOST_WAYS]]
    if len(found) > MOST_WAYS:
        lines.append(text("why-more-ways", n=len(found) - MOST_WAYS))
    said = [text("why-ways", lines=Lines(tuple(lines)))]
    if any({"level", "fluency"} & set(way.conditions) for way in found) and _waiting(them):
        said.append(text("why-proof-waits"))
    if any("level" in way.conditions for way in found) and _under_another_name(them, turn.now):
        said.append(text("why-name-differs"))
    if any("hours" in way.conditions for way in found) and them.expert.committed(turn.now):
        assert them.expert.week_ends_at is not None
        said.append(text("why-new-week", at=them.expert.week_ends_at))
    return said


def _line(them: Candidate, way: Way) -> Text:
    """What to do, how long it takes, and what it opens."""
    steps = [_step(them, way, name) for name in way.conditions]
    doing = steps[0]
    for step in steps[1:]:
        doing = text("why-and", first=doing, then=step)
    takes = text("why-one-tap") if way.minutes == 0 else text("why-about", length=timedelta(minutes=way.minutes))
    return text("why-way", step=doing, takes=takes, n=way.tasks, worth=way.worth)


def _step(them: Candidate, way: Way, name: str) -> Text:
    match name:
        case "level":
            field = particulars.label(by_code(them.expert.field_code))
            return text(f"why-step-level-{int(way.level)}", field=field)
        case "pay":
            return text("why-step-pay", rate=way.hourly, minimum=them.expert.min_rate)
        case "language":
            return text("why-step-language", languages=languages().listed(way.languages))
        case "fluency":
            names = languages().listed(way.unproven)
            return text("why-step-fluency", languages=names, level=fluency_label(way.fluency))
        case "hours":
            return text("why-step-hours", length=timedelta(minutes=way.minutes_each))
    return text(f"why-step-{name}")


def _closed(them: Candidate, closed: Sequence[Opening]) -> tuple[Text, ...]:
    """What no step opens, a line for each cause. A task counts once, by the first cause that holds."""
    causes: defaultdict[str, list[Opening]] = defaultdict(list)
    for one in closed:
        causes[_cause(them, one)].append(one)
    if not causes:
        return ()
    lines = [_closed_line(them, cause, causes[cause]) for cause in sorted(causes)]
    return (text("why-closed", lines=Lines(tuple(lines))),)


def _cause(them: Candidate, one: Opening) -> str:
    """A client's own condition is named only where nothing else would explain it, and never which one it is."""
    unmet = [name for name in one.failed if not can_be_met(name, them)]
    return next((name for name in unmet if name not in OF_THE_CLIENT), "client")


def _closed_line(them: Candidate, cause: str, some: Sequence[Opening]) -> Text:
    match cause:
        case "quality":
            least = min(one.wanted.min_quality for one in some)
            return text("why-closed-quality", n=len(some), least=least, yours=them.expert.quality)
        case "country":
            return text("why-closed-country", n=len(some), country=countries().label(them.expert.country))
        case "currency":
            return text("why-closed-currency", n=len(some), yours=them.expert.currency)
        case "rival":
            ends = [until for one in some if (until := audience.kept_apart_until(one.wanted, them)) is not None]
            return text("why-closed-rival", n=len(some), at=min(ends))
    return text("why-closed-client", n=len(some))


def _elsewhere(them: Candidate, some: Sequence[Opening]) -> tuple[Text, ...]:
    """How many there are in other fields, and in which most."""
    if not some:
        return ()
    most = Counter(one.wanted.field_code for one in some).most_common(MOST_FIELDS)
    lines = Lines(tuple(text("why-field", field=particulars.label(by_code(code)), n=number) for code, number in most))
    own = particulars.label(by_code(them.expert.field_code))
    return (text("why-elsewhere", n=len(some), own=own, lines=lines),)


def _waiting(them: Candidate) -> bool:
    """Whether something that they have shown waits for a reviewer."""
    return any(held.state is CredentialState.PENDING and held.evidence_file_id is not None for held in them.credentials)


def _under_another_name(them: Candidate, now: datetime) -> bool:
    """Whether a proof failed for its name, and no official document has shown one since."""
    named = any(held.kind is CredentialKind.IDENTITY and held.alive(now) for held in them.credentials)
    return not named and any(held.reason in OTHER_NAMES for held in them.credentials)


def _test(turn: Turn, found: Sequence[Way]) -> Button | None:
    """A test that may be taken now, where its proof would do for one of the ways."""
    wanted = [way.level for way in found if "level" in way.conditions]
    if turn.expert is None or not wanted:
        return None
    test = exam.invitation(turn, turn.expert)
    return test if min(wanted) <= turn.policy.testing.proves else None


def _rows(found: Sequence[Way], elsewhere: bool) -> Rows:
    """A button for each condition on the ways that are shown, in their order."""
    names = dict.fromkeys(name for way in found[:MOST_WAYS] for name in way.conditions)
    buttons = [_button(name) for name in names]
    if elsewhere:
        buttons.append(_profile("field"))
    rows = tuple((button,) for button in buttons)
    return rows or ((help.way("work"), help.way("profile")),)


def _button(name: str) -> Button:
    if name in ("level", "fluency"):
        return help.adding()
    return help.way("resume") if name == "pause" else _profile(PART_OF[name])


def _profile(part: str) -> Button:
    return Button(text("button-edit", what=text(f"profile-{part}")), "profile.edit", (part,))
