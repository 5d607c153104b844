"""An expert's terms in one form: as they stand, wrong under their fields, and only what was changed in it is kept."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.playground.slack import SlackServer, SlackUser
from bot.playground.telegram import TelegramServer
from bot.playground.telegram import User as TelegramUser
from models.expert import Expert
from models.person import Account, Person
from tests import newcomers
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse, answers, links, says

TERMS: dict[str, Any] = {"min_rate_minor": 8000, "quiet_from": time(22), "quiet_to": time(7), "country": "GB"}


@pytest.fixture
async def sara(slack: SlackServer, slack_house: SlackHouse) -> SlackUser:
    """An expert with her terms in front of her."""
    await slack_house.start()
    user = await expert(slack, slack_house)
    await opens(user)
    return user


async def expert(slack: SlackServer, house: SlackHouse, **terms: Any) -> SlackUser:
    """Someone on Slack who has joined as an expert."""
    user = slack.user("U3", "Sara")
    await user.send("hello?")
    await says(user, "waiting")
    assert house.service is not None
    joined_at = house.service.clock.now()

    def join(session: Session) -> None:
        account = session.exec(select(Account)).one()
        session.get_one(Person, account.person_id).timezone = "Europe/London"
        session.add(newcomers.expert(account.person_id, joined_at, **TERMS | terms))

    house.within(join)
    return user


async def opens(user: SlackUser) -> None:
    await user.send("profile")
    await answers(user, "Change all my terms")
    await until(lambda: user.modal is not None)


@pytest.fixture
async def linked(server: TelegramServer, sara: SlackUser) -> TelegramUser:
    """Her other account, on Telegram; the form stands open on Slack meanwhile."""
    phone = server.user(7, "Sara")
    await phone.start()
    await links(sara, phone)
    return phone


@pytest.fixture
def slack_house(slack_house: SlackHouse, server: TelegramServer) -> SlackHouse:
    """With Telegram beside Slack."""
    slack_house.changes["telegram"] = {"token": server.token, "base_url": server.url}
    return slack_house


async def edits(phone: TelegramUser, *labels: str) -> None:
    """Changes one particular on Telegram."""
    await phone.send("/profile")
    for label in labels:
        await until(lambda label=label: phone.last is not None and label in phone.last.labels)  # type: ignore[misc]
        await phone.press(label)


def filled(user: SlackUser) -> dict[str, Any]:
    """What stands in the fields, by their names; of what is chosen, the labels."""
    assert user.modal is not None
    values = user.modal["state"]["values"].items()
    return {name: _shown(element) for name, each in values for element in each.values()}


def _shown(element: dict[str, Any]) -> Any:
    if "selected_options" in element:
        return [option["text"]["text"] for option in element["selected_options"]]
    return element["value"]


def optional(user: SlackUser) -> set[str]:
    """The fields that may be left empty."""
    return {block["block_id"] for block in user.modal["blocks"] if block["optional"]} if user.modal else set()


def kept(house: SlackHouse) -> Expert:
    (expert,) = house.rows(Expert)
    assert isinstance(expert, Expert)
    return expert


async def test_what_holds_stands_there_and_sent_unchanged_it_stays(slack_house: SlackHouse, sara: SlackUser) -> None:
    assert filled(sara) == {
        "rate": "80.00",
        "quiet": "22:00 to 07:00",
        "hours": "0",
        "languages": ["English"],
        "country": "United Kingdom",
        "kinds": [],
    }
    assert optional(sara) == {"kinds"}
    before = kept(slack_house).model_dump()

    assert await sara.submit({}) == {}

    await says(sara, "Nothing was changed")
    assert kept(slack_house).model_dump() == before


async def test_what_is_wrong_is_said_under_its_field_and_nothing_is_kept_until_all_is_right(
    slack_house: SlackHouse, sara: SlackUser
) -> None:
    errors = await sara.submit(
        {"rate": {"Amount": "$3"}, "hours": {"HoursAWeek": "٩٩٩"}, "country": {"One": "Atlantis"}}
    )
    assert set(errors) == {"rate", "hours", "country"} and "Atlantis" in errors["country"]
    assert kept(slack_house).min_rate_minor == 8000

    right = {"rate": {"Amount": "١٠٠"}, "hours": {"HoursAWeek": "12"}, "country": {"One": "Saudi Arabia"}}
    chosen = {"languages": {"Several": ["Arabic", "English"]}, "kinds": {"Several": ["A number"]}}
    assert await sara.submit(right | chosen | {"quiet": {"QuietHours": "none"}}) == {}

    await says(sara, "Changed\nLeast an hour: $100\nQuiet hours: No quiet hours\nHours a week: 12 hours a week")
    expert = kept(slack_house)
    assert (expert.min_rate_minor, expert.hours_a_week, expert.country, expert.quiet_from) == (10000, 12, "SA", None)
    assert (expert.languages, expert.kinds) == (frozenset({"ar", "en"}), frozenset({"number"}))


async def test_what_is_wrong_names_a_command_as_slack_spells_it(sara: SlackUser) -> None:
    errors = await sara.submit({"quiet": {"QuietHours": "22-22"}})

    assert "/callboard pause" in errors["quiet"]


async def test_what_was_changed_elsewhere_meanwhile_is_not_undone(
    slack_house: SlackHouse, sara: SlackUser, linked: TelegramUser
) -> None:
    await edits(linked, "Edit: Hours a week", "20 hours a week")
    await until(lambda: kept(slack_house).hours_a_week == 20)

    assert await sara.submit({"rate": {"Amount": "95"}}) == {}

    await says(sara, "Changed\nLeast an hour: $95\n\n")
    expert = kept(slack_house)
    assert (expert.min_rate_minor, expert.hours_a_week) == (9500, 20)


async def test_of_two_changes_to_the_same_the_later_one_holds(
    slack_house: SlackHouse, sara: SlackUser, linked: TelegramUser
) -> None:
    await edits(linked, "Edit: Hours a week", "20 hours a week")
    await until(lambda: kept(slack_house).hours_a_week == 20)

    assert await sara.submit({"hours": {"HoursAWeek": "15"}, "languages": {"Several": ["Arabic"]}}) == {}

    await says(sara, "Changed\nHours a week: 15 hours a week\nWorking languages: Arabic\n\n")
    assert kept(slack_house).hours_a_week == 15


async def test_a_form_that_was_refused_still_knows_what_it_showed(
    slack_house: SlackHouse, sara: SlackUser, linked: TelegramUser
) -> None:
    assert set(await sara.submit({"rate": {"Amount": "$3"}})) == {"rate"}
    await edits(linked, "Edit: Hours a week", "20 hours a week")
    await until(lambda: kept(slack_house).hours_a_week == 20)

    assert await sara.submit({"rate": {"Amount": "95"}}) == {}

    await says(sara, "Changed\nLeast an hour: $95\n\n")
    assert kept(slack_house).hours_a_week == 20


async def test_what_was_never_said_may_be_left_out(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    user = await expert(slack, slack_house, languages=frozenset(), country="")
    await opens(user)
    assert optional(user) == {"languages", "country", "kinds"}

    assert await user.submit({"hours": {"HoursAWeek": "12"}}) == {}

    await says(user, "Changed\nHours a week: 12 hours a week\n\n")
    assert (kept(slack_house).country, kept(slack_house).languages) == ("", frozenset())


async def test_kinds_are_chosen_and_taken_back(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    user = await expert(slack, slack_house, kinds=frozenset({"number", "text"}))
    await opens(user)
    assert sorted(filled(user)["kinds"]) == ["A number", "A short text"]

    assert await user.submit({"kinds": {"Several": []}}) == {}

    await says(user, "Changed\nKinds of question: All kinds")
    assert kept(slack_house).kinds == frozenset()


async def test_who_closes_the_form_is_asked_in_the_chat_where_each_may_stay(
    slack_house: SlackHouse, sara: SlackUser
) -> None:
    await sara.close()

    await sara.send("90")
    await says(sara, "When shall I leave you alone?")
    await answers(sara, "Leave it: 22:00 to 07:00", "Leave it: No limit", "Leave it: English")
    await answers(sara, "Leave it: United Kingdom", "Leave it: All kinds")

    await says(sara, "Changed\nLeast an hour: $90\n\n")
    assert (kept(slack_house).min_rate_minor, kept(slack_house).hours_a_week) == (9000, None)
