"""How long each automatic check takes, from the last tap to the verdict that the person can read.

What the network and the mail take is not ours: the page and the registers are servers on this machine.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.jobs.errands import Errand
from bot.jobs.lookups import Lookups
from models.job import Job, JobState
from models.person import Account, Person
from tests import make
from tests.bench.table import Figure, middle, show
from tests.chat import Chat, Chatter
from tests.checks.conftest import page_client, serving_pages
from tests.checks.test_registers import NPI
from tests.joining import reaches
from tests.platforms.test_orcid_sign_in import RECORD
from tests.proving import code_in_the_mail

ROUNDS = 7
PAGE = "https://pages.example.org/me"


def run() -> None:
    """Prints the middle of some rounds for each check."""
    show("From the last tap to the verdict", asyncio.run(_measured()))


async def _measured() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        async with serving_pages(Path(folder)) as site, _registers() as url:
            lookups = Lookups({"npi": f"{url}/api/", "orcid": f"{url}/v3.0"}, page_client(site, Path(folder)))

            async def page(chat: Chat, sara: Chatter) -> None:
                site.says("/me", str(chat.jobs("fetch-page")[0]["string"]) if chat.jobs("fetch-page") else "")
                await _ends(chat, lookups, "fetch-page")
                assert sara.has_seen("Found it.")

            async def register(chat: Chat, sara: Chatter) -> None:
                await _ends(chat, lookups, "look-up")
                assert sara.has_seen("The register lists you")

            async def code(_: Chat, sara: Chatter) -> None:
                assert sara.sees("That's right.")

            kinds: list[tuple[str, Callable[[Chat, Chatter], str], Callable[[Chat, Chatter], Awaitable[None]]]] = [
                ("a code by e-mail", _asks_for_a_code, code),
                ("a string on a page", _puts_a_string, page),
                ("an NPI and the register", lambda _, sara: _chooses(sara, "NPI number", "1234567893"), register),
                (
                    "an ORCID iD and the record",
                    lambda _, sara: _chooses(sara, "ORCID iD", "0000-0002-1825-0097"),
                    register,
                ),
            ]
            return [await _figure(name, begin, end) for name, begin, end in kinds]


async def _figure(
    name: str, begin: Callable[[Chat, Chatter], str], end: Callable[[Chat, Chatter], Awaitable[None]]
) -> Figure:
    took = []
    for _ in range(ROUNDS):
        chat = Chat()
        chat.inbox._policy = replace(chat.policy, registers=frozenset({"npi", "orcid"}))
        sara = chat.person("Sara Haddad")
        reaches(sara, "proof")
        last = begin(chat, sara)
        started = time.perf_counter()
        sara.taps(last) if last == "It's there" else sara.writes(last)
        await end(chat, sara)
        took.append(time.perf_counter() - started)
        chat.database.close()
    return Figure(name, f"{1000 * middle(took):.0f} ms")


def _asks_for_a_code(chat: Chat, sara: Chatter) -> str:
    _chooses(sara, "Code to my address", "")
    sara.writes("sara@ksu.edu.sa")
    return code_in_the_mail(chat)


def _puts_a_string(_: Chat, sara: Chatter) -> str:
    _chooses(sara, "A page of mine", "")
    sara.writes(PAGE)
    return "It's there"


def _chooses(sara: Chatter, kind: str, last: str) -> str:
    sara.taps(kind)
    return last


async def _ends(chat: Chat, lookups: Lookups, kind: str) -> None:
    """Does the one job of the kind, and brings its end back."""
    (job,) = [job for job in make.rows(chat, Job) if job.kind == kind and job.state is JobState.DUE]
    account = Account(person_id=job.person_id, platform="telegram", external_id="1", chat_id="1", last_seen_at=chat.now)
    errand = Errand(job.id or 0, kind, job.payload, account, Person(created_at=datetime(2026, 1, 1, tzinfo=UTC)))
    chat.finish(kind, **await lookups.by_kind[kind](errand))


@asynccontextmanager
async def _registers() -> AsyncIterator[str]:
    answers: dict[str, Any] = {"/api/": NPI, "/v3.0/0000-0002-1825-0097/record": RECORD}

    async def answer(request: web.Request) -> web.Response:
        return web.json_response(answers[request.path])

    app = web.Application()
    app.router.add_get("/{tail:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()
