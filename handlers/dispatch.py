"""From what arrived to the function that answers it."""

from __future__ import annotations

from typing import Any

from bot.chat.event import Brought, Command, Finished, Form, Reach, Renamed, Tap, Upload, Visit, Words
from bot.chat.message import Message, Text
from bot.chat.token import place_of, spelled_out
from bot.chat.wire import load_message
from handlers import help, home
from handlers.accounts import exporting, linking, parting, privacy
from handlers.broadcasts import broadcast
from handlers.credentials import card as credential_card
from handlers.credentials import doubts
from handlers.credentials import review as credential_review
from handlers.drafts import conditions, drafts, scheduling
from handlers.evidence import lookups, orcid_sign_in
from handlers.exam import exam, item_review
from handlers.money import earnings
from handlers.notices import awake_at
from handlers.offers import holds, offers, why, work
from handlers.onboarding import field_words, onboarding, start
from handlers.profile import pause, profile, proving
from handlers.profile import terms as profile_terms
from handlers.recruiters import experts, reports, rivalries, staff, tasks, whynot
from handlers.reminders import reminders
from handlers.review import appeal_notices, appeal_review, appealing, review
from handlers.rooms import claim as room_claim
from handlers.rooms import rooms
from handlers.routes import COMMANDS, FINISHED, SHARED_TAPS, TAPS
from handlers.talking import assenting, filling, talk
from handlers.talking import buttons as talk_buttons
from handlers.turn import Turn
from models.errors import Refused

ROUTED = (
    appeal_notices,
    appeal_review,
    appealing,
    broadcast,
    conditions,
    credential_card,
    credential_review,
    doubts,
    drafts,
    earnings,
    exam,
    experts,
    exporting,
    field_words,
    filling,
    holds,
    item_review,
    linking,
    lookups,
    offers,
    onboarding,
    orcid_sign_in,
    parting,
    pause,
    privacy,
    profile,
    profile_terms,
    proving,
    reminders,
    reports,
    review,
    rivalries,
    room_claim,
    rooms,
    scheduling,
    staff,
    start,
    talk_buttons,
    tasks,
    why,
    whynot,
    work,
)
"""Imported for the commands, taps and results that they register."""


WAYS_OUT = ("back", "cancel", "help")
"""Commands also where the open question would take the bare word."""


def respond(turn: Turn) -> list[Message]:
    """What is said in answer to a turn. Raises Refused for a refusal by a rule."""
    match turn.what:
        case Command() as command:
            return _commanded(turn, command)
        case Tap(token):
            return _tapped(turn, token)
        case Words(command=Command() as command) if not _is_answer(turn, command):
            return _commanded(turn, command)
        case Words(words) if meant := assenting.pressed(turn, words):
            return _acted(turn, *meant)
        case Words() | Upload():
            progress = talk.active(turn)
            return talk.answer(turn, progress) if progress else help.nothing_asked(turn)
        case Finished() as finished:
            return _finished(turn, finished)
        case Form() as form:
            return filling.filled(turn, form)
        case Visit():
            return home.visited(turn)
        case Brought() as brought:
            return rooms.brought(turn, brought)
        case Renamed(title):
            return rooms.renamed(turn, title)
        case Reach():
            return []


def _commanded(turn: Turn, command: Command) -> list[Message]:
    route = COMMANDS.get(command.word)
    return route.handler(turn, command.rest) if route else help.unknown_command(turn, command.word)


def _is_answer(turn: Turn, command: Command) -> bool:
    """Whether words that may be a command are meant for the open question: what leads out of one never is."""
    progress = talk.active(turn)
    return command.word not in WAYS_OUT and progress is not None and talk.would_take(turn, progress)


def _finished(turn: Turn, finished: Finished) -> list[Message]:
    """What comes of slow work can wait for the morning, where whoever asked for it sleeps by now."""
    handler = FINISHED.get(finished.kind)
    said = handler(turn, finished) if handler else []
    if said:
        turn.answered_from = awake_at(turn, turn.person.key)
    return said


def refusal(refused: Refused) -> Message:
    """The message for a rule's no; what is gone is no way on, so there is another."""
    ways = ((help.way("help"),),) if refused.key == "gone" else ()
    return Message((Text(refused.key, refused.variables),), ways)


def _tapped(turn: Turn, token: str) -> list[Message]:
    if turn.tapped is None:
        return help.old_button(turn)
    action, args = _meaning(turn.tapped.body, token)
    if turn.tapped.person_id != turn.person.key:
        return _tapped_in_a_room(turn, action, args)
    return _acted(turn, action, args)


def _acted(turn: Turn, action: str, args: tuple[Any, ...]) -> list[Message]:
    handler = TAPS.get(action)
    return handler(turn, *args) if handler else help.old_button(turn)


def _tapped_in_a_room(turn: Turn, action: str, args: tuple[Any, ...]) -> list[Message]:
    """A button that is nobody's own. Its message is not the person's to edit: they are answered in their own chat."""
    pressed, turn.tapped = turn.tapped, None
    shared = SHARED_TAPS.get(action)
    return shared(turn, pressed, *args) if shared else help.old_button(turn)


def _meaning(body: dict[str, Any], token: str) -> tuple[str, tuple[Any, ...]]:
    """A button's action and arguments: its place in the stored message, or spelled out where a view made it."""
    if ":" in token:
        return spelled_out(token)
    if "parts" not in body:
        return "", ()
    buttons = [button for row in load_message(body).rows for button in row]
    place = place_of(token)
    if place is None or place >= len(buttons):
        return "", ()
    return buttons[place].action, buttons[place].args
