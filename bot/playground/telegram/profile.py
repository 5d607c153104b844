"""What the bot says of itself: name, descriptions, menu button, and its commands by scope and language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.playground.wire import Json

from .chat import Chat, Person
from .errors import bad_request

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators", *_CHAT_SCOPES)
_LENGTHS = {"name": 64, "description": 512, "short_description": 120}
COMMANDS = 100


class Profile:
    """Kept per language; what a person sees is the most specific entry that fits them."""

    def __init__(self, name: str, chats: Mapping[int, Chat]) -> None:
        self._chats = chats
        self._texts: dict[str, dict[str, str]] = {kind: {} for kind in _LENGTHS}
        self._texts["name"][""] = name
        self._commands: dict[tuple[str, str], list[Json]] = {}
        self._menu_buttons: dict[int, Json] = {}

    def text(self, kind: str, params: Json) -> Json:
        """getMyName and the like: {kind: text}, in the language or else the default one."""
        texts = self._texts[kind]
        return {kind: texts.get(_language(params)) or texts.get("", "")}

    def set_text(self, kind: str, params: Json) -> bool:
        """setMyName and the like; an empty text removes the entry."""
        text, language = str(params.get(kind, "")), _language(params)
        if len(text) > _LENGTHS[kind]:
            raise bad_request(f"{kind.replace('_', ' ')} is too long")
        if text:
            self._texts[kind][language] = text
        elif kind != "name" or language:
            self._texts[kind].pop(language, None)
        return True

    def name_for(self, person: Person) -> str:
        """The bot's name in the person's language."""
        return str(self.text("name", {"language_code": (person.language_code or "")[:2]})["name"])

    def commands(self, params: Json) -> list[Json]:
        """getMyCommands: exactly what was set for this scope and language."""
        return self._commands.get((self._scope(params.get("scope")), _language(params)), [])

    def set_commands(self, params: Json) -> bool:
        """setMyCommands; the chats that it concerns are told."""
        commands = params.get("commands")
        if not isinstance(commands, list):
            raise bad_request("expected an Array of BotCommand")
        if len(commands) > COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        scope, language = self._scope(params.get("scope")), _language(params)
        self._commands[scope, language] = [_command(command) for command in commands]
        self._tell(scope)
        return True

    def delete_commands(self, params: Json) -> bool:
        """deleteMyCommands: people see the next broader list."""
        scope = self._scope(params.get("scope"))
        self._commands.pop((scope, _language(params)), None)
        self._tell(scope)
        return True

    def commands_for(self, person: Person) -> list[Json]:
        """The list of the first scope that has one: the chat, all private chats, all; own language first."""
        language = (person.language_code or "")[:2]
        for scope in (f"chat:{person.user_id}", "all_private_chats", "default"):
            for key in ((scope, language), (scope, "")):
                if self._commands.get(key):
                    return self._commands[key]
        return []

    def menu_button(self, params: Json) -> Json:
        """getChatMenuButton."""
        own = self._menu_buttons.get(params.get("chat_id", 0))
        return own or self._menu_buttons.get(0) or {"type": "commands"}

    def set_menu_button(self, params: Json) -> bool:
        """setChatMenuButton, for one chat or as the default."""
        button = params.get("menu_button") or {"type": "default"}
        if not isinstance(button, dict) or button.get("type") not in ("default", "commands", "web_app"):
            raise bad_request("can't parse menu button: MenuButton has unsupported type")
        if button["type"] == "default":
            self._menu_buttons.pop(params.get("chat_id", 0), None)
        else:
            self._menu_buttons[params.get("chat_id", 0)] = button
        return True

    def _scope(self, scope: Any) -> str:
        if scope is None:
            return "default"
        kind = scope.get("type") if isinstance(scope, dict) else None
        if kind not in _SCOPES:
            raise bad_request("can't parse BotCommandScope: Unsupported type specified")
        if kind not in _CHAT_SCOPES:
            return str(kind)
        chat_id = str(scope.get("chat_id", ""))
        if not chat_id:
            raise bad_request("can't parse BotCommandScope: Empty chat_id specified")
        if not chat_id.isdecimal() or len(chat_id) > 20 or int(chat_id) not in self._chats:
            raise bad_request("chat not found")
        return f"{kind}:{int(chat_id)}"

    def _tell(self, scope: str) -> None:
        kind, _, chat_id = scope.partition(":")
        chats = [self._chats[int(chat_id)]] if kind == "chat" else self._chats.values()
        for chat in chats:
            if chat.feed:
                chat.feed.publish({"type": "commands", "commands": self.commands_for(chat.person)})


def _language(params: Json) -> str:
    language = str(params.get("language_code", ""))
    if language and not (len(language) == 2 and language.isascii() and language.islower()):
        raise bad_request("invalid language code specified")
    return language


def _command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for field in ("command", "description"):
        if not isinstance(command.get(field), str):
            raise bad_request(f'can\'t parse BotCommand: Field "{field}" must be of type String')
    name, description = command["command"].strip().removeprefix("/"), command["description"].strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > 32:
        raise bad_request("command length must not exceed 32")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > 256:
        raise bad_request("command description length must not exceed 256")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}
