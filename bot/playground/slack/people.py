"""The people's side over HTTP: the page shows a person's Slack, and does what the person does on it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from aiohttp import BodyPartReader, WSMsgType, web

from bot.playground.feed import Subscription
from bot.playground.wire import Json, decode, encode

from . import drawing
from .errors import SlackError
from .user import SlackUser

if TYPE_CHECKING:
    from .server import SlackServer


class PeopleSide:
    """The routes `/play/slack/…`; they may be added to another server's application, for one page with all."""

    def __init__(self, server: SlackServer) -> None:
        self.server = server
        self._sockets: WeakSet[web.WebSocketResponse] = WeakSet()

    def add_routes(self, application: web.Application) -> None:
        """Adds them all."""
        add = application.router
        add.add_get("/play/slack/{user_id}", self.chat)
        add.add_post("/play/slack/{user_id}/file", self.upload)
        add.add_get("/play/slack-file/{team}/{file_id}", self.file)

    async def close(self) -> None:
        """Ends all WebSockets."""
        for socket in list(self._sockets):
            await socket.close(code=1001)

    async def chat(self, request: web.Request) -> web.StreamResponse:
        """A person's Slack: what is shown goes out, what the person does comes in."""
        user = self.server.users.get(request.match_info["user_id"])
        if user is None:
            return _json({"error": "there is no such person"}, 404)
        socket = web.WebSocketResponse(heartbeat=30.0, timeout=0.5)
        await socket.prepare(request)
        self._sockets.add(socket)
        doing: set[asyncio.Task[None]] = set()
        with user.feed.subscribe({"type": "chat"}, {"type": "home"}, {"type": "modal"}) as events:
            sending = asyncio.create_task(_send_all(socket, user, events))
            async for said in socket:
                if said.type is WSMsgType.TEXT:
                    task = asyncio.create_task(_do(socket, user, said.data))
                    doing.add(task)
                    task.add_done_callback(doing.discard)
        await asyncio.gather(sending, *doing)
        return socket

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """A file from the person."""
        user = self.server.users.get(request.match_info["user_id"])
        if user is None:
            return _json({"error": "there is no such person"}, 404)
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader) and part.name == "file":
                mime = part.headers.get("Content-Type", "application/octet-stream").split(";")[0]
                ts = await user.upload(part.filename or "file", bytes(await part.read()), mime)
                return _json({"message_id": ts})
        return _json({"error": "the field file is missing"}, 400)

    async def file(self, request: web.Request) -> web.StreamResponse:
        """A file from a chat, to be saved."""
        try:
            stored = self.server.files.find(request.match_info["file_id"], request.match_info["team"])
        except SlackError:
            return _json({"error": "there is no such file"}, 404)
        headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": "attachment"}
        return web.Response(body=stored.content, content_type="application/octet-stream", headers=headers)


def shown(user: SlackUser, event: Json) -> Json | None:
    """What the page is told when this happens; None if it concerns nothing that the page shows."""
    match event["type"]:
        case "chat":
            bot = {"name": user.server.name, "username": user.server.name.lower()}
            messages = [drawing.message(each) for each in user.messages()]
            return event | {"bot": bot, "messages": messages, "commands": [], "blocked": False, "started": True}
        case "home":
            return event | {"home": drawing.view(user.screen.home, user.workspace.names)}
        case "modal":
            return event | {"modal": drawing.view(user.screen.top, user.workspace.names)}
        case "message" if event["channel"] == user.direct.id:
            found = user.direct.messages.get(event["ts"])
            return {"type": "message", "message": drawing.message(found)} if found else None
        case "delete" if event["channel"] == user.direct.id:
            return {"type": "delete", "message_id": event["ts"]}
        case "answered":
            return event
    return None


async def act(user: SlackUser, event: Any) -> None:
    """Does what the page asks for; ValueError or LookupError if that can't be done."""
    match event:
        case {"type": "text", "text": str(text)} if text.startswith("/"):
            await user.command(*text.strip().split(maxsplit=1))
        case {"type": "text", "text": str(text)}:
            await user.send(text)
        case {"type": "tap", "message_id": str(ts), "data": str(data)}:
            action_id, value = decode(data)
            received = await user.tap(ts, action_id=action_id, value=value)
            trouble = None if received else f"{user.server.name} is not responding. Please try again."
            user.feed.publish({"type": "answered", "message_id": ts, "text": trouble, "alert": False})
        case {"type": "tap", "data": str(data)}:
            action_id, value = decode(data)
            await user.tap_view(action_id=action_id, value=value)
        case {"type": "choose", "action_id": str(action_id), "value": str(value), "values": dict(values)}:
            await user.fill(values)
            await user.tap_view(action_id=action_id, value=value)
        case {"type": "submit", "values": dict(values)}:
            await user.submit(values)
        case {"type": "close"}:
            await user.close()
        case {"type": "home"}:
            await user.open_home()
        case _:
            raise ValueError("not understood")
    if event["type"] in ("tap", "choose", "submit", "close"):
        user.feed.publish({"type": "modal"})


async def _do(socket: web.WebSocketResponse, user: SlackUser, said: str) -> None:
    try:
        await act(user, decode(said))
    except (ValueError, LookupError, TypeError) as error:
        await _send(socket, {"type": "error", "error": str(error)})


async def _send_all(socket: web.WebSocketResponse, user: SlackUser, events: Subscription) -> None:
    async for event in events:
        content = shown(user, event)
        if content is not None:
            await _send(socket, content)
    await socket.close(code=1001)


async def _send(socket: web.WebSocketResponse, content: Json) -> None:
    if not socket.closed:
        try:
            await socket.send_str(encode(content))
        except ConnectionError:
            return  # the page is gone; its reading side ends the chat


def _json(body: object, status: int = 200) -> web.Response:
    return web.Response(text=encode(body), status=status, content_type="application/json")
