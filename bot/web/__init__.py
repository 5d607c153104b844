"""The web server: webhooks in, health and figures out."""

from bot.web.app import make
from bot.web.gauges import OfProcess, OfTables, Scraped
from bot.web.orcid import OrcidPages
from bot.web.server import Server
from bot.web.surge import Surge

__all__ = ["OfProcess", "OfTables", "OrcidPages", "Scraped", "Server", "Surge", "make"]
