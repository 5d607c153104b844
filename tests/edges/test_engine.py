"""Slow work: tried again, given up, done once; files from the local Telegram."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.chat.message import Text
from bot.platforms.telegram import Telegram
from bot.playground.mail import Mailbox
from bot.playground.telegram import TelegramServer
from models.job import JobState
from tests.edges.works import START, Works
from tests.platforms.house import until

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


async def test_a_mail_server_that_is_down_is_tried_again(works: Works, mailbox: Mailbox) -> None:
    port = mailbox.port
    await mailbox.stop()
    number = works.mail("sara@example.org")
    await until(lambda: works.job(number).attempts == 1)
    assert works.job(number).state is JobState.DUE
    assert works.job(number).due_at == START + timedelta(seconds=10)
    await mailbox.start(port=port)
    works.now += timedelta(seconds=11)
    works.engine.wake()

    assert (await works.ended()).error == ""
    assert len(mailbox.messages) == 1


async def test_after_five_attempts_it_is_given_up(works: Works, mailbox: Mailbox) -> None:
    await mailbox.stop()
    number = works.mail("sara@example.org")
    for attempt in range(1, 5):
        await until(lambda attempt=attempt: works.job(number).attempts == attempt)  # type: ignore[misc]  # the default binds the loop's value
        works.now += timedelta(minutes=5)
        works.engine.wake()

    assert (await works.ended()).error == "mail-failed"
    assert works.job(number).payload == {}


async def test_an_unknown_kind_stops_nothing(works: Works, mailbox: Mailbox) -> None:
    works.ask("no-such-kind")
    works.mail("sara@example.org")
    await works.ended()
    await mailbox.wait_for("sara@example.org")
    await until(lambda: works.job(1).attempts == 1)


async def test_an_end_that_could_not_be_stored_is_stored_later_and_no_mail_goes_twice(
    works: Works, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.jobs.errands.REST_SECONDS", 0.3)
    works.lose_ends = 2
    works.mail("sara@example.org")
    await works.ended()

    assert len(mailbox.messages) == 1
    await asyncio.sleep(1.2)  # the engine has looked for due jobs meanwhile
    assert len(mailbox.messages) == 1
    assert len(works.ends) == 1


async def test_a_job_runs_again_after_a_crash(works: Works) -> None:
    works._running.cancel()
    await asyncio.wait([works._running])
    number = works.mail("sara@example.org")
    works._running = asyncio.create_task(works.engine.run())
    assert (await works.ended()).job_id == number


async def test_a_file_is_fetched_and_looked_at(works: Works) -> None:
    server = TelegramServer()
    await server.start()
    sara = server.user(7, "Sara")
    telegram = Telegram(server.token, server.url, _nothing)
    await telegram.start()
    works.runners.telegram = telegram
    try:
        message = await sara.send_file("diploma.pdf", PDF)
        handle = sara._chat.messages[message].file
        assert handle is not None
        works.ask("inspect-file", handle=handle.to_api()["file_id"], name="diploma.pdf")
        good = await works.ended()
        assert (good.result["mime"], good.result["size"]) == ("application/pdf", len(PDF))
        works.ask("inspect-file", handle="no-such-file")
        assert (await works.ended(2)).error == "inspect-file-failed"
        message = await sara.send_file("x.exe", b"MZ" + bytes(100))
        other = sara._chat.messages[message].file
        assert other is not None
        works.ask("inspect-file", handle=other.to_api()["file_id"])
        bad = await works.ended(3)
        assert Text(bad.error, bad.result).key.startswith("file-")
    finally:
        await telegram.stop()
        await server.stop()


async def _nothing(_: object) -> None:
    return None
