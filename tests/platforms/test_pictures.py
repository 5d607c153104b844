"""`/stats` brings its picture after the words, on either platform."""

from __future__ import annotations

import pytest

from bot.children import pictures
from bot.database import Database
from bot.playground.slack import SlackServer
from bot.playground.telegram import TelegramServer, User
from models.membership import Membership, Role
from models.task import Task, TaskState
from models.types import ClientId, PersonId
from tests.chat import START
from tests.exporting import filled
from tests.platforms.house import House, until
from tests.platforms.slack_house import SlackHouse

HELD = 60.0
"""Seconds, on a machine that has other things to do."""


def under_way(database: Database) -> None:
    """The first person recruits for a client whose only task has been offered and answered."""
    filled(database, 2)
    with database.transaction() as session:
        session.get_one(Task, 1).state = TaskState.OPEN
        recruits = Membership(person_id=PersonId(1), role=Role.RECRUITER, client_id=ClientId(1), granted_at=START)
        session.add(recruits)


async def reads_the_figures(server: TelegramServer, house: House) -> User:
    """Somebody who recruits asks how it is going; the words are there, and what comes after them is next."""
    service = await house.start()
    rana = server.user(7, "Rana")
    await rana.send("/help")
    await rana.next(timeout=HELD)
    under_way(service.database)
    await rana.send("/stats")
    assert "How it is going" in ((await rana.next(timeout=HELD)).text or "")
    return rana


async def test_on_telegram_it_is_a_photo(server: TelegramServer, house: House) -> None:
    rana = await reads_the_figures(server, house)

    shown = await rana.next(timeout=HELD)
    assert shown.photo is not None and shown.photo.content.startswith(b"\x89PNG")
    assert shown.text == "How your newest tasks fill"


async def test_on_slack_it_is_a_file(slack: SlackServer, slack_house: SlackHouse) -> None:
    service = await slack_house.start()
    rana = slack.user("U1", "Rana")
    assert await rana.command("/callboard", "help")
    await until(lambda: len(rana.messages()) == 1, HELD)
    under_way(service.database)

    assert await rana.command("/callboard", "stats")
    await until(lambda: any(message.files for message in rana.messages()), HELD)

    (file,) = [file for message in rana.messages() for file in message.files]
    assert file.name == "stats-1.png" and file.content.startswith(b"\x89PNG")
    await until(lambda: any("How your newest tasks fill" in message.shown for message in rana.messages()), HELD)


async def test_where_it_was_not_drawn_that_is_said(
    server: TelegramServer, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sending.exports.FIRST_PAUSE", 0.01)
    monkeypatch.setattr(pictures, "SECONDS", 0.01)
    rana = await reads_the_figures(server, house)

    said = (await rana.next(timeout=HELD)).text or ""
    assert said.startswith("The picture of how your tasks fill could not be drawn or sent. The figures in words above")
    monkeypatch.undo()
    await rana.press("Try again")
    assert "How it is going" in ((await rana.next(timeout=HELD)).text or "")
    assert (await rana.next(timeout=HELD)).photo is not None
