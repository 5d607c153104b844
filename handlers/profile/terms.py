"""An expert's terms all at once: in a form where there is such a thing, otherwise one question after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.chat.conversation import Script
from bot.chat.forms import Field, FormScript
from bot.chat.message import Lines, Message, Text, text
from bot.chat.wire import Json
from handlers.cards.sending import offer_to
from handlers.profile import profile
from handlers.profile.edit import KEEPERS, questions_of
from handlers.questions import quiet, terms
from handlers.questions.particulars import facts
from handlers.routes import on_tap
from handlers.talking import talk
from handlers.talking.keeping import KEPT, or_kept, question_of
from handlers.turn import Turn
from models.errors import Refused
from models.expert import Expert

PARTS = ("rate", "quiet", "hours", "languages", "country", "kinds")


def _script(turn: Turn, _: int) -> Callable[[], Script[dict[str, Any]]]:
    expert = _expert(turn)
    questions, now = questions_of(facts(turn), expert), profile.particulars_of(turn, expert)

    def every() -> Script[dict[str, Any]]:
        values = {}
        for part in PARTS:
            values[part] = yield from or_kept(questions[part](), now[part])
        return values

    return every


def _form(turn: Turn, _: int) -> FormScript:
    """The chat's own questions, each with what holds. Only what is changed is an answer; the rest stays."""
    expert = _expert(turn)
    questions, holds = questions_of(facts(turn), expert), _holding(expert)
    begun = talk.find(turn, TERMS.name, 0)
    answered = {name: value for name, value in begun.answers.items() if value != KEPT} if begun else {}
    for part in PARTS:
        step, now = question_of(questions[part]()), holds[part]
        label, hint = text(f"profile-{part}"), text(f"terms-form-{part}")
        yield Field(step.name, step.question, label, hint, now=answered.get(step.name, now), skippable=now is None)
    return dict.fromkeys(PARTS, KEPT)


def _finish(turn: Turn, _: int, values: dict[str, Any]) -> list[Message]:
    """What was changed holds from now on; what that opens is offered once."""
    expert = turn.lock(Expert, _expert(turn).person_id)
    before = _holding(expert)
    for part, value in values.items():
        if value != KEPT:
            KEEPERS[part](turn, value)
    after = _holding(expert)
    changed = [part for part in PARTS if after[part] != before[part]]
    if changed:
        offer_to(turn, expert)
    told = _told(turn, expert, changed)
    return [shown.after(told).in_place_of(turn.tapped_id) for shown in profile.show(turn, "")]


TERMS = talk.register(talk.Conversation(name="terms", script=_script, finish=_finish, form=_form))


@on_tap("profile.terms")
def change(turn: Turn) -> list[Message]:
    """From the beginning, whatever was left of an earlier time."""
    _expert(turn)
    left = talk.find(turn, TERMS.name, 0)
    if left is not None:
        left.answers = {}
    return talk.begin(turn, TERMS)


def _told(turn: Turn, expert: Expert, changed: list[str]) -> Text:
    if not changed:
        return text("terms-unchanged")
    now = profile.particulars_of(turn, expert)
    lines = (text("summary-line", label=text(f"profile-{part}"), value=now[part]) for part in changed)
    return text("terms-changed", lines=Lines(tuple(lines)))


def _holding(expert: Expert) -> dict[str, Json]:
    """What holds, as the questions keep it; None for what was never said."""
    return {
        "rate": [expert.min_rate_minor, expert.currency],
        "quiet": quiet.QuietHours().keep(quiet.of(expert)),
        "hours": str(expert.hours_a_week or terms.NO_LIMIT),
        "languages": sorted(expert.languages) or None,
        "country": expert.country or None,
        "kinds": sorted(expert.kinds),
    }


def _expert(turn: Turn) -> Expert:
    if turn.expert is None:
        raise Refused("profile-none")
    return turn.expert
