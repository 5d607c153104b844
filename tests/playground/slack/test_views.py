"""Modals and the home tab."""

from __future__ import annotations

import json
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack import Limits, SlackServer, SlackUser

from .conftest import actions, button, connected, refusal, running, section
from .forms import Opened, field, modal, plain
from .house import house


async def test_a_form_with_errors_and_then_without(
    server: SlackServer, app: AsyncApp, sara: SlackUser, opens: Opened
) -> None:
    seen = []

    @app.view("form")
    async def submitted(ack: Any, view: dict[str, Any]) -> None:
        title = view["state"]["values"]["title"]["it"]["value"]
        seen.append((title, view["private_metadata"]))
        if len(title) < 3:
            await ack(response_action="errors", errors={"title": "At least 3 letters"})
        else:
            await ack()

    async with connected(server, app):
        await opens(modal(private_metadata="7"))
        assert await sara.submit({}) == {"title": "Please complete this required field."}
        assert await sara.submit({"title": {"it": "ab"}}) == {"title": "At least 3 letters"}
        assert sara.errors
        assert sara.modal is not None
        assert await sara.submit({"title": {"it": "a <b> & *c*"}}) == {}
    assert sara.modal is None
    assert seen == [("ab", "7"), ("a <b> & *c*", "7")]


@pytest.mark.parametrize(
    ("answer", "left", "trouble"),
    [
        (None, ["New task"], ""),
        ({"response_action": "clear"}, [], ""),
        ({"response_action": "update", "view": modal(title=plain("Now this"))}, ["New task", "Now this"], ""),
        ({"response_action": "push", "view": modal(title=plain("Above"))}, ["New task", "New task", "Above"], ""),
        ({"response_action": "errors", "errors": {"unknown": "x"}}, ["New task", "New task"], "invalid_errors"),
        ({"response_action": "update", "view": {"type": "modal"}}, ["New task", "New task"], "invalid_arguments"),
        ({"response_action": "dance"}, ["New task", "New task"], "invalid_response_action"),
    ],
)
async def test_what_a_submission_is_answered_with(
    server: SlackServer, slack: AsyncWebClient, sara: SlackUser, opens: Opened, answer: Any, left: Any, trouble: str
) -> None:
    await opens(modal())
    await slack.views_push(trigger_id=sara.trigger(), view=modal())
    async with house() as app:
        app.bodies = [answer]
        server.deliver_to(app.url)
        await sara.submit({"title": {"it": "x"}})
        payload = json.loads(app.forms[0]["payload"])
    assert payload["type"] == "view_submission"
    assert [view.given["title"]["text"] for view in sara.screen.stack] == left
    assert [each[: len(trouble)] for each in sara.troubles] == [trouble] * bool(trouble)


async def test_a_submission_that_is_not_acknowledged_leaves_the_modal(sara: SlackUser, opens: Opened) -> None:
    await opens(modal())
    await sara.submit({"title": {"it": "x"}})
    assert sara.modal is not None
    assert sara.troubles == ["connection_failed"]


async def test_input_survives_an_update_under_the_same_ids(
    slack: AsyncWebClient, sara: SlackUser, opens: Opened
) -> None:
    view = await opens(modal())
    await sara.fill({"title": {"it": "kept"}, "words": {"it": "lost"}})
    changed = modal(field("title"), field("other", element={"initial_value": "given"}))
    updated = await slack.views_update(view_id=view["id"], hash=view["hash"], view=changed)
    assert updated["view"]["state"]["values"] == {
        "title": {"it": {"type": "plain_text_input", "value": "kept"}},
        "other": {"it": {"type": "plain_text_input", "value": "given"}},
    }
    assert await refusal(slack.views_update(view_id=view["id"], hash=view["hash"], view=changed)) == "hash_conflict"
    assert await refusal(slack.views_update(view_id="V0", view=changed)) == "not_found"
    assert await refusal(slack.api_call("views.update", json={"view": changed})) == "invalid_arguments"


async def test_a_trigger_works_once_and_soon(slack: AsyncWebClient, sara: SlackUser) -> None:
    trigger = sara.trigger()
    await slack.views_open(trigger_id=trigger, view=modal())
    assert await refusal(slack.views_open(trigger_id=trigger, view=modal())) == "exchanged_trigger_id"
    assert await refusal(slack.views_open(trigger_id="1.2.abc", view=modal())) == "invalid_trigger_id"
    assert await refusal(slack.api_call("views.open", params={"view": json.dumps(modal())})) == "invalid_arguments"


