"""What a person's hands do in modals and on messages: press, choose, fill in, submit, close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.playground.wire import Json

from . import answers, interactions, views
from .channel import Channel
from .errors import SlackError
from .kit import reading, state
from .message import SlackMessage
from .mrkdwn import escape
from .outcome import Outcome
from .triggers import Response
from .views import View

if TYPE_CHECKING:
    from .user import SlackUser
    from .workspace import Workspace

Found = tuple[Json, Json]
UNKNOWN = """{word} is not a valid command. In Slack, all messages that start with the "/" character are interpreted \
as commands.

If you are trying to send a message and not run a command, try preceding the "/" with an empty space."""
"""What Slack says to it, as of 2025."""


def find(elements: list[Found], label: str | None, action_id: str | None, value: str | None) -> Found | None:
    """The one element that is meant; a label is that of a button or of a choice in a menu."""
    for block, element in elements:
        if action_id is not None and element["action_id"] != action_id:
            continue
        if label is not None and label not in _words(element):
            continue
        if value is not None and value not in _values(element):
            continue
        return block, element
    return None


class Hands:
    """Acts for one person, and makes of the app's answers what the app in the hand makes of them."""

    def __init__(self, user: SlackUser) -> None:
        self._user = user

    async def press(self, channel: Channel, message: SlackMessage, found: Found, choice: str | None) -> bool:
        """Presses an element of a message; whether the app acknowledged it."""
        url = self._user.server.responses.issue(channel, self._user.user_id, message.ts)
        where = interactions.on_message(channel, message, url)
        return await self._act(found, choice, where, channel.workspace)

    async def press_in_view(self, view: View, found: Found, choice: str | None) -> bool:
        """Presses an element of a view; what is chosen in a menu stays in the view's state."""
        block, element = found
        if element["type"] not in ("button", "overflow"):
            view.values[block["block_id"]][element["action_id"]] = state.filled(element, choice)
        return await self._act(found, choice, interactions.on_view(self._view(view)), self._user.workspace)

    async def command(self, channel: Channel, word: str, text: str) -> bool:
        """Sends a command; what the app answers at once appears in the channel.

        Slack itself refuses one that no app has declared, to whoever typed it alone; no app hears of that.
        """
        user = self._user
        if word not in user.server.commands:
            answers.add(user.server, channel, UNKNOWN.format(word=escape(word)), [], user.user_id)
            return True
        payload = interactions.command(user.workspace, channel, user.person, user.server.app_id, word, text)
        payload["response_url"] = user.server.responses.issue(channel, user.user_id)
        payload["trigger_id"] = user.trigger()
        outcome = await user.send_interaction("slash_commands", payload)
        if outcome.trouble is None and outcome.answer:
            try:
                answers.apply(user.server, Response(channel, user.user_id, None, 0.0), outcome.answer)
            except SlackError as error:
                user.troubles.append(error.error)
        return outcome.trouble is None

    async def submit(self, view: View) -> dict[str, str]:
        """Presses Submit; the errors that the app shows, by block_id."""
        outcome = await self._ask("view_submission", view, {"response_urls": []})
        screen = self._user.screen
        if outcome.trouble is None and view in screen.stack:
            try:
                self._obey(view, outcome.answer or {})
            except SlackError as error:
                self._user.troubles.append("; ".join([error.error, *error.messages]))
        return view.errors

    async def close(self, view: View, *, cleared: bool) -> None:
        """Closes the view; the app is told if it asked for that."""
        stack = self._user.screen.stack
        if cleared or view.given.get("clear_on_close"):
            stack.clear()
        else:
            stack.remove(view)
        if view.given.get("notify_on_close"):
            await self._ask("view_closed", view, {"is_cleared": cleared})

    def fill(self, view: View, values: Json) -> None:
        """Fills in {block_id: {action_id: value}}; LookupError if there is no such field or choice."""
        known = {(block["block_id"], each["action_id"]): each for block, each in reading.elements(view.given["blocks"])}
        for block_id, fields in values.items():
            for action_id, value in fields.items():
                element = known.get((block_id, action_id))
                if element is None:
                    raise LookupError(f"the view has no field {block_id}/{action_id}")
                view.values[block_id][action_id] = state.filled(element, value)

    def _obey(self, view: View, answer: Json) -> None:
        """Does what the acknowledgement says; without a word the view closes."""
        stack = self._user.screen.stack
        match answer.get("response_action"):
            case None if not answer:
                stack.remove(view)
            case "clear":
                stack.clear()
            case "errors":
                view.errors = _errors(view, answer.get("errors"))
            case "update":
                view.replace(views.check(answer.get("view"), "modal"))
            case "push":
                self._user.screen.push(views.check(answer.get("view"), "modal"))
            case unknown:
                raise SlackError("invalid_response_action", str(unknown))

    async def _act(self, found: Found, choice: str | None, where: Json, workspace: Workspace) -> bool:
        """The workspace is the one where it happens: in a shared channel another one than the person's own."""
        user = self._user
        payload = interactions.base("block_actions", workspace, user.person, user.server.app_id)
        payload |= where | {"trigger_id": user.trigger(), "actions": [interactions.action(*found, choice)]}
        return (await user.send_interaction("interactive", payload, workspace)).trouble is None

    async def _ask(self, kind: str, view: View, more: Json) -> Outcome:
        user = self._user
        payload = interactions.base(kind, user.workspace, user.person, user.server.app_id) | {"view": self._view(view)}
        if kind == "view_submission":
            payload["trigger_id"] = user.trigger()
        return await user.send_interaction("interactive", payload | more)

    def _view(self, view: View) -> Json:
        return view.to_api(self._user.server.app_id, self._user.workspace.bot_id)


def _errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.given["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise SlackError("invalid_errors", "errors must name input blocks of the view")
    return {str(block_id): str(text) for block_id, text in errors.items()}


def _words(element: Json) -> list[str]:
    return [reading.label(element), *(reading.text(each["text"]) for each in _options(element))]


def _values(element: Json) -> list[str]:
    return [element.get("value", ""), *(each["value"] for each in _options(element))]


def _options(element: Json) -> list[Json]:
    groups = element.get("option_groups") or [element]
    return [each for group in groups for each in group.get("options", ())]
