"""The local Telegram: one bot, any number of people, and the page that shows their chats."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from pathlib import Path
from typing import TextIO

from aiohttp import web

from bot.playground import PATIENCE
from bot.playground.clock import Clock
from bot.playground.faults import Faults
from bot.playground.record import Record, Request
from bot.playground.wire import Json

from .callbacks import Callbacks
from .chat import Chat, Person
from .endpoint import Endpoint
from .errors import bad_request
from .files import Files
from .limits import Limits, Pace
from .profile import Profile
from .updates import Updates
from .user import User
from .web import Mail, UserSide
from .webhook import Webhook

BODY_LIMIT = 64 * 1024 * 1024
DEFAULT_LIMITS = Limits()


class TelegramServer:
    """Speaks the Bot API to one bot, and to people the API of the page.

    token: the bot's, `<bot id>:<secret>`. record: a file (appended to) or stream for each request as a JSON
    line. latency: seconds that every answer takes. It may be started again after a stop, also on the same
    port; chats, updates and files stay. The host of the page may set `page`, `mail` and `clock`; messages carry
    the clock's time where there is one.
    """

    url: str = ""
    mail: Mail | None = None
    clock: Clock | None = None
    _runner: web.AppRunner | None = None

    def __init__(
        self,
        token: str = "1001:playground",
        *,
        username: str = "callboard_bot",
        name: str = "Callboard",
        limits: Limits = DEFAULT_LIMITS,
        record: Path | TextIO | None = None,
        latency: float = 0.0,
    ) -> None:
        self.token = token
        self.latency = latency
        self.limits = limits
        bot_id = int(token.split(":")[0])
        self.bot: Json = {"id": bot_id, "is_bot": True, "first_name": name, "username": username}
        self.record = Record(record, "telegram")
        self.faults = Faults()
        self.pace = Pace(limits)
        self.files: Files = Files(limits)
        self.updates = Updates()
        self.webhook = Webhook(self.updates)
        self.callbacks: Callbacks = Callbacks(self.updates, limits.callback_lifetime)
        self.users: dict[int, User] = {}
        self._chats: dict[int, Chat] = {}
        self.profile: Profile = Profile(name, self._chats)
        self.page: Json = {}
        self._people = UserSide(self)
        self.web = self._application()
        self._stopping = asyncio.Event()

    @property
    def requests(self) -> deque[Request]:
        """The latest requests, in the order in which they were answered."""
        return self.record.requests

    @property
    def unconfirmed(self) -> list[Json]:
        """Updates that the bot has not confirmed yet, oldest first."""
        return self.updates.unconfirmed()

    def time(self) -> float:
        """Now, in seconds since 1970: what messages are stamped with."""
        return self.clock.now().timestamp() if self.clock else time.time()

    async def settled(self, timeout: float = PATIENCE) -> None:
        """Waits until the bot has confirmed every update; TimeoutError if it does not."""
        async with asyncio.timeout(timeout):
            await self.updates.wait_until_confirmed()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listens, on a free port if none is given; returns the address, e.g. "http://127.0.0.1:43121"."""
        self._stopping.clear()
        self.record.start()
        self._runner = web.AppRunner(self.web, access_log=None, handle_signals=False, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port, backlog=1024)
        await site.start()
        self.url = f"http://{host}:{self._runner.addresses[0][1]}"
        self.webhook.start()
        return self.url

    async def stop(self) -> None:
        """Ends all connections; waiting polls get no updates."""
        self._stopping.set()
        self.updates.interrupt()
        for chat in self._chats.values():
            chat.feed.close()
        await self._people.close()
        await self.webhook.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        await self.webhook.stop()  # a setWebhook that was being answered has begun again
        await self.record.stop()

    async def sleep(self, seconds: float) -> None:
        """Sleeps so long, or until the server stops."""
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return

    def user(
        self,
        user_id: int,
        first_name: str = "Person",
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "en",
    ) -> User:
        """The person with this id; who they are is settled the first time."""
        found = self.users.get(user_id)
        if found is None:
            person = Person(user_id, first_name, last_name, username, language_code)
            chat = self._chats[user_id] = Chat(person, self.bot, self.limits.history)
            found = self.users[user_id] = User(self, chat)
        return found

    def chat_for(self, params: Json) -> Chat:
        """The chat that the parameters name; ApiError if there is none."""
        chat_id = params.get("chat_id")
        if chat_id is None or chat_id == "":
            raise bad_request("chat_id is empty")
        chat = self._chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=BODY_LIMIT)
        endpoint = Endpoint(self)
        application.router.add_route("*", "/bot{token}/{method}", endpoint.call)
        application.router.add_get("/file/bot{token}/{path:.+}", endpoint.download)
        self._people.add_routes(application)
        return application
