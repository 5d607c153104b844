"""Socket Mode: connections that the app opened, and envelopes that go to any one of them."""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import Any

from aiohttp import WSMsgType, web

from bot.playground import PATIENCE
from bot.playground.wire import Json, encode

from .outcome import Outcome

APPROXIMATE_LIFE = 3600
RESPONDING = ("interactive", "slash_commands")


class Connection:
    """One WebSocket. While it is `silent` nothing passes in either direction, not even a pong."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self.silent = False

    async def send(self, content: Json) -> None:
        """Sends it, unless the connection is silent or gone."""
        if self.silent or self.socket.closed:
            return
        try:
            await self.socket.send_str(encode(content))
        except ConnectionError:
            return


class Sockets:
    """All connections of the app. A payload goes to one of them, in turn, and waits for its acknowledgement."""

    def __init__(self, app_id: str, acknowledge: float, most: int) -> None:
        self.app_id = app_id
        self.acknowledge = acknowledge
        self.most = most
        self.connections: list[Connection] = []
        self.late: list[str] = []
        self._tickets: set[str] = set()
        self._waiting: dict[str, asyncio.Future[Json | None]] = {}
        self._turn = 0
        self._connected = asyncio.Event()

    def ticket(self) -> str:
        """The query of an address that can be connected to, once."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return f"ticket={ticket}&app_id={self.app_id}"

    async def wait(self, timeout: float = PATIENCE) -> None:
        """Waits until the app is connected; TimeoutError if it does not connect."""
        async with asyncio.timeout(timeout):
            await self._connected.wait()

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """A connection from its hello to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(autoping=False, timeout=0.5)
        await socket.prepare(request)
        connection = Connection(socket)
        if len(self.connections) >= self.most:
            await connection.send({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        self.connections.append(connection)
        try:
            await connection.send(self._hello())
            self._connected.set()
            await self._receive(connection)
        finally:
            self._forget(connection)
        return socket

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Asks every connection to come again, and closes it, as Slack does about once an hour."""
        for connection in list(self.connections):
            self._forget(connection)
            await connection.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}})
            await connection.socket.close()

    def silence(self) -> None:
        """All present connections go dead without a word, as after a broken route."""
        for connection in self.connections:
            connection.silent = True

    async def drop(self) -> None:
        """Cuts all connections."""
        for connection in list(self.connections):
            self._forget(connection)
            connection.silent = True
            await connection.socket.close()

    async def send(self, kind: str, payload: Json, attempt: int = 0, reason: str = "") -> Outcome:
        """Sends it to the next connection; without an acknowledgement in time it is lost there."""
        if not self.connections:
            return Outcome("connection_failed")
        self._turn += 1
        connection = self.connections[self._turn % len(self.connections)]
        envelope_id = secrets.token_hex(16)
        envelope: Json = {"envelope_id": envelope_id, "payload": payload, "type": kind}
        envelope["accepts_response_payload"] = kind in RESPONDING
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        waiting = self._waiting[envelope_id] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(self.acknowledge):
                await connection.send(envelope)
                return Outcome(answer=await waiting)
        except TimeoutError:
            return Outcome("timeout")
        finally:
            del self._waiting[envelope_id]

    async def stop(self) -> None:
        """Ends all connections."""
        for connection in list(self.connections):
            await connection.socket.close(code=1001)
        self._tickets.clear()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": "playground", "build_number": 1, "approximate_connection_time": APPROXIMATE_LIFE},
            "connection_info": {"app_id": self.app_id},
        }

    async def _receive(self, connection: Connection) -> None:
        async for message in connection.socket:
            if connection.silent:
                continue
            if message.type is WSMsgType.PING:
                await connection.socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._acknowledged(message.data)

    def _acknowledged(self, text: str) -> None:
        try:
            said: Any = json.loads(text)
        except ValueError:
            return
        envelope_id = said.get("envelope_id") if isinstance(said, dict) else None
        waiting = self._waiting.get(envelope_id) if isinstance(envelope_id, str) else None
        if waiting is None:
            self.late.append(str(envelope_id))
        elif not waiting.done():
            payload = said.get("payload")
            waiting.set_result(payload if isinstance(payload, dict) else None)

    def _forget(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)
        if not self.connections:
            self._connected.clear()
