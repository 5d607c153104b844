"""A browser on the playground, with a small bot that answers in it."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    ViewportSize,
    async_playwright,
)

from bot.playground.mail import Mailbox
from bot.playground.telegram import Limits, TelegramServer
from tests.browser.echo import EchoBot

ARTEFACTS = Path(__file__).parents[2] / "artefacts"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pane(page: Page, user_id: int | str = 1) -> Locator:
    """A person's chat."""
    return page.locator(f"#chat-{user_id}")


def newest(chat: Locator) -> Locator:
    """The newest message of a chat."""
    return chat.locator(".message").last


async def write(chat: Locator, text: str) -> None:
    """Types a text and presses Enter."""
    await chat.get_by_placeholder("Message").fill(text)
    await chat.get_by_placeholder("Message").press("Enter")


async def keep(page: Page, name: str) -> None:
    """Keeps a picture of the window among the artefacts, for people to look at."""
    await page.screenshot(path=ARTEFACTS / f"page-{name}.png", animations="disabled")


class Clock:
    """A clock that may be moved forward."""

    ahead = timedelta()

    def now(self) -> datetime:
        """The time, as far ahead as it was moved."""
        return datetime.now(UTC) + self.ahead

    def advance(self, by: timedelta) -> None:
        """Moves it."""
        self.ahead += by


class Demo:
    """The playground as `callboard demo` would show it, and browser windows on it."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.server = TelegramServer(limits=Limits(enabled=False))
        self.mailbox = self.server.mail = Mailbox()
        self.clock = self.server.clock = Clock()
        self.troubles: list[str] = []
        self.sara = self.server.user(1, "Sara")
        self.omar = self.server.user(2, "Omar")
        self.laila = self.server.user(3, "ليلى", language_code="ar")
        people = [(1, "Dr. Sara Haddad", "expert"), (2, "Omar", "recruiter"), (3, "ليلى منصور", "reviewer")]
        hints = {"hint": "Press Start to meet the bot.", "suggest": ["card", "عربي"]}
        self.server.page = {
            "title": "Callboard", "mail": True, "clock": True,
            "intro": "Two people and one bot, all on this machine. Write as Sara, then as Omar, and move the clock.",
            "chats": [{"user_id": id_, "name": name, "role": role, **hints} for id_, name, role in people],
        }  # fmt: skip

    async def start(self) -> asyncio.Task[None]:
        """Starts server, mailbox and bot; the bot's task is returned."""
        await self.mailbox.start()
        self.bot = EchoBot(await self.server.start())
        task = asyncio.create_task(self.bot.run())
        await asyncio.wait_for(self.bot.ready.wait(), 10)
        return task

    async def open(self, width: int = 1440, height: int = 900, scheme: str = "light") -> Page:
        """A new window on the page, once its chats are there."""
        dark = scheme == "dark"
        size = ViewportSize(width=width, height=height)
        page = await self.browser.new_page(viewport=size, color_scheme="dark" if dark else "light")
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", self.logged)
        page.on("request", lambda request: self.request(request.url))
        await page.goto(self.server.url)
        await page.locator(".pane:visible [data-part=bot-name]").first.wait_for(state="attached")
        await page.wait_for_function("document.querySelector('.pane:not([hidden]) [data-part=with]').textContent")
        return page

    def logged(self, said: ConsoleMessage) -> None:
        """An error in the console is a trouble, a breach of the content security policy too."""
        if said.type == "error":
            self.troubles.append(said.text)

    def request(self, url: str) -> None:
        """Every request of the page stays with the playground."""
        if not url.startswith((self.server.url, "blob:" + self.server.url)):
            self.troubles.append(f"request to {url}")


def chromium() -> str:
    """Where Chromium is; the test is skipped without one, or fails if everything is required."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    if os.environ.get("CALLBOARD_REQUIRE_ALL") == "1":
        pytest.fail("no Chromium in PATH")
    pytest.skip("no Chromium in PATH")


class Launched:
    """A browser for the whole run; where it has ended, another."""

    def __init__(self, playwright: Playwright) -> None:
        self._playwright = playwright
        self._browser: Browser | None = None

    async def browser(self) -> Browser:
        """One that lives."""
        if self._browser is None or not self._browser.is_connected():
            self._browser = await self._playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        return self._browser


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def launched() -> AsyncIterator[Launched]:
    chromium()
    ARTEFACTS.mkdir(exist_ok=True)
    async with async_playwright() as playwright:
        yield Launched(playwright)


@pytest_asyncio.fixture(loop_scope="session")
async def browser(launched: Launched) -> Browser:
    """To start one takes longer than most tests. A window knows nothing of those before, as in a browser of its own."""
    return await launched.browser()


async def close_windows(browser: Browser) -> None:
    """Before what they show is stopped, so that none of them misses it."""
    for context in browser.contexts:
        await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def demo(browser: Browser) -> AsyncIterator[Demo]:
    """The playground with a bot and a browser; the page must not have logged an error or asked elsewhere."""
    demo = Demo(browser)
    task = await demo.start()
    yield demo
    await close_windows(browser)
    task.cancel()
    await demo.server.stop()
    await demo.mailbox.stop()
    with suppress(asyncio.CancelledError):
        await task
    assert demo.troubles == []
