"""Runs the service until the operating system asks it to stop."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys

import structlog

from bot.app import Service, Web, Worker
from bot.config import Settings

log = structlog.get_logger()


SWITCH_SECONDS = 0.0001
"""How long a thread computes while another wants to (`sys.setswitchinterval`). By default it is fifty times as long: a
turn that has just heard from the database would wait for whatever the event loop has begun, and the other way round."""

ROLES: dict[str, type[Service]] = {"run": Service, "web": Web, "worker": Worker}
"""What a process does, by the command that starts it."""


async def until_stopped(settings: Settings, role: type[Service] = Service) -> None:
    """Starts, waits for SIGTERM or SIGINT, and stops cleanly."""
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    service = role(settings)
    try:
        await service.start()
        keep_what_is_loaded()
        let_threads_take_turns()
        await stopped.wait()
    finally:
        log.info("stopping")
        await service.stop()


def keep_what_is_loaded() -> None:
    """Modules and tables stay as long as the process: the garbage collector looks through them no more.

    It went through a quarter of a million objects again and again: a tenth of what a turn costs. A logger is made once,
    too, and no longer anew for each line, most of which are not even wanted.
    """
    structlog.configure(cache_logger_on_first_use=True)
    gc.collect()
    gc.freeze()
    gc.enable()


def let_threads_take_turns() -> None:
    """See SWITCH_SECONDS."""
    sys.setswitchinterval(SWITCH_SECONDS)
