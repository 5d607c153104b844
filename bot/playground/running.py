"""The local platforms alone, until they are stopped."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

from bot.playground.slack import SlackServer
from bot.playground.telegram import TelegramServer


async def serve(telegram_port: int, slack_port: int, token: str, record: Path | None) -> None:
    """Serves the local Telegram and the local Slack, and prints how to reach them."""
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    telegram, slack = TelegramServer(token, record=record), SlackServer(record=record)
    slack.people.add_routes(telegram.web)
    _say_telegram(telegram, await telegram.start(port=telegram_port))
    _say_slack(slack, await slack.start(port=slack_port))
    await stopped.wait()
    await slack.stop()
    await telegram.stop()


def _say_telegram(server: TelegramServer, url: str) -> None:
    print(f"Local Telegram at {url}; in config.toml:", flush=True)
    print(f'[telegram]\ntoken = "{server.token}"\nbase_url = "{url}"', flush=True)


def _say_slack(server: SlackServer, url: str) -> None:
    print(f"Local Slack at {url}; in config.toml:", flush=True)
    print(f'[slack]\nbot_token = "{server.bot_token}"\napp_token = "{server.app_token}"', flush=True)
    print(f'signing_secret = "{server.signing_secret}"\nbase_url = "{url}/api/"', flush=True)
