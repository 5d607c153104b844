"""The parts of the settings: each key with its type, its default, and what is allowed."""

from bot.sections.orcid import OrcidSettings
from bot.sections.platforms import SlackSettings, TelegramSettings
from bot.sections.rules import (
    BroadcastSettings,
    CredentialSettings,
    FieldSettings,
    PaySettings,
    PrivacySettings,
    QualificationSettings,
    RegisterSettings,
)
from bot.sections.service import DatabaseSettings, EmailSettings, LogSettings, TelemetrySettings, WebSettings

__all__ = [
    "BroadcastSettings",
    "CredentialSettings",
    "DatabaseSettings",
    "EmailSettings",
    "FieldSettings",
    "LogSettings",
    "OrcidSettings",
    "PaySettings",
    "PrivacySettings",
    "QualificationSettings",
    "RegisterSettings",
    "SlackSettings",
    "TelegramSettings",
    "TelemetrySettings",
    "WebSettings",
]
