"""A local Slack and the real service beside it, over Socket Mode or over HTTP."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, select

from bot.app import Service
from bot.config import Settings
from bot.playground.slack import SlackServer, SlackUser
from bot.playground.telegram import User as TelegramUser
from bot.vault import new_key
from models.client import Client
from models.membership import Invitation, Role
from tests.platforms.house import until
from tests.ports import free_port

T = TypeVar("T")
KEY = new_key()
CODE = "ABCDEFGHJKMNPQRS"


class SlackHouse:
    """The service with Slack alone; it can be stopped and started again on the same database."""

    def __init__(self, server: SlackServer, folder: Path) -> None:
        self.server = server
        self._folder = folder
        self.changes: dict[str, dict[str, Any]] = {}
        self.service: Service | None = None
        self.role: type[Service] = Service

    @property
    def settings(self) -> Settings:
        slack = {"bot_token": self.server.bot_token, "app_token": self.server.app_token}
        sections: dict[str, dict[str, Any]] = {
            "database": {"url": f"sqlite:///{self._folder / 'callboard.db'}"},
            "slack": slack | {"base_url": f"{self.server.url}/api/"},
            "web": {"port": 0},
            "telegram": {},
            "privacy": {},
        }
        return Settings.model_validate({name: part | self.changes.get(name, {}) for name, part in sections.items()})

    async def start(self) -> Service:
        self.service = self.role(self.settings)
        await self.service.start()
        if self.settings.slack.mode == "socket":
            await self.server.sockets.wait()
        return self.service

    async def start_at_noon(self) -> Service:
        """Nobody's quiet hours; CODE makes whoever sends it a recruiter."""
        service = await self.start()
        service.clock.advance(timedelta(hours=(12 - service.clock.now().hour) % 24))

        def invite(session: Session) -> None:
            now = service.clock.now()
            client = Client(name="Acme Labs", pseudonym="A European laboratory", created_at=now)
            session.add(client)
            session.flush()
            session.add(Invitation.issue(CODE, Role.RECRUITER, client.id, now))

        self.within(invite)
        return service

    async def stop(self) -> None:
        if self.service is not None:
            await self.service.stop()
            self.service = None

    async def by_http(self) -> str:
        """Starts it so that Slack calls; returns the address that Slack calls at."""
        root = self._reachable()
        self.changes["slack"] = {"mode": "http", "signing_secret": self.server.signing_secret}
        await self.start()
        return f"{root}/slack/events"

    async def by_installation(self, **changes: Any) -> str:
        """Starts it with no workspace, so that people can install the app; returns where it is reached."""
        root = self._reachable()
        self.changes["privacy"] = {"encryption_key": KEY}
        self.changes["web"] |= {"public_url": root}
        self.changes["slack"] = {
            "mode": "http",
            "signing_secret": self.server.signing_secret,
            "client_id": self.server.client_id,
            "client_secret": self.server.client_secret,
            "bot_token": None,
        } | changes
        await self.start()
        return root

    def _reachable(self) -> str:
        port = free_port()
        self.changes["web"] = {"port": port}
        root = f"http://127.0.0.1:{port}"
        self.server.deliver_to(f"{root}/slack/events")
        return root

    def rows(self, table: type[SQLModel]) -> list[Any]:
        """All rows of a table."""
        return self.within(lambda session: list(session.exec(select(table))))

    def within(self, work: Callable[[Session], T]) -> T:
        """Does something to the database, committed."""
        assert self.service is not None
        with self.service.database.transaction() as session:
            return work(session)


async def says(user: SlackUser, words: str) -> None:
    """Waits until the newest message of the bot has the words."""
    await until(lambda: user.last is not None and words in user.last.shown)


async def answers(user: SlackUser, *labels: str) -> None:
    """Taps one button after the other, each as soon as its label begins with the words."""
    for label in labels:
        await until(lambda label=label: _found(user, label))  # type: ignore[misc]  # the default binds the loop's value
        found, last = _found(user, label), user.last
        assert found is not None and last is not None
        assert await user.tap(last.ts, label=found)


async def links(user: SlackUser, phone: TelegramUser) -> None:
    """Makes a Telegram account the same person's, with the code that the bot gives out on Slack."""
    assert await user.command("/callboard", "link")
    await says(user, "Your code")
    assert user.last is not None
    (code,) = re.findall(r"Your code: (\S+)", user.last.shown)
    await phone.send(f"/link {code}")
    await until(lambda: phone.last is not None and "accounts are joined" in (phone.last.text or ""))


def _found(user: SlackUser, label: str) -> str | None:
    shown = user.last.labels if user.last else []
    return next((one for one in shown if one.startswith(label)), None)
