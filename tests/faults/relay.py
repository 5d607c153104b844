"""Stands between processes and the platform: counts what one sends, or spreads over many what comes in."""

from __future__ import annotations

import asyncio
import itertools
from urllib.parse import urlsplit

SEND = b"/sendMessage HTTP"


class Relay:
    """Passes everything on, each connection to the next of the addresses."""

    def __init__(self, *urls: str) -> None:
        self._targets = itertools.cycle([(urlsplit(url).hostname, urlsplit(url).port) for url in urls])
        self.sends = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> str:
        """Its own address, to be used instead."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """Closes all connections."""
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        host, port = next(self._targets)
        try:
            there, onward = await asyncio.open_connection(host, port)
        except OSError:
            writer.close()
            return
        try:
            await asyncio.gather(self._pass(reader, onward, counts=True), self._pass(there, writer, counts=False))
        finally:
            onward.close()
            writer.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, counts: bool) -> None:
        try:
            while data := await reader.read(65536):
                self.sends += data.count(SEND) if counts else 0
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()
