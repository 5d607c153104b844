"""A workspace takes the app away, and has it again: what waited goes out, the others never notice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.chat.message import say
from bot.cli.doctor import Finding, examine
from bot.cli.slack_health import forget
from bot.errors import CannotStart
from bot.platforms.slack.manifest import SCOPES
from bot.playground import PATIENCE
from bot.playground.slack import SlackServer
from bot.playground.telegram import TelegramServer
from bot.queue.mailroom import store
from bot.vault import new_key
from handlers.turn import Outgoing
from models.delivery import Delivery, DeliveryState
from models.installation import LostWorkspace
from models.membership import Membership, Role
from models.person import Account
from tests.platforms.browser import Browser
from tests.platforms.post import now
from tests.platforms.slack_house import SlackHouse, says
from tests.platforms.test_slack_installing import parts

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")  # slack_sdk uses what aiohttp deprecates


async def until(holds: Callable[[], object]) -> None:
    """Waits until something holds. It looks from a thread: who looks from the loop keeps the stores from ending."""
    async with asyncio.timeout(PATIENCE):
        while not await asyncio.to_thread(holds):  # noqa: ASYNC110  # nothing tells of it
            await asyncio.sleep(0.02)


async def two(slack: SlackServer, house: SlackHouse) -> Browser:
    """Sara's workspace T1 and Omar's T2, both installed, both of them known."""
    slack.workspace("T2", "Other")
    sara, omar = slack.user("U1", "Sara"), slack.user("U2", "Omar", team="T2")
    browser = Browser(await house.by_installation())
    for team, person in (("T1", sara), ("T2", omar)):
        assert (await browser.installs(team)).status == 200
        await person.send("hello?")
        await says(person, "")
    await until(lambda: not waiting(house))
    return browser


def waiting(house: SlackHouse) -> list[Delivery]:
    return [row for row in house.rows(Delivery) if row.state < DeliveryState.SENT]


async def write_to_all(house: SlackHouse, key: str) -> None:
    """A message for each person who is known."""
    await asyncio.to_thread(_write_to_all, house, key)


def _write_to_all(house: SlackHouse, key: str) -> None:
    people = [account.person_id for account in house.rows(Account)]
    house.within(
        lambda s: store(s, [Outgoing(one, say("something-failed"), f"{key}:{one}") for one in people], {}, now())
    )


async def readiness(root: str) -> dict[str, object]:
    async with aiohttp.ClientSession() as session, session.get(f"{root}/readyz") as answer:
        found: dict[str, object] = await answer.json()
        return found


async def doctor_says(house: SlackHouse, check: str = "slack") -> Finding:
    """What the doctor says, who is another process: on this loop it would hold up whoever has the database."""
    findings = await asyncio.to_thread(lambda: asyncio.run(examine(lambda: house.settings)))
    return next(one for one in findings if one.check == check)


@pytest.mark.parametrize("how", ["uninstall", "revoke"])
async def test_what_waits_goes_out_when_it_is_installed_again(
    slack: SlackServer, slack_house: SlackHouse, how: str
) -> None:
    browser = await two(slack, slack_house)
    with capture_logs() as lines:
        getattr(slack, how)(slack.workspaces["T2"])
        await until(lambda: "T2" in parts(slack_house).lost and slack_house.rows(LostWorkspace))
        await write_to_all(slack_house, "while-away")
        await until(lambda: [row.channel for row in waiting(slack_house)] == ["slack:T2"])
        await slack.settled()

    (line,) = [line for line in lines if line["event"] == "workspace-lost"]
    assert line["team"] == "T2" and line["mend"].endswith(f"{browser.root}/slack/install")
    assert not [line for line in lines if line["event"] in ("token-refused", "send-again", "delivery-failed")]
    assert (await readiness(browser.root))["status"] == "degraded"
    (row,) = await asyncio.to_thread(waiting, slack_house)
    assert row.attempts == 0

    assert (await browser.installs("T2")).status == 200

    await until(lambda: not waiting(slack_house))
    await until(lambda: not slack_house.rows(LostWorkspace))
    assert (await readiness(browser.root))["status"] == "up"
    assert all(row.state == DeliveryState.SENT for row in await asyncio.to_thread(slack_house.rows, Delivery))


async def test_a_token_that_dies_in_silence_is_noticed_by_sending(slack: SlackServer, slack_house: SlackHouse) -> None:
    await two(slack, slack_house)
    with capture_logs() as lines:
        slack.tokens.kill(slack.workspaces["T2"], "invalid_auth")
        for number in range(5):
            await write_to_all(slack_house, f"dead-{number}")
        await until(lambda: slack_house.rows(LostWorkspace))
        await until(lambda: len(waiting(slack_house)) == 5)
    assert [line["event"] for line in lines if line["log_level"] in ("critical", "error")] == ["workspace-lost"]
    assert "T2" not in parts(slack_house).intake.workspaces


async def test_a_token_revoked_while_down_stops_no_other(slack: SlackServer, slack_house: SlackHouse) -> None:
    browser = await two(slack, slack_house)
    await slack_house.stop()
    slack.revoke(slack.workspaces["T2"])
    with capture_logs() as lines:
        await slack_house.start()
    assert [line["team"] for line in lines if line["event"] == "workspace-lost"] == ["T2"]
    assert set(parts(slack_house).intake.workspaces) == {"T1"}

    finding = await doctor_says(slack_house)
    assert not finding.ok and "Other (T2) is lost: token_revoked" in finding.found
    assert f"{browser.root}/slack/install" in finding.mend

    await slack_house.stop()
    await slack_house.start()
    assert parts(slack_house).state == "token_revoked"


@pytest.mark.parametrize(("status", "error"), [(503, ""), (200, "org_login_required"), (200, "something_new")])
async def test_one_away_comes_later(slack: SlackServer, slack_house: SlackHouse, status: int, error: str) -> None:
    await two(slack, slack_house)
    await slack_house.stop()
    slack.faults.error("auth.test", status, error, times=2)
    await slack_house.start()
    assert parts(slack_house).state == "down" and not parts(slack_house).intake.workspaces
    await until(lambda: set(parts(slack_house).intake.workspaces) == {"T1", "T2"})
    assert parts(slack_house).state == "up"


async def test_an_old_farewell_does_not_end_a_new_installation(slack: SlackServer, slack_house: SlackHouse) -> None:
    browser = await two(slack, slack_house)
    slack.uninstall(slack.workspaces["T2"])
    await until(lambda: "T2" in parts(slack_house).lost)
    await browser.installs("T2")
    with capture_logs() as lines:
        slack.deliveries.event(slack.workspaces["T2"], {"type": "app_uninstalled"})
        await until(lambda: "farewell-is-old" in [line["event"] for line in lines])
    assert "T2" in parts(slack_house).intake.workspaces and not parts(slack_house).lost


async def test_the_token_of_the_settings_works_beside_installed_ones(
    slack: SlackServer, slack_house: SlackHouse
) -> None:
    slack.workspace("T2", "Other")
    browser = Browser(await slack_house.by_installation(bot_token=slack.bot_token))
    assert set(parts(slack_house).intake.workspaces) == {"T1"}
    await browser.installs("T2")
    assert set(parts(slack_house).intake.workspaces) == {"T1", "T2"}


async def test_many_come_through_one_connection(slack: SlackServer, slack_house: SlackHouse) -> None:
    slack.workspace("T2", "Other")
    omar = slack.user("U2", "Omar", team="T2")
    browser = Browser(await slack_house.by_installation(mode="socket"))
    slack.posting.urls.clear()
    await browser.installs("T2")
    await omar.send("hello?")
    await omar.next()


async def test_another_key_stops_the_start(slack: SlackServer, slack_house: SlackHouse) -> None:
    await two(slack, slack_house)
    await slack_house.stop()
    old = slack_house.changes["privacy"]["encryption_key"]
    slack_house.changes["privacy"] = {"encryption_key": new_key()}
    with pytest.raises(CannotStart, match=r"privacy\.encryption_key"):
        await slack_house.start()
    await slack_house.stop()

    new = new_key()
    for keys in (f"{new} {old}", new):
        slack_house.changes["privacy"] = {"encryption_key": keys}
        await slack_house.start()
        assert set(parts(slack_house).intake.workspaces) == {"T1", "T2"}
        await slack_house.stop()


async def test_admins_are_told_once_where_they_still_can_be(
    slack: SlackServer, slack_house: SlackHouse, server: TelegramServer
) -> None:
    slack_house.changes["telegram"] = {"token": server.token, "base_url": server.url}
    await two(slack, slack_house)
    admin = server.user(7, "Mona")
    await admin.send("/start")
    await admin.next()

    accounts = {account.external_id: account.person_id for account in slack_house.rows(Account)}
    for who in ("7", "T2:U2"):
        member = Membership(person_id=accounts[who], role=Role.ADMIN, granted_at=now())
        slack_house.within(lambda session, member=member: session.add(member))  # type: ignore[misc]
    slack.uninstall(slack.workspaces["T2"])
    await until(lambda: "removed from the Slack workspace" in ((admin.last and admin.last.text) or ""))
    await until(lambda: [row.told_at for row in slack_house.rows(LostWorkspace)] != [None])
    told = [
        row
        for row in await asyncio.to_thread(slack_house.rows, Delivery)
        if row.dedupe_key.startswith("workspace-lost")
    ]
    assert [row.channel for row in told] == ["telegram"]


async def test_the_doctor_compares_what_was_granted(slack: SlackServer, slack_house: SlackHouse) -> None:
    browser = await two(slack, slack_house)
    found = await doctor_says(slack_house)
    assert found.ok and found.found == "Callboard in Northwind; Callboard in Other"

    slack.workspaces["T2"].scopes = ("chat:write",)
    missing = ", ".join(scope for scope in SCOPES if scope != "chat:write")
    found = await doctor_says(slack_house)
    assert not found.ok and f"Callboard in Other, without the scopes {missing}" in found.found
    assert found.mend == f"install the app again at {browser.root}/slack/install"


async def test_what_waits_for_a_lost_workspace_is_no_backlog(slack: SlackServer, slack_house: SlackHouse) -> None:
    await two(slack, slack_house)
    slack.uninstall(slack.workspaces["T2"])
    await until(lambda: slack_house.rows(LostWorkspace))
    accounts = await asyncio.to_thread(slack_house.rows, Account)
    account = next(one for one in accounts if one.external_id == "T2:U2")
    long_ago = now() - timedelta(hours=1)
    said = [Outgoing(account.person_id, say("something-failed"), "old")]
    await asyncio.to_thread(slack_house.within, lambda session: store(session, said, {}, long_ago))

    backlog = await doctor_says(slack_house, "backlog")
    assert backlog.ok and "1 wait for lost workspaces" in backlog.found

    await slack_house.stop()
    with pytest.raises(CannotStart, match="T1 is not lost"):
        await forget(slack_house.settings, "T1")
    assert await forget(slack_house.settings, "T2") == 1
    await slack_house.start()
    assert parts(slack_house).state == "up"
    assert not await asyncio.to_thread(waiting, slack_house)
