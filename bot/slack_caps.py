"""How often Slack takes each method, a minute and workspace, by the tier on the method's page at docs.slack.dev."""

from __future__ import annotations

TIER_3, TIER_4 = 50, 100
"""Calls a minute: https://docs.slack.dev/apis/web-api/rate-limits"""

CAPS = {
    "chat.postEphemeral": TIER_4,
    "chat.update": TIER_3,
    "conversations.info": TIER_3,
    "conversations.open": TIER_3,
    "files.completeUploadExternal": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "files.info": TIER_4,
    "users.info": TIER_4,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.update": TIER_4,
}
"""The methods that the service calls. `chat.postMessage` has no tier: the workspace's own limit holds for it."""
POST = "chat.postMessage"
