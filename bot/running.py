"""Runs the service until the operating system asks it to stop."""

from __future__ import annotations

import asyncio
import signal

import structlog

from bot.app import Service
from bot.config import Settings

log = structlog.get_logger()


async def until_stopped(settings: Settings) -> None:
    """Starts, waits for SIGTERM or SIGINT, and stops cleanly."""
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    service = Service(settings)
    try:
        await service.start()
        await stopped.wait()
    finally:
        log.info("stopping")
        await service.stop()
