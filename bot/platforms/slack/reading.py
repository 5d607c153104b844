"""From what Slack sends to events. `body` is always a request's or a Socket Mode envelope's payload."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.chat.event import (
    Brought,
    Command,
    Entry,
    Event,
    Form,
    Reach,
    Renamed,
    Sender,
    Tap,
    Upload,
    Visit,
    What,
)
from bot.platforms.slack.typed import meant, unescaped

PLATFORM = "slack"
SLASH = "/callboard "
SAID = ("", "file_share", "thread_broadcast")
"""The kinds of message that are a person's own."""
LOST = ("app_uninstalled", "tokens_revoked")
CLOSED = ("channel_left", "group_left", "channel_archive", "group_archive", "channel_deleted", "group_deleted")
REOPENED = ("channel_unarchive", "group_unarchive")
RENAMED = ("channel_rename", "group_rename")
"""What becomes of a channel where the bot is."""

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came in: events of one person, of whom the name and language are not known yet, or a workspace's end.

    `chat_id` of the sender is empty where it came from elsewhere than the direct message. `answer_to` is, for a button
    pressed, its message's channel and timestamp, and the address at which that can be changed; `in_public` that it was
    done where the answer is not. `home` is the workspace that whoever pressed belongs to, where it is another.
    """

    team: str
    user: str = ""
    events: tuple[Event, ...] = ()
    lost: str = ""
    answer_to: tuple[str, str, str] | None = None
    in_public: bool = False
    trigger: str = ""
    """Opens a form, within three seconds."""
    view: tuple[str, str] | None = None
    """The open form that it came from: its id, and the state that it was in."""
    home: str = ""
    joined: str = ""
    """Who came into a channel. Only where it is the bot, does it mean anything."""


def handle_of(team: str, file: str) -> str:
    """A file's handle, which says where it is to be had."""
    return f"{PLATFORM}:{team}:{file}"


def read(body: Body, is_command: Callable[[str], bool]) -> Arrived:
    """What a request says; without events where it is nothing to the bot."""
    kind = body.get("type")
    if kind == "event_callback":
        return _of_events_api(body, is_command)
    if kind == "view_submission" or (kind == "block_actions" and (body.get("view") or {}).get("type") == "modal"):
        return _filled(body, sent=kind == "view_submission")
    if kind == "block_actions":
        return _pressed(body)
    if kind is None and body.get("command"):
        return _command(body)
    return Arrived(_team(body))


def known(event: Event, name: str, username: str, language: str) -> Event:
    """The event with what the directory says of its sender."""
    return replace(event, sender=replace(event.sender, name=name, username=username, language=language))


def _of_events_api(body: Body, is_command: Callable[[str], bool]) -> Arrived:
    event, team = body.get("event") or {}, str(body.get("team_id") or "")
    kind = event.get("type")
    if kind == "app_uninstalled" or (kind == "tokens_revoked" and (event.get("tokens") or {}).get("bot")):
        return Arrived(team, lost=str(kind))
    if kind == "message" and _is_said(event):
        said = _said(team, event, is_command)
        return _arrived(team, str(event["user"]), str(event.get("channel") or ""), str(body.get("event_id")), said)
    if kind == "app_home_opened" and event.get("tab") == "home":
        return _arrived(team, str(event["user"]), str(event.get("channel") or ""), str(body.get("event_id")), [Visit()])
    return _of_a_channel(team, event, str(body.get("event_id")))


def _of_a_channel(team: str, event: Body, event_id: str) -> Arrived:
    """What happens to a channel comes from the channel, but for the invitation of the bot: that is a person's."""
    kind, channel = event.get("type"), event.get("channel")
    renamed = channel if isinstance(channel, dict) else {}
    id_ = str(renamed.get("id") or channel or "")
    if not id_:
        return Arrived(team)
    if kind == "member_joined_channel" and event.get("inviter"):
        brought = Brought(f"{team}:{id_}", id_)
        return replace(_arrived(team, str(event["inviter"]), "", event_id, [brought]), joined=str(event.get("user")))
    if kind in RENAMED:
        return _arrived(team, id_, id_, event_id, [Renamed(f"#{renamed.get('name') or id_}")])
    if kind in (*CLOSED, *REOPENED):
        return _arrived(team, id_, id_, event_id, [Reach(kind in REOPENED)])
    return Arrived(team)


def at_home(arrived: Arrived) -> Arrived:
    """The same of who belongs to another workspace, as that one knows them."""
    sender = Sender(PLATFORM, f"{arrived.home}:{arrived.user}", "", slash=SLASH)
    return replace(arrived, team=arrived.home, events=tuple(replace(one, sender=sender) for one in arrived.events))