async def test_a_trigger_expires(session: Any) -> None:
    async with running(Limits(trigger_lifetime=0.0)) as server:
        slack = AsyncWebClient(token=server.bot_token, base_url=f"{server.url}/api/", session=session)
        trigger = server.user("U1").trigger()
        assert await refusal(slack.views_open(trigger_id=trigger, view=modal())) == "expired_trigger_id"


async def test_three_modals_are_the_most(slack: AsyncWebClient, sara: SlackUser, opens: Opened) -> None:
    assert await refusal(slack.views_push(trigger_id=sara.trigger(), view=modal())) == "not_found"
    first = await opens(modal())
    for _ in range(2):
        pushed = await slack.views_push(trigger_id=sara.trigger(), view=modal())
    assert pushed["view"]["root_view_id"] == first["id"]
    assert await refusal(slack.views_push(trigger_id=sara.trigger(), view=modal())) == "push_limit_reached"
    await sara.close()
    assert len(sara.screen.stack) == 2
    await sara.close(all_of_them=True)
    with pytest.raises(LookupError):
        await sara.submit()


async def test_closing_is_told_if_asked_for(server: SlackServer, sara: SlackUser, opens: Opened) -> None:
    async with house() as app:
        server.deliver_to(app.url)
        await opens(modal())
        await sara.close()
        assert not app.received
        await opens(modal(notify_on_close=True))
        await sara.close()
        payload = json.loads(app.forms[0]["payload"])
    assert (payload["type"], payload["is_cleared"], payload["view"]["callback_id"]) == ("view_closed", False, "form")


async def test_presses_in_a_modal(server: SlackServer, sara: SlackUser, opens: Opened) -> None:
    menu = {"type": "static_select", "action_id": "kind", "options": [{"text": plain("Text"), "value": "text"}]}
    async with house() as app:
        server.deliver_to(app.url)
        await opens(modal(field("title"), actions(button("More", "more"), menu)))
        assert await sara.tap_view(label="More")
        assert await sara.tap_view(label="Text")
        with pytest.raises(LookupError):
            await sara.tap_view(label="Less")
        pressed, chosen = (json.loads(form["payload"]) for form in app.forms)
    assert pressed["container"] == {"type": "view", "view_id": pressed["view"]["id"]}
    assert "response_url" not in pressed
    assert chosen["actions"][0]["selected_option"]["value"] == "text"
    assert list(chosen["view"]["state"]["values"].values())[-1]["kind"]["selected_option"]["value"] == "text"


async def test_the_home_tab(server: SlackServer, slack: AsyncWebClient, sara: SlackUser) -> None:
    home = {"type": "home", "blocks": [section("Hello"), actions(button("Work"))]}
    async with house() as app:
        server.deliver_to(app.url)
        await sara.open_home()
        published = await slack.views_publish(user_id="U1", view=home)
        await slack.views_publish(user_id="U1", view=home, hash=published["view"]["hash"])
        conflict = slack.views_publish(user_id="U1", view=home, hash=published["view"]["hash"])
        assert await refusal(conflict) == "hash_conflict"
        assert await sara.tap_view(label="Work")
        await sara.open_home()
        await sara.open_messages()
        await server.settled()
        events = [json.loads(body)["event"] for _, body in app.received if body.startswith(b"{")]
    assert [(event["type"], event["tab"], "view" in event) for event in events] == [
        ("app_home_opened", "home", False),
        ("app_home_opened", "home", True),
        ("app_home_opened", "messages", False),
    ]
    assert sara.home is not None
    assert sara.home["blocks"][0]["text"]["text"] == "Hello"
    assert await refusal(slack.views_publish(user_id="U9", view=home)) == "user_not_found"
    assert await refusal(slack.views_publish(user_id="U1", view=modal())) == "invalid_arguments"
    sara.workspace.home_tab = False
    assert await refusal(slack.views_publish(user_id="U1", view=home)) == "not_enabled"


@pytest.mark.parametrize(
    "view",
    [
        modal(title=plain("x" * 25)),
        modal(private_metadata="x" * 3001),
        modal(submit=None),
        modal(*[section("x")] * 101),
        modal(section("x", block_id="a"), section("y", block_id="a")),
        modal(callback_id="x" * 256),
        modal(colour="red"),
        modal({"type": "markdown", "text": "x"}),
        {"type": "home", "blocks": [], "title": plain("x")},
        [],
    ],
)
async def test_views_that_slack_refuses(slack: AsyncWebClient, sara: SlackUser, view: Any) -> None:
    call = slack.api_call("views.open", json={"trigger_id": sara.trigger(), "view": view})
    assert await refusal(call) == "invalid_arguments"
