"""The server in a process of its own: people are driven over HTTP, and a kill loses next to nothing."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import telegram

SERVE = """
import asyncio, pathlib, sys
from bot.playground.telegram import TelegramServer

async def serve():
    server = TelegramServer(record=pathlib.Path(sys.argv[1]))
    print(await server.start(), flush=True)
    await asyncio.sleep(60)

asyncio.run(serve())
"""


@asynccontextmanager
async def apart(record: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", SERVE, str(record), stdout=pipe)
    try:
        assert process.stdout is not None
        yield process, (await process.stdout.readline()).decode().strip()
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_a_server_of_its_own(tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    async with apart(record) as (process, url), aiohttp.ClientSession() as session:
        async with session.post(f"{url}/play/new-user", json={"user_id": 7, "name": "Sara"}) as answer:
            assert await answer.json() == {"user_id": 7}
        async with (
            session.ws_connect(f"{url}/play/chat/7") as page,
            telegram.Bot("1001:playground", f"{url}/bot", f"{url}/file/bot") as bot,
        ):
            assert (await page.receive_json(timeout=5))["type"] == "chat"
            await page.send_json({"type": "start", "payload": "x"})
            (update,) = await bot.get_updates(timeout=5)
            assert update.message is not None
            await update.message.reply_text("Welcome")
            texts = [(await page.receive_json(timeout=5))["message"]["text"] for _ in range(2)]
            assert texts == ["/start x", "Welcome"]
            assert await bot.get_updates() == (update,)
            await asyncio.sleep(0.5)
            process.send_signal(signal.SIGKILL)
            await process.wait()
            assert (await page.receive(timeout=5)).type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
    lines = [json.loads(line) for line in record.read_text().splitlines()]
    assert [line["method"] for line in lines] == ["getMe", "getUpdates", "sendMessage", "getUpdates"]
