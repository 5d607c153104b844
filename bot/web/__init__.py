"""The web server: webhooks in, health and figures out."""

from bot.web.app import make
from bot.web.gauges import OfProcess, OfTables, Scraped
from bot.web.server import Server
from bot.web.surge import Surge

__all__ = ["OfProcess", "OfTables", "Scraped", "Server", "Surge", "make"]
