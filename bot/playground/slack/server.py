"""The local Slack: one app, any number of workspaces, and their people."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from aiohttp import web

from bot.playground import PATIENCE
from bot.playground.faults import Faults
from bot.playground.record import Record, Request
from bot.playground.wire import Json

from . import installing
from .answers import over_response_url
from .channel import Channel
from .deliveries import Deliveries
from .endpoint import Endpoint
from .files import Files
from .happenings import Happenings, Notification
from .installing import Installing
from .limits import Limits, Pace
from .people import PeopleSide
from .posting import Posting
from .signing import signature
from .sockets import Sockets
from .stamps import Stamps
from .tokens import Tokens
from .triggers import Responses, Triggers
from .user import SlackUser
from .views import Screen, View
from .workspace import SCOPES, Person, Workspace

BODY_LIMIT = 64 * 1024 * 1024
DEFAULT_LIMITS = Limits()


class SlackServer:
    """Speaks the Web API, Events, interactivity, Socket Mode and OAuth to one app.

    The app is installed in the workspace T1 from the start, with `bot_token`. record: a file (appended to) or
    stream for each request as a JSON line. latency: seconds that every answer takes. commands: those that the app
    has declared; Slack refuses any other. It may be started again after a stop, also on the same port; everything
    but connections stays. The host may set `stamps.clock`: messages carry its time.
    """

    url: str = ""
    app_id = "A1"
    _runner: web.AppRunner | None = None

    def __init__(
        self,
        *,
        signing_secret: str = "playground",
        bot_token: str = "xoxb-playground",
        app_token: str = "xapp-playground",
        client_id: str = "1.2",
        client_secret: str = "playground",
        name: str = "Callboard",
        commands: frozenset[str] = frozenset({"/callboard"}),
        limits: Limits = DEFAULT_LIMITS,
        record: Path | TextIO | None = None,
        latency: float = 0.0,
    ) -> None:
        self.signing_secret = signing_secret
        self.bot_token = bot_token
        self.app_token = app_token
        self.client_id = client_id
        self.client_secret = client_secret
        self.name = name
        self.commands = commands
        self.limits = limits
        self.latency = latency
        self.record = Record(record, "slack")
        self.faults = Faults()
        self.tokens = Tokens(app_token)
        self.workspaces: dict[str, Workspace] = {}
        self.users: dict[str, SlackUser] = {}
        self._stopping = asyncio.Event()
        self._assemble()
        self.install(self.workspace("T1", "Northwind"), SCOPES, bot_token)

    @property
    def requests(self) -> deque[Request]:
        """The latest requests, in the order in which they were answered."""
        return self.record.requests

    @property
    def notified(self) -> deque[Notification]:
        """Mentions in the app's messages: nobody is notified while this is empty."""
        return self.happenings.notified

    async def settled(self, timeout: float = PATIENCE) -> None:
        """Waits until every event was received or given up; TimeoutError if that takes longer."""
        async with asyncio.timeout(timeout):
            await self.deliveries.settled()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listens, on a free port if none is given; returns the address. The Web API is below it, at /api/."""
        self._stopping.clear()
        self.record.start()
        self._runner = web.AppRunner(self.web, access_log=None, handle_signals=False, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port, backlog=1024).start()
        self.url = self.files.base = self.responses.base = f"http://{host}:{self._runner.addresses[0][1]}"
        return self.url

    async def stop(self) -> None:
        """Ends all connections; events that are under way are given up."""
        self._stopping.set()
        await self.deliveries.stop()
        await self.sockets.stop()
        for user in self.users.values():
            user.feed.close()
        await self.people.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        await self.record.stop()

    async def sleep(self, seconds: float) -> None:
        """Sleeps so long, or until the server stops."""
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return

    def deliver_to(self, events: str, interactivity: str | None = None, commands: str | None = None) -> None:
        """HTTP instead of Socket Mode: the app's request URLs, all the same unless given."""
        self.posting.urls = {
            "events_api": events,
            "interactive": interactivity or events,
            "slash_commands": commands or events,
        }

    def sign(self, body: bytes, at: float | None = None) -> dict[str, str]:
        """The headers with which Slack would send this body `at` these epoch seconds."""
        return signature(self.signing_secret, body, at)

    def workspace(self, team_id: str = "T1", name: str = "Northwind") -> Workspace:
        """The workspace with this id. All but T1 are installed through OAuth, or by `install`."""
        if team_id not in self.workspaces:
            tail = "" if team_id == "T1" else team_id
            bot_user, bot_id = f"UBOT{tail}" if tail else "U_BOT", f"B{tail or 1}"
            self.workspaces[team_id] = Workspace(team_id, name, bot_user=bot_user, bot_id=bot_id, bot_name=self.name)
        return self.workspaces[team_id]

    def user(
        self,
        user_id: str,
        name: str = "Person",
        *,
        team: str = "T1",
        locale: str = "en-US",
        tz: str = "Europe/London",
        email: str | None = None,
    ) -> SlackUser:
        """The person with this id; who they are is settled the first time."""
        if user_id not in self.users:
            workspace = self.workspaces[team]
            person = Person(user_id, name, team, locale, tz, email or f"{user_id.lower()}@example.org")
            workspace.add(person)
            self.users[user_id] = SlackUser(self, workspace, person)
        return self.users[user_id]

    def channel(
        self, channel_id: str, name: str, members: Iterable[str] = (), *, team: str = "T1", private: bool = False
    ) -> Channel:
        """The channel with this id; the app is in it if `members` holds its user id (U_BOT in T1)."""
        workspace = self.workspaces[team]
        if channel_id not in workspace.channels:
            found = workspace.create(Channel(workspace, channel_id, name, private=private, history=self.limits.history))
            found.members = set(members)
        return workspace.channels[channel_id]

    def share(self, channel: Channel, team: str, members: Iterable[str]) -> None:
        """People of another workspace are in the channel as well; it stays its own workspace's."""
        self.workspaces[team].create(channel)
        channel.members.update(members)

    def install(self, workspace: Workspace, scopes: tuple[str, ...] = SCOPES, token: str | None = None) -> str:
        """Installs the app with these scopes; returns its token there."""
        return self.tokens.install(workspace, scopes, token)

    def uninstall(self, workspace: Workspace) -> None:
        """The app leaves the workspace: its tokens give account_inactive, and it is told."""
        installing.leave(self, workspace)

    def revoke(self, workspace: Workspace) -> None:
        """The tokens of the workspace give token_revoked from now on, and the app is told."""
        event: Json = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot_user]}}
        self.deliveries.event(workspace, event)
        self.tokens.kill(workspace, "token_revoked")

    def screen(self, user_id: str) -> Screen:
        """What this person sees."""
        return self.users[user_id].screen

    def shown_view(self, workspace: Workspace, view_id: object, external_id: object) -> View | None:
        """A view that somebody in the workspace sees."""
        for user in self.users.values():
            if user.workspace is workspace and (view := user.screen.find(view_id, external_id)):
                return view
        return None

    def _assemble(self) -> None:
        limits = self.limits
        self.pace = Pace(limits)
        self.stamps = Stamps()
        self.files = Files()
        self.triggers = Triggers(limits.trigger_lifetime)
        self.responses = Responses(limits.response_lifetime)
        self.sockets = Sockets(self.app_id, limits.acknowledge, limits.connections)
        self.posting = Posting(self.signing_secret, limits.acknowledge)
        self.deliveries = Deliveries(self.app_id, limits, self.posting, self.sockets)
        self.happenings: Happenings = Happenings(self)
        self.installing: Installing = Installing(self)
        self.people: PeopleSide = PeopleSide(self)
        self.web = self._application()

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=BODY_LIMIT)
        endpoint = Endpoint(self)
        add = application.router
        add.add_route("*", "/api/{method}", endpoint.call)
        add.add_post("/upload/v1/{ticket}", endpoint.upload)
        add.add_get("/files-pri/{file}/{name}", endpoint.download)
        add.add_get("/link/", self.sockets.connect)
        add.add_post("/actions/{team}/{key}", self._respond)
        add.add_get("/oauth/v2/authorize", self.installing.authorize)
        self.people.add_routes(application)
        return application

    async def _respond(self, request: web.Request) -> web.Response:
        return await over_response_url(self, request)
