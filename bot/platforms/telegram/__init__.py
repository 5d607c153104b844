"""Telegram by python-telegram-bot: its types and methods; polling and pacing are ours."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")  # lengths of time as such; the library warns of the old way otherwise

from bot.platforms.telegram.adapter import Telegram, is_by_another  # the library reads the variable when it is used

__all__ = ["Telegram", "is_by_another"]
