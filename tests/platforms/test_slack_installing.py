"""The app is installed into many workspaces, by people, while the service runs."""

from __future__ import annotations

import asyncio
import re
import threading
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from sqlalchemy import MetaData, delete
from sqlmodel import Session
from structlog.testing import capture_logs

from bot.connections.workspaces import Workspaces
from bot.playground.slack import SlackServer
from models.delivery import Delivery
from models.installation import BOTS, INSTALLATIONS, STATES
from models.person import Account, Person
from models.seen import SeenEvent
from tests.platforms.browser import Browser
from tests.platforms.slack_house import SlackHouse, answers, says
from tests.platforms.test_slack_http import event, post

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")  # slack_sdk uses what aiohttp deprecates


def parts(house: SlackHouse) -> Workspaces:
    assert house.service is not None and house.service.slack is not None
    return house.service.slack


async def test_two_workspaces_talk_with_one_service(slack: SlackServer, slack_house: SlackHouse) -> None:
    slack.workspace("T2", "Other & Co")
    browser = Browser(await slack_house.by_installation())
    sara, omar = slack.user("U1", "Sara"), slack.user("U2", "Omar", team="T2")

    first, second = await browser.installs("T1"), await browser.installs("T2")

    assert (first.status, second.status) == (200, 200)
    assert "installed in Northwind and ready" in first.words and "Other &amp; Co" in second.words
    assert set(parts(slack_house).intake.workspaces) == {"T1", "T2"}
    await sara.send("start")
    await omar.send("start")
    for person in (sara, omar):
        await answers(person, "English", "London")
        await says(person, "Step 3")
    accounts = {account.external_id for account in slack_house.rows(Account)}
    assert accounts == {"T1:U1", "T2:U2"} and len(slack_house.rows(Person)) == 2
    assert not sara.troubles and not omar.troubles


async def test_installed_workspaces_are_connected_at_the_next_start(
    slack: SlackServer, slack_house: SlackHouse
) -> None:
    browser = Browser(await slack_house.by_installation())
    await browser.installs("T1")
    await slack_house.stop()
    await slack_house.start()

    sara = slack.user("U1", "Sara")
    await sara.send("hello?")
    await sara.next()
    assert parts(slack_house).state == "up"


async def test_no_token_lies_open_in_the_database(slack: SlackServer, slack_house: SlackHouse, tmp_path: Path) -> None:
    browser = Browser(await slack_house.by_installation())
    await browser.installs("T1")
    token = parts(slack_house).intake.workspaces["T1"].calls.token
    assert token.startswith("xoxb-")
    await slack_house.stop()

    stored = await asyncio.to_thread(lambda: b"".join(file.read_bytes() for file in tmp_path.iterdir()))
    assert b"U_BOT" in stored
    assert b"xoxb-" not in stored and token.encode() not in stored


async def test_a_state_is_good_once_and_in_one_browser(slack: SlackServer, slack_house: SlackHouse) -> None:
    root = await slack_house.by_installation()
    browser, other = Browser(root), Browser(root)
    back = await browser.begins("T1")

    with capture_logs() as lines:
        stolen = await other.get(back)
    assert stolen.status == 400 and "not reached from the browser" in stolen.words
    assert [line["because"] for line in lines] == ["invalid_browser"]
    await other.begins("T1")
    assert (await other.get(back)).status == 400
    assert (await browser.get(back)).status == 200
    cookie = {"callboard-slack-install": parse_qs(urlsplit(back).query)["state"][0]}
    again = await Browser(root, cookies=cookie).get(back)
    assert again.status == 401 and "already finished once" in again.words


async def test_a_state_used_ten_times_at_once_is_good_once(slack: SlackServer, slack_house: SlackHouse) -> None:
    browser = Browser(await slack_house.by_installation())
    back = await browser.begins("T1")
    copies = [Browser(browser.root, cookies=dict(browser.cookies)) for _ in range(10)]
    shown = await asyncio.gather(*(one.get(back) for one in copies))
    assert sorted(page.status for page in shown) == [200] + [401] * 9


