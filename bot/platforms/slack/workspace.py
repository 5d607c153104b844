"""One workspace: what is sent to it, its files, its people."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from io import BytesIO
from typing import IO

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.channel import Envelope, Moved, Rejected, Unauthorized, Unavailable
from bot.platforms.slack import files, sending
from bot.platforms.slack.calls import Calls
from bot.platforms.slack.directory import Directory
from bot.platforms.slack.errors import translated
from bot.platforms.slack.home import Homes, Page
from bot.platforms.slack.open_forms import OpenForms
from bot.platforms.slack.reading import SLASH, handle_of
from bot.slack_caps import CAPS, POST

MOST_BYTES = 20 * 1024 * 1024
Fetch = Callable[[str], Awaitable[bytes]]


class Workspace:
    """A channel of its own: its token, its pace, its deliveries. `start` says which workspace it is.

    Args:
        elsewhere: gets a file that another platform or workspace has, by its handle.
        page: makes someone's App Home.
        caps: how often each method may be called in a minute.
    """

    slash = SLASH
    forms = True
    largest_file = 1_000_000_000

    def __init__(self, token: str, base_url: str, elsewhere: Fetch, page: Page, caps: Mapping[str, int] = CAPS) -> None:
        self._elsewhere, self._page = elsewhere, page
        self._shared: set[tuple[str, str]] = set()
        self.calls = Calls(token, base_url, caps)
        self.people = Directory(self.calls)
        self.open_forms = OpenForms(self.calls)
        self.homes: Homes | None = None
        self.name = self.team = self.title = self.bot_user = ""

    async def start(self) -> str:
        """Connects; the workspace's title. It may be tried again.

        Raises:
            Unauthorized: Slack refuses the token. Unavailable, TooFast: it can't be asked now.
        """
        await self.calls.open()
        try:
            me = await self.calls("auth.test")
        except SlackApiError as failure:
            raise translated(failure) from None
        self.team, self.title, self.bot_user = str(me["team_id"]), str(me.get("team") or ""), str(me["user_id"])
        self.name = f"slack:{self.team}"
        self.homes = Homes(self.calls, self.team, self._page)
        return self.title

    async def is_welcome(self) -> bool:
        """Whether Slack still takes the token. Raises Unavailable or TooFast where it can't be asked now."""
        try:
            await self.calls("auth.test")
        except SlackApiError as failure:
            meaning = translated(failure)
            if isinstance(meaning, Unauthorized):
                return False
            raise meaning from None
        return True

    async def stop(self) -> None:
        """Closes the connections."""
        if self.homes is not None:
            await self.homes.close()
        await self.people.close()
        await self.calls.close()

    def rests(self, chat_id: str, edits: str | None) -> float:
        """As `bot.channel.Channel.rests`: each message waits for the one method that it takes."""
        if ":" in chat_id:
            return self.calls.rest("conversations.open")
        if edits is None:
            return self.calls.rest(POST)
        return 0.0 if self.calls.answers.knows(chat_id, edits) else self.calls.rest("chat.update")

    async def send(self, envelope: Envelope) -> str:
        """As `bot.channel.Channel.send`. Who has not been talked with yet is found by their id: Moved says where."""
        team, _, user = envelope.chat_id.rpartition(":")
        if team:
            raise Moved(await self.people.direct(user))
        if envelope.file:
            await self._share(envelope.chat_id, envelope.file, envelope.content)
        sent = await sending.send(self.calls, envelope)
        self._shared.discard((envelope.chat_id, envelope.file))
        return sent

    async def fetch(self, handle: str) -> bytes:
        """A file's content. Rejected where it can't be had (too large, deleted, not shown to the bot)."""
        try:
            file = (await self.calls("files.info", file=handle.rpartition(":")[2]))["file"]
        except SlackApiError as failure:
            raise translated(failure) from failure
        url = str(file.get("url_private_download") or file.get("url_private") or "")
        if not url or int(file.get("size") or 0) > MOST_BYTES:
            raise Rejected("the file is too large" if url else "the file has no content here")
        return await self._download(url)

    async def _share(self, channel: str, handle: str, content: IO[bytes] | None) -> None:
        """Puts a file into a chat, once, even where the message that follows has to be tried again."""
        if (channel, handle) in self._shared:
            return
        if content is None:
            own = handle.startswith(handle_of(self.team, ""))
            content = BytesIO(await (self.fetch(handle) if own else self._elsewhere(handle)))
        await files.share(self.calls, channel, handle, content)
        self._shared.add((channel, handle))

    async def _download(self, url: str) -> bytes:
        try:
            async with self.calls.session.get(url, headers={"Authorization": f"Bearer {self.calls.token}"}) as answer:
                if answer.status >= 500 or answer.status == 429:
                    raise Unavailable(f"status {answer.status}")
                if answer.status != 200 or answer.content_type == "text/html":  # the sign-in page, to a wrong token
                    raise Rejected(f"status {answer.status}")
                content = await answer.content.read(MOST_BYTES + 1)
        except (aiohttp.ClientError, TimeoutError) as failure:
            raise Unavailable(f"{type(failure).__name__}: {failure}") from failure
        if len(content) > MOST_BYTES:
            raise Rejected("the file is too large")
        return content
