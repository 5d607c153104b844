"""/fields: what experts call their fields and the taxonomy doesn't; reviewers take it in with a tap, or back out."""

from __future__ import annotations

from sqlmodel import Session

from bot.chat.message import Button, Message, say, text
from bot.chat.texts import Reader
from bot.chat.wire import Json
from handlers.notices import notify
from handlers.questions.particulars import label
from handlers.routes import on_command, on_tap, view
from handlers.turn import Turn
from models import field_learned
from models.field import by_code
from models.membership import Role
from models.queries import reviewing
from models.types import PersonId

MOST_LISTED = 20


@on_command("fields", Role.REVIEWER)
def show(turn: Turn, _: str) -> list[Message]:
    """The first suggestion that waits, or what was approved."""
    return [_next(turn, after=0)]


@on_tap("fields.open")
def begin(turn: Turn) -> list[Message]:
    """From the notice."""
    return [_next(turn, after=0)]


@on_tap("fields.skip")
def skip(turn: Turn, key: int) -> list[Message]:
    """The next one; what was skipped comes round again."""
    return [_next(turn, after=key).in_place_of(turn.tapped_id)]


@on_tap("fields.decide")
def decide(turn: Turn, key: int, yes: bool) -> list[Message]:
    """The words are a synonym from now on, or will not be suggested again."""
    turn.need(Role.REVIEWER)
    phrase, new = field_learned.decide(turn.session, key, approved=yes, by=turn.person.key, now=turn.now)
    field = label(by_code(phrase.field_code))
    if not new:
        return [say("fields-already", words=phrase.words, field=field)]
    turn.note("synonym-approved" if yes else "synonym-declined", f"fieldphrase:{phrase.id}", turn.person.key)
    said = text("fields-approved" if yes else "fields-declined", words=phrase.words, field=field)
    return [_next(turn, after=0).after(said).in_place_of(turn.tapped_id)]


@on_tap("fields.list")
def listed(turn: Turn) -> list[Message]:
    """What was approved, each with a button that takes it back."""
    turn.need(Role.REVIEWER)
    return [_listed(turn)]


@on_tap("fields.remove")
def remove(turn: Turn, phrase_id: int) -> list[Message]:
    """A synonym counts no more."""
    turn.need(Role.REVIEWER)
    phrase = field_learned.remove(turn.session, phrase_id, turn.person.key, turn.now)
    turn.note("synonym-removed", f"fieldphrase:{phrase_id}", turn.person.key)
    turn.session.flush()
    said = text("fields-removed", words=phrase.words, field=label(by_code(phrase.field_code)))
    return [_listed(turn).after(said).in_place_of(turn.tapped_id)]


def learn(turn: Turn, _: int, words: str, code: str) -> Json:
    """Keeps what somebody meant by their words; the reviewers hear when enough people have meant the same."""
    people = field_learned.remember(turn.session, turn.person.key, words, code, turn.now)
    if people == turn.policy.suggest_fields_after:
        _announce(turn)
    return code


EFFECTS = {"learn-field": learn}
"""Of every conversation that asks for a field."""


def _announce(turn: Turn) -> None:
    waiting = field_learned.suggestions(turn.session, turn.policy.suggest_fields_after)
    for reviewer in reviewing.reviewers(turn.session) if waiting else ():
        if reviewer != turn.person.key:
            notify(turn, reviewer, "fields-waiting", about=waiting[-1].key, anew=len(waiting) == 1)


@view("fields-waiting")
def _notice(session: Session, _: PersonId, __: Reader) -> Message | None:
    if not field_learned.suggestions(session, people=1, limit=1):
        return say("fields-none")
    return say("fields-notice", rows=[[Button(text("fields-open"), "fields.open", style="primary")]])


def _next(turn: Turn, *, after: int) -> Message:
    turn.need(Role.REVIEWER)
    turn.session.flush()
    waiting = field_learned.suggestions(turn.session, turn.policy.suggest_fields_after)
    if not waiting:
        return _listed(turn)
    keys = [one.key for one in waiting]
    one = waiting[(keys.index(after) + 1) % len(waiting) if after in keys else 0]
    rows = [
        [
            Button(text("fields-yes"), "fields.decide", (one.key, True), style="primary"),
            Button(text("fields-no"), "fields.decide", (one.key, False)),
        ],
        [Button(text("review-skip"), "fields.skip", (one.key,)), Button(text("fields-list"), "fields.list")],
    ]
    field = label(by_code(one.field_code))
    return say("fields-suggestion", words=one.words, field=field, n=one.people, more=len(waiting) - 1, rows=rows)


def _listed(turn: Turn) -> Message:
    counted = field_learned.approved(turn.session)
    if not counted:
        return say("fields-none")
    rows = [
        [
            Button(
                text("fields-remove", words=one.words, field=label(by_code(one.field_code))), "fields.remove", (one.id,)
            )
        ]
        for one in counted[:MOST_LISTED]
    ]
    return say("fields-counted", n=len(counted), rows=rows)
