"""`/experts` on the real service: counted beside the turns, and told."""

from __future__ import annotations

from bot.playground.telegram import TelegramServer
from models.membership import Membership, Role
from models.types import PersonId
from tests.chat import START
from tests.platforms.house import House

HELD = 30.0
"""Seconds, on a machine that has other things to do."""


async def test_the_figures_come_after_a_word(server: TelegramServer, house: House) -> None:
    await house.start()
    rana = server.user(7, "Rana")
    await rana.send("/help")
    await rana.next(timeout=HELD)
    recruits = Membership(person_id=PersonId(1), role=Role.RECRUITER, granted_at=START)
    house.within(lambda session: session.add(recruits))

    for asked, told in (("/experts", "No expert has joined yet."), ("/experts liver diseases", "Hepatology: nobody")):
        await rana.send(asked)
        assert "I'm counting the experts." in ((await rana.next(timeout=HELD)).text or "")
        assert told in ((await rana.next(timeout=HELD)).text or "")
