"""Slack on the playground's page: direct messages, modals with errors, the home tab."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from slack_bolt.async_app import AsyncApp

from bot.playground.slack import SlackServer
from bot.playground.telegram import TelegramServer
from tests.browser.conftest import close_windows, keep, newest, pane, write
from tests.playground.slack import conftest as slack
from tests.playground.slack import forms

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@dataclass
class Window:
    """The page with a person of each platform, and the app on Slack behind it."""

    page: Page
    server: SlackServer
    app: AsyncApp
    submitted: list[dict[str, Any]] = field(default_factory=list)


def listen(window: Window) -> None:
    """A small app: it greets, opens a form, and refuses short titles."""
    app = window.app

    @app.event("message")
    async def greet(say: Any) -> None:
        await say(text="Hi", blocks=[slack.section("*Hello* you"), slack.actions(slack.button("New task", "new"))])

    @app.event("app_home_opened")
    async def home(client: Any, event: dict[str, Any]) -> None:
        blocks = [{"type": "header", "text": forms.plain("Your work")}, slack.actions(slack.button("Add", "new"))]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.action("new")
    async def form(ack: Any, body: dict[str, Any], client: Any) -> None:
        choice = {"type": "static_select", "options": [{"text": forms.plain("Text"), "value": "text"}]}
        when = forms.field("when", element={"type": "datetimepicker"}, optional=True)
        view = forms.modal(forms.field("title"), forms.field("kind", element=choice, optional=True), when)
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @app.view("form")
    async def submitted(ack: Any, view: dict[str, Any]) -> None:
        values = view["state"]["values"]
        window.submitted.append(values)
        short = len(values["title"]["it"]["value"]) < 5
        await (ack(response_action="errors", errors={"title": "At least 5 letters"}) if short else ack())


@pytest_asyncio.fixture(loop_scope="session")
async def window(browser: Browser) -> AsyncIterator[Window]:
    troubles: list[str] = []
    telegram = TelegramServer()
    async with slack.running() as server, aiohttp.ClientSession() as session:
        server.user("U1", "Sara Haddad")
        server.people.add_routes(telegram.web)
        telegram.user(1, "Omar")
        telegram.page = {"chats": [
            {"user_id": "U1", "name": "Sara Haddad", "role": "expert", "platform": "slack", "hint": "Write something."},
            {"user_id": 1, "name": "Omar", "role": "expert"},
        ]}  # fmt: skip
        await telegram.start()
        page = await browser.new_page(viewport={"width": 1100, "height": 800})
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        window = Window(page, server, slack.bolt(server, session))
        listen(window)
        async with slack.connected(server, window.app):
            await page.goto(telegram.url)
            yield window
            await server.settled()
        await close_windows(browser)
        await telegram.stop()
    assert troubles == []


async def test_a_form_on_slack(window: Window) -> None:
    sara = pane(window.page, "U1")
    await write(sara, "hello <you> & *me*")
    await expect(sara.locator(".from-user").last).to_contain_text("hello <you> & *me*")
    await expect(newest(sara)).to_contain_text("Hello")
    await expect(newest(sara).locator("strong")).to_have_text("Hello")
    await sara.get_by_role("button", name="New task").click()
    modal = sara.get_by_role("dialog", name="New task")
    await expect(modal.get_by_label("title")).to_be_focused()
    await modal.get_by_role("button", name="Save").click()
    await expect(modal.get_by_text("Please complete this required field.")).to_be_visible()
    await modal.get_by_label("title").fill("abc")
    await modal.get_by_label("kind").select_option("Text")
    await modal.get_by_label("when").fill("2026-11-30T09:15")
    await modal.get_by_role("button", name="Save").click()
    await expect(modal.get_by_text("At least 5 letters")).to_be_visible()
    await expect(modal.get_by_label("title")).to_have_value("abc")
    await expect(modal.get_by_label("when")).to_have_value("2026-11-30T09:15")
    await keep(window.page, "slack-modal")
    await modal.get_by_label("title").fill("abc <def>")
    await modal.get_by_label("title").press("Enter")
    await expect(modal).to_be_hidden()
    values = window.submitted[-1]
    assert values["title"]["it"]["value"] == "abc <def>"
    assert values["kind"]["it"]["selected_option"]["value"] == "text"
    assert values["when"]["it"]["selected_date_time"] == datetime(2026, 11, 30, 9, 15).astimezone().timestamp()


async def test_home(window: Window) -> None:
    sara = pane(window.page, "U1")
    await sara.get_by_role("tab", name="Home").click()
    await expect(sara.get_by_role("heading", name="Your work")).to_be_visible()
    await keep(window.page, "slack-home")
    await sara.get_by_role("button", name="Add", exact=True).click()
    await sara.get_by_role("dialog").get_by_label("title").press("Escape")
    await expect(sara.get_by_role("dialog")).to_be_hidden()
    await sara.get_by_role("tab", name="Messages").click()
    await expect(sara.get_by_placeholder("Message")).to_be_visible()
