"""Slack over HTTP: what is signed is committed and answered, everything else leaves nothing."""

from __future__ import annotations

import io
import json
import time
from urllib.parse import urlencode

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.playground.slack import SlackServer
from models.delivery import Delivery
from models.person import Account
from models.seen import SeenEvent
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse, answers, says

FORM = "application/x-www-form-urlencoded"


async def post(address: str, body: bytes, headers: dict[str, str], mime: str = "application/json") -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, data=io.BytesIO(body), headers=headers | {"Content-Type": mime}) as answer,
    ):
        return answer.status


def event(slack: SlackServer, event_id: str = "Ev1", team: str = "T1", **more: object) -> bytes:
    said = {
        "type": "message",
        "channel": "D1",
        "channel_type": "im",
        "user": "U1",
        "text": "hello?",
        "ts": "1.2",
    } | more
    return json.dumps({"type": "event_callback", "team_id": team, "event_id": event_id, "event": said}).encode()


async def test_words_buttons_and_commands_come_over_http(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.by_http()
    sara = slack.user("U1", "Sara")

    await sara.send("start")
    await answers(sara, "English", "London")
    await says(sara, "Step 3")
    assert await sara.command("/callboard", "help")
    await says(sara, "What you can do")

    assert not sara.troubles
    assert await slack.posting.verify()


async def test_what_is_not_signed_is_refused_with_one_line(slack: SlackServer, slack_house: SlackHouse) -> None:
    address = await slack_house.by_http()
    body = event(slack)

    with capture_logs() as lines:
        assert await post(address, body, {}) == 401
    assert [line["event"] for line in lines] == ["slack-request-refused"]
    assert await post(address, body, slack.sign(body + b" ")) == 401
    assert await post(address, body, slack.sign(body, time.time() - 301)) == 401
    assert await post(address, body, slack.sign(body, time.time() + 301)) == 401
    assert not slack_house.rows(SeenEvent) and not slack_house.rows(Account)


async def test_a_replay_within_the_window_changes_nothing(slack: SlackServer, slack_house: SlackHouse) -> None:
    address = await slack_house.by_http()
    body = event(slack)
    headers = slack.sign(body)

    with capture_logs() as lines:
        assert [await post(address, body, headers | {"X-Slack-Retry-Num": str(n)}) for n in range(3)] == [200] * 3

    assert [line["event"] for line in lines if "event_id" in line] == ["event-repeated"] * 2

    assert [(row.platform, row.event_id) for row in slack_house.rows(SeenEvent)] == [("slack", "Ev1")]


@pytest.mark.parametrize(
    "payload",
    [
        {
            "type": "event_callback",
            "team_id": "T1",
            "event_id": "Ev1",
            "event": {"type": "reaction_added", "user": "U1"},
        },
        {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": {"type": "message", "subtype": "new"}},
        {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": None},
        {"type": "event_callback", "team_id": "T1", "event": [1, 2]},
        {"type": "something_new", "team_id": "T1"},
        {"type": "app_rate_limited", "team_id": "T1"},
    ],
)
async def test_what_nobody_knows_is_acknowledged(
    slack: SlackServer, slack_house: SlackHouse, payload: dict[str, object]
) -> None:
    address = await slack_house.by_http()
    body = json.dumps(payload).encode()

    assert await post(address, body, slack.sign(body)) == 200
    assert not slack_house.rows(SeenEvent)


async def test_an_unknown_workspace_is_refused(slack: SlackServer, slack_house: SlackHouse) -> None:
    address = await slack_house.by_http()
    body = event(slack, team="T9")
    pressed = {"type": "block_actions", "team": {"id": "T9"}, "user": {"id": "U1"}, "actions": [{"value": "1.0"}]}
    form = urlencode({"payload": json.dumps(pressed)}).encode()

    assert await post(address, body, slack.sign(body)) == 403
    assert await post(address, form, slack.sign(form), FORM) == 403
    assert not slack_house.rows(SeenEvent)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"payload=%7B", b"a" * 2_000_000])
@pytest.mark.parametrize("mime", ["application/json", FORM])
async def test_nonsense_never_breaks_anything(
    slack: SlackServer, slack_house: SlackHouse, body: bytes, mime: str
) -> None:
    address = await slack_house.by_http()

    assert await post(address, body, slack.sign(body), mime) in (200, 400, 403, 413)
    assert not slack_house.rows(SeenEvent)


async def test_what_is_not_committed_is_not_acknowledged(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.by_http()
    service = slack_house.service
    assert service is not None
    handle, failures = service.inbox.handle, [OSError("the disk is full")]

    def fail_once(events: object) -> object:
        if failures:
            raise failures.pop()
        return handle(events)  # type: ignore[arg-type]  # whatever it was given

    service.inbox.handle = fail_once  # type: ignore[method-assign,assignment]
    sara = slack.user("U1", "Sara")
    await sara.send("hello?")
    await sara.next()

    await slack.settled()
    assert len([one for one in sara.messages() if one.from_bot]) == 1
    assert not failures and not slack.deliveries.given_up


async def test_without_slack_there_is_no_such_address(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    assert slack_house.service is not None
    body = event(slack)

    address = f"http://127.0.0.1:{slack_house.service.web_port}/slack/events"
    assert await post(address, body, slack.sign(body)) == 404


async def test_an_uninstalled_app_stops_and_says_so(slack: SlackServer, slack_house: SlackHouse) -> None:
    address = await slack_house.by_http()
    sara = slack.user("U1", "Sara")
    await sara.send("hello?")
    await sara.next()

    with capture_logs() as lines:
        slack.uninstall(slack.workspace())
        assert slack_house.service is not None and slack_house.service.slack is not None
        parts = slack_house.service.slack
        await until(lambda: parts.state in ("app_uninstalled", "tokens_revoked"))
        await slack.settled()

        assert not parts.intake.workspaces
        late = event(slack, "Ev9")
        assert await post(address, late, slack.sign(late)) == 403
    assert [row.event_id for row in slack_house.rows(SeenEvent)] != ["Ev9"]
    assert [line["event"] for line in lines].count("unknown-workspace") == 1
    assert [line["log_level"] for line in lines if line["event"] == "workspace-lost"] == ["critical"]


async def test_a_button_or_command_sent_again_is_done_once(slack: SlackServer, slack_house: SlackHouse) -> None:
    address = await slack_house.by_http()
    slack.user("U1", "Sara")
    who = {"team": {"id": "T1"}, "user": {"id": "U1"}}
    pressed = {"type": "block_actions", **who, "trigger_id": "1.2.a", "actions": [{"value": "1.0"}]}
    button = urlencode({"payload": json.dumps(pressed)}).encode()
    typed = {"command": "/callboard", "text": "help", "team_id": "T1", "user_id": "U1", "trigger_id": "1.2.b"}
    command = urlencode(typed).encode()

    for body in (button, command):
        headers = slack.sign(body)
        assert [await post(address, body, headers, FORM) for _ in range(3)] == [200] * 3

    assert [row.event_id for row in slack_house.rows(SeenEvent)] == ["1.2.a", "1.2.b"]
    keys = [row.dedupe_key for row in slack_house.rows(Delivery)]
    assert sum(key.startswith("slack:1.2.b") for key in keys) == 1 and len(keys) == 2


async def test_a_button_from_an_uninstalled_workspace_does_nothing(slack: SlackServer, slack_house: SlackHouse) -> None:
    address = await slack_house.by_http()
    slack.uninstall(slack.workspace())
    assert slack_house.service is not None and slack_house.service.slack is not None
    parts = slack_house.service.slack
    await until(lambda: not parts.intake.workspaces)
    pressed = {"type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U1"}, "actions": [{"value": "1.0"}]}
    body = urlencode({"payload": json.dumps(pressed)}).encode()

    with capture_logs() as lines:
        assert await post(address, body, slack.sign(body), FORM) == 403
    assert [line["event"] for line in lines if line["event"] != "workspace-lost"] == ["unknown-workspace"]
    assert not slack_house.rows(SeenEvent) and not slack_house.rows(Account)


async def test_without_an_app_to_install_there_is_no_such_page(slack: SlackServer, slack_house: SlackHouse) -> None:
    address = await slack_house.by_http()
    async with aiohttp.ClientSession() as session:
        for path in ("install", "oauth_redirect"):
            async with session.get(address.replace("events", path)) as answer:
                assert answer.status == 404
