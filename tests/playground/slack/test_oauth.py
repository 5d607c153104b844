"""Installation into many workspaces, tokens, and how they end."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack import SlackServer, SlackUser
from bot.playground.slack.workspace import SCOPES

from .conftest import refusal
from .house import house

BACK = "http://127.0.0.1:1/back"


async def authorized(session: Any, server: SlackServer, **asked: str) -> tuple[int, dict[str, str], str]:
    """Status of the authorize page, what it sends back, and its text."""
    query = {"client_id": "1.2", "scope": "chat:write,im:write", "redirect_uri": BACK, "state": "s"} | asked
    url = f"{server.url}/oauth/v2/authorize?{urlencode(query)}"
    async with session.get(url, allow_redirects=False) as answer:
        location = answer.headers.get("Location", "")
        assert not location or location.startswith(BACK)
        back = {name: each[0] for name, each in parse_qs(urlsplit(location).query).items()}
        return answer.status, back, await answer.text()


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")  # slack_sdk uses what aiohttp 3.14 deprecates
async def test_an_installation(session: Any, server: SlackServer, slack: AsyncWebClient) -> None:
    server.workspace("T2", "Other & Co")
    omar = server.user("U2", "Omar", team="T2")
    await omar.send("nobody hears this")
    status, _, page = await authorized(session, server)
    assert (status, "Allow in Other &amp; Co" in page) == (200, True)
    status, back, _ = await authorized(session, server, team="T2")
    assert (status, back["state"]) == (302, "s")
    asked: dict[str, Any] = {"client_id": "1.2", "client_secret": "playground", "code": back["code"]}
    assert await refusal(slack.oauth_v2_access(**asked | {"client_id": "9.9"})) == "invalid_client_id"
    assert await refusal(slack.oauth_v2_access(**asked | {"client_secret": "x"})) == "bad_client_secret"
    assert await refusal(slack.oauth_v2_access(**asked | {"code": "x"})) == "invalid_code"
    assert await refusal(slack.oauth_v2_access(**asked, redirect_uri="http://elsewhere")) == "bad_redirect_uri"
    answer = await slack.oauth_v2_access(**asked, redirect_uri=BACK)
    assert await refusal(slack.oauth_v2_access(**asked)) == "code_already_used"
    assert (answer["team"]["id"], answer["authed_user"]["id"], answer["bot_user_id"]) == ("T2", "U2", "UBOTT2")
    other = AsyncWebClient(token=answer["access_token"], base_url=f"{server.url}/api/", session=session)
    assert (await other.auth_test())["team_id"] == "T2"
    await other.chat_postMessage(channel="U2", text="x")
    assert await refusal(other.chat_postMessage(channel="U1", text="x")) == "channel_not_found"
    assert await refusal(other.users_info(user="U2")) == "missing_scope"
    assert server.requests[0]["params"]["code"] == "…"
    assert "x" not in server.requests[1]["params"].values()


async def test_what_the_page_refuses(session: Any, server: SlackServer) -> None:
    assert (await authorized(session, server, client_id="x"))[0] == 400
    assert (await authorized(session, server, scope="everything"))[0] == 400
    assert (await authorized(session, server, redirect_uri="javascript:x"))[0] == 400
    status, back, _ = await authorized(session, server, deny="1")
    assert (status, back) == (302, {"error": "access_denied", "state": "s"})
    assert (await authorized(session, server))[1]["code"]  # there is only one workspace


async def test_an_app_that_leaves(server: SlackServer, slack: AsyncWebClient, sara: SlackUser) -> None:
    async with house() as app:
        server.deliver_to(app.url)
        assert await refusal(slack.apps_uninstall(client_id="1.2", client_secret="x")) == "bad_client_secret"
        await slack.apps_uninstall(client_id="1.2", client_secret="playground")
        await server.settled()
        assert {event["event"]["type"] for event in app.events} == {"tokens_revoked", "app_uninstalled"}
        assert await refusal(slack.auth_test()) == "account_inactive"
        await sara.send("nobody hears this")
        assert not await sara.command("/callboard")
        await server.settled()
        assert len(app.received) == 2
    assert sara.troubles == ["app_not_installed"]
    server.install(sara.workspace, SCOPES, server.bot_token)
    await slack.auth_test()


async def test_a_revoked_token(server: SlackServer, slack: AsyncWebClient) -> None:
    async with house() as app:
        server.deliver_to(app.url)
        assert not (await slack.auth_revoke(test=True))["revoked"]
        assert (await slack.auth_revoke())["revoked"]
        await server.settled()
        assert [event["event"]["type"] for event in app.events] == ["tokens_revoked"]
    assert await refusal(slack.chat_postMessage(channel="U1", text="x")) == "token_revoked"


async def test_the_wrong_token(session: Any, server: SlackServer) -> None:
    def client(token: str) -> AsyncWebClient:
        return AsyncWebClient(token=token, base_url=f"{server.url}/api/", session=session)

    assert await refusal(client("").auth_test()) == "not_authed"
    assert await refusal(client("xoxb-other").auth_test()) == "invalid_auth"
    assert await refusal(client(server.app_token).auth_test()) == "not_allowed_token_type"
    opening = client("").apps_connections_open
    assert await refusal(opening(app_token=server.bot_token)) == "not_allowed_token_type"
    assert await refusal(opening(app_token="xapp-other")) == "invalid_auth"
    answer = await client(server.bot_token).auth_test()
    assert (answer["user_id"], answer["bot_id"], answer["team"]) == ("U_BOT", "B1", "Northwind")
