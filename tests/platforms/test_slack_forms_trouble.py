"""Forms when things happen at once or go wrong: choices that cross, calls that fail, a form sent twice."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlmodel import Session, select
from structlog.testing import capture_logs

from bot.playground.slack import SlackServer, SlackUser, interactions
from bot.playground.telegram import TelegramServer
from models.delivery import Delivery
from models.person import Person, Progress
from models.task import Task
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse, answers, links, says
from tests.platforms.test_slack_forms import RIGHT, blocks, recruiter


@pytest.fixture
async def rana(slack: SlackServer, slack_house: SlackHouse, server: TelegramServer) -> SlackUser:
    """A recruiter with the form of a new task in front of her; Telegram is there as well."""
    slack_house.changes["telegram"] = {"token": server.token, "base_url": server.url}
    await slack_house.start()
    user = await recruiter(slack, slack_house)
    await opens(user)
    return user


async def opens(user: SlackUser) -> None:
    assert await user.command("/callboard", "newtask")
    await until(lambda: user.modal is not None)
    await until(lambda: user.last is not None and user.last.labels[-1:] != ["Help"])


def field(user: SlackUser, name: str) -> dict[str, Any]:
    """A field of the open form."""
    assert user.modal is not None
    found: dict[str, Any] = next(block for block in user.modal["blocks"] if block["block_id"] == name)
    return found


def label(user: SlackUser, name: str) -> str:
    return str(field(user, name)["label"]["text"]) if name in blocks(user) else ""


def level(user: SlackUser) -> dict[str, Any]:
    return {"level": {"Choice": field(user, "level")["element"]["options"][0]["value"]}}


def submission(slack: SlackServer, user: SlackUser) -> dict[str, Any]:
    """What Slack sends when the form is sent as it stands."""
    view = user.screen.top
    assert view is not None
    sent = interactions.base("view_submission", user.workspace, user.person, slack.app_id)
    return sent | {"view": view.to_api(slack.app_id, user.workspace.bot_id), "trigger_id": user.trigger()}


async def test_of_two_choices_in_quick_succession_the_later_decides_the_fields(rana: SlackUser) -> None:
    await asyncio.gather(rana.tap_view(label="A number"), rana.tap_view(label="A short text"))

    await until(lambda: label(rana, "kind-1.rule") == "Most characters")
    assert await rana.tap_view(label="One of several options")
    await until(lambda: label(rana, "kind-1.rule") == "Options, one on each line")
    assert not rana.troubles


async def test_a_form_that_missed_its_update_is_put_right_when_it_is_sent(
    slack: SlackServer, slack_house: SlackHouse, rana: SlackUser
) -> None:
    await rana.tap_view(label="A number")
    await until(lambda: label(rana, "kind-1.rule") == "Unit")
    slack.faults.error("views.update", 200, "hash_conflict")
    await rana.tap_view(label="A short text")
    assert label(rana, "kind-1.rule") == "Unit"

    await rana.submit({**RIGHT, **level(rana)})
    assert label(rana, "kind-1.rule") == "Most characters"
    assert rana.modal is not None and rana.modal["state"]["values"]["title"]["Plain"]["value"] == "Liver scans"
    assert await rana.submit({"kind-1.rule": {"Number": "300"}}) == {}

    await says(rana, "Is this right?")
    assert not rana.troubles and not slack_house.rows(Task)


@pytest.mark.parametrize("trouble", ["429", "500", "away"])
async def test_a_form_that_slack_does_not_open_is_answered_in_the_chat(
    slack: SlackServer, slack_house: SlackHouse, trouble: str
) -> None:
    await slack_house.start()
    user = await recruiter(slack, slack_house)
    if trouble == "429":
        slack.faults.too_many("views.open", 30)
    elif trouble == "500":
        slack.faults.error("views.open", 500)
    else:
        slack.faults.drop("views.open")

    assert await user.command("/callboard", "newtask")

    await until(lambda: any("couldn't be opened" in message.shown for message in user.messages()))
    await until(lambda: any("What should experts see" in message.shown for message in user.messages()))
    await user.send("Liver scans")
    await says(user, "Question 1")
    assert user.modal is None and not user.troubles


async def test_sent_twice_at_once_it_counts_once(slack: SlackServer, slack_house: SlackHouse, rana: SlackUser) -> None:
    await rana.tap_view(label="A number")
    await until(lambda: "kind-1.rule" in blocks(rana))
    await rana.fill({**RIGHT, **level(rana)})
    first, second = submission(slack, rana), submission(slack, rana)

    with capture_logs() as lines:
        outcomes = await asyncio.gather(*(rana.send_interaction("interactive", one) for one in (first, second)))

    assert [(one.trouble, one.answer) for one in outcomes] == [(None, None)] * 2
    assert [line["event"] for line in lines if line["event"].startswith("form-")] == ["form-sent-again"]
    await says(rana, "Is this right?")
    assert sum("newtask-check" in str(one.body) for one in slack_house.rows(Delivery)) == 1
    (progress,) = slack_house.rows(Progress)
    assert progress.answers["title"] == "Liver scans"


async def test_the_task_goes_on_with_what_was_answered_on_telegram_while_the_form_stood_open(
    server: TelegramServer, slack_house: SlackHouse, rana: SlackUser
) -> None:
    await rana.tap_view(label="A number")
    await until(lambda: "kind-1.rule" in blocks(rana))
    phone = server.user(7, "Rana")
    await phone.start()
    await links(rana, phone)
    await phone.send("/newtask")
    await phone.send("Kidney scans")
    await until(lambda: phone.last is not None and "Question 1" in (phone.last.text or ""))

    assert await rana.submit({**RIGHT, **level(rana)}) == {}

    await says(rana, "Is this right?")
    answered = {progress.conversation: progress.answers for progress in slack_house.rows(Progress)}
    assert answered["newtask"]["title"] == "Liver scans"  # what was typed into the form is the newer word


async def test_a_whole_task_in_arabic(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    user = await recruiter(slack, slack_house)

    def speak(session: Session) -> None:
        for person in session.exec(select(Person)):
            person.language, person.timezone = "ar", "Asia/Amman"

    slack_house.within(speak)
    await opens(user)
    await user.tap_view(label="اختيار واحد من عدة خيارات")
    await until(lambda: "kind-1.rule" in blocks(user))
    wrong = {
        "title": {"Plain": "صور الكبد"},
        "text-1": {"Plain": "هل الكبد متليّف؟"},
        "kind-1.rule": {"OptionList": "نعم"},
        "field": {"FieldWords": "أمراض الكبد"},
        "minutes": {"Number": "١٠"},
        "pay": {"Pay": "١"},
        "places": {"Number": "٣"},
        "deadline": {"Deadline": "غدًا 17:00"},
    }
    errors = await user.submit({**wrong, **level(user)})
    assert set(errors) == {"kind-1.rule", "pay"}
    assert all("\u0600" <= letter <= "\u06ff" for words in errors.values() for letter in words[:1])

    assert await user.submit({"kind-1.rule": {"OptionList": "نعم، لا"}, "pay": {"Pay": "٤٠"}}) == {}
    await says(user, "هل هذا صحيح؟")
    await answers(user, "نعم")
    await until(lambda: bool(slack_house.rows(Task)))
    (task,) = slack_house.rows(Task)
    assert (task.title, task.minutes, task.places, task.pay_minor) == ("صور الكبد", 10, 3, 4000)
    assert (task.field_code, task.questions[0]["rule"]) == ("hepatology", {"options": ["نعم", "لا"]})
    assert task.deadline.hour == 14  # in Amman it is 17:00
    assert not user.troubles
