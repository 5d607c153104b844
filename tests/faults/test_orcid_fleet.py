"""A sign-in at ORCID comes back to another process than the one that made its link."""

from __future__ import annotations

import re
from pathlib import Path

import aiohttp
import pytest

from bot.playground.telegram import TelegramServer
from tests.checks.orcid_server import CLIENT, playing_orcid
from tests.faults.fleet import Fleet
from tests.faults.test_kill_between import acts, has
from tests.platforms.house import until
from tests.platforms.test_orcid_sign_in import RECORD, SARAS, YOURS

PATIENCE = 60
STEPS = ("English", "London", "I agree", "Sara Haddad", "hepatology", "Senior", "ORCID iD")


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.timeout(300)
async def test_any_process_takes_the_sign_in_back_once(tmp_path: Path, postgres_url: str) -> None:
    server = TelegramServer()
    await server.start()
    async with playing_orcid() as orcid, aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        orcid.records[SARAS] = RECORD
        own = {f"ORCID__{name.upper()}": value for name, value in CLIENT.items()}
        fleet = Fleet(
            server,
            tmp_path,
            postgres_url,
            more=own | {"ORCID__BASE_URL": orcid.url, "REGISTERS__ORCID_URL": f"{orcid.url}/v3.0"},
        )
        try:
            await fleet.start()
            other = await fleet.another_web()
            await _signs_in(server, fleet, browser, other)
        finally:
            await fleet.stop()
            await server.stop()
        assert [one["code"] for one in orcid.exchanged] == ["code1"]


async def _signs_in(server: TelegramServer, fleet: Fleet, browser: aiohttp.ClientSession, other: int) -> None:
    sara = server.user(7, "Sara Haddad", language_code="en")
    await sara.send("/start")
    await acts(sara, *STEPS)
    await until(lambda: has(sara, "/orcid/sign-in"), PATIENCE)
    (link,) = {one for message in sara.chat for one in re.findall(r"http\S+/orcid/sign-in\S+", message.text or "")}
    async with browser.get(link) as page:
        (on,) = re.findall(r'href="([^"]+)"', await page.text())
    async with browser.get(on.replace("&amp;", "&"), allow_redirects=False) as sent_back:
        back = sent_back.headers["Location"]
    elsewhere = re.sub(r"(?<=127\.0\.0\.1:)\d+", str(other), back, count=1)
    assert elsewhere != back

    async with aiohttp.ClientSession() as stranger, stranger.get(elsewhere) as refused:
        assert refused.status == 400, "who didn't set out doesn't come back, wherever"
    kept = {"Cookie": "; ".join(f"{cookie.key}={cookie.value}" for cookie in browser.cookie_jar)}
    async with browser.get(elsewhere) as taken:
        assert taken.status == 200 and "the answer is in your chat" in await taken.text()
    async with aiohttp.ClientSession(headers=kept) as again, again.get(back) as refused:
        assert refused.status == 410, "what another process has used up is used up"

    await until(lambda: has(sara, YOURS), PATIENCE)
    await until(lambda: has(sara, "The register lists you"), PATIENCE)
    told = fleet.ask("SELECT state, level, claim, challenge, source FROM credential")
    assert [tuple(row) for row in told] == [
        ("verified", 3, SARAS, None, "orcid.org: King Saud University; 2 works"),
    ]
    assert not fleet.ask("SELECT id FROM job WHERE payload::text LIKE '%code1%'"), "the code is not kept"
