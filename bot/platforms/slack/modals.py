"""Forms as modals: opened with a trigger, brought up to date while open, their errors put under the fields."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bot.channel import Envelope, Rejected, TooFast, Unavailable, Unreachable
from bot.chat.forms import Reply, Sheet, Slot
from bot.platforms.slack.blocks import plain_text
from bot.platforms.slack.errors import error_of
from bot.platforms.slack.reading import Arrived
from bot.platforms.slack.workspace import Workspace

log = structlog.get_logger()

MOST_TITLE, MOST_OPTION, MOST_LABEL = 24, 75, 2000
MOST_OPTIONS, MOST_BOXES = 100, 10
MOST_TYPED = 3000
SECONDS = 2.5
"""Slack waits for three, with the acknowledgement and with the trigger."""
Json = dict[str, Any]


def view(sheet: Sheet) -> Json:
    """A sheet as Slack takes it. Same ids, so that what was filled in survives an update."""
    return {
        "type": "modal",
        "callback_id": "form",
        "private_metadata": sheet.token,
        "title": plain_text(sheet.title, MOST_TITLE),
        "submit": plain_text(sheet.submit, MOST_TITLE),
        "close": plain_text(sheet.cancel, MOST_TITLE),
        "blocks": [_input(slot) for slot in sheet.slots],
    }


async def show(workspace: Workspace, arrived: Arrived, reply: Reply) -> Json:
    """Does what was replied; returns what a form that was sent is acknowledged with, empty for nothing."""
    if reply.errors:
        return _wrong(arrived, reply)
    if reply.sheet is None:
        return {}
    try:
        async with asyncio.timeout(SECONDS):
            await _show(workspace, arrived, reply.sheet)
    except (SlackApiError, TooFast, Unavailable, TimeoutError) as failure:
        reason = error_of(failure) if isinstance(failure, SlackApiError) else type(failure).__name__
        log.warning("form-not-shown", because=reason)
        if arrived.view is None:
            await _answer_in_chat(workspace, arrived, reply.sheet)
    return {}


async def _show(workspace: Workspace, arrived: Arrived, sheet: Sheet) -> None:
    if arrived.view is not None:
        await workspace.open_forms.update(*arrived.view, view(sheet))
    elif arrived.trigger:
        await workspace.open_forms.open(arrived.trigger, view(sheet))


def _wrong(arrived: Arrived, reply: Reply) -> Json:
    """Errors under their fields; the form anew where all that is wrong with it is a field that it lacks, or that asks
    for something else by now."""
    slots = reply.sheet.slots if reply.sheet is not None else ()
    asked = {(slot.name, slot.shape) for slot in slots}
    entries = [entry for event in arrived.events for entry in getattr(event.what, "entries", {}).items()]
    here = {name for name, entry in entries if (name, entry.shape) in asked}
    errors = {name: words[:MOST_LABEL] for name, words in reply.errors.items() if name in here}
    if not errors and reply.sheet is not None:
        return {"response_action": "update", "view": view(reply.sheet)}
    return {"response_action": "errors", "errors": errors}


async def _answer_in_chat(workspace: Workspace, arrived: Arrived, sheet: Sheet) -> None:
    try:
        chat = arrived.events[0].sender.chat_id or await workspace.people.direct(arrived.user)
        await workspace.send(Envelope(chat, sheet.failed))
    except (SlackApiError, TooFast, Unavailable, Unreachable, Rejected) as failure:
        log.warning("form-fallback-not-said", because=type(failure).__name__)


def _input(slot: Slot) -> Json:
    block = {
        "type": "input",
        "block_id": slot.name,
        "label": plain_text(slot.label, MOST_LABEL),
        "element": _element(slot),
        "optional": slot.optional,
        "dispatch_action": slot.live,
    }
    return block | ({"hint": plain_text(slot.hint, MOST_LABEL)} if slot.hint else {})


def _element(slot: Slot) -> Json:
    if slot.calendar:
        return {"type": "datetimepicker", "action_id": slot.shape}
    if not slot.options:
        typed = {"type": "plain_text_input", "action_id": slot.shape, "multiline": slot.long}
        return typed | ({"initial_value": str(slot.now)[:MOST_TYPED]} if slot.now else {})
    options = [_option(value, label) for value, label in slot.options[:MOST_OPTIONS]]
    now = (slot.now or ()) if slot.many else (slot.now,)
    begun = [_option(value, label) for value, label in slot.options if value in now]
    if not slot.many:
        element = {"type": "static_select", "action_id": slot.shape, "options": options}
        return element | ({"initial_option": begun[0]} if begun else {})
    kind = "checkboxes" if len(options) <= MOST_BOXES else "multi_static_select"
    return {"type": kind, "action_id": slot.shape, "options": options} | ({"initial_options": begun} if begun else {})


def _option(value: Any, label: str) -> Json:
    return {"text": plain_text(label, MOST_OPTION), "value": json.dumps(value)}
