"""A local Slack: the Web API, Events, interactivity, Socket Mode and OAuth for an app, and Slack in hand for people."""

from bot.playground.faults import Faults
from bot.playground.record import Request

from .channel import Channel
from .happenings import Notification
from .limits import Limits
from .message import SlackMessage
from .server import SlackServer
from .user import SlackUser
from .workspace import Person, Workspace

__all__ = [
    "Channel",
    "Faults",
    "Limits",
    "Notification",
    "Person",
    "Request",
    "SlackMessage",
    "SlackServer",
    "SlackUser",
    "Workspace",
]
