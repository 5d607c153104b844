"""The web server: webhooks in, health out."""

from bot.web.app import make
from bot.web.server import Server

__all__ = ["Server", "make"]
