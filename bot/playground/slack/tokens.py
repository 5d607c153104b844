"""Tokens: the app's own, and one for each workspace in which the app is installed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from .errors import SlackError
from .methods import Method
from .workspace import Workspace


@dataclass(slots=True)
class _Token:
    workspace: Workspace
    trouble: str = ""


class Tokens:
    """Says who calls; a dead token says why it is dead."""

    def __init__(self, app_token: str) -> None:
        self.app_token = app_token
        self._tokens: dict[str, _Token] = {}

    def install(self, workspace: Workspace, scopes: tuple[str, ...], token: str | None = None) -> str:
        """A token for the workspace with these scopes."""
        token = token or f"xoxb-{workspace.id}-{secrets.token_hex(12)}"
        self._tokens[token] = _Token(workspace)
        workspace.installed, workspace.scopes = True, tuple(scopes)
        return token

    def kill(self, workspace: Workspace, trouble: str) -> None:
        """The tokens of the workspace give this error from now on."""
        for token in self._tokens.values():
            if token.workspace is workspace and not token.trouble:
                token.trouble = trouble

    def reads(self, token: str, team: str) -> bool:
        """Whether files of the workspace may be read with it."""
        found = self._tokens.get(token)
        return found is not None and not found.trouble and found.workspace.id == team

    def granted(self, token: str) -> dict[str, str]:
        """The headers that say what a bot's token may do, as Slack sends them with each answer."""
        found = self._tokens.get(token)
        return {"X-OAuth-Scopes": ",".join(found.workspace.scopes)} if found else {}

    def authorize(self, token: str, method: Method) -> Workspace | None:
        """The workspace that calls (none for the app itself); SlackError if it may not call the method."""
        if method.caller == "nobody":
            return None
        if not token:
            raise SlackError("not_authed")
        found = self._tokens.get(token)
        if token == self.app_token:
            if method.caller == "app":
                return None
            raise SlackError("not_allowed_token_type")
        if found is None or found.trouble:
            raise SlackError(found.trouble if found else "invalid_auth")
        if method.caller == "app":
            raise SlackError("not_allowed_token_type")
        if method.scope and method.scope not in found.workspace.scopes:
            raise SlackError("missing_scope", needed=method.scope, provided=",".join(found.workspace.scopes))
        return found.workspace
