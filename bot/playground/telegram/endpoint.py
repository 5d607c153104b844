"""A request to the Bot API, from its arrival to its answer and its place in the record."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.playground.faults import Fault, without_answer
from bot.playground.wire import Encoded, Json, encode

from . import parameters
from .errors import ApiError, bad_request, too_many_requests
from .methods import METHODS, METHODS_IN_LOWER_CASE, Method

if TYPE_CHECKING:
    from .server import TelegramServer

NO_ANSWER = 0  # in the record, for a request that was not carried out and whose connection was cut


class _Cut(Exception):
    """The connection is to be cut without an answer, by this fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self.fault = fault


class Endpoint:
    """Answers `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

    def __init__(self, server: TelegramServer) -> None:
        self.server = server

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Carries out a method."""
        arrived = time.monotonic()
        name = request.match_info["method"]
        params: Json = {}
        retry_after: int | None = None
        try:
            params = await parameters.read(request)
            arrived = time.monotonic()  # all of it is here; nothing waits between this and the counting of sends
            result, status = await self._result(request, name, params, arrived), 200
            body = f'{{"ok":true,"result":{result.text if isinstance(result, Encoded) else encode(result)}}}'
        except ApiError as error:
            status, retry_after = error.status, error.retry_after
            body = _refusal(error)
        except _Cut as cut:
            self.server.record.add(arrived, name, params, 200 if cut.fault.after else NO_ANSWER)
            return await without_answer(request, cut.fault, self.server.sleep)
        self.server.record.add(arrived, name, params, status)
        if self.server.latency:
            await asyncio.sleep(self.server.latency)
        return _answer(status, body, retry_after)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file that getFile gave a path."""
        stored = self.server.files.linked(request.match_info["path"])
        if request.match_info["token"] != self.server.token or stored is None:
            return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)
        return web.Response(body=stored.content, content_type="application/octet-stream")

    async def _result(self, request: web.Request, name: str, params: Json, arrived: float) -> Any:
        """The method's result. `params` become the checked ones in place, for the record of a refusal."""
        server = self.server
        if request.match_info["token"] != server.token:
            raise ApiError(401, "Unauthorized")
        method = METHODS.get(name) or METHODS_IN_LOWER_CASE.get(name.lower())
        if method is None:
            raise ApiError(404, "Not Found: method not found")
        checked = parameters.checked(method.name, method.parameters, params)
        params.clear()
        params.update(checked)
        fault = server.faults.take(method.name) if server.faults else None
        if fault is not None and not fault.after:
            _suffer(fault)
        self._pace(method, params, arrived)
        result = await self._run(method, params)
        if fault is not None:
            _suffer(fault)
        return result

    async def _run(self, method: Method, params: Json) -> Any:
        if method.wait_for is not None:
            return await method.wait_for(self.server, params)
        assert method.run is not None
        return method.run(self.server, params)

    def _pace(self, method: Method, params: Json, arrived: float) -> None:
        if not method.is_send or not self.server.limits.enabled:
            return
        chat_id = params.get("chat_id")
        if not isinstance(chat_id, int):
            raise bad_request("chat_id is empty" if not chat_id else "chat not found")
        wait = self.server.pace.admit(chat_id, arrived)
        if wait:
            raise too_many_requests(wait)


def _suffer(fault: Fault) -> None:
    if fault.kind == "error":
        raise ApiError(fault.status, fault.text, fault.retry_after)
    raise _Cut(fault)


def _answer(status: int, body: str, retry_after: int | None) -> web.Response:
    headers = {"Retry-After": str(retry_after)} if retry_after else None
    encoded = body.encode(errors="replace")
    return web.Response(body=encoded, status=status, headers=headers, content_type="application/json")


def _refusal(error: ApiError) -> str:
    body: Json = {"ok": False, "error_code": error.status, "description": error.description}
    if error.retry_after is not None:
        body["parameters"] = {"retry_after": error.retry_after}
    return encode(body)
