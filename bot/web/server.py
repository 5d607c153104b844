"""Uvicorn, on the loop that everything else runs on."""

from __future__ import annotations

import asyncio
import socket

import uvicorn
from fastapi import FastAPI

from bot.errors import CannotStart


class Server:
    """Serves an application until stopped."""

    def __init__(self, app: FastAPI, host: str, port: int) -> None:
        self._socket = _bound(host, port)
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", ws="none")
        self._server = uvicorn.Server(config)
        self._serving: asyncio.Task[None] | None = None

    def start(self) -> None:
        """From now on, on the running loop."""
        self._serving = asyncio.create_task(self._server._serve(sockets=[self._socket]))

    async def stop(self) -> None:
        """Finishes what is being answered."""
        self._server.should_exit = True
        if self._serving is not None:
            await self._serving
        self._socket.close()


def _bound(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as taken:
        raise CannotStart(f"web.port: {host}:{port} can't be used ({taken.strerror}); set another") from None
