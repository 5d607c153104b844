"""The service knows for how long it was away."""

from __future__ import annotations

from datetime import timedelta

from models.alive import Alive
from tests.platforms.house import House


async def test_it_notes_that_it_is_at_work_before_it_sends(house: House) -> None:
    await house.start()
    (first,) = house.rows(Alive)
    house.within(lambda session: session.merge(Alive(name=first.name, at=first.at - timedelta(days=2))))
    await house.stop()

    service = await house.start()

    assert timedelta() <= service.clock.now() - house.rows(Alive)[0].at < timedelta(minutes=1)
