"""The two bots that are compared, each in a process of its own."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection
from pathlib import Path

from tests.bench.crowd import TOKEN

Stop = Callable[[], Awaitable[None]]
Start = Callable[[str, str], Awaitable[Stop]]


def host(pipe: Connection, start: Start, url: str, core: int | None) -> None:
    """Runs a bot against the playground at `url` until the pipe says something."""
    if core is not None:
        os.sched_setaffinity(0, {core})
    asyncio.run(_host(pipe, start, url))


async def _host(pipe: Connection, start: Start, url: str) -> None:
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        stop = await start(url, folder)
        pipe.send(os.getpid())
        while (wanted := await asyncio.to_thread(pipe.recv)) is not None:
            from tests.bench import costs

            pipe.send(costs.begin() if wanted == "begin" else costs.end())
        await stop()


async def callboard(url: str, folder: str) -> Stop:
    """The real service on a real SQLite file, as fast as the playground takes it."""
    from bot import log
    from bot.app import Service
    from bot.config import DatabaseSettings, Settings, TelegramSettings, WebSettings
    from bot.pace import Pace
    from bot.running import keep_what_is_loaded

    log.set_up("critical")
    settings = Settings(
        database=DatabaseSettings(url=f"sqlite:///{Path(folder) / 'bench.db'}"),
        telegram=TelegramSettings.model_validate({"token": TOKEN, "base_url": url}),
        web=WebSettings(port=0),
    )
    service = Service(settings, pace=Pace(None))
    await service.start()
    keep_what_is_loaded()
    return service.stop


async def echo(url: str, folder: str) -> Stop:  # it keeps nothing
    """python-telegram-bot's bare echo bot, as its documentation has it."""
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None and update.message.text is not None
        await update.message.reply_text(update.message.text)

    application = Application.builder().token(TOKEN).base_url(f"{url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    await application.initialize()
    await application.start()
    assert application.updater is not None
    await application.updater.start_polling()

    async def stop() -> None:
        assert application.updater is not None
        await application.updater.stop()
        await application.stop()
        await application.shutdown()

    return stop
