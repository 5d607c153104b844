"""The demo's stage: local Telegram, Slack and mailbox, the real service in a temporary folder, the crowd."""

from __future__ import annotations

import asyncio
import signal
import tempfile
import webbrowser
from collections.abc import Callable
from pathlib import Path
from random import Random, SystemRandom
from types import TracebackType

import structlog

from bot.app import Service
from bot.cli.item_files import ItemLine, read_items
from bot.cli.item_store import add
from bot.clock import Clock
from bot.config import (
    DatabaseSettings,
    EmailSettings,
    LogSettings,
    PaySettings,
    Settings,
    SlackSettings,
    TelegramSettings,
    WebSettings,
)
from bot.demo.cast import LOCALES, ON_SLACK, Persona, draw
from bot.demo.expert import SimulatedExpert
from bot.demo.seat import Seat, SlackSeat, TelegramSeat
from bot.errors import CannotStart
from bot.playground.mail import Mailbox
from bot.playground.slack import SlackServer
from bot.playground.telegram import Limits, TelegramServer
from models.client import Client
from models.membership import Invitation, Role, new_code
from models.types import ClientId

log = structlog.get_logger()

TOKEN = "1001:playground"  # noqa: S105  # the local Telegram's
EXPERT_ID, RECRUITER_ID = 101, 102
SLACK_EXPERT, SLACK_RECRUITER = "U101", "U102"
CLIENT = "Northwind Labs"
ITEMS = Path(__file__).with_name("items.jsonl")
PACE = 500
"""Messages a second: the local Telegram takes as many as one that is paid for."""
INTRO = (
    "You are all four people: tap a name to change. Say “liver transplants” where a field is asked for; "
    "codes arrive in the mail above."
)


