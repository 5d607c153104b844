"""The run itself: people and tasks are prepared, everything is broadcast at once, then it is watched to the end."""

from __future__ import annotations

import asyncio
import tempfile
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.database import Database
from bot.demo.actor import NotSeen
from bot.demo.cast import HEPATOLOGY, LOCALES, Persona, draw
from bot.demo.expert import SimulatedExpert
from bot.demo.seat import Seat, SlackSeat, TelegramSeat
from bot.errors import CannotStart
from bot.playground.mail import Mailbox
from bot.playground.slack import Limits as SlackLimits
from bot.playground.slack import SlackServer
from bot.playground.telegram import Limits, TelegramServer
from bot.rehearsal import process
from bot.rehearsal.crowd import Crowd
from bot.rehearsal.enlisting import Enlisted, enlist, invite
from bot.rehearsal.plan import FIRST_EXPERT, FIRST_RECRUITER, FREE, Plan
from bot.rehearsal.recruiter import Recruiter
from bot.rehearsal.tally import Report

PATIENCE = 60.0
"""Seconds without a card, an answer or a payment after which what is missing is lost."""
PREPARES_WITHIN = 300.0
QUICK = 0.1
"""How long those who join hesitate, against a person's one."""
Told = Callable[[str, int, int], None]
"""Hears what is under way, how much of it is done, and how much there is."""


