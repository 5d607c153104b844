"""views.*: modals and the home tab."""

from __future__ import annotations

from bot.playground.wire import Json

from . import views
from .call import Call
from .errors import SlackError, invalid_arguments
from .views import View


def views_open(call: Call) -> Json:
    """Opens a modal for the person who has just done something."""
    given = views.check(call.arguments["view"], "modal")
    user = call.server.triggers.exchange(_trigger(call), call.workspace.id)
    return _answer(call, call.server.screen(user).open(given))


def views_push(call: Call) -> Json:
    """Lays a modal over the one in which the person has just done something."""
    given = views.check(call.arguments["view"], "modal")
    user = call.server.triggers.exchange(_trigger(call), call.workspace.id)
    return _answer(call, call.server.screen(user).push(given))


def views_update(call: Call) -> Json:
    """Replaces a view that is still shown."""
    view_id, external_id = call.arguments.get("view_id"), call.arguments.get("external_id")
    if bool(view_id) == bool(external_id):
        raise invalid_arguments("exactly one of view_id and external_id is needed")
    view = call.server.shown_view(call.workspace, view_id, external_id)
    if view is None:
        raise SlackError("not_found")
    given = views.check(call.arguments["view"], view.given["type"])
    view.check_hash(call.arguments.get("hash"))
    view.replace(given)
    return _answer(call, view)


def views_publish(call: Call) -> Json:
    """Sets a person's home tab."""
    call.workspace.person(call.arguments["user_id"])
    if not call.workspace.home_tab:
        raise SlackError("not_enabled")
    given = views.check(call.arguments["view"], "home")
    screen = call.server.screen(call.arguments["user_id"])
    return _answer(call, screen.publish(given, call.arguments.get("hash")))


def _trigger(call: Call) -> str:
    found = call.arguments.get("trigger_id") or call.arguments.get("interactivity_pointer")
    if not isinstance(found, str):
        raise invalid_arguments("missing required field: trigger_id")
    return found


def _answer(call: Call, view: View) -> Json:
    call.server.happenings.viewed(view)
    return {"view": view.to_api(call.server.app_id, call.workspace.bot_id)}