class Stage:
    """Everything that the demo needs, started and stopped together.

    Args:
        seed: who the simulated experts are.
        patience: 1 acts at a person's pace; less is faster.
        opened: told the page's address as soon as the page is there; the service starts behind it.
    """

    def __init__(
        self,
        seed: int,
        *,
        port: int = 0,
        patience: float = 1.0,
        record: Path | None = None,
        opened: Callable[[str], None] | None = None,
    ) -> None:
        self.clock = Clock()
        self.telegram = TelegramServer(TOKEN, limits=Limits(per_second=PACE), record=record)
        self.slack = SlackServer(record=record)
        self.mailbox = Mailbox()
        self.experts: list[SimulatedExpert] = []
        self.codes: dict[Role, str] = {}
        self.slack_codes: dict[Role, str] = {}
        self._opened = opened
        self._port, self._patience = port, patience
        self._personas: list[Persona] = draw(seed)
        self._folder = tempfile.TemporaryDirectory(prefix="callboard-demo-")
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Stage:
        await self.mailbox.start()
        self.telegram.mail, self.telegram.clock = self.mailbox, self.clock
        self.slack.stamps.clock = self.clock
        self.slack.people.add_routes(self.telegram.web)
        self._set_page()
        try:
            url = await self.telegram.start(port=self._port)
        except OSError:
            raise CannotStart(f"--port: {self._port} is taken; choose another, or 0 for any free one") from None
        await self.slack.start()
        if self._opened is not None:
            self._opened(url)
        self.service = Service(self._settings(url), self.clock)
        await self.service.start()
        await self.slack.sockets.wait()
        client_id = self._client()
        self.codes, self.slack_codes = self._invite(client_id), self._invite(client_id)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.service.stop()
        await self.slack.stop()
        await self.telegram.stop()
        await self.mailbox.stop()
        self._folder.cleanup()

    @property
    def url(self) -> str:
        """Where the page is."""
        return self.telegram.url

    async def admit_recruiter(self) -> None:
        """Each recruiter's chat is past its invitations when someone looks at it."""
        seats: tuple[tuple[Seat, dict[Role, str]], ...] = (
            (TelegramSeat(self.telegram.user(RECRUITER_ID)), self.codes),
            (SlackSeat(self.slack.user(SLACK_RECRUITER)), self.slack_codes),
        )
        await asyncio.gather(*(_redeem(seat, codes) for seat, codes in seats))

    def let_in(self) -> None:
        """The simulated experts come on board, each by the same conversation as anyone."""
        for place, persona in enumerate(self._personas):
            seat = self._seat(persona, on_slack=place in ON_SLACK)
            expert = SimulatedExpert(persona, seat, self.mailbox, patience=self._patience)
            self.experts.append(expert)
            task = asyncio.create_task(expert.run(), name=persona.name)
            task.add_done_callback(_tell_of_failure)
            self._tasks.append(task)

    async def all_joined(self) -> None:
        """Returns when every simulated expert has joined."""
        await asyncio.gather(*(expert.joined.wait() for expert in self.experts))

    def _seat(self, persona: Persona, *, on_slack: bool) -> Seat:
        if not on_slack:
            user = self.telegram.user(persona.user_id, persona.name, language_code=persona.language)
            return TelegramSeat(user)
        return SlackSeat(self.slack.user(f"U{persona.user_id}", persona.name, locale=LOCALES[persona.language]))

    def _settings(self, url: str) -> Settings:
        bot, app = self.slack.bot_token, self.slack.app_token
        return Settings(
            database=DatabaseSettings(url=f"sqlite:///{self._folder.name}/demo.db"),
            telegram=TelegramSettings.model_validate(
                {"token": TOKEN, "base_url": url, "messages_per_second": PACE, "paid_broadcast": True}
            ),
            slack=SlackSettings.model_validate(
                {"bot_token": bot, "app_token": app, "base_url": f"{self.slack.url}/api/"}
            ),
            pay=PaySettings(payday="friday"),
            email=EmailSettings(url=self.mailbox.url, sender="callboard@demo.example"),
            web=WebSettings(port=0),
            log=LogSettings(level="warning"),
        )

    def _client(self) -> ClientId:
        """A client, and test items."""
        with self.service.database.transaction() as session:
            client = Client(name=CLIENT, pseudonym="client-medical-laboratory", created_at=self.clock.now())
            session.add(client)
            session.flush()
            add(session, [one for one in read_items(ITEMS) if isinstance(one, ItemLine)], self.clock.now())
            assert client.id is not None
            return client.id

    def _invite(self, client_id: ClientId) -> dict[Role, str]:
        """Codes for a recruiter who reviews too."""
        now, rng, codes = self.clock.now(), SystemRandom(), dict[Role, str]()
        with self.service.database.transaction() as session:
            for role in (Role.REVIEWER, Role.RECRUITER):
                codes[role] = new_code(Random(rng.random()))
                session.add(Invitation.issue(codes[role], role, client_id if role is Role.RECRUITER else None, now))
        return codes

    def _set_page(self) -> None:
        """The page shows the first two side by side: one of each platform."""
        chats = (
            (EXPERT_ID, "Alex Morgan", "expert", "telegram", "/start"),
            (SLACK_RECRUITER, "Robin Vega", "recruiter", "slack", "newtask"),
            (SLACK_EXPERT, "Sasha Lind", "expert", "slack", "start"),
            (RECRUITER_ID, "Riley Chen", "recruiter", "telegram", "/newtask"),
        )
        for user_id, name, *_ in chats:
            if isinstance(user_id, int):
                self.telegram.user(user_id, name, language_code="en")
            else:
                self.slack.user(user_id, name)
        self.telegram.page = {
            "title": "Callboard",
            "intro": INTRO,
            "chats": [
                {"user_id": user_id, "name": name, "role": role, "platform": platform, "suggest": [first]}
                for user_id, name, role, platform, first in chats
            ],
            "mail": True,
            "clock": True,
        }


async def _redeem(seat: Seat, codes: dict[Role, str]) -> None:
    for code in codes.values():
        await seat.start(code)
        await seat.next(timeout=30)


def _tell_of_failure(task: asyncio.Task[None]) -> None:
    """A simulated expert that breaks off is a fault of the demo, and is said."""
    if not task.cancelled() and task.exception() is not None:
        log.error("simulated-expert-broke-off", name=task.get_name(), exc_info=task.exception())


async def serve(port: int, seed: int, *, open_browser: bool) -> None:
    """The demo with its page, until it is stopped."""
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with Stage(seed, port=port, opened=lambda url: _opened(url, open_browser=open_browser)) as stage:
        await stage.admit_recruiter()
        stage.let_in()
        await _until(stage.all_joined(), stopped)
        if not stopped.is_set():
            print(f"{len(stage.experts)} simulated experts are on board.", flush=True)
        await stopped.wait()


def _opened(url: str, *, open_browser: bool) -> None:
    print(f"Callboard's demo is at {url}", flush=True)
    print("An expert's and a recruiter's chat on Telegram and on Slack; Ctrl-C ends it, nothing stays.", flush=True)
    if open_browser:
        webbrowser.open(url)


async def _until(work: object, stopped: asyncio.Event) -> None:
    """Waits for work, or for the end."""
    tasks = [asyncio.ensure_future(work), asyncio.create_task(stopped.wait())]  # type: ignore[call-overload]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
