"""Messages: written, edited, deleted, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack import Limits, SlackServer, SlackUser

from .conftest import actions, button, refusal, running, section
from .house import house


async def test_a_message_and_its_edit(server: SlackServer, slack: AsyncWebClient, sara: SlackUser) -> None:
    opened = await slack.conversations_open(users="U1", return_im=True)
    assert opened["channel"]["user"] == "U1"
    posted = await slack.chat_postMessage(
        channel=opened["channel"]["id"], text="fallback", blocks=[section("*Hello* &lt;you&gt;"), actions(button("Go"))]
    )
    assert posted["channel"] == "D1"
    (message,) = sara.messages()
    assert (message.shown, message.labels, message.edited) == ("Hello <you>", ["Go"], None)
    assert posted["message"]["blocks"][0]["block_id"]
    await slack.chat_update(channel="D1", ts=posted["ts"], text="without buttons")
    (message,) = sara.messages()
    assert (message.shown, message.labels) == ("without buttons", [])
    assert message.edited
    assert await refusal(slack.chat_update(channel="U1", ts=posted["ts"], text="x")) == "channel_not_found"
    await slack.chat_delete(channel="D1", ts=posted["ts"])
    assert await refusal(slack.chat_update(channel="D1", ts=posted["ts"], text="x")) == "message_not_found"
    assert not sara.messages()


async def test_only_own_messages(slack: AsyncWebClient, sara: SlackUser) -> None:
    ts = await sara.send("mine")
    assert await refusal(slack.chat_update(channel="D1", ts=ts, text="x")) == "cant_update_message"
    assert await refusal(slack.chat_delete(channel="D1", ts=ts)) == "cant_delete_message"


async def test_things_are_seen_once_and_in_order(slack: AsyncWebClient, sara: SlackUser) -> None:
    posted = await slack.chat_postMessage(channel="U1", text="one")
    await slack.chat_update(channel="D1", ts=posted["ts"], text="one, edited")
    await slack.chat_postMessage(channel="U1", text="two")
    assert [(await sara.next()).text for _ in range(3)] == ["one", "one, edited", "two"]
    await slack.chat_postMessage(channel="U1", text="three")
    sara.skip()
    with pytest.raises(TimeoutError):
        await sara.next(timeout=0.05)
    assert sara.last is not None
    assert sara.last.text == "three"


async def test_a_channel_needs_the_app_in_it(server: SlackServer, slack: AsyncWebClient, sara: SlackUser) -> None:
    channel = server.channel("C1", "general", ["U1"])
    assert await refusal(slack.chat_postMessage(channel="C1", text="x")) == "not_in_channel"
    async with house() as app:
        server.deliver_to(app.url)
        assert (await slack.conversations_join(channel="C1"))["channel"]["is_member"]
        assert (await slack.conversations_join(channel="C1"))["warning"] == "already_in_channel"
        await slack.chat_postMessage(channel="#general", text="for all")
        await sara.send("Hello @Callboard, not <@U_BOT>", "C1")
        await slack.chat_postEphemeral(channel="C1", user="U1", text="only you")
        await server.settled()
        events = {event["event"]["type"]: event["event"] for event in app.events}
    assert set(events) == {"app_mention", "member_joined_channel", "message"}
    assert events["app_mention"]["text"] == "Hello <@U_BOT>, not &lt;@U_BOT&gt;"
    assert (await sara.next(channel="C1")).text == "for all"
    assert (await sara.next(channel="C1")).only_for == "U1"
    omar = server.user("U2", "Omar")
    with pytest.raises(PermissionError):
        await omar.send("x", "C1")
    assert await refusal(slack.chat_postEphemeral(channel="C1", user="U2", text="x")) == "user_not_in_channel"
    assert [message.only_for for message in omar.messages("C1")] == [None, None]
    channel.archived = True
    assert await refusal(slack.chat_postMessage(channel="C1", text="x")) == "is_archived"
    assert await refusal(slack.conversations_join(channel="C1")) == "is_archived"


async def test_who_can_not_be_reached(server: SlackServer, slack: AsyncWebClient, sara: SlackUser) -> None:
    async def both(user: str) -> set[str]:
        return {
            await refusal(slack.conversations_open(users=user)),
            await refusal(slack.chat_postMessage(channel=user, text="x")),
        }

    assert await both("U_BOT") == {"cannot_dm_bot"}
    assert await both("U9") == {"user_not_found", "channel_not_found"}
    assert await refusal(slack.conversations_open(users=[])) == "users_list_not_supplied"
    assert await refusal(slack.chat_postMessage(channel="C9", text="x")) == "channel_not_found"
    sara.workspace.messages_tab = False
    assert await both("U1") == {"messages_tab_disabled"}
    sara.deactivate()
    assert await both("U1") == {"user_disabled"}
    assert (await slack.users_info(user="U1"))["user"]["deleted"]


async def test_pages_of_people_and_channels(server: SlackServer, slack: AsyncWebClient, sara: SlackUser) -> None:
    for number in range(2, 6):
        server.user(f"U{number}")
        server.channel(f"C{number}", f"room-{number}")
    found: list[str] = []
    async for page in await slack.users_list(limit=2):
        found += [member["id"] for member in page["members"]]
    assert found == ["U_BOT", "U1", "U2", "U3", "U4", "U5"]
    assert len((await slack.conversations_list(types="public_channel,im"))["channels"]) == 4
    assert await refusal(slack.users_list(cursor="U77")) == "invalid_cursor"
    assert await refusal(slack.conversations_list(types="secret")) == "invalid_types"
    assert (await slack.conversations_info(channel="C2"))["channel"]["name"] == "room-2"
    info = (await slack.users_info(user="U1", include_locale=True))["user"]
    assert (info["locale"], info["tz"], info["real_name"]) == ("ar-SA", "Asia/Riyadh", "Sara Haddad")


async def test_answers_over_a_response_url(
    server: SlackServer, slack: AsyncWebClient, sara: SlackUser, session: Any
) -> None:
    async def answered(url: str, **body: Any) -> int:
        async with session.post(url, json=body) as answer:
            return int(answer.status)

    channel = sara.direct
    posted = await slack.chat_postMessage(channel="U1", text="first")
    url = server.responses.issue(channel, "U1", posted["ts"])
    assert await answered(url, text="replaced") == 200
    assert sara.messages()[0].text == "replaced"
    assert await answered(url, text="added", replace_original=False) == 200
    assert sara.messages()[1].only_for == "U1"
    assert await answered(url, text="", colour="red") == 400
    assert await answered(url, delete_original=True) == 200
    assert [message.text for message in sara.messages()] == ["added"]
    assert [await answered(url, text="x", replace_original=False) for _ in range(2)] == [200, 404]
    assert await answered(f"{server.url}/actions/T1/none", text="x") == 404


async def test_slack_tells_an_app_of_its_own_words(session: Any) -> None:
    async with running(Limits()) as server, house() as app:
        server.user("U1")
        slack = AsyncWebClient(token=server.bot_token, base_url=f"{server.url}/api/", session=session)
        server.deliver_to(app.url)
        posted = await slack.chat_postMessage(channel="U1", text="x")
        await slack.chat_update(channel="D1", ts=posted["ts"], text="y")
        await slack.chat_delete(channel="D1", ts=posted["ts"])
        await server.settled()
        events = [event["event"] for event in app.events]
    assert {event.get("subtype") for event in events} == {None, "message_changed", "message_deleted"}
    assert next(event for event in events if "subtype" not in event)["bot_id"] == "B1"


async def test_refusals_name_the_place(slack: AsyncWebClient, sara: SlackUser) -> None:
    with pytest.raises(SlackApiError) as caught:
        await slack.chat_postMessage(channel="U1", text="x", blocks=[section("x"), section("y" * 3001)])
    answer = caught.value.response
    assert answer["error"] == "invalid_blocks"
    place = "must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    assert answer["errors"] == [place]
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {place}"]
    call = slack.api_call
    assert await refusal(call("chat.postMessage", json={"channel": "U1"})) == "no_text"
    assert await refusal(call("chat.postMessage", json={"text": "x"})) == "invalid_arguments"
    assert (
        await refusal(call("chat.postMessage", json={"channel": "U1", "text": "x", "colour": 1})) == "invalid_arguments"
    )
    assert await refusal(call("chat.postMessage", json={"channel": "U1", "text": "x" * 40_001})) == "msg_too_long"
    assert await refusal(call("chat.postMessage", data={"channel": "U1", "blocks": "{"})) == "invalid_blocks_format"
    assert await refusal(call("chat.postMessage", data={"channel": "U1", "blocks": "{}"})) == "invalid_blocks_format"
    long = [section("x" * 2900) for _ in range(5)]
    assert await refusal(slack.chat_postMessage(channel="U1", text="x", blocks=long)) == "msg_blocks_too_long"
    assert await refusal(slack.chat_postMessage(channel="U1", text="x", thread_ts="1.1")) == "thread_not_found"
    assert await refusal(call("chat.meMessage", json={})) == "unknown_method"


async def test_messages_carry_the_time_of_the_hosts_clock(
    server: SlackServer, slack: AsyncWebClient, sara: SlackUser
) -> None:
    class Tomorrow:
        def now(self) -> datetime:
            return datetime.now(UTC) + timedelta(days=1)

        def advance(self, by: timedelta) -> None: ...

    now = await sara.send("now")
    server.stamps.clock = Tomorrow()
    assert 86_390 < float((await slack.chat_postMessage(channel="U1", text="x"))["ts"]) - float(now) < 86_410
    server.stamps.clock = None
    assert (await sara.send("again")) > sara.messages()[1].ts
