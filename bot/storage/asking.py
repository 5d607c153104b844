"""Asks the database whether there is anything to do, while whoever writes goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlmodel import Session

from bot.database import Database

T = TypeVar("T")

_ASKING = ThreadPoolExecutor(max_workers=2, thread_name_prefix="asking")


async def ask(database: Database, question: Callable[[Session], T]) -> T:
    """What a question that only reads brings: it waits for nobody who writes, and nobody waits for it.

    Whoever cancels it waits for its end: no connection is in use any more.
    """

    def read() -> T:
        with database.reading() as session:
            return question(session)

    if database.in_memory:  # there is one connection, which is the writer's
        return await database.call(read)
    reading = asyncio.get_running_loop().run_in_executor(_ASKING, read)
    try:
        return await asyncio.shield(reading)
    except asyncio.CancelledError:
        await asyncio.wait([reading])
        raise
