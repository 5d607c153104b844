"""OAuth: how the app is installed into a workspace, and leaves it."""

from __future__ import annotations

import html
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from bot.playground.wire import Json

from .call import Call
from .errors import SlackError
from .workspace import SCOPES, Workspace

if TYPE_CHECKING:
    from .server import SlackServer


@dataclass(slots=True)
class Code:
    """A temporary code: what was allowed, by whom, and where it was sent."""

    team: str
    user: str
    scopes: tuple[str, ...]
    redirect_uri: str
    at: float
    used: bool = False


class Installing:
    """The page on which a person allows the installation, and the codes that it gave.

    `org_wide`: what is allowed is allowed for a whole organisation.
    """

    org_wide = False

    def __init__(self, server: SlackServer) -> None:
        self.server = server
        self.codes: dict[str, Code] = {}

    async def authorize(self, request: web.Request) -> web.Response:
        """`/oauth/v2/authorize`: the choice of a workspace; with `team`, or a single one, it is allowed at once."""
        asked = dict(request.query)
        problem = self._problem(asked)
        if problem:
            return _page(f"<p>Something went wrong: {html.escape(problem)}</p>", status=400)
        teams = [asked["team"]] if asked.get("team") else list(self.server.workspaces)
        if asked.get("deny"):
            raise web.HTTPFound(_back(asked, error="access_denied"))
        if len(teams) == 1 and teams[0] in self.server.workspaces:
            raise web.HTTPFound(_back(asked, code=self.allow(teams[0], asked)))
        return _page(self._choice(asked))

    def allow(self, team: str, asked: Json) -> str:
        """A code for this workspace, as if its first person had pressed Allow."""
        workspace = self.server.workspaces[team]
        people = [person.id for person in workspace.people.values() if not person.is_bot]
        user = asked.get("user") or (people[0] if people else workspace.bot_user)
        code = f"{secrets.token_hex(6)}.{secrets.token_hex(16)}"
        scopes = tuple(str(asked["scope"]).replace(" ", ",").split(","))
        self.codes[code] = Code(team, user, scopes, asked.get("redirect_uri", ""), time.monotonic())
        return code

    def _problem(self, asked: Json) -> str:
        if asked.get("client_id") != self.server.client_id:
            return "invalid_client_id"
        wanted = [each for each in asked.get("scope", "").replace(" ", ",").split(",") if each]
        if not wanted or not set(wanted) <= set(SCOPES):
            return "invalid_scope"
        if urlsplit(asked.get("redirect_uri", "")).scheme not in ("http", "https"):
            return "bad_redirect_uri"
        return ""

    def _choice(self, asked: Json) -> str:
        links = "".join(
            f'<li><a href="?{html.escape(urlencode(asked | {"team": workspace.id}))}">'
            f"Allow in {html.escape(workspace.name)}</a></li>"
            for workspace in self.server.workspaces.values()
        )
        cancel = html.escape(urlencode(asked | {"deny": "1"}))
        return f'<h1>Callboard asks for access</h1><ul>{links}</ul><p><a href="?{cancel}">Cancel</a></p>'


def access(call: Call) -> Json:
    """oauth.v2.access: a code for a token, once."""
    server, asked = call.server, call.arguments
    _check_client(server, asked)
    code = server.installing.codes.get(asked["code"])
    if code is None or code.at < time.monotonic() - server.limits.code_lifetime:
        raise SlackError("invalid_code")
    if code.used:
        raise SlackError("code_already_used")
    if asked.get("redirect_uri", code.redirect_uri) != code.redirect_uri:
        raise SlackError("bad_redirect_uri")
    code.used = True
    workspace = server.workspaces[code.team]
    token = server.install(workspace, code.scopes)
    granted = {
        "app_id": server.app_id, "authed_user": {"id": code.user}, "scope": ",".join(code.scopes), "token_type": "bot",
        "access_token": token, "bot_user_id": workspace.bot_user, "enterprise": None, "is_enterprise_install": False,
        "team": {"id": workspace.id, "name": workspace.name},
    }  # fmt: skip
    return granted | _ORGANISATION if server.installing.org_wide else granted


_ORGANISATION: Json = {"team": None, "enterprise": {"id": "E1", "name": "All of it"}, "is_enterprise_install": True}


def uninstall(call: Call) -> Json:
    """apps.uninstall: the app leaves the workspace of the token."""
    _check_client(call.server, call.arguments)
    call.server.uninstall(call.workspace)
    return {}


def leave(server: SlackServer, workspace: Workspace) -> None:
    """Ends the installation: the tokens are dead, and the app is told so."""
    farewells = [
        server.deliveries.wrapped(
            workspace, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot_user]}}
        ),
        server.deliveries.wrapped(workspace, {"type": "app_uninstalled"}),
    ]
    server.tokens.kill(workspace, "account_inactive")
    workspace.installed = False
    for body in farewells:
        server.deliveries.push(body)


def _check_client(server: SlackServer, asked: Json) -> None:
    if asked.get("client_id") != server.client_id:
        raise SlackError("invalid_client_id")
    if asked.get("client_secret") != server.client_secret:
        raise SlackError("bad_client_secret")


def _back(asked: Json, **answer: str) -> str:
    uri = asked["redirect_uri"]
    answer["state"] = asked.get("state", "")
    return f"{uri}{'&' if '?' in uri else '?'}{urlencode(answer)}"


def _page(body: str, status: int = 200) -> web.Response:
    text = f"<!doctype html><html lang=en><title>Slack</title><body>{body}</body></html>"
    return web.Response(text=text, status=status, content_type="text/html")
