"""From an envelope to Slack's Web API."""

from __future__ import annotations

from typing import Any

from slack_sdk.errors import SlackApiError

from bot.channel import Envelope
from bot.platforms.slack import blocks
from bot.platforms.slack.calls import Calls
from bot.platforms.slack.errors import CANNOT_EDIT, error_of, translated


async def send(calls: Calls, envelope: Envelope) -> str:
    """Sends or edits; the message's timestamp, which is its id. Raises what `bot.channel.Channel.send` names."""
    try:
        if envelope.edits and not envelope.file:
            return await _edit(calls, envelope)
        return await _new(calls, envelope)
    except SlackApiError as failure:
        raise translated(failure) from failure


async def _edit(calls: Calls, envelope: Envelope) -> str:
    """What can't be edited comes anew, except in a channel: there somebody took it away."""
    content = _content(envelope)
    where = (envelope.chat_id, envelope.edits)
    if await calls.answers.replace(calls.session, *where, content["text"], content["blocks"]):
        return envelope.edits
    try:
        await calls("chat.update", ts=envelope.edits, **content)
    except SlackApiError as refused:
        if error_of(refused) in CANNOT_EDIT and envelope.chat_id.startswith("D"):
            return await _new(calls, envelope)
        raise
    return envelope.edits


async def _new(calls: Calls, envelope: Envelope) -> str:
    sent = await calls("chat.postMessage", unfurl_links=False, unfurl_media=False, mrkdwn=False, **_content(envelope))
    return str(sent["ts"])


def _content(envelope: Envelope) -> dict[str, Any]:
    return {
        "channel": envelope.chat_id,
        "text": blocks.fallback(envelope.html),
        "blocks": blocks.message(envelope.html, envelope.keys),
        "parse": "none",
    }