def titled(event: Event, title: str) -> Event:
    """The event with the name of the channel that it is about."""
    assert isinstance(event.what, Brought)
    return replace(event, what=replace(event.what, title=title))


def _is_said(event: Body) -> bool:
    """By a person, to the bot alone."""
    own = event.get("subtype") or ""
    by_a_person = not event.get("bot_id") and event.get("user") not in (None, "", "USLACKBOT")
    return event.get("channel_type") == "im" and own in SAID and by_a_person


def _said(team: str, event: Body, is_command: Callable[[str], bool]) -> list[What]:
    text = unescaped(str(event.get("text") or ""))
    files = [file for file in event.get("files") or [] if isinstance(file, dict)]
    if files:
        return [_upload(file, text, team) for file in files]
    return [meant(text, is_command)] if text.strip() else []


def _upload(file: Body, caption: str, team: str) -> What:
    """What Slack keeps itself can be fetched; what only points elsewhere can't."""
    hosted = file.get("mode") in (None, "hosted", "snippet") and file.get("id")
    if not hosted:
        return Upload(str(file.get("mode") or "file"))
    return Upload(
        "file",
        handle_of(team, str(file["id"])),
        str(file.get("name") or ""),
        int(file.get("size") or 0),
        str(file.get("mimetype") or ""),
        caption,
    )


def _pressed(body: Body) -> Arrived:
    taps: list[What] = [Tap(str(one["value"])) for one in body.get("actions") or [] if one.get("value")]
    channel = str((body.get("channel") or {}).get("id") or "")
    own = channel if channel.startswith("D") else ""
    who, message = body.get("user") or {}, body.get("message") or {}
    team = _team(body) if own else str(message.get("team") or _team(body))  # in a shared channel it is the card's
    home = str(who.get("team_id") or _team(body))
    arrived = _arrived(team, str(who.get("id") or ""), own, str(body.get("trigger_id")), taps)
    arrived = replace(arrived, trigger=str(body.get("trigger_id") or ""), in_public=bool(channel) and not own)
    if home != team and arrived.in_public:
        arrived = replace(arrived, home=home)
    ts = str((body.get("container") or {}).get("message_ts") or "")
    url = str(body.get("response_url") or "")
    return replace(arrived, answer_to=(channel, ts, url)) if ts and url else arrived


def _command(body: Body) -> Arrived:
    """`/callboard WORD rest`; alone it asks what there is. Where it was typed is no place to answer."""
    word, _, rest = unescaped(str(body.get("text") or "")).strip().partition(" ")
    what = Command(word.lstrip("/").lower() or "help", rest.strip())
    arrived = _arrived(_team(body), str(body.get("user_id") or ""), "", str(body.get("trigger_id")), [what])
    in_public = not str(body.get("channel_id") or "D").startswith("D")
    return replace(arrived, in_public=in_public, trigger=str(body.get("trigger_id") or ""))


def _filled(body: Body, *, sent: bool) -> Arrived:
    """A form. Its fields' block_id is their name, their action_id the shape."""
    view = body["view"]
    values = (view.get("state") or {}).get("values") or {}
    entries = {
        str(name): _entry(str(shape), element) for name, fields in values.items() for shape, element in fields.items()
    }
    form = Form(str(view.get("private_metadata") or ""), entries, sent)
    user = str((body.get("user") or {}).get("id") or "")
    id_, hash_ = str(view.get("id") or ""), str(view.get("hash") or "")
    event_id = str(body.get("trigger_id") or f"{id_}:{hash_}")
    return replace(_arrived(_team(body), user, "", event_id, [form]), view=(id_, hash_))


def _entry(shape: str, element: Body) -> Entry:
    chosen = element.get("selected_option")
    if chosen:
        return Entry(shape, json.loads(str(chosen.get("value"))), is_choice=True)
    if "selected_options" in element:
        several = [json.loads(str(one.get("value"))) for one in element["selected_options"] or ()]
        return Entry(shape, several, is_choice=True)
    if element.get("selected_date_time"):
        return Entry(shape, int(element["selected_date_time"]), is_choice=True)
    return Entry(shape, element.get("value"))


def _arrived(team: str, user: str, channel: str, event_id: str, what: list[What]) -> Arrived:
    sender = Sender(PLATFORM, f"{team}:{user}", channel, slash=SLASH)
    ids = [event_id if not place else f"{event_id}:{place}" for place in range(len(what))]
    events = tuple(Event(id_, sender, one) for id_, one in zip(ids, what, strict=True))
    return Arrived(team, user, events if team and user else ())


def _team(body: Body) -> str:
    return str((body.get("team") or {}).get("id") or body.get("team_id") or "")
