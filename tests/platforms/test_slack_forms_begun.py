"""A form after something was answered in the chat: it begins with that, and leaves what it doesn't change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from bot.playground.slack import SlackServer, SlackUser
from models.person import Progress
from models.task import Task
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse, answers, says
from tests.platforms.test_slack_forms import blocks, recruiter


@pytest.fixture
async def rana(slack: SlackServer, slack_house: SlackHouse) -> SlackUser:
    """A recruiter who is asked for a new task in the chat, the form closed."""
    await slack_house.start()
    user = await recruiter(slack, slack_house)
    assert await user.command("/callboard", "newtask")
    await until(lambda: user.modal is not None)
    await user.close()
    await says(user, "What should experts see")
    return user


async def writes(user: SlackUser, *pairs: tuple[str, str]) -> None:
    """Answers in the chat, each time waiting for the words of the next question."""
    for words, awaited in pairs:
        if words.startswith("tap "):
            await answers(user, words.removeprefix("tap "))
        else:
            await user.send(words)
        await says(user, awaited)


async def reopens(user: SlackUser) -> dict[str, Any]:
    """Opens the form under the open question; what stands in it by field, of what is chosen the label."""
    await answers(user, "Fill in a form")
    await until(lambda: user.modal is not None)
    assert user.modal is not None
    values = user.modal["state"]["values"].items()
    return {name: _stands(each) for name, fields in values for each in fields.values() if _stands(each)}


def _stands(element: dict[str, Any]) -> Any:
    chosen = element.get("selected_option")
    return chosen["text"]["text"] if chosen else element.get("value")


def answered(house: SlackHouse) -> dict[str, Any]:
    (progress,) = house.rows(Progress)
    answers: dict[str, Any] = progress.answers
    return answers


TO_THE_LEVEL = (
    ("Liver scans", "Question 1"),
    ("Is it cirrhotic?", "How is question 1 answered?"),
    ("tap One of several options", "Which options are there?"),
    ("Yes, No", "Do you want to ask another one"),
    ("tap That's all", "Who should answer?"),
    ("heart", "That may mean several fields"),
    ("tap Cardiology", "How far must their knowledge"),
)


async def test_it_begins_with_what_was_answered_and_what_is_left_alone_stays(
    slack_house: SlackHouse, rana: SlackUser
) -> None:
    await writes(rana, *TO_THE_LEVEL)

    assert await reopens(rana) == {
        "title": "Liver scans",
        "text-1": "Is it cirrhotic?",
        "kind-1": "One of several options",
        "kind-1.rule": "Yes\nNo",
        "field": "Cardiology",
    }
    level = next(block for block in rana.modal["blocks"] if block["block_id"] == "level") if rana.modal else {}
    assert (
        await rana.submit(
            {
                "title": {"Plain": "Liver pictures"},
                "level": {"Choice": level["element"]["options"][0]["value"]},
                "minutes": {"Number": "10"},
                "pay": {"Pay": "40"},
                "places": {"Number": "3"},
                "deadline": {"Deadline": "in 3 days"},
            }
        )
        == {}
    )

    await says(rana, "Is this right?")
    assert rana.last is not None and "Liver pictures" in rana.last.shown and "Cardiology" in rana.last.shown
    assert answered(slack_house)["field.which"] == "cardiology"
    assert not rana.troubles


async def test_from_the_summary_everything_stands_there_also_the_second_question(
    slack_house: SlackHouse, rana: SlackUser
) -> None:
    await writes(rana, *TO_THE_LEVEL[:4])
    await writes(
        rana,
        ("tap Add another question", "Question 2"),
        ("How stiff is it?", "How is question 2 answered?"),
        ("tap A number", "In which unit"),
        ("kPa", "Do you want to ask another one"),
        ("tap That's all", "Who should answer?"),
        ("hepatology", "How far must their knowledge"),
        ("tap Nothing needs to be proven", "How many minutes"),
        ("10", "What do you pay"),
        ("40", "How many experts"),
        ("3", "Until when"),
        ("in 3 days", "Is this right?"),
    )
    before = answered(slack_house)
    stands = await reopens(rana)
    assert (stands["text-2"], stands["kind-2.rule"], stands["pay"], stands["places"]) == (
        "How stiff is it?", "kPa", "40.00", "3",
    )  # fmt: skip
    assert datetime.fromisoformat(stands["deadline"]).date() == datetime.fromisoformat(before["deadline"]).date()
    assert blocks(rana).index("kind-1.rule") < blocks(rana).index("text-2")

    assert await rana.submit({"field": {"FieldWords": "cardiology"}, "kind-2.rule": {"Plain": ""}}) == {}

    await until(lambda: rana.last is not None and "Cardiology" in rana.last.shown)
    now = answered(slack_house)
    assert {name for name in before if now[name] != before[name]} == {"field", "kind-2.rule"}
    await answers(rana, "Yes, show me the card")
    await until(lambda: bool(slack_house.rows(Task)))
    (task,) = slack_house.rows(Task)
    assert [question["text"] for question in task.questions] == ["Is it cirrhotic?", "How stiff is it?"]
    assert (task.field_code, task.questions[1]["rule"]) == ("cardiology", {"unit": ""})


async def test_other_words_for_the_field_ask_anew_which_one_is_meant(slack_house: SlackHouse, rana: SlackUser) -> None:
    await writes(rana, *TO_THE_LEVEL)
    await reopens(rana)
    level = next(block for block in rana.modal["blocks"] if block["block_id"] == "level") if rana.modal else {}
    chosen = {"level": {"Choice": level["element"]["options"][0]["value"]}, "field": {"FieldWords": "transplant"}}
    rest = {"minutes": {"Number": "10"}, "pay": {"Pay": "40"}, "places": {"Number": "3"}}

    assert await rana.submit(chosen | rest | {"deadline": {"Deadline": "in 3 days"}}) == {}

    await says(rana, "That may mean several fields")
    assert "field.which" not in answered(slack_house)
