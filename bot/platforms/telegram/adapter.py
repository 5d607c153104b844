"""One Telegram bot: polls or is called, sends, fetches files, keeps the menus."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from io import BytesIO
from typing import Any, cast

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import BadRequest, Conflict, InvalidToken, TelegramError

from bot.channel import Envelope, NotAnUpdate, Unauthorized
from bot.chat.event import Event
from bot.platforms.telegram import sending
from bot.platforms.telegram.reading import WANTED, Update, event_of
from bot.platforms.telegram.transport import AiohttpRequest, call

log = structlog.get_logger()

POLL_SECONDS = 25
OTHER_POLLER = "terminated by other getUpdates request"
"""What Telegram says to the earlier of two that poll; there are other conflicts, such as with a webhook."""
Take = Callable[[Event], Awaitable[object]]
Fetch = Callable[[str], Awaitable[bytes]]
Menu = Sequence[tuple[str, str]]
"""Commands with what each does, in one language."""


class Telegram:
    """The adapter. `take` returns once an event is committed; only then is Telegram told that it arrived.

    Args:
        elsewhere: gets a file that another platform has, by its handle.
        contradicted: told each time that another program's poll has ended ours.
    """

    name = "telegram"
    slash = "/"
    forms = False
    largest_file = 50_000_000

    def __init__(
        self,
        token: str,
        base_url: str,
        take: Take,
        elsewhere: Fetch | None = None,
        contradicted: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self._elsewhere, self._contradicted = elsewhere, contradicted
        address = f"{base_url.rstrip('/')}/bot"
        self._polls = AiohttpRequest()
        self.bot = Bot(
            token,
            base_url=address,
            base_file_url=f"{base_url.rstrip('/')}/file/bot",
            request=AiohttpRequest(),
            get_updates_request=self._polls,
        )
        self._take = take
        self._caught_up = asyncio.Event()
        self._acknowledging: set[asyncio.Task[None]] = set()

    async def start(self) -> str:
        """Connects; returns the bot's user name. It may be tried again.

        Raises:
            Unauthorized: Telegram does not know the token. Unavailable: it can't be reached.
        """
        try:
            await self.bot.initialize()
        except InvalidToken:
            raise Unauthorized("Telegram does not know telegram.token; @BotFather shows the right one") from None
        except TelegramError as error:
            raise sending.translated(error) from None
        return self.bot.username

    async def stop(self) -> None:
        """Lets the last presses be acknowledged, then disconnects."""
        if self._acknowledging:
            await asyncio.wait(self._acknowledging, timeout=5)
        await self.bot.shutdown()

    def rests(self, chat_id: str, edits: str | None) -> float:  # noqa: ARG002  # the protocol's signature
        """Telegram has one pace for everything."""
        return 0.0

    async def send(self, envelope: Envelope) -> str:
        """As `bot.channel.Channel.send`. A handle with a colon is none of Telegram's."""
        if envelope.content is not None:
            return await sending.send_content(self.bot, envelope, envelope.content)
        if ":" in envelope.file and self._elsewhere is not None:
            return await sending.send_content(self.bot, envelope, BytesIO(await self._elsewhere(envelope.file)))
        return await sending.send(self.bot, envelope)

    async def poll(self) -> None:
        """Fetches updates until cancelled. The offset moves only after what was fetched is committed."""
        offset, pause = 0, 1.0
        while True:
            try:
                updates = await self._updates(offset)
                await asyncio.gather(*(self._receive(update) for update in updates))
                offset, pause = (updates[-1]["update_id"] + 1 if updates else offset), 1.0
                self._caught_up.set()
                continue
            except Conflict as conflict:
                log.error("second-poller", mend="another program polls with this token, or a webhook is set")
                if self._contradicted is not None and is_by_another(conflict):
                    await self._contradicted()
            except InvalidToken:
                log.critical("token-refused", mend="set telegram.token to what @BotFather shows")
            except Exception as failure:
                log.warning("poll-failed", because=f"{type(failure).__name__}: {failure}", again_in=pause)
            await asyncio.sleep(pause)
            pause = min(30.0, pause * 2)

    async def caught_up(self, seconds: float) -> None:
        """Returns when the first of those who wrote meanwhile have been handled, or after so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._caught_up.wait()

    async def receive(self, data: dict[str, Any]) -> None:
        """An update as a webhook brings it, committed when this returns. NotAnUpdate where it is none."""
        if not isinstance(data, dict) or not isinstance(data.get("update_id"), int):
            raise NotAnUpdate
        update = cast(Update, data)
        try:
            event = event_of(update)
        except (TypeError, ValueError, LookupError, AttributeError) as wrong:
            raise NotAnUpdate from wrong
        await self._hand_over(update, event)

    async def _updates(self, offset: int) -> list[Update]:
        """What has come since. As plain data: the library's objects cost a tenth of a turn."""
        patience = POLL_SECONDS if self._caught_up.is_set() else 0
        wanted = {"offset": offset, "limit": 100, "timeout": patience, "allowed_updates": WANTED}
        return cast(list[Update], await call(self._polls, f"{self.bot.base_url}/getUpdates", wanted, patience))

    async def _receive(self, update: Update) -> None:
        try:
            event = event_of(update)
        except Exception:
            log.exception("update-not-understood", update=update["update_id"])  # it would stop all that come after
            return
        await self._hand_over(update, event)

    async def _hand_over(self, update: Update, event: Event | None) -> None:
        """A pressed button is acknowledged beside it."""
        if event is not None:
            await self._take(event)
        if "callback_query" in update:
            task = asyncio.create_task(self._acknowledge(update["callback_query"]["id"]))
            self._acknowledging.add(task)
            task.add_done_callback(self._acknowledging.discard)

    async def use_webhook(self, url: str, secret: str) -> None:
        """Telegram will call this address from now on, each time with the secret. Raises as `send` does."""
        try:
            await self.bot.set_webhook(url, secret_token=secret, allowed_updates=WANTED, max_connections=40)
        except TelegramError as error:
            raise sending.translated(error) from None

    async def use_polling(self) -> None:
        """Takes a webhook away, as the two exclude each other; nothing that waits is dropped. Raises as `send` does."""
        try:
            await self.bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            raise sending.translated(error) from None

    async def set_menu(self, menu: Menu, language: str = "", chat_id: str = "") -> None:
        """The commands shown in all private chats of a language, or in one chat."""
        scope = BotCommandScopeChat(int(chat_id)) if chat_id else BotCommandScopeAllPrivateChats()
        commands = [BotCommand(word, does[:256]) for word, does in menu]
        await self.bot.set_my_commands(commands, scope=scope, language_code=language or None)

    async def fetch(self, handle: str) -> bytes:
        """A file's content. Rejected where it can't be had (above 20 MiB, or no longer there)."""
        try:
            file = await self.bot.get_file(handle)
            return bytes(await file.download_as_bytearray())
        except TelegramError as error:
            raise sending.translated(error) from None

    async def _acknowledge(self, query_id: str) -> None:
        """Stops the button's spinner. Too late is not a fault."""
        try:
            await self.bot.answer_callback_query(query_id)
        except BadRequest:
            return
        except TelegramError as failure:
            log.info("press-not-acknowledged", because=str(failure))


def is_by_another(conflict: Conflict) -> bool:
    """Whether it is because another program polls with the same token."""
    return OTHER_POLLER in conflict.message
