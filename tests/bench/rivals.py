"""The two bots that are compared, each in a process of its own."""

from __future__ import annotations

import asyncio
import itertools
import os
import tempfile
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection
from pathlib import Path

from tests.bench.crowd import TOKEN
from tests.faults.house import FIRST_EXPERT

WORDS = "Liver scans: 40 US dollars an answer, about 20 minutes, open until tomorrow at noon."
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


async def callboard(url: str, folder: str, database: str = "", per_second: float | None = None) -> Stop:
    """The real service, as fast as the playground takes it unless there is a pace; on an SQLite file of its own if no
    database is named."""
    from bot import log
    from bot.app import Service
    from bot.config import DatabaseSettings, Settings, TelegramSettings, WebSettings
    from bot.running import keep_what_is_loaded, let_threads_take_turns
    from bot.sending.pace import Pace

    log.set_up("critical")
    settings = Settings(
        database=DatabaseSettings(url=database or f"sqlite:///{Path(folder) / 'bench.db'}"),
        telegram=TelegramSettings.model_validate({"token": TOKEN, "base_url": url}),
        web=WebSettings(port=0),
    )
    service = Service(settings, pace=Pace(per_second))
    await service.start()
    keep_what_is_loaded()
    let_threads_take_turns()
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


async def gathered(url: str, folder: str) -> Stop:  # it keeps nothing
    """python-telegram-bot's `Bot.send_message` over its default client, twenty at a time, to one chat after another."""
    from telegram import Bot

    bot = Bot(TOKEN, base_url=f"{url}/bot")
    await bot.initialize()

    async def send() -> None:
        for first in itertools.count(FIRST_EXPERT, 20):
            await asyncio.gather(*(bot.send_message(chat_id, WORDS) for chat_id in range(first, first + 20)))

    sending = asyncio.create_task(send())

    async def stop() -> None:
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await bot.shutdown()

    return stop
