"""The bots that are compared, each in a process of its own as an operator starts it."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process

from bot.playground.slack import SlackServer
from bot.playground.telegram import TelegramServer
from bot.rehearsal.process import callboard, resident, stop

ECHO = """
import sys
from telegram import Update
from telegram.ext import Application, MessageHandler, filters

async def answer(update, context):
    await update.message.reply_text(update.message.text)

application = Application.builder().token(sys.argv[1]).base_url(sys.argv[2]).build()
application.add_handler(MessageHandler(filters.TEXT, answer))
application.run_polling()
"""

BOLT = """
import re, sys, uvicorn
from fastapi import FastAPI, Request
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

token, secret, base_url, port = sys.argv[1:]
client = AsyncWebClient(token=token, base_url=base_url)
client.proxy = None
app = AsyncApp(client=client, signing_secret=secret, process_before_response=True)

@app.action(re.compile(".*"))
async def nothing(ack):
    await ack()

web, handler = FastAPI(), AsyncSlackRequestHandler(app)

@web.post("/slack/events")
async def events(request: Request):
    return await handler.handle(request)

uvicorn.run(web, host="127.0.0.1", port=int(port), log_level="error")
"""


async def echo(server: TelegramServer) -> Process:
    """python-telegram-bot's bare echo bot."""
    words = ["-c", ECHO, server.token, f"{server.url}/bot"]
    return await asyncio.create_subprocess_exec(sys.executable, *words, stdout=DEVNULL, stderr=DEVNULL)


async def bolt(server: SlackServer, port: int) -> Process:
    """Bare slack-bolt over HTTP, whose one listener acknowledges and does nothing."""
    words = ["-c", BOLT, server.bot_token, server.signing_secret, f"{server.url}/api/", str(port)]
    return await asyncio.create_subprocess_exec(sys.executable, *words, stdout=DEVNULL, stderr=DEVNULL)


__all__ = ["PIPE", "bolt", "callboard", "echo", "resident", "stop"]
