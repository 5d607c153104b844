"""Files out, in Slack's three steps: ask where to, send the bytes, say whom they are for."""

from __future__ import annotations

import os
from typing import IO

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.channel import Unavailable, named
from bot.platforms.slack.calls import Calls
from bot.platforms.slack.errors import translated

UPLOADING = aiohttp.ClientTimeout(total=600)


async def share(calls: Calls, channel: str, handle: str, content: IO[bytes]) -> None:
    """Puts a file into a chat. Raises as `bot.channel.Channel.send`."""
    name, size = named(handle, content), content.seek(0, os.SEEK_END)
    content.seek(0)
    try:
        place = await calls("files.getUploadURLExternal", filename=name, length=size)
        await _put(calls, str(place["upload_url"]), content)
        done = [{"id": place["file_id"], "title": name}]
        await calls("files.completeUploadExternal", files=done, channel_id=channel)
    except SlackApiError as failure:
        raise translated(failure) from failure


async def _put(calls: Calls, url: str, content: IO[bytes]) -> None:
    try:
        async with calls.session.post(url, data=content, timeout=UPLOADING) as answer:
            if answer.status != 200:
                raise Unavailable(f"the upload ended with status {answer.status}")
    except (aiohttp.ClientError, TimeoutError) as failure:
        raise translated(failure) from failure
