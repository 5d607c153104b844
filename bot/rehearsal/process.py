"""`callboard run` as an operator starts it: a process of its own, which can be killed and started again."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Mapping
from pathlib import Path

import bot
from bot.playground.slack import SlackServer
from bot.playground.telegram import TelegramServer

PACKAGES = Path(bot.__file__).parent.parent


def settings(server: TelegramServer | SlackServer | None, folder: Path, more: Mapping[str, str]) -> dict[str, str]:
    """The environment in which `callboard run` serves a local platform, on a file in the folder."""
    own = {
        "DATABASE__URL": f"sqlite:///{folder / 'callboard.db'}",
        "WEB__PORT": "0",
        "LOG__LEVEL": "error",
    }
    own |= (reaching(server) if server else {}) | dict(more)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CALLBOARD_")}
    return kept | {f"CALLBOARD_{name}": value for name, value in own.items()}


def reaching(server: TelegramServer | SlackServer) -> dict[str, str]:
    """The settings of a local platform."""
    if isinstance(server, TelegramServer):
        return {"TELEGRAM__TOKEN": server.token, "TELEGRAM__BASE_URL": server.url}
    return {
        "SLACK__BOT_TOKEN": server.bot_token,
        "SLACK__APP_TOKEN": server.app_token,
        "SLACK__SIGNING_SECRET": server.signing_secret,
        "SLACK__BASE_URL": f"{server.url}/api/",
    }


async def callboard(
    server: TelegramServer | SlackServer | None,
    folder: Path,
    *options: str,
    command: str = "run",
    log: int | None = DEVNULL,
    more: Mapping[str, str] | None = None,
) -> Process:
    """`callboard run`, or another command, in the folder.

    Args:
        server: None for no platform.
        options: Python's.
        log: takes what it writes on standard error; None shows it beside what this process writes there.
        more: settings.
    """
    words = [*options, "-m", "bot", command]
    environment = settings(server, folder, more or {}) | {"PYTHONPATH": str(PACKAGES)}
    return await asyncio.create_subprocess_exec(
        sys.executable, *words, cwd=folder, env=environment, stdout=DEVNULL, stderr=log
    )


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
    return _megabytes(process, "VmRSS")


def most_resident(process: Process) -> float:
    """Megabytes of memory that it has held at most; where the system doesn't say, nothing."""
    try:
        return _megabytes(process, "VmHWM")
    except FileNotFoundError:
        return 0.0


def _megabytes(process: Process, name: str) -> float:
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        line = next(line for line in status if line.startswith(name))
    return int(line.split()[1]) / 1024