async def test_a_state_expires(slack: SlackServer, slack_house: SlackHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.platforms.slack.installations.STATE_SECONDS", 0)
    browser = Browser(await slack_house.by_installation())
    page = await browser.installs("T1")
    assert page.status == 401 and "longer than ten minutes" in page.words
    assert not parts(slack_house).intake.workspaces


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ("error=access_denied&", 200, "did not allow it"),
        ("error=<script>alert(1)</script>&", 400, "Slack reported a problem"),
        ("code=wrong&", 401, "Slack did not confirm"),
        ("", 401, "Slack did not confirm"),
    ],
)
async def test_what_goes_wrong_is_said_in_words(
    slack: SlackServer, slack_house: SlackHouse, change: str, status: int, words: str
) -> None:
    browser = Browser(await slack_house.by_installation())
    back = await browser.begins("T1")
    with capture_logs() as lines:
        page = await browser.get(re.sub(r"code=[^&]*&?", change, back))
    assert page.status == status and words in page.words and "Start again" in page.words
    assert "<script>" not in page.words and "alert" not in f"{lines}"
    assert [line["event"] for line in lines] == ["slack-install-failed"]
    assert not parts(slack_house).intake.workspaces


async def test_nobody_who_says_no_is_installed(slack: SlackServer, slack_house: SlackHouse) -> None:
    browser = Browser(await slack_house.by_installation(), language="ar")
    page = await browser.get(await browser.begins(deny="1"))
    assert page.status == 200 and 'dir="rtl"' in page.words and "لم تسمح بالتثبيت" in page.words


@pytest.mark.parametrize("method", ["oauth.v2.access", "auth.test"])
async def test_slack_away_while_installing(slack: SlackServer, slack_house: SlackHouse, method: str) -> None:
    browser = Browser(await slack_house.by_installation())
    back = await browser.begins("T1")
    slack.faults.error(method, 503)
    page = await browser.get(back)
    assert page.status == 503 and "does not answer just now" in page.words
    assert (await browser.installs("T1")).status == 200


async def test_an_organisation_is_refused(
    slack: SlackServer, slack_house: SlackHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(await slack_house.by_installation())
    back = await browser.begins("T1")
    slack.installing.org_wide = True
    page = await browser.get(back)
    assert page.status == 403 and "one workspace at a time" in page.words
    await slack_house.stop()
    await slack_house.start()
    assert not parts(slack_house).intake.workspaces


async def test_the_same_id_in_two_workspaces_is_two_people(slack: SlackServer, slack_house: SlackHouse) -> None:
    slack.workspace("T2", "Other")
    root = await slack_house.by_installation()
    for team in ("T1", "T2"):
        await Browser(root).installs(team)
        body = event(slack, f"Ev-{team}", team)
        assert await post(f"{root}/slack/events", body, slack.sign(body)) == 200

    accounts = slack_house.rows(Account)
    assert {one.external_id for one in accounts} == {"T1:U1", "T2:U1"}
    assert len({one.person_id for one in accounts}) == 2
    assert {row.channel for row in slack_house.rows(Delivery)} == {"slack:T1", "slack:T2"}


async def test_an_installation_waits_for_whoever_writes(slack: SlackServer, slack_house: SlackHouse) -> None:
    browser = Browser(await slack_house.by_installation())
    back = await browser.begins("T1")
    service = slack_house.service
    assert service is not None
    writing, enough = threading.Event(), threading.Event()

    def write_long(session: Session) -> None:
        session.execute(delete(SeenEvent))
        writing.set()
        enough.wait(10)

    long = asyncio.create_task(service.database.run(write_long))
    await asyncio.to_thread(writing.wait)
    shown = asyncio.create_task(browser.get(back))
    await asyncio.sleep(0.5)
    assert not shown.done()
    enough.set()
    await long
    assert (await shown).status == 200


async def test_installing_again_keeps_one_installation(slack: SlackServer, slack_house: SlackHouse) -> None:
    browser = Browser(await slack_house.by_installation())
    for _ in range(3):
        await browser.installs("T1")
    counts = slack_house.within(
        lambda session: [session.connection().execute(table.select()).all() for table in (BOTS, INSTALLATIONS, STATES)]
    )
    assert [len(rows) for rows in counts] == [1, 1, 0]
    sara = slack.user("U1", "Sara")
    await sara.send("hello?")
    await sara.next()
    await slack.settled()
    assert len([one for one in sara.messages() if one.from_bot]) == 1


def test_the_tables_are_those_of_the_library() -> None:
    aside = MetaData()
    theirs = (
        AsyncSQLAlchemyInstallationStore.build_bots_table(aside, BOTS.name),
        AsyncSQLAlchemyInstallationStore.build_installations_table(aside, INSTALLATIONS.name),
        AsyncSQLAlchemyOAuthStateStore.build_oauth_states_table(aside, STATES.name),
    )
    for own, their in zip((BOTS, INSTALLATIONS, STATES), theirs, strict=True):
        assert {(c.name, c.nullable) for c in own.c} == {(c.name, c.nullable) for c in their.c}
        assert {i.name: [c.name for c in i.columns] for i in own.indexes} == {
            i.name: [c.name for c in i.columns] for i in their.indexes
        }
