"""A bot as an operator starts it: a process of its own, which can be killed and started again."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from pathlib import Path

from bot.playground.slack import SlackServer
from bot.playground.telegram import TelegramServer

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


def settings(server: TelegramServer | SlackServer, folder: Path, more: Mapping[str, str]) -> dict[str, str]:
    """The environment in which `callboard run` serves a local platform, on a file in the folder."""
    own = {
        "DATABASE__URL": f"sqlite:///{folder / 'callboard.db'}",
        "WEB__PORT": "0",
        "LOG__LEVEL": "error",
    }
    if isinstance(server, TelegramServer):
        own |= {"TELEGRAM__TOKEN": server.token, "TELEGRAM__BASE_URL": server.url}
    else:
        own |= {"SLACK__BOT_TOKEN": server.bot_token, "SLACK__APP_TOKEN": server.app_token}
        own |= {"SLACK__SIGNING_SECRET": server.signing_secret, "SLACK__BASE_URL": f"{server.url}/api/"}
    own |= dict(more)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CALLBOARD_")}
    return kept | {f"CALLBOARD_{name}": value for name, value in own.items()}


async def callboard(
    server: TelegramServer | SlackServer,
    folder: Path,
    *options: str,
    log: int | None = None,
    more: Mapping[str, str] | None = None,
) -> Process:
    """`callboard run`; options are Python's, `log` takes what it writes on standard error, `more` are settings."""
    words = [*options, "-m", "bot", "run"]
    environment = settings(server, folder, more or {}) | {"PYTHONPATH": str(Path.cwd())}
    return await asyncio.create_subprocess_exec(
        sys.executable, *words, cwd=folder, env=environment, stdout=DEVNULL, stderr=log or DEVNULL
    )


async def echo(server: TelegramServer) -> Process:
    """python-telegram-bot's bare echo bot."""
    words = ["-c", ECHO, server.token, f"{server.url}/bot"]
    return await asyncio.create_subprocess_exec(sys.executable, *words, stdout=DEVNULL, stderr=DEVNULL)


async def bolt(server: SlackServer, port: int) -> Process:
    """Bare slack-bolt over HTTP, whose one listener acknowledges and does nothing."""
    words = ["-c", BOLT, server.bot_token, server.signing_secret, f"{server.url}/api/", str(port)]
    return await asyncio.create_subprocess_exec(sys.executable, *words, stdout=DEVNULL, stderr=DEVNULL)


async def stop(process: Process) -> str:
    """Asks it to stop, and waits; what it wrote on standard error."""
    if process.returncode is None:
        process.terminate()
    try:
        async with asyncio.timeout(15):
            written = await process.stderr.read() if process.stderr else b""
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
        return ""
    return written.decode(errors="replace")


def resident(process: Process) -> float:
    """Megabytes of memory that it holds."""
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        line = next(line for line in status if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


__all__ = ["PIPE", "bolt", "callboard", "echo", "resident", "stop"]
