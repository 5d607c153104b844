"""What goes out to the local Slack, and every way in which that can end."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest
from slack_sdk.errors import SlackApiError
from structlog.testing import capture_logs

from bot.channel import Envelope, Key, Moved, Rejected, TooFast, Unauthorized, Unavailable, Unreachable
from bot.errors import CannotStart
from bot.platforms.slack import Workspace
from bot.platforms.slack.errors import translated
from bot.playground.slack import SlackServer
from models.delivery import Delivery, DeliveryState
from models.person import Account
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse, answers, says

YES = ((Key("Yes", "7.0"),),)


@pytest.fixture
async def workspace(slack: SlackServer) -> AsyncIterator[Workspace]:
    """Connected to T1, where Sara is."""
    slack.user("U1", "Sara")
    made = Workspace(slack.bot_token, f"{slack.url}/api/", nothing, no_page)
    await made.start()
    yield made
    await made.stop()


def direct(slack: SlackServer) -> str:
    return slack.users["U1"].direct.id


async def test_a_message_goes_out_and_is_edited_in_place(slack: SlackServer, workspace: Workspace) -> None:
    ts = await workspace.send(Envelope(direct(slack), "<b>One</b>", YES))
    again = await workspace.send(Envelope(direct(slack), "Two", edits=ts))

    (message,) = slack.users["U1"].messages()
    assert (again, message.ts, message.shown, message.labels) == (ts, ts, "Two", [])
    assert workspace.name == "slack:T1"


async def test_what_is_gone_can_not_be_edited_and_comes_anew(slack: SlackServer, workspace: Workspace) -> None:
    sent = await workspace.send(Envelope(direct(slack), "Hello", YES, edits="1234.5678"))

    (message,) = slack.users["U1"].messages()
    assert message.ts == sent


async def test_who_has_not_been_talked_with_is_found_by_their_id(slack: SlackServer, workspace: Workspace) -> None:
    with pytest.raises(Moved) as moved:
        await workspace.send(Envelope("T1:U1", "Hello"))

    assert moved.value.chat_id == direct(slack)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("user_disabled", Unreachable),
        ("messages_tab_disabled", Unreachable),
        ("cannot_dm_bot", Unreachable),
        ("channel_not_found", Unreachable),
        ("account_inactive", Unauthorized),
        ("token_revoked", Unauthorized),
        ("invalid_auth", Unauthorized),
        ("msg_too_long", Rejected),
        ("invalid_blocks", Rejected),
        ("something_new", Rejected),
        ("internal_error", Unavailable),
        ("ratelimited", TooFast),
    ],
)
async def test_each_error_means_one_thing(
    slack: SlackServer, workspace: Workspace, error: str, kind: type[Exception]
) -> None:
    slack.faults.error("chat.postMessage", 200, error)

    with pytest.raises(kind):
        await workspace.send(Envelope(direct(slack), "Hello"))


async def test_trouble_of_slacks_own_is_tried_again_later(slack: SlackServer, workspace: Workspace) -> None:
    slack.faults.error("chat.postMessage", 503, "oops")
    with pytest.raises(Unavailable):
        await workspace.send(Envelope(direct(slack), "Hello"))
    slack.faults.drop("chat.postMessage")
    with pytest.raises(Unavailable):
        await workspace.send(Envelope(direct(slack), "Hello"))

    assert len([one for one in slack.requests if one["method"] == "chat.postMessage"]) == 2  # no second try unasked


async def test_a_method_rests_as_long_as_slack_asks_and_others_go_on(slack: SlackServer, workspace: Workspace) -> None:
    slack.faults.too_many("chat.update", 1)
    ts = await workspace.send(Envelope(direct(slack), "One"))
    for _ in range(3):
        with pytest.raises(TooFast) as pause:
            await workspace.send(Envelope(direct(slack), "Two", edits=ts))
        assert pause.value.only_chat and 0 < pause.value.seconds <= 1
    await workspace.send(Envelope(direct(slack), "Three"))

    assert len([one for one in slack.requests if one["method"] == "chat.update"]) == 1


async def test_a_method_at_its_cap_is_not_called_and_others_are(slack: SlackServer) -> None:
    slack.user("U1", "Sara")
    workspace = Workspace(slack.bot_token, f"{slack.url}/api/", nothing, no_page, {"chat.update": 2})
    await workspace.start()
    ts = await workspace.send(Envelope(direct(slack), "One"))
    assert workspace.rests(direct(slack), ts) == 0
    for words in ("Two", "Three"):
        await workspace.send(Envelope(direct(slack), words, edits=ts))
    with pytest.raises(TooFast) as pause:
        await workspace.send(Envelope(direct(slack), "Four", edits=ts))

    assert pause.value.only_chat and 59 < pause.value.seconds <= 60
    assert 59 < workspace.rests(direct(slack), ts) <= 60
    assert workspace.rests(direct(slack), None) == workspace.rests("T1:U1", None) == 0
    workspace.calls.answers.keep(direct(slack), ts, f"{slack.url}/actions/T1/x")
    assert workspace.rests(direct(slack), ts) == 0  # a press lent its address
    assert len([one for one in slack.requests if one["method"] == "chat.update"]) == 2
    await workspace.stop()


def test_what_is_not_an_answer_of_slacks_is_tried_again() -> None:
    unreadable = SlackApiError("?", {"ok": False})  # type: ignore[no-untyped-call]  # the library leaves it untyped

    assert isinstance(translated(unreadable), Unavailable)
    assert isinstance(translated(TimeoutError()), Unavailable)


async def test_a_press_lends_its_address_so_that_no_limit_holds_the_edit(
    slack: SlackServer, slack_house: SlackHouse
) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    await sara.send("start")
    await answers(sara, "English", "London", "I agree", "Sara")
    await says(sara, "field")

    assert not [one for one in slack.requests if one["method"] == "chat.update"]


async def test_the_pace_is_the_workspaces(slack: SlackServer, slack_house: SlackHouse) -> None:
    slack_house.changes["slack"] = {"messages_per_minute": 600}
    await slack_house.start()
    people = [slack.user(f"U{n}", "Sara") for n in range(1, 9)]
    began = time.monotonic()
    for person in people:
        await person.send("hello?")
    for person in people:
        await person.next()

    assert time.monotonic() - began >= 0.1 * (len(people) - 1)
    assert not [one for one in slack.requests if one["status"] == 429]


async def test_who_is_away_hears_when_they_write_again(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    slack.faults.error("chat.postMessage", 200, "messages_tab_disabled")
    await sara.send("hello?")
    await until(lambda: any(account.unreachable_since for account in slack_house.rows(Account)))

    await sara.send("hello again")

    await says(sara, "waiting")
    came = [DeliveryState.UNREACHABLE, DeliveryState.SENT]
    await until(lambda: [row.state for row in slack_house.rows(Delivery)] == came)


async def test_a_wrong_token_stops_the_start(slack: SlackServer, slack_house: SlackHouse) -> None:
    slack_house.changes["slack"] = {"bot_token": "xoxb-wrong"}
    with pytest.raises(CannotStart, match="invalid_auth"):
        await slack_house.start()
    await slack_house.stop()
    slack_house.changes["slack"] = {"app_token": "xapp-wrong"}
    with pytest.raises(CannotStart, match=r"slack\.app_token"):
        await slack_house.start()


async def test_slack_may_be_away_at_the_start(slack: SlackServer, slack_house: SlackHouse) -> None:
    slack.faults.error("auth.test", 503, "oops")
    with capture_logs() as lines:
        service = await slack_house.start()
        assert "slack-away" in [line["event"] for line in lines]
    await until(lambda: service.platforms["slack"] == "up")
    sara = slack.user("U1", "Sara")
    await sara.send("hello?")

    await says(sara, "waiting")


async def nothing(handle: str) -> bytes:
    raise AssertionError(f"{handle} is not to be fetched")


async def no_page(_: str) -> None:
    return None
