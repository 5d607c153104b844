"""A request to the Web API, from its arrival to its answer and its place in the record."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, web

from bot.playground.faults import Fault, without_answer
from bot.playground.wire import Json, encode

from . import arguments
from .call import Call
from .errors import SlackError, rate_limited
from .methods import METHODS, Method

if TYPE_CHECKING:
    from .server import SlackServer

NO_ANSWER = 0  # in the record, for a request that was not carried out and whose connection was cut
LOGIN = "<!doctype html><html lang=en><title>Login | Slack</title><body>Sign in to your workspace</body></html>"


class _Cut(Exception):
    """The connection is to be cut without an answer, by this fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self.fault = fault


class Endpoint:
    """Answers `/api/<method>`, `/upload/…` and `/files-pri/…`."""

    def __init__(self, server: SlackServer) -> None:
        self.server = server

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Carries out a method."""
        arrived = time.monotonic()
        name = request.match_info["method"]
        params: Json = {}
        try:
            params = await arguments.read(request)
            arrived = time.monotonic()  # all of it is here; nothing waits between this and the counting of calls
            token = str(params.pop("token", ""))
            result = self._result(name, token, params, arrived)
            answer = _answer({"ok": True} | result)
            answer.headers.update(self.server.tokens.granted(token))
            self._note(arrived, name, params, 200)
        except SlackError as error:
            answer = _answer(error.body(), error)
            self._note(arrived, name, params, error.status, error.error)
        except _Cut as cut:
            self._note(arrived, name, params, 200 if cut.fault.after else NO_ANSWER)
            return await without_answer(request, cut.fault, self.server.sleep)
        if self.server.latency:
            await asyncio.sleep(self.server.latency)
        return answer

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """The second step of an upload: the bytes, as they are or as a form's file."""
        if request.content_type == "multipart/form-data":
            content = b""
            async for part in await request.multipart():
                if isinstance(part, BodyPartReader):
                    content = bytes(await part.read())
        else:
            content = await request.read()
        if not self.server.files.receive(request.match_info["ticket"], content):
            return web.Response(text="No such upload, or another length", status=400)
        return web.Response(text=f"OK - {len(content)}")

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file; whoever has no token for it is led to a page to sign in, as on Slack."""
        team, _, file_id = request.match_info["file"].partition("-")
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not self.server.tokens.reads(token, team):
            return web.Response(text=LOGIN, content_type="text/html")
        try:
            stored = self.server.files.find(file_id, team)
        except SlackError:
            return web.Response(text="Not found", status=404)
        return web.Response(body=stored.content, content_type=stored.mime)

    def _result(self, name: str, token: str, params: Json, arrived: float) -> Json:
        """The method's result. `params` become the checked ones in place, for the record."""
        fault = self.server.faults.take(name) if self.server.faults else None
        if fault is not None and not fault.after:
            _suffer(fault)
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        call = Call(self.server, name, token, self.server.tokens.authorize(token, method), params)
        checked = arguments.checked(method.takes, method.needs, params)
        params.clear()
        params.update(checked)
        self._pace(method, call, arrived)
        result = method.run(call)
        if fault is not None:
            _suffer(fault)
        return result

    def _pace(self, method: Method, call: Call, arrived: float) -> None:
        if method.posts:
            call.channel = call.workspace.target(call.arguments["channel"])
        per_minute = self.server.limits.messages_per_minute if method.posts else method.per_minute
        channel = call.channel.id if call.channel else None
        team = call.home.id if call.home else ""
        wait = self.server.pace.admit(team, call.method, per_minute, channel and f"{team}/{channel}", arrived)
        if wait:
            raise rate_limited(wait)

    def _note(self, arrived: float, name: str, params: Json, status: int, error: str | None = None) -> None:
        kept = {each: "…" if each in ("client_secret", "code") else value for each, value in params.items()}
        self.server.record.add(arrived, name, kept, status, error)


def _suffer(fault: Fault) -> None:
    if fault.kind != "error":
        raise _Cut(fault)
    if fault.retry_after is not None:
        raise rate_limited(fault.retry_after)
    raise SlackError(fault.text, status=fault.status)


def _answer(body: Any, error: SlackError | None = None) -> web.Response:
    headers = {"Retry-After": str(error.retry_after)} if error and error.retry_after is not None else None
    return web.Response(
        body=encode(body).encode(errors="replace"),
        status=error.status if error else 200,
        headers=headers,
        content_type="application/json",
    )
