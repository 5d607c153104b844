"""An expert's terms in one form: as they stand, wrong under their fields, and kept when they are right."""

from __future__ import annotations

from datetime import time

import pytest
from sqlmodel import Session, select

from bot.playground.slack import SlackServer, SlackUser
from models.expert import Expert, Seniority
from models.person import Account, Person
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse, answers, says


@pytest.fixture
async def sara(slack: SlackServer, slack_house: SlackHouse) -> SlackUser:
    """An expert in front of her profile."""
    service = await slack_house.start()
    user = slack.user("U3", "Sara")
    await user.send("hello?")
    await says(user, "waiting")

    def join(session: Session) -> None:
        account = session.exec(select(Account)).one()
        session.get_one(Person, account.person_id).timezone = "Europe/London"
        session.add(
            Expert(
                person_id=account.person_id,
                field_code="hepatology",
                seniority=Seniority.SENIOR,
                min_rate_minor=8000,
                currency="USD",
                quiet_from=time(22),
                quiet_to=time(7),
                languages=frozenset({"en"}),
                country="GB",
                joined_at=service.clock.now(),
            )
        )

    slack_house.within(join)
    await user.send("profile")
    await answers(user, "Change all my terms")
    await until(lambda: user.modal is not None)
    return user


def filled(user: SlackUser) -> dict[str, str | None]:
    """What stands in the fields, by their names."""
    assert user.modal is not None
    return {name: value["value"] for name, each in user.modal["state"]["values"].items() for value in each.values()}


async def test_what_holds_stands_there_and_sent_unchanged_it_stays(slack_house: SlackHouse, sara: SlackUser) -> None:
    assert filled(sara) == {
        "rate": "80.00",
        "quiet": "22:00 to 07:00",
        "hours": "0",
        "languages": "English",
        "country": "United Kingdom",
    }

    assert await sara.submit({}) == {}

    await says(sara, "Changed: your terms")
    (expert,) = slack_house.rows(Expert)
    assert (expert.min_rate_minor, expert.quiet_from, expert.hours_a_week) == (8000, time(22), None)
    assert (expert.languages, expert.country) == (frozenset({"en"}), "GB")


async def test_what_is_wrong_is_said_under_its_field_and_nothing_is_kept_until_all_is_right(
    slack_house: SlackHouse, sara: SlackUser
) -> None:
    errors = await sara.submit(
        {"rate": {"Amount": "$3"}, "hours": {"HoursAWeek": "٩٩٩"}, "country": {"One": "Atlantis"}}
    )
    assert set(errors) == {"rate", "hours", "country"} and "Atlantis" in errors["country"]
    assert slack_house.rows(Expert)[0].min_rate_minor == 8000

    right = {"rate": {"Amount": "١٠٠"}, "hours": {"HoursAWeek": "12"}, "country": {"One": "Saudi Arabia"}}
    assert (
        await sara.submit(right | {"languages": {"Several": "Arabic, English"}, "quiet": {"QuietHours": "none"}}) == {}
    )

    await says(sara, "Changed: your terms")
    (expert,) = slack_house.rows(Expert)
    assert (expert.min_rate_minor, expert.hours_a_week, expert.country, expert.quiet_from) == (10000, 12, "SA", None)
    assert expert.languages == frozenset({"ar", "en"})


async def test_who_closes_the_form_is_asked_in_the_chat(slack_house: SlackHouse, sara: SlackUser) -> None:
    await sara.close()

    await sara.send("90")
    await says(sara, "When shall I leave you alone?")
    await sara.send("none")
    await says(sara, "How many hours a week")
