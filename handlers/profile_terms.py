"""An expert's terms all at once: in a form where there is such a thing, otherwise one question after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.chat.conversation import Ask, Script
from bot.chat.forms import Field, FormScript
from bot.chat.message import Arg, Message, text
from bot.chat.wire import Json
from handlers import quiet, talk, terms
from handlers.particulars import facts
from handlers.profile_edit import KEEPERS, questions_of
from handlers.routes import COMMANDS, on_tap
from handlers.sending import offer_to
from handlers.turn import Turn
from handlers.vocabulary import languages
from models.errors import Refused
from models.expert import Expert

PARTS = ("rate", "quiet", "hours", "languages", "country")


def _script(turn: Turn, _: int) -> Callable[[], Script[dict[str, Any]]]:
    questions = questions_of(facts(turn), _expert(turn))

    def every() -> Script[dict[str, Any]]:
        values = {}
        for part in PARTS:
            values[part] = yield from questions[part]()
        return values

    return every


def _form(turn: Turn, _: int) -> FormScript:
    """The chat's own questions, each with what holds now."""
    expert = _expert(turn)
    questions, now = questions_of(facts(turn), expert), _now(expert)
    for part in PARTS:
        step = next(questions[part]())
        assert isinstance(step, Ask), "a part begins with its question"
        yield Field(step.name, step.question, text(f"profile-{part}"), text(f"terms-form-{part}"), now=now[part])
    return dict[str, Json]()


def _finish(turn: Turn, _: int, values: dict[str, Any]) -> list[Message]:
    """All of them hold from now on; what that opens is offered once."""
    expert = _expert(turn)
    for part, value in values.items():
        KEEPERS[part](turn, value)
    offer_to(turn, expert)
    changed = text("profile-changed", what=text("profile-terms"))
    return [shown.after(changed).in_place_of(turn.tapped_id) for shown in COMMANDS["profile"].handler(turn, "")]


TERMS = talk.register(talk.Conversation(name="terms", script=_script, finish=_finish, form=_form))


@on_tap("profile.terms")
def change(turn: Turn) -> list[Message]:
    """From the beginning, whatever was left of an earlier time."""
    _expert(turn)
    left = talk.find(turn, TERMS.name, 0)
    if left is not None:
        left.answers = {}
    return talk.begin(turn, TERMS)


def _now(expert: Expert) -> dict[str, Arg]:
    """What holds, as it would be typed."""
    return {
        "rate": str(expert.min_rate.amount),
        "quiet": quiet.shown(quiet.of(expert)),
        "hours": str(expert.hours_a_week or terms.NO_LIMIT),
        "languages": languages().listed(expert.languages) if expert.languages else "",
        "country": terms.shown_country(expert.country) if expert.country else "",
    }


def _expert(turn: Turn) -> Expert:
    if turn.expert is None:
        raise Refused("profile-none")
    return turn.expert
