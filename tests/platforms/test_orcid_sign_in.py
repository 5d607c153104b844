"""Signing in at ORCID, from the link in the chat to the answer there: the real service, and a local ORCID."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from typing import Any

import aiohttp
import pytest

from bot.playground.telegram import TelegramServer, User
from models.credential import Credential, CredentialState, Level
from models.job import Job
from tests.checks.orcid_server import CLIENT, OrcidServer, playing_orcid
from tests.checks.test_registers import ORCID
from tests.platforms.house import House, until
from tests.ports import free_port

SARAS = "0000-0002-1825-0097"
YOURS = f"ORCID iD {SARAS} is yours"
RECORD: dict[str, Any] = ORCID | {
    "activities-summary": ORCID["activities-summary"]
    | {"works": {"group": [{"work-summary": [{"title": {"title": {"value": one}}}]} for one in ("Hepatology", "Cats")]}}
}


@pytest.fixture
async def orcid() -> AsyncIterator[OrcidServer]:
    async with playing_orcid() as orcid:
        orcid.records[SARAS] = RECORD
        yield orcid


@pytest.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        yield browser


@pytest.fixture
async def running(house: House, orcid: OrcidServer) -> House:
    port = free_port()
    house.changes = {
        "web": {"port": port, "public_url": f"http://127.0.0.1:{port}"},
        "orcid": {**CLIENT, "base_url": orcid.url},
        "registers": {"orcid_url": f"{orcid.url}/v3.0"},
    }
    await house.start()
    return house


async def asks(server: TelegramServer, number: int = 7, name: str = "Sara Haddad") -> tuple[User, str]:
    """Someone on the way to joining who wants to sign in, and the link that they get."""
    user = server.user(number, name, language_code="en")
    await user.send("/start")
    for step in ("English", "London", "I agree", name, "hepatology", "Senior", "ORCID iD"):
        seen = await user.next()
        found = next((label for label in seen.labels if step in label), None)
        await (user.press(found) if found else user.send(step))
    await until(lambda: heard(user, "/orcid/sign-in"))
    return user, re.findall(r"http\S+/orcid/sign-in\S+", (user.last and user.last.text) or "")[0]


async def begins(browser: aiohttp.ClientSession, link: str) -> tuple[int, str, str]:
    """The page that the link opens, and where it leads on."""
    async with browser.get(link) as page:
        shown = await page.text()
    return page.status, shown, "".join(re.findall(r'href="([^"]+)"', shown)).replace("&amp;", "&")


def heard(user: User, words: str) -> bool:
    return any(words in (message.text or "") for message in user.chat)


def decided(user: User) -> bool:
    return heard(user, YOURS) or heard(user, "I can't count that one")


def held(house: House) -> list[Credential]:
    return house.rows(Credential)


async def test_whoever_signs_in_has_shown_that_the_id_is_theirs(
    running: House, server: TelegramServer, orcid: OrcidServer, browser: aiohttp.ClientSession
) -> None:
    sara, link = await asks(server)
    status, shown, on = await begins(browser, link)
    assert status == 200 and "“Sara Haddad”" in shown and on.startswith(f"{orcid.url}/oauth/authorize?")

    async with browser.get(on) as back:
        assert back.status == 200 and "the answer is in your chat" in await back.text()

    await until(lambda: heard(sara, YOURS))
    await until(lambda: heard(sara, "The register lists you"))
    assert heard(sara, "Its public record shows: King Saud University; 2 works.")
    assert heard(sara, "One of the works listed there is in Hepatology.")
    (credential,) = held(running)
    assert (credential.state, credential.level, credential.claim, credential.challenge) == (
        CredentialState.VERIFIED,
        Level.LISTED,
        SARAS,
        None,
    )
    assert [one["code"] for one in orcid.exchanged] == ["code1"]
    assert all(job.payload == {} for job in running.rows(Job)), "the code is not kept"


async def test_a_link_is_good_once_for_a_while_and_in_one_browser(
    running: House, server: TelegramServer, orcid: OrcidServer, browser: aiohttp.ClientSession
) -> None:
    _, link = await asks(server)
    _, _, on = await begins(browser, link)
    async with aiohttp.ClientSession() as another, another.get(on) as back:
        assert back.status == 400, "who didn't set out doesn't come back"
    async with browser.get(on) as back:
        assert back.status == 200
    async with browser.get(str(back.url)) as again:
        assert again.status in (400, 410) and "used up or too old" in await again.text()
    assert (await begins(browser, link))[0] == 410
    for wrong in ("", "1.callboard-x", "999.x", "٣.x", "-1.x", "9" * 60, "1.%00"):
        assert (await begins(browser, link.partition("?")[0] + f"?state={wrong}"))[0] == 410

    _, late = await asks(server, 8, "Eve")
    assert running.service is not None
    running.service.clock.advance(timedelta(minutes=16))
    assert (await begins(browser, late))[0] == 410
    await until(lambda: len(orcid.exchanged) == 1)


async def test_an_id_that_is_another_persons_here_counts_for_nobody_else(
    running: House, server: TelegramServer, browser: aiohttp.ClientSession
) -> None:
    for number, name in ((7, "Sara Haddad"), (8, "Eve Haddad")):
        user, link = await asks(server, number, name)
        _, _, on = await begins(browser, link)
        async with browser.get(on):
            pass
        await until(partial(decided, user))
    assert heard(user, "I can't count that one") and not heard(user, YOURS)
    assert [one.state for one in held(running)] == [CredentialState.VERIFIED, CredentialState.FAILED]


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (400, "ORCID didn't confirm that sign-in"),
        (503, "ORCID can't be reached now"),
        ("[]", "ORCID can't be reached now"),
        ('{"orcid": "0000-0002-1825-0098"}', "ORCID can't be reached now"),
    ],
)
async def test_what_orcid_does_not_confirm_proves_nothing_and_keeps_nobody_waiting(
    running: House,
    server: TelegramServer,
    orcid: OrcidServer,
    browser: aiohttp.ClientSession,
    says: int | str,
    words: str,
) -> None:
    orcid.says = says
    sara, link = await asks(server)
    _, _, on = await begins(browser, link)
    async with browser.get(on):
        pass

    await until(lambda: heard(sara, words))
    assert [one.state for one in held(running)] == [CredentialState.WITHDRAWN]


async def test_who_says_no_at_orcid_comes_back_to_a_page_that_says_so(
    running: House, server: TelegramServer, browser: aiohttp.ClientSession
) -> None:
    _, link = await asks(server)
    await begins(browser, link)
    state = link.partition("state=")[2]
    async with browser.get(link.partition("/sign-in")[0] + f"/callback?error=access_denied&state={state}") as back:
        assert back.status == 200 and "Nothing was shown" in await back.text()
    assert [one.state for one in held(running)] == [CredentialState.WITHDRAWN]
