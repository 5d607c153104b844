"""A local Telegram: the Bot API for a bot, and an app in the hand for people."""

from bot.playground.faults import Faults
from bot.playground.feed import Feed, Subscription
from bot.playground.record import Request

from .chat import Person
from .limits import Limits
from .message import ChatMessage
from .server import TelegramServer
from .user import User

__all__ = [
    "ChatMessage",
    "Faults",
    "Feed",
    "Limits",
    "Person",
    "Request",
    "Subscription",
    "TelegramServer",
    "User",
]