class Rehearsal:
    """One run of a plan. `server` and `slack` may be given faults before it runs.

    Args:
        url: of a database with the schema and without a row.
        told: hears how it goes.
    """

    def __init__(self, plan: Plan, url: str, told: Told, patience: float = PATIENCE) -> None:
        self._plan, self._url, self._told, self._patience = plan, url, told, patience
        self._people = [_suited(persona, place) for place, persona in enumerate(draw(plan.seed, plan.experts))]
        self.server = TelegramServer(limits=Limits(per_second=plan.per_second))
        self.slack = SlackServer(limits=SlackLimits(messages_per_minute=plan.slack_per_minute))
        self._mailbox = Mailbox()
        self._crowd = Crowd(self.server, self.slack, plan, [one.language for one in self._people])

    async def run(self) -> Report:
        """From the first invitation to the last payment.

        Raises:
            CannotStart: the service doesn't start, or ends by itself.
        """
        codes = await asyncio.to_thread(self._enlist)
        self.server.record.listener, self.slack.record.listener = self._crowd.hear, self._crowd.hear_slack
        await self._mailbox.start()
        await self.server.start()
        await self.slack.start()
        try:
            async with self._service() as service:
                await _unless_it_ends(service, self._play(codes))
                return self._crowd.tally.report(process.most_resident(service))
        finally:
            self._crowd.close()
            await self.server.stop()
            await self.slack.stop()
            await self._mailbox.stop()

    def _enlist(self) -> list[str]:
        """Everyone who doesn't join by the chat is there; a code for each recruiter."""
        plan, now = self._plan, Clock().now()
        there = range(plan.joining, plan.experts)
        with closing(Database(self._url)) as database:
            for done in enlist(database, (self._enlisted(place) for place in there), now):
                self._told("Experts are put into the database", done, len(there))
            return invite(database, (f"Client {place + 1}" for place in range(plan.tasks)), now)

    def _enlisted(self, place: int) -> Enlisted:
        one = self._people[place]
        return Enlisted(one.user_id, one.name, one.language, self._plan.is_on_slack(place))

    @asynccontextmanager
    async def _service(self) -> AsyncIterator[Process]:
        """`callboard run`, from the moment when it asks for updates."""
        more = {
            "DATABASE__URL": self._url,
            "EMAIL__URL": self._mailbox.url,
            "EMAIL__SENDER": "callboard@rehearsal.example",
            "TELEGRAM__MESSAGES_PER_SECOND": str(self._plan.per_second),
            "TELEGRAM__PAID_BROADCAST": "true" if self._plan.per_second > FREE else "false",
        }
        if self._plan.on_slack:
            more |= process.reaching(self.slack)
            more["SLACK__MESSAGES_PER_MINUTE"] = str(self._plan.slack_per_minute)
        with tempfile.TemporaryDirectory(prefix="callboard-rehearsal-") as folder:
            service = await process.callboard(self.server, Path(folder), log=None, more=more)
            try:
                await _unless_it_ends(service, self._is_listening())
                yield service
            finally:
                await process.stop(service)

    async def _is_listening(self) -> None:
        """It asks Telegram for updates and, where anybody is there, is connected to Slack."""
        await self._crowd.polled.wait()
        if self._plan.on_slack:
            await self.slack.sockets.wait()

    def _seat(self, place: int) -> Seat:
        """An expert's chat, new to the platform; who doesn't join by the chat has begun it already."""
        one = self._people[place]
        if self._plan.is_on_slack(place):
            there = self.slack.user(f"U{one.user_id}", one.name, locale=LOCALES[one.language])
            there.direct.members.add(there.user_id)  # the chat exists, as a person's does who has once opened it
            return SlackSeat(there)
        user = self.server.user(one.user_id, one.name, language_code=one.language)
        if place >= self._plan.joining:
            user.has_started()
        return TelegramSeat(user)

    async def _play(self, codes: list[str]) -> None:
        seats = [self._seat(place) for place in range(self._plan.experts)]
        recruiters = [
            Recruiter(self.server.user(FIRST_RECRUITER + place, f"Riley {place + 1}")) for place in range(len(codes))
        ]
        describing = [
            one.describe(code, self._plan.task(place))
            for place, (one, code) in enumerate(zip(recruiters, codes, strict=True))
        ]
        joining = [self._join(self._people[place], seats[place]) for place in range(self._plan.joining)]
        await self._all("Experts join by the chat, and tasks are described", [*joining, *describing])
        reviews = [asyncio.create_task(one.send_and_review()) for one in recruiters]
        try:
            await self._watch()
        finally:
            for review in reviews:
                review.cancel()
            await asyncio.gather(*reviews, return_exceptions=True)

    async def _join(self, persona: Persona, seat: Seat) -> None:
        expert = SimulatedExpert(persona, seat, self._mailbox, patience=QUICK)
        living, joined = asyncio.create_task(expert.run()), asyncio.create_task(expert.joined.wait())
        await asyncio.wait((living, joined), return_when=asyncio.FIRST_COMPLETED)
        if not joined.done():
            joined.cancel()
            await living
        living.cancel()

    async def _all(self, what: str, works: list[Coroutine[Any, Any, None]]) -> None:
        """All of these side by side."""
        done = 0
        self._told(what, done, len(works))
        try:
            for work in asyncio.as_completed(works, timeout=PREPARES_WITHIN):
                await work
                done += 1
                self._told(what, done, len(works))
        except (NotSeen, TimeoutError) as why:
            raise CannotStart(f"{what}: that did not happen: {why or 'it took too long'}") from None

    async def _watch(self) -> None:
        """Until all that must has come, or nothing more does."""
        tally, plan = self._crowd.tally, self._plan
        stood, since = tally.stand, time.monotonic()
        while not tally.whole and time.monotonic() - since < self._patience:
            await asyncio.sleep(0.2)
            if tally.stand != stood:
                stood, since = tally.stand, time.monotonic()
            self._told("Cards arrive", tally.delivered, plan.deliveries)
            self._told("Answers are given and paid", tally.paid, plan.claims * plan.tasks)


def _suited(persona: Persona, place: int) -> Persona:
    """Who fits the tasks, and knows it: of the right field, proven by mail, glad of any pay."""
    field = HEPATOLOGY[persona.language]
    return replace(persona, user_id=FIRST_EXPERT + place, field=field, proof="email", rate="60")


async def _unless_it_ends(service: Process, work: Coroutine[Any, Any, object]) -> None:
    """Does the work. CannotStart as soon as the service has ended by itself."""
    working, ended = asyncio.create_task(work), asyncio.create_task(service.wait())
    await asyncio.wait((working, ended), return_when=asyncio.FIRST_COMPLETED)
    if ended.done():
        working.cancel()
        raise CannotStart(f"the service has ended by itself (exit code {service.returncode}); what it said is above")
    ended.cancel()
    await working
