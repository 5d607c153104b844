"""A browser, the playground, and a small bot on python-telegram-bot that answers in it."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, ViewportSize, async_playwright
from telegram import Bot, BotCommand, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatAction, KeyboardButtonStyle
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

from bot.playground.mail import Mailbox
from bot.playground.telegram import Limits, TelegramServer

ARTEFACTS = Path(__file__).parents[2] / "artefacts"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]

CARD = """<b>Task for a hepatologist</b>
Client: <tg-spoiler>a laboratory in Europe</tg-spoiler>

Read a case and say which of two treatment plans is safer.

💰 <b>$40.00</b> an answer, about <b>$110</b> an hour
⏱ 20 minutes · 4 places left
Reference <code>TASK-7F3K</code>, guide at https://example.org/guide
<pre>plan A: 5 mg/kg
plan B: 7 mg/kg</pre>
Not offered? Ask /why."""
ARABIC = """<b>Callboard: مهمة جديدة لأخصائيي الكبد</b>
اقرأ الحالة وقل أيّ خطة علاج أكثر أمانًا.

الأجر: <b>40.00 دولارًا</b> للإجابة، حوالي ٢٠ دقيقة.
الرمز <code>TASK-7F3K</code>"""


def keys(*rows: str) -> InlineKeyboardMarkup:
    """Rows of buttons, labels divided by |; the first is the primary one."""
    made = [[InlineKeyboardButton(label, callback_data=label) for label in row.split("|")] for row in rows]
    made[0][0] = InlineKeyboardButton(
        made[0][0].text, callback_data=made[0][0].text, style=KeyboardButtonStyle.PRIMARY
    )
    return InlineKeyboardMarkup(made)


class EchoBot:
    """Says what it hears with buttons below, shows cards, and edits its message on a tap.

    `patience` is cleared by a test that wants to see a tap wait for its answer.
    """

    def __init__(self, url: str) -> None:
        self.bot = Bot("1001:playground", f"{url}/bot", f"{url}/file/bot", request=HTTPXRequest(8, pool_timeout=5))
        self.patience = asyncio.Event()
        self.patience.set()
        self.ready = asyncio.Event()

    async def run(self) -> None:
        """Polls until it is cancelled; a server that is away for a while is waited for."""
        offset = 0
        async with self.bot, asyncio.TaskGroup() as group:
            await self.offer("start Begin, or begin again", "why Why a task was not offered", "earnings What you earned")
            self.ready.set()
            while True:
                try:
                    for update in await self.bot.get_updates(offset, timeout=5, allowed_updates=Update.ALL_TYPES):
                        offset = update.update_id + 1
                        group.create_task(self.hear(update))
                except NetworkError:
                    await asyncio.sleep(0.1)

    async def offer(self, *commands: str) -> None:
        """Sets the commands, each given as its name and what it does."""
        await self.bot.set_my_commands([BotCommand(*command.split(" ", 1)) for command in commands])

    async def hear(self, update: Update) -> None:
        """One update from a person."""
        if update.callback_query is not None:
            await self.tapped(update.callback_query)
        elif update.message is not None:
            await self.told(update.message)

    async def told(self, message: Message) -> None:
        """A text or a file."""
        if message.text == "card":
            await message.reply_html(CARD, reply_markup=keys("Claim|Details", "Later|Not for me"))
        elif message.text == "عربي":
            await message.reply_html(ARABIC, reply_markup=keys("قبول المهمة|التفاصيل", "لاحقًا|لا تناسبني"))
        elif message.text == "type":
            await self.bot.send_chat_action(message.chat_id, ChatAction.TYPING)
        elif file := message.document or (message.photo and message.photo[-1]):
            content = await (await file.get_file()).download_as_bytearray()
            await message.reply_text(f"Got {len(content)} bytes: {message.caption or 'no caption'}", do_quote=True)
        else:
            await message.reply_text(f"You said: {message.text}", reply_markup=keys("Begin|About"))

    async def tapped(self, query: CallbackQuery) -> None:
        """A tap: answered, then the message is edited in place."""
        await self.patience.wait()
        details = query.data == "Details"
        await query.answer("Paid within 7 days." if details else f"{query.data}: noted", show_alert=details)
        await query.edit_message_text(f"You chose {query.data}. What next?", reply_markup=keys(f"{query.data}|Undo"))


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
        self.server.page = {
            "title": "Callboard", "mail": True, "clock": True,
            "intro": "Two people and one bot, all on this machine. Write as Sara, then as Omar, and move the clock.",
            "chats": [
                {"user_id": id_, "name": name, "role": role, "hint": "Press Start to meet the bot.", "suggest": ["card"]}
                for id_, name, role in people
            ],
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
        page.on("console", lambda said: said.type == "error" and self.troubles.append(said.text))
        page.on("request", lambda request: self.request(request.url))
        await page.goto(self.server.url)
        await page.locator(".pane:visible [data-part=bot-name]").first.wait_for(state="attached")
        await page.wait_for_function("document.querySelector('.pane:not([hidden]) [data-part=with]').textContent")
        return page

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


@pytest.fixture
async def demo() -> AsyncIterator[Demo]:
    """The playground with a bot and a browser; the page must not have logged an error or asked elsewhere."""
    path = chromium()
    ARTEFACTS.mkdir(exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        demo = Demo(browser)
        task = await demo.start()
        yield demo
        await browser.close()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await demo.server.stop()
        await demo.mailbox.stop()
    assert demo.troubles == []
