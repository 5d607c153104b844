"""What won't be sent, ever: the operator sees why, and whoever waits for a file or picture hears that it won't come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog

from bot.channel import Rejected
from bot.chat.message import MADE, Button, Message, Text, say, text
from bot.chat.wire import load_message
from bot.children import pictures
from bot.queue.mailroom import Due
from bot.sending.exports import NAME, TooLarge
from bot.sending.outcomes import Outcome
from handlers.turn import Outgoing
from models.delivery import DeliveryState
from models.types import AccountId, PersonId

log = structlog.get_logger()

MB = 1_000_000
_ASK: dict[str, Callable[[int, str], tuple[str, tuple[object, ...]]]] = {
    "answers": lambda key, form: ("export.answers", (key, form)),
    "about": lambda _, __: ("export.mine", ()),
}
"""The button that asks for such a file again."""


def refused(due: Due, failure: Exception, now: datetime) -> Outcome:
    """How a delivery ended that its platform rejects, or that we fail at; called where the failure is handled."""
    if isinstance(failure, Rejected):
        error = str(failure)
        log.error("delivery-rejected", **_ids_of(due), because=error)
    else:
        error = f"{type(failure).__name__}: {failure}"[:500]
        log.exception("delivery-failed", **_ids_of(due))
    return Outcome(due, DeliveryState.REFUSED, now, error=error, told=_instead(due, failure))


def _ids_of(due: Due) -> dict[str, object]:
    """Of a delivery, and what the name of its file says."""
    handle, _ = due.body.get("file", ("", ""))
    file = {"file": handle.removeprefix(MADE)} if handle.startswith(MADE) else {}
    return {"delivery": due.id, "person": due.person_id, **file}


def _instead(due: Due, failure: Exception) -> Outgoing | None:
    """What somebody is told whose file won't come: why, and how else to have it. None for any other delivery."""
    message = load_message(due.body) if "file" in due.body else None
    if message is None or not message.file.startswith(MADE):
        return None
    said = _of_file(message, failure) or _of_picture(message)
    if said is None:
        return None
    return Outgoing(
        PersonId(due.person_id),
        said,
        f"instead:{due.id}:{due.attempts}",
        account_id=AccountId(due.account_id),
        trace=due.trace,
    )


def _of_picture(message: Message) -> Message | None:
    """The words that it came with stand above; the way leads to both once more."""
    drawn = pictures.NAME.fullmatch(message.file.removeprefix(MADE))
    again = Button(text("export-again"), "help.command", ("stats",))
    return say("stats-picture-failed", rows=[[again]]) if drawn else None


def _of_file(message: Message, failure: Exception) -> Message | None:
    found = NAME.fullmatch(message.file.removeprefix(MADE))
    if found is None:
        return None
    size = {"most": failure.most // MB} if isinstance(failure, TooLarge) else {}
    key = f"export-{found[1]}-{'too-large' if size else 'failed'}"
    again = () if size else ((Button(text("export-again"), *_ASK[found[1]](int(found[2]), found[3])),),)
    return Message((Text(key, {**message.parts[0].variables, **size}),), again)
