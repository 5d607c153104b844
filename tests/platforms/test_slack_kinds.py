"""The form of a new task asks about each kind of answer what that kind needs."""

from __future__ import annotations

from typing import Any

from bot.playground.slack import SlackServer, SlackUser
from models.task import Task
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse, answers, says
from tests.platforms.test_slack_forms import RIGHT, blocks, recruiter


async def in_front_of_it(slack: SlackServer, house: SlackHouse, kind: str, *fields: str) -> SlackUser:
    """A recruiter who chose a kind in the form, which now asks for these fields."""
    await house.start()
    user = await recruiter(slack, house)
    assert await user.command("/callboard", "newtask")
    await until(lambda: user.modal is not None)
    assert await user.tap_view(label=kind)
    await until(lambda: [name for name in blocks(user) if name.startswith("kind-1.")] == list(fields))
    return user


def choice(user: SlackUser, field: str, place: int = 0) -> dict[str, Any]:
    assert user.modal is not None
    block = next(block for block in user.modal["blocks"] if block["block_id"] == field)
    return {field: {"Choice": block["element"]["options"][place]["value"]}}


async def made(user: SlackUser, house: SlackHouse) -> Task:
    await says(user, "Is this right?")
    await answers(user, "Yes, show me the card")
    await until(lambda: bool(house.rows(Task)))
    task: Task = house.rows(Task)[0]
    return task


async def test_several_choices_and_how_many(slack: SlackServer, slack_house: SlackHouse) -> None:
    rana = await in_front_of_it(slack, slack_house, "As many of the options as apply", "kind-1.rule", "kind-1.many")
    filled = {**RIGHT, **choice(rana, "level"), "kind-1.rule": {"OptionList": "Yes\nNo\nMaybe"}}

    errors = await rana.submit({**filled, "kind-1.many": {"HowMany": "4"}})
    assert errors == {
        "kind-1.many": "There are 3 options, so 4 can't be chosen. Write 3 or fewer, or a range such as 1-3."
    }
    assert await rana.submit({**filled, "kind-1.many": {"HowMany": "١-٢"}}) == {}

    assert (await made(rana, slack_house)).questions[0]["rule"] == {
        "options": ["Yes", "No", "Maybe"],
        "min": 1,
        "max": 2,
    }
    assert not rana.troubles


async def test_a_pair_that_may_be_equal(slack: SlackServer, slack_house: SlackHouse) -> None:
    rana = await in_front_of_it(slack, slack_house, "The better of two", "kind-1.rule", "kind-1.tie")
    filled = {**RIGHT, **choice(rana, "level"), **choice(rana, "kind-1.tie", 1)}

    errors = await rana.submit({**filled, "kind-1.rule": {"OptionList": "A, B, C"}})
    assert "exactly 2" in errors.get("kind-1.rule", ""), errors
    assert await rana.submit({**filled, "kind-1.rule": {"OptionList": "A, B"}}) == {}

    assert (await made(rana, slack_house)).questions[0]["rule"] == {"options": ["A", "B"], "tie": True}


async def test_a_rating_and_its_scale(slack: SlackServer, slack_house: SlackHouse) -> None:
    rana = await in_front_of_it(slack, slack_house, "A rating on a scale", "kind-1.rule")

    filled = {**RIGHT, **choice(rana, "level"), "kind-1.rule": {"Scale": "0 to 10"}}
    assert await rana.submit(filled) == {}

    assert (await made(rana, slack_house)).questions[0]["rule"] == {"from": 0, "to": 10}


async def test_an_expression_needs_no_rule(slack: SlackServer, slack_house: SlackHouse) -> None:
    rana = await in_front_of_it(slack, slack_house, "A rating on a scale", "kind-1.rule")
    assert await rana.tap_view(label="A mathematical expression")
    await until(lambda: not [name for name in blocks(rana) if name.startswith("kind-1.")])

    assert await rana.submit({**RIGHT, **choice(rana, "level")}) == {}

    assert (await made(rana, slack_house)).questions[0]["kind"] == "math"
