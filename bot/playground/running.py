"""The local platforms alone, until they are stopped."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

from bot.playground.telegram import TelegramServer


async def serve(telegram_port: int, token: str, record: Path | None) -> None:
    """Serves the local Telegram and prints how to reach it."""
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    server = TelegramServer(token, record=record)
    url = await server.start(port=telegram_port)
    print(f"Local Telegram at {url}; in config.toml:", flush=True)
    print(f'[telegram]\ntoken = "{token}"\nbase_url = "{url}"', flush=True)
    await stopped.wait()
    await server.stop()
