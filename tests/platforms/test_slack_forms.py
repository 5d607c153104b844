"""Forms as Slack's modals: opened, changed while open, refused field by field, sent; and the chat where they fail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.playground.slack import SlackServer, SlackUser, interactions
from models.client import Client
from models.membership import Invitation, Role
from models.person import Person, Progress
from models.task import Task
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse, answers, says

CODE = "ABCDEFGHJKMNPQRS"
RIGHT: dict[str, Any] = {
    "title": {"Plain": "Liver scans"},
    "text-1": {"Plain": "Is the liver *cirrhotic*?"},
    "field": {"FieldWords": "hepatology"},
    "minutes": {"Number": "10"},
    "pay": {"Pay": "$40"},
    "places": {"Number": "٣"},
    "deadline": {"Deadline": "in 3 days"},
}


@pytest.fixture(params=["socket", "http"])
async def rana(request: pytest.FixtureRequest, slack: SlackServer, slack_house: SlackHouse) -> SlackUser:
    """A recruiter, with the form of a new task in front of her."""
    await (slack_house.start() if request.param == "socket" else slack_house.by_http())
    user = await recruiter(slack, slack_house)
    assert await user.command("/callboard", "newtask")
    await until(lambda: user.modal is not None)
    await says(user, "What should experts see")
    return user


async def recruiter(slack: SlackServer, house: SlackHouse) -> SlackUser:
    """Someone who may describe tasks, in the direct message."""
    assert house.service is not None
    now = house.service.clock.now()

    def invite(session: Session) -> None:
        client = Client(name="Acme Labs", pseudonym="A European laboratory", created_at=now)
        session.add(client)
        session.flush()
        session.add(Invitation.issue(CODE, Role.RECRUITER, client.id, now))

    house.within(invite)
    user = slack.user("U2", "Rana")
    await user.send(f"start {CODE}")
    await until(lambda: any("You are now a recruiter" in message.shown for message in user.messages()))
    return user


def blocks(user: SlackUser) -> list[str]:
    return [block["block_id"] for block in user.modal["blocks"]] if user.modal else []


async def chooses(user: SlackUser, label: str) -> None:
    assert await user.tap_view(label=label)
    await until(lambda: "kind-1.rule" in blocks(user))


async def test_errors_per_field_then_a_task(slack_house: SlackHouse, rana: SlackUser) -> None:
    await rana.fill({"title": {"Plain": "Liver scans"}})
    await chooses(rana, "One of several options")
    assert rana.modal is not None
    assert rana.modal["state"]["values"]["title"]["Plain"]["value"] == "Liver scans"

    levels = next(block for block in rana.modal["blocks"] if block["block_id"] == "level")["element"]["options"]
    level = {"level": {"Choice": levels[0]["value"]}}
    wrong = {
        **RIGHT,
        **level,
        "kind-1.rule": {"OptionList": "Yes"},
        "pay": {"Pay": "1"},
        "title": {"Plain": "L" * 2900},
    }
    errors = await rana.submit(wrong)
    assert set(errors) == {"title", "kind-1.rule", "pay"}
    assert "only one option" in errors["kind-1.rule"]
    assert "at least $2.50: raise the pay here, or lower the minutes above" in errors["pay"]
    assert rana.modal is not None and slack_house.rows(Progress)[0].answers == {}

    assert await rana.submit({**RIGHT, **level, "kind-1.rule": {"OptionList": "Yes\nNo"}}) == {}
    assert rana.modal is None
    await says(rana, "Is this right?")
    assert rana.last is not None and "Liver scans" in rana.last.shown
    await answers(rana, "Yes, show me the card")
    await until(lambda: bool(slack_house.rows(Task)))
    task = slack_house.rows(Task)[0]
    assert (task.title, task.places, task.minutes) == ("Liver scans", 3, 10)
    assert task.questions[0]["text"] == "Is the liver *cirrhotic*?"
    assert task.questions[0]["rule"] == {"options": ["Yes", "No"]}
    assert not rana.troubles


async def test_pay_and_deadline_say_what_would_be_right_before_anything_is_typed(rana: SlackUser) -> None:
    assert rana.modal is not None
    hints = {block["block_id"]: block.get("hint", {}).get("text", "") for block in rana.modal["blocks"]}
    assert hints["pay"] == "For one accepted answer, in USD. The least is $15 an hour: $2.50 for 10 minutes."
    assert "Your time zone: UTC; the word “timezone” in our chat changes it." in hints["deadline"]


async def test_another_kind_does_not_get_what_was_typed_for_the_first(rana: SlackUser) -> None:
    await chooses(rana, "One of several options")
    await rana.fill({"kind-1.rule": {"OptionList": "Yes, No"}, "title": {"Plain": "kept"}})
    assert await rana.tap_view(label="A number")
    await until(lambda: rana.modal is not None and "Plain" in rana.modal["state"]["values"]["kind-1.rule"])

    assert rana.modal is not None
    values = rana.modal["state"]["values"]
    assert not values["kind-1.rule"]["Plain"]["value"] and values["title"]["Plain"]["value"] == "kept"
    assert not rana.troubles


async def test_closed_it_goes_on_in_the_chat_and_opens_again(rana: SlackUser) -> None:
    await rana.close()
    await answers(rana, "Fill in a form")
    await until(lambda: rana.modal is not None)
    await rana.close()
    await rana.send("Liver scans")
    await says(rana, "Question 1")


async def test_a_form_whose_conversation_is_over(slack_house: SlackHouse, rana: SlackUser) -> None:
    await chooses(rana, "A number")
    await rana.send("cancel")
    await until(lambda: not slack_house.rows(Progress))
    levels = next(block for block in rana.modal["blocks"] if block["block_id"] == "level") if rana.modal else {}
    level = {"level": {"Choice": levels["element"]["options"][0]["value"]}}

    assert await rana.submit({**RIGHT, **level}) == {}
    assert rana.modal is None
    await says(rana, "ended in the meantime")
    assert not slack_house.rows(Task) and not slack_house.rows(Progress)


async def test_an_expired_trigger_leaves_the_chat(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    user = await recruiter(slack, slack_house)
    slack.triggers.lifetime = 0.0
    assert await user.command("/callboard", "newtask")

    await until(lambda: any("couldn't be opened" in message.shown for message in user.messages()))
    await until(lambda: any("What should experts see" in message.shown for message in user.messages()))
    await user.send("Liver scans")
    await says(user, "Question 1")
    assert user.modal is None


async def test_in_arabic(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    user = await recruiter(slack, slack_house)

    def speak(session: Session) -> None:
        for person in session.exec(select(Person)):
            person.language = "ar"

    slack_house.within(speak)
    assert await user.command("/callboard", "newtask")
    await until(lambda: user.modal is not None)
    assert user.modal is not None and user.modal["title"]["text"] == "مهمة جديدة"


async def test_sent_twice_it_counts_once(slack: SlackServer, slack_house: SlackHouse, rana: SlackUser) -> None:
    await chooses(rana, "A number")
    view = rana.screen.top
    assert view is not None and rana.modal is not None
    levels = next(block for block in rana.modal["blocks"] if block["block_id"] == "level")["element"]["options"]
    deadline = (
        (slack_house.service.clock.now() + timedelta(days=3)).strftime("%Y-%m-%d 14:00") if slack_house.service else ""
    )
    filled = {**RIGHT, "level": {"Choice": levels[0]["value"]}, "deadline": {"Deadline": deadline}}
    assert await rana.submit(filled) == {}
    await says(rana, "Is this right?")
    before = [message.shown for message in rana.messages()]

    again = interactions.base("view_submission", rana.workspace, rana.person, slack.app_id)
    again |= {"view": view.to_api(slack.app_id, rana.workspace.bot_id), "trigger_id": rana.trigger()}
    outcome = await rana.send_interaction("interactive", again)
    await slack.settled()
    assert outcome.trouble is None and not outcome.answer
    assert [message.shown for message in rana.messages()] == before

    await answers(rana, "Yes, show me the card")
    await until(lambda: len(slack_house.rows(Task)) == 1)
    await rana.send_interaction("interactive", again | {"trigger_id": rana.trigger()})
    await says(rana, "ended in the meantime")
    assert len(slack_house.rows(Task)) == 1


async def test_a_form_from_before_it_was_begun_anew(
    slack: SlackServer, slack_house: SlackHouse, rana: SlackUser
) -> None:
    await chooses(rana, "A number")
    view = rana.screen.top
    assert view is not None
    await rana.send("cancel")
    await until(lambda: not slack_house.rows(Progress))
    assert slack_house.service is not None
    slack_house.service.clock.advance(timedelta(seconds=5))
    await rana.command("/callboard", "newtask")
    await until(lambda: bool(slack_house.rows(Progress)))

    old = interactions.base("view_submission", rana.workspace, rana.person, slack.app_id)
    old |= {"view": view.to_api(slack.app_id, rana.workspace.bot_id), "trigger_id": rana.trigger()}
    await rana.send_interaction("interactive", old)
    await says(rana, "ended in the meantime")
    assert slack_house.rows(Progress)[0].answers == {}
