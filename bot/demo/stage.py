"""The demo's stage: local Telegram and mailbox, the real service on a database in a temporary folder, the crowd."""

from __future__ import annotations

import asyncio
import signal
import tempfile
import webbrowser
from pathlib import Path
from random import Random, SystemRandom
from types import TracebackType

import structlog

from bot.app import Service
from bot.banks import add
from bot.clock import Clock
from bot.config import DatabaseSettings, EmailSettings, LogSettings, Settings, TelegramSettings, WebSettings
from bot.demo.cast import Persona, draw
from bot.demo.expert import SimulatedExpert
from bot.errors import CannotStart
from bot.item_files import read_items
from bot.playground.mail import Mailbox
from bot.playground.telegram import Limits, TelegramServer
from models.client import Client
from models.membership import Invitation, Role, new_code

log = structlog.get_logger()

TOKEN = "1001:playground"  # noqa: S105  # the local Telegram's
EXPERT_ID, RECRUITER_ID = 101, 102
CLIENT = "Northwind Labs"
ITEMS = Path(__file__).with_name("items.jsonl")
PACE = 500
"""Messages a second: the local Telegram takes as many as one that is paid for."""


class Stage:
    """Everything that the demo needs, started and stopped together.

    Args:
        seed: who the simulated experts are.
        patience: 1 acts at a person's pace; less is faster.
    """

    def __init__(self, seed: int, *, port: int = 0, patience: float = 1.0, record: Path | None = None) -> None:
        self.clock = Clock()
        self.telegram = TelegramServer(TOKEN, limits=Limits(per_second=PACE), record=record)
        self.mailbox = Mailbox()
        self.experts: list[SimulatedExpert] = []
        self.codes: dict[Role, str] = {}
        self._port, self._patience = port, patience
        self._personas: list[Persona] = draw(seed)
        self._folder = tempfile.TemporaryDirectory(prefix="callboard-demo-")
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Stage:
        await self.mailbox.start()
        self.telegram.mail, self.telegram.clock = self.mailbox, self.clock
        try:
            url = await self.telegram.start(port=self._port)
        except OSError:
            raise CannotStart(f"--port: {self._port} is taken; choose another, or 0 for any free one") from None
        self.service = Service(self._settings(url), self.clock)
        await self.service.start()
        self._invite()
        self._set_page()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.service.stop()
        await self.telegram.stop()
        await self.mailbox.stop()
        self._folder.cleanup()

    @property
    def url(self) -> str:
        """Where the page is."""
        return self.telegram.url

    async def admit_recruiter(self) -> None:
        """The recruiter's chat is past its invitations when the page opens."""
        user = self.telegram.user(RECRUITER_ID)
        for code in self.codes.values():
            await user.start(code)
            await user.next(timeout=30)

    def let_in(self) -> None:
        """The simulated experts come on board, each by the same conversation as anyone."""
        for persona in self._personas:
            user = self.telegram.user(persona.user_id, persona.name, language_code=persona.language)
            expert = SimulatedExpert(persona, user, self.mailbox, patience=self._patience)
            self.experts.append(expert)
            task = asyncio.create_task(expert.run(), name=persona.name)
            task.add_done_callback(_tell_of_failure)
            self._tasks.append(task)

    async def all_joined(self) -> None:
        """Returns when every simulated expert has joined."""
        await asyncio.gather(*(expert.joined.wait() for expert in self.experts))

    def _settings(self, url: str) -> Settings:
        return Settings(
            database=DatabaseSettings(url=f"sqlite:///{self._folder.name}/demo.db"),
            telegram=TelegramSettings.model_validate(
                {"token": TOKEN, "base_url": url, "messages_per_second": PACE, "paid_broadcast": True}
            ),
            email=EmailSettings(url=self.mailbox.url, sender="callboard@demo.example"),
            web=WebSettings(port=0),
            log=LogSettings(level="warning"),
        )

    def _invite(self) -> None:
        """A client, test items, and codes for a recruiter who reviews too."""
        now, rng = self.clock.now(), SystemRandom()
        with self.service.database.transaction() as session:
            client = Client(name=CLIENT, pseudonym="a medical AI laboratory", created_at=now)
            session.add(client)
            session.flush()
            add(session, read_items(ITEMS)[0], now)
            for role in (Role.REVIEWER, Role.RECRUITER):
                self.codes[role] = new_code(Random(rng.random()))
                client_id = client.id if role is Role.RECRUITER else None
                session.add(Invitation.issue(self.codes[role], role, client_id, now))

    def _set_page(self) -> None:
        self.telegram.user(EXPERT_ID, "Alex Morgan", language_code="en")
        self.telegram.user(RECRUITER_ID, "Riley Chen", language_code="en")
        self.telegram.page = {
            "title": "Callboard",
            "intro": "You are both: Alex, an expert, begins with /start; Riley, a recruiter, with /newtask. Half of "
            "the twenty simulated experts know livers, so take “liver transplants” as the field of both. "
            "Codes arrive in the mail above; move the clock to see reminders.",
            "chats": [
                {"user_id": EXPERT_ID, "name": "Alex Morgan", "role": "expert", "suggest": ["/start"]},
                {"user_id": RECRUITER_ID, "name": "Riley Chen", "role": "recruiter", "suggest": ["/newtask"]},
            ],
            "mail": True,
            "clock": True,
        }


def _tell_of_failure(task: asyncio.Task[None]) -> None:
    """A simulated expert that breaks off is a fault of the demo, and is said."""
    if not task.cancelled() and task.exception() is not None:
        log.error("simulated-expert-broke-off", name=task.get_name(), exc_info=task.exception())


async def serve(port: int, seed: int, *, open_browser: bool) -> None:
    """The demo with its page, until it is stopped."""
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with Stage(seed, port=port) as stage:
        print(f"Callboard's demo is at {stage.url}", flush=True)
        print("Two chats, an expert's and a recruiter's; Ctrl-C ends it and leaves nothing behind.", flush=True)
        if open_browser:
            webbrowser.open(stage.url)
        await stage.admit_recruiter()
        stage.let_in()
        await _until(stage.all_joined(), stopped)
        if not stopped.is_set():
            print(f"{len(stage.experts)} simulated experts are on board.", flush=True)
        await stopped.wait()


async def _until(work: object, stopped: asyncio.Event) -> None:
    """Waits for work, or for the end."""
    tasks = [asyncio.ensure_future(work), asyncio.create_task(stopped.wait())]  # type: ignore[call-overload]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
