"""Slack by slack-bolt and slack-sdk: signatures, Socket Mode and types are theirs; pacing and order are ours."""

from bot.platforms.slack.intake import Intake
from bot.platforms.slack.workspace import Workspace

__all__ = ["Intake", "Workspace"]
