"""The people's side over HTTP: the page, its chats over WebSocket, and what the host shows beside them."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from weakref import WeakSet

from aiohttp import WSMsgType, web

from bot.playground.feed import Feed, Subscription
from bot.playground.wire import Json, decode, encode

from .gestures import act, send_upload

if TYPE_CHECKING:
    from .server import TelegramServer

PAGE = Path(__file__).parent.parent / "page"
FIRST_NEWCOMER = 900_001
SHOWN_IN_PLACE = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf")


class Mail(Protocol):
    """Mails that arrived, and whoever watches for new ones."""

    @property
    def feed(self) -> Feed: ...

    def as_json(self) -> list[Json]: ...


class UserSide:
    """The routes `/`, `/page/…` and `/play/…`."""

    def __init__(self, server: TelegramServer) -> None:
        self.server = server
        self._sockets: WeakSet[web.WebSocketResponse] = WeakSet()

    async def close(self) -> None:
        """Ends all WebSockets."""
        for socket in list(self._sockets):
            await socket.close(code=1001)

    def add_routes(self, application: web.Application) -> None:
        """Adds them all."""
        add = application.router
        add.add_get("/", self.index)
        add.add_get("/page/{file:.+}", self.page_file)
        add.add_get("/play/page.json", self.page)
        add.add_get("/play/chat/{user_id:\\d+}", self.chat)
        add.add_post("/play/chat/{user_id:\\d+}/file", self.upload)
        add.add_get("/play/file/{file_id}", self.file)
        add.add_get("/play/mail", self.mail)
        add.add_get("/play/mail/live", self.live_mail)
        add.add_get("/play/clock", self.clock)
        add.add_post("/play/clock", self.clock)
        add.add_post("/play/new-user", self.new_user)

    async def index(self, _: web.Request) -> web.StreamResponse:
        """The page."""
        return _page_file("index.html")

    async def page_file(self, request: web.Request) -> web.StreamResponse:
        """A file of the page."""
        return _page_file(request.match_info["file"])

    async def page(self, _: web.Request) -> web.StreamResponse:
        """What the host configured, filled up with what is known anyway."""
        chats = [
            {"user_id": user.user_id, "name": user.snapshot()["user"]["first_name"], "role": "expert"}
            for user in self.server.users.values()
        ]
        known = {
            "title": self.server.bot["first_name"], "chats": chats, "mail": self.server.mail is not None,
            "clock": self.server.clock is not None, "intro": "",
        }  # fmt: skip
        return _json(known | self.server.page)

    async def chat(self, request: web.Request) -> web.StreamResponse:
        """A person's chat: events out, what the person does in."""
        user = self.server.users.get(int(request.match_info["user_id"]))
        if user is None:
            return _json({"error": "there is no such person"}, 404)
        socket = await self._open(request)
        with user.subscribe() as events:
            sending = asyncio.create_task(_send_all(socket, events))
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    error = await act(user, message.data)
                    if error is not None:
                        await _send(socket, {"type": "error", "error": error})
        await sending
        return socket

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """A file from the person, as a document unless `as` says photo."""
        user = self.server.users.get(int(request.match_info["user_id"]))
        if user is None:
            return _json({"error": "there is no such person"}, 404)
        try:
            return _json({"message_id": await send_upload(user, request)})
        except (ValueError, PermissionError) as error:
            return _json({"error": str(error)}, 400)

    async def file(self, request: web.Request) -> web.StreamResponse:
        """A file from a chat; only pictures and PDF are shown in place."""
        stored = self.server.files.by_id(request.match_info["file_id"])
        if stored is None:
            return _json({"error": "there is no such file"}, 404)
        shown = stored.mime in SHOWN_IN_PLACE
        headers = {
            "X-Content-Type-Options": "nosniff",
            "Content-Type": stored.mime if shown else "application/octet-stream",
            "Content-Disposition": "inline" if shown else "attachment",
        }
        return web.Response(body=stored.content, headers=headers)

    async def mail(self, _: web.Request) -> web.StreamResponse:
        """All mails, newest first."""
        if self.server.mail is None:
            return _json({"error": "there is no mailbox"}, 404)
        return _json(self.server.mail.as_json())

    async def live_mail(self, request: web.Request) -> web.StreamResponse:
        """Each new mail."""
        if self.server.mail is None:
            return _json({"error": "there is no mailbox"}, 404)
        socket = await self._open(request)
        with self.server.mail.feed.subscribe() as mails:
            sending = asyncio.create_task(_send_all(socket, mails))
            async for _ in socket:
                pass
        await sending
        return socket

    async def clock(self, request: web.Request) -> web.StreamResponse:
        """The host's clock; a POST moves it forward."""
        clock = self.server.clock
        if clock is None:
            return _json({"error": "there is no clock"}, 404)
        if request.method == "POST":
            seconds = (await _body(request)).get("advance")
            if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 <= seconds < 1e9:
                return _json({"error": "advance must be seconds, 0 or more"}, 400)
            clock.advance(timedelta(seconds=seconds))
        now = clock.now().timestamp()
        return _json({"now": now, "offset": round(now - time.time(), 3)})

    async def new_user(self, request: web.Request) -> web.StreamResponse:
        """One more person; `user_id`, `username` and `last_name` are optional."""
        body = await _body(request)
        user_id = body.get("user_id") or max([FIRST_NEWCOMER - 1, *self.server.users]) + 1
        if not isinstance(user_id, int) or user_id <= 0:
            return _json({"error": "user_id must be a positive whole number"}, 400)
        names = ("last_name", "username", "language_code")
        optional = {key: str(body[key]) for key in names if body.get(key)}
        user = self.server.user(user_id, str(body.get("name") or "Newcomer"), **optional)
        return _json({"user_id": user.user_id})

    async def _open(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=30.0)
        await socket.prepare(request)
        self._sockets.add(socket)
        return socket


async def _send_all(socket: web.WebSocketResponse, events: Subscription) -> None:
    async for event in events:
        await _send(socket, event)
    await socket.close(code=1001)


async def _send(socket: web.WebSocketResponse, event: Json) -> None:
    if not socket.closed:
        try:
            await socket.send_str(encode(event))
        except ConnectionError:
            return  # the page is gone; its reading side ends the chat


async def _body(request: web.Request) -> Json:
    try:
        body = decode(await request.read() or b"{}")
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _json(body: object, status: int = 200) -> web.Response:
    return web.Response(text=encode(body), status=status, content_type="application/json")


def _page_file(name: str) -> web.StreamResponse:
    path = (PAGE / name).resolve()
    if not path.is_relative_to(PAGE.resolve()) or not path.is_file():
        return _json({"error": "there is no such file"}, 404)
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})
