"""A small bot on python-telegram-bot that echoes, shows cards, and edits its messages."""

from __future__ import annotations

import asyncio

from telegram import Bot, BotCommand, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatAction, KeyboardButtonStyle
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

COMMANDS = ("start Begin, or begin again", "why Why a task was not offered", "earnings What you earned")
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
    made[0][0] = InlineKeyboardButton(made[0][0].text, callback_data=made[0][0].text, style=KeyboardButtonStyle.PRIMARY)
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
            await self.offer(*COMMANDS)
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
            await message.reply_text(f"You said: {(message.text or '')[:4000]}", reply_markup=keys("Begin|About"))

    async def tapped(self, query: CallbackQuery) -> None:
        """A tap: answered, then the message is edited in place."""
        await self.patience.wait()
        details = query.data == "Details"
        await query.answer("Paid within 7 days." if details else f"{query.data}: noted", show_alert=details)
        await query.edit_message_text(f"You chose {query.data}. What next?", reply_markup=keys(f"{query.data}|Undo"))
