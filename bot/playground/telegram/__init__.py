"""A local Telegram: the Bot API for a bot, and an app in the hand for people."""

from bot.playground.feed import Feed, Subscription

from .chat import Person
from .faults import Faults
from .limits import Limits
from .message import ChatMessage
from .record import Request
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
