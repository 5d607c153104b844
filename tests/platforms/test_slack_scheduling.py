"""A broadcast that is set for later from Slack: through real Bolt and the real clock, and over a restart."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from bot.app import Service
from bot.playground.slack import SlackServer, SlackUser
from models.broadcast import Broadcast, BroadcastState
from models.client import Client
from models.person import Person
from models.task import Task
from tests import newcomers
from tests.make import CHOICE
from tests.platforms.house import until
from tests.platforms.slack_house import CODE, SlackHouse, answers, says

PATIENCE = 20.0
"""Seconds: whatever the clock sets off goes out within two where the machine is idle."""


async def recruits(house: SlackHouse, rana: SlackUser) -> None:
    """A recruiter who has described a task, at noon: nobody's quiet hours."""
    service = await house.start_at_noon()
    await rana.send(f"start {CODE}")
    await says(rana, "You are now a recruiter")

    def describe(session: Session) -> None:
        client, author = session.exec(select(Client)).one(), session.exec(select(Person)).one()
        assert client.id is not None
        now = service.clock.now()
        task = Task(
            client_id=client.id,
            created_by=author.key,
            title="Liver scans",
            questions=[CHOICE],
            field_code="hepatology",
            pay_minor=5000,
            currency="USD",
            minutes=20,
            places=3,
            places_left=3,
            created_at=now,
            deadline=now + timedelta(days=2),
        )
        session.add(task)

    house.within(describe)


async def is_expert(house: SlackHouse, sara: SlackUser) -> None:
    """Someone who has joined, and matches."""
    await sara.send("start")
    await until(lambda: sara.last is not None)

    def join(session: Session) -> None:
        person = session.exec(select(Person).order_by(col(Person.id).desc())).first()
        assert person is not None and house.service is not None
        session.add(newcomers.expert(person.key, house.service.clock.now()))

    house.within(join)


async def schedules(rana: SlackUser) -> None:
    await rana.send("tasks")
    await answers(rana, "Liver scans", "Send later", "London", "In an hour")
    await says(rana, "goes out by itself")


def state(house: SlackHouse) -> BroadcastState:
    return BroadcastState(house.rows(Broadcast)[0].state)


async def test_it_is_set_moved_and_goes_out(slack: SlackServer, slack_house: SlackHouse) -> None:
    rana, sara = slack.user("U2", "Rana"), slack.user("U1", "Sara")
    await recruits(slack_house, rana)
    await is_expert(slack_house, sara)
    await schedules(rana)
    before = len(rana.messages())
    await answers(rana, "Another time")
    await says(rana, "When shall Liver scans go out?")
    await rana.send("in 90 minutes")
    await says(rana, "goes out by itself")
    assert len(rana.messages()) > before
    assert rana.last is not None and "Fewer than 3 experts match" in rana.last.shown

    assert slack_house.service is not None
    slack_house.service.clock.advance(timedelta(minutes=91))

    await until(lambda: any("Liver scans" in message.shown for message in sara.messages()), PATIENCE)
    await until(lambda: any("is on its way" in message.shown for message in rana.messages()), PATIENCE)
    assert state(slack_house) is BroadcastState.SENDING
    assert not sara.troubles and not rana.troubles


async def test_a_time_is_picked_in_slacks_own_calendar(slack: SlackServer, slack_house: SlackHouse) -> None:
    rana = slack.user("U2", "Rana")
    await recruits(slack_house, rana)
    await rana.send("tasks")
    await answers(rana, "Liver scans", "Send later", "London", "Fill in a form")
    await until(lambda: rana.modal is not None)
    assert rana.modal is not None and slack_house.service is not None
    (block,) = rana.modal["blocks"]
    assert block["element"]["type"] == "datetimepicker"
    at = slack_house.service.clock.now().replace(second=0, microsecond=0)

    for wrong, said in ((timedelta(minutes=-5), "has already passed"), (timedelta(days=2), "too late for a task")):
        errors = await rana.submit({"at": {"StartTime": int((at + wrong).timestamp())}})
        assert said in errors["at"]
    assert set(await rana.submit({"at": {"StartTime": None}})) == {"at"}
    assert slack_house.rows(Broadcast) == []
    assert await rana.submit({"at": {"StartTime": int((at + timedelta(hours=3)).timestamp())}}) == {}

    await says(rana, "goes out by itself")
    assert [one.scheduled_for for one in slack_house.rows(Broadcast)] == [at + timedelta(hours=3)]
    assert rana.modal is None and not rana.troubles


@pytest.mark.parametrize(("away", "asks"), [(timedelta(minutes=30), False), (timedelta(hours=2), True)])
async def test_a_service_that_was_away_at_its_time(
    slack: SlackServer, slack_house: SlackHouse, away: timedelta, asks: bool
) -> None:
    rana, sara = slack.user("U2", "Rana"), slack.user("U1", "Sara")
    await recruits(slack_house, rana)
    await is_expert(slack_house, sara)
    await schedules(rana)
    assert slack_house.service is not None
    clock = slack_house.service.clock
    await slack_house.stop()
    clock.advance(timedelta(hours=1) + away)
    slack_house.service = Service(slack_house.settings, clock)
    await slack_house.service.start()
    await slack.sockets.wait()

    if not asks:
        await until(lambda: any("Liver scans" in message.shown for message in sara.messages()), PATIENCE)
        assert state(slack_house) is BroadcastState.SENDING
        return
    await until(lambda: any("I could not send then" in message.shown for message in rana.messages()), PATIENCE)
    assert state(slack_house) is BroadcastState.LATE
    assert not any("Liver scans" in message.shown for message in sara.messages())
    await answers(rana, "Send now", "Yes, send it now")
    await until(lambda: any("Liver scans" in message.shown for message in sara.messages()), PATIENCE)
