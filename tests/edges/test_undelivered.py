"""What a platform refused: looked at, tried again while the service runs, or given up."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import Session
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.playground.slack import SlackServer
from models.delivery import Delivery, DeliveryState
from tests.platforms.both import account, delivery
from tests.platforms.conftest import slack, slack_house  # noqa: F401  # fixtures
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service's own database is what the commands find."""
    monkeypatch.chdir(tmp_path)


def called(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["deliveries", *arguments], input=typed)


async def refused(slack: SlackServer, slack_house: SlackHouse) -> None:  # noqa: F811  # the fixtures' values
    """Two messages for Sara that Slack doesn't take."""
    slack.user("U1", "Sara")
    service = await slack_house.start()
    for _ in range(2):
        slack.faults.error("chat.postMessage", 200, "invalid_blocks")

    def put(session: Session) -> None:
        sara = account(session, service, "slack", "T1:U1", slack.users["U1"].direct.id)
        session.add_all([delivery(service, sara, words) for words in ("one", "two")])

    slack_house.within(put)
    await until(lambda: [row.state for row in slack_house.rows(Delivery)] == [DeliveryState.REFUSED] * 2)


async def test_they_are_tried_again_without_a_restart(slack: SlackServer, slack_house: SlackHouse) -> None:  # noqa: F811
    await refused(slack, slack_house)
    listed = called("list")
    assert listed.stdout.count("invalid_blocks") == 2 and "slack:T1" in listed.stdout

    assert called("retry", "1", "99").stdout == (
        "1 due again. Of the numbers, 1 stood for nothing that a platform had refused, or for cards of broadcasts that "
        "are over: see `callboard deliveries list`.\n"
    )

    await until(lambda: [message.shown for message in slack.users["U1"].messages()] == ["/callboard x – one"])
    await until(lambda: slack_house.rows(Delivery)[0].state == DeliveryState.SENT)
    assert called("list").stdout.count("\n") == 1


async def test_giving_up_asks_once(slack: SlackServer, slack_house: SlackHouse) -> None:  # noqa: F811
    await refused(slack, slack_house)

    assert called("drop", "--all", typed="n\n").exit_code == 1
    assert called("list").stdout.count("invalid_blocks") == 2
    assert "2 dropped." in called("drop", "--all", typed="y\n").stdout
    assert called("list").stdout.startswith("No platform has refused a message")
    assert [row.state for row in slack_house.rows(Delivery)] == [DeliveryState.CANCELLED] * 2


async def test_what_may_have_arrived_and_must_not_come_twice_is_up_to_the_operator(
    slack: SlackServer,  # noqa: F811
    slack_house: SlackHouse,  # noqa: F811
) -> None:
    slack.user("U1", "Sara")
    service = await slack_house.start()
    slack.faults.drop("chat.postMessage", after=True)

    def put(session: Session) -> None:
        paid = delivery(service, account(session, service, "slack", "T1:U1", slack.users["U1"].direct.id), "paid")
        paid.once = True
        session.add(paid)

    slack_house.within(put)
    await until(lambda: "it may have arrived: Se" in called("list").stdout)
    assert [row.state for row in slack_house.rows(Delivery)] == [DeliveryState.UNCLEAR]
    assert len(slack.users["U1"].messages()) == 1

    assert called("retry", "1").stdout == "1 due again.\n"

    await until(lambda: [row.state for row in slack_house.rows(Delivery)] == [DeliveryState.SENT])
    assert len(slack.users["U1"].messages()) == 2


@pytest.mark.parametrize("arguments", [["retry"], ["drop"], ["retry", "1", "--all"]])
def test_one_or_all_must_be_said(arguments: list[str]) -> None:
    result = called(*arguments, "--yes") if arguments[0] == "drop" else called(*arguments)

    assert result.exit_code == 1 and "by their numbers, or give --all" in result.stderr
