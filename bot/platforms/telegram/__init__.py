"""Telegram by python-telegram-bot: its types and methods; polling and pacing are ours."""

from bot.platforms.telegram.adapter import Telegram

__all__ = ["Telegram"]
