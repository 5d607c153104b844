"""A file is refused once, then the service is killed while it is made anew: it comes once, and whole."""

from __future__ import annotations

import asyncio
import csv
import io
from asyncio.subprocess import Process
from contextlib import closing
from pathlib import Path

import pytest

from bot.database import Database
from bot.playground.telegram import ChatMessage, User
from bot.playground.telegram.files import StoredFile
from bot.storage import schema
from tests.bench import running
from tests.exporting import filled, recruits
from tests.faults.killing import STARTS_WITHIN, platform
from tests.platforms.house import until

RANA, EXPERTS = 7, 5000


def sent(user: User) -> list[StoredFile]:
    return [seen.file for seen in user.chat if seen.file is not None]


async def heard(user: User) -> ChatMessage:
    return await user.next(timeout=STARTS_WITHIN)


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_it_comes_once_and_whole(database_url: str, tmp_path: Path) -> None:
    with closing(Database(database_url)) as database:
        schema.upgrade(database)
        filled(database, EXPERTS)
        recruits(database, RANA)
    server = platform()
    await server.start()

    async def start() -> Process:
        return await running.callboard(server, tmp_path, more={"DATABASE__URL": database_url})

    process = await start()
    try:
        rana = server.user(RANA, "Rana", language_code="en")
        server.faults.error("sendDocument", 400, "Bad Request: no")
        await rana.send("/export")
        for label in ("Liver", "CSV"):
            await rana.press(next(shown for shown in (await heard(rana)).labels if shown.startswith(label)))
        assert "comes in a moment" in ((await heard(rana)).text or "")
        refused = (await heard(rana)).text or ""
        assert "Liver: the file with its answers" in refused and "callboard export answers" in refused
        await rana.press("Try again")
        assert "comes in a moment" in ((await heard(rana)).text or "")
        server.faults.hang("sendDocument", times=None)  # however fast it is made, it is not sent before the kill
        await asyncio.sleep(0.3)
        process.kill()
        await process.wait()
        server.faults.clear()

        process = await start()
        await until(lambda: sent(rana), STARTS_WITHIN)
        await rana.send("/help")
        await until(lambda: any("/export" in (seen.text or "") for seen in rana.chat), STARTS_WITHIN)
    finally:
        await running.stop(process)
        await server.stop()
    (file,) = sent(rana)
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"), newline="")))
    assert [row["offer_id"] for row in rows] == [str(1 + number // 2) for number in range(2 * EXPERTS)]
