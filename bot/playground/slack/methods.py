"""The methods that the server knows, what each takes, and how often it may be called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.playground.wire import Json

from . import asking, chatting, filing, installing, showing
from .arguments import Kind, blocks, boolean, integer, parsed, text
from .call import Call

TIER_1, TIER_2, TIER_3, TIER_4, HARDLY = 1, 20, 50, 100, 600


@dataclass(frozen=True, slots=True)
class Method:
    """posts: whether it writes into the channel that `channel` names. caller: whose token it needs."""

    run: Callable[[Call], Json]
    takes: Mapping[str, Kind]
    needs: tuple[str, ...] = ()
    per_minute: int = TIER_3
    scope: str = ""
    caller: Literal["bot", "app", "nobody"] = "bot"
    posts: bool = False


_CONTENT: dict[str, Kind] = {
    "channel": text, "text": text, "blocks": blocks, "attachments": parsed, "metadata": parsed, "parse": text,
    "link_names": boolean, "as_user": boolean, "thread_ts": text, "markdown_text": text,
}  # fmt: skip
_NEW: dict[str, Kind] = _CONTENT | {
    "mrkdwn": boolean, "unfurl_links": boolean, "unfurl_media": boolean, "reply_broadcast": boolean,
    "username": text, "icon_url": text, "icon_emoji": text,
}  # fmt: skip
_PAGES: dict[str, Kind] = {"cursor": text, "limit": integer, "team_id": text}
_VIEW: dict[str, Kind] = {"view": parsed}
_OPENING: dict[str, Kind] = _VIEW | {"trigger_id": text, "interactivity_pointer": text}
_CLIENT: dict[str, Kind] = {"client_id": text, "client_secret": text}

METHODS: dict[str, Method] = {
    "auth.test": Method(asking.auth_test, {}, per_minute=HARDLY),
    "auth.revoke": Method(asking.auth_revoke, {"test": boolean}),
    "apps.connections.open": Method(asking.connections_open, {}, per_minute=HARDLY, caller="app"),
    "apps.uninstall": Method(installing.uninstall, _CLIENT),
    "oauth.v2.access": Method(
        installing.access,
        _CLIENT | {"code": text, "redirect_uri": text, "grant_type": text, "refresh_token": text},
        ("code",),
        HARDLY,
        caller="nobody",
    ),
    "chat.postMessage": Method(chatting.post_message, _NEW, ("channel",), scope="chat:write", posts=True),
    "chat.update": Method(
        chatting.update, _CONTENT | {"ts": text, "reply_broadcast": boolean, "file_ids": parsed}, ("channel", "ts"),
        scope="chat:write",
    ),
    "chat.delete": Method(
        chatting.delete, {"channel": text, "ts": text, "as_user": boolean}, ("channel", "ts"), scope="chat:write"
    ),
    "chat.postEphemeral": Method(
        chatting.post_ephemeral, _NEW | {"user": text}, ("channel", "user"), TIER_4, scope="chat:write"
    ),
    "conversations.open": Method(
        asking.conversations_open,
        {"users": text, "channel": text, "return_im": boolean, "prevent_creation": boolean},
        scope="im:write",
    ),
    "conversations.list": Method(
        asking.conversations_list, _PAGES | {"types": text, "exclude_archived": boolean}, (), TIER_2, "channels:read"
    ),
    "conversations.info": Method(
        asking.conversations_info,
        {"channel": text, "include_locale": boolean, "include_num_members": boolean},
        ("channel",),
        scope="channels:read",
    ),
    "conversations.join": Method(asking.conversations_join, {"channel": text}, ("channel",), scope="channels:join"),
    "users.info": Method(
        asking.users_info, {"user": text, "include_locale": boolean}, ("user",), TIER_4, "users:read"
    ),
    "users.list": Method(asking.users_list, _PAGES | {"include_locale": boolean}, (), TIER_2, "users:read"),
    "views.open": Method(showing.views_open, _OPENING, ("view",), TIER_4),
    "views.push": Method(showing.views_push, _OPENING, ("view",), TIER_4),
    "views.update": Method(
        showing.views_update, _VIEW | {"view_id": text, "external_id": text, "hash": text}, ("view",), TIER_4
    ),
    "views.publish": Method(
        showing.views_publish, _VIEW | {"user_id": text, "hash": text}, ("user_id", "view"), TIER_4
    ),
    "files.getUploadURLExternal": Method(
        filing.get_upload_url,
        {"filename": text, "length": integer, "alt_txt": text, "snippet_type": text},
        ("filename", "length"),
        TIER_4,
        "files:write",
    ),
    "files.completeUploadExternal": Method(
        filing.complete_upload,
        {
            "files": parsed, "channel_id": text, "channels": text, "initial_comment": text, "thread_ts": text,
            "blocks": blocks,
        },
        ("files",),
        TIER_4,
        "files:write",
    ),
    "files.info": Method(
        filing.info, _PAGES | {"file": text, "count": integer, "page": integer}, ("file",), TIER_4, "files:read"
    ),
}  # fmt: skip
