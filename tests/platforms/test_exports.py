"""What is stored about somebody arrives as a file, on either platform, made before it is sent; or they hear why not."""

from __future__ import annotations

import json
import tempfile
import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session
from structlog.testing import capture_logs

from bot.platforms.slack import Workspace
from bot.platforms.telegram import Telegram
from bot.playground.slack import SlackServer
from bot.playground.slack.files import StoredFile
from bot.playground.slack.user import SlackUser
from bot.playground.telegram import TelegramServer
from bot.playground.telegram import User as TelegramUser
from bot.sending import endings, exports
from models.delivery import Delivery, DeliveryState
from tests.platforms.house import House, until
from tests.platforms.slack_house import SlackHouse

HELD = 20.0
"""Seconds, on a machine that has other things to do."""


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """No file is begun before it opens."""
    opened, pieces = threading.Event(), exports._pieces

    def later(session: Session, *what: Any) -> Generator[bytes, None, None]:
        assert opened.wait(HELD)
        return pieces(session, *what)

    monkeypatch.setattr(exports, "_pieces", later)
    yield opened
    opened.set()


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """There is no room for a file, until this is undone."""
    with monkeypatch.context() as changed:
        changed.setattr(exports, "FIRST_PAUSE", 0.01)
        changed.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
        yield changed


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """What failed is tried again soon."""
    monkeypatch.setattr(endings, "FIRST_BACKOFF", 0.01)


def sent(sara: SlackUser) -> list[StoredFile]:
    return [file for message in sara.messages() for file in message.files]


async def asks(server: TelegramServer) -> TelegramUser:
    """Sara, who has asked for all about her on Telegram and knows that it is coming."""
    sara = server.user(7, "Sara")
    await sara.send("/export")
    assert "comes in a moment" in ((await sara.next(timeout=HELD)).text or "")
    return sara


async def hears(sara: SlackUser, words: str) -> None:
    await until(lambda: any(words in message.shown for message in sara.messages()), HELD)


async def told(logs: list[Any]) -> dict[str, Any]:
    """The one line that the operator gets of what was refused."""
    await until(lambda: [line for line in logs if line["event"] == "delivery-rejected"], HELD)
    (line,) = [line for line in logs if line["event"] == "delivery-rejected"]
    return dict(line)


async def test_on_telegram(server: TelegramServer, house: House) -> None:
    await house.start()
    sara = await asks(server)

    file = await sara.next(timeout=HELD)
    assert file.file is not None and file.file.name.startswith("about-") and file.file.name.endswith(".json")
    assert json.loads(file.file.content)["account"][0]["external_id"] == "7"


async def test_on_slack(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    assert await sara.command("/callboard", "export")
    await until(lambda: sent(sara), HELD)

    (file,) = sent(sara)
    assert file.name.startswith("about-")
    assert json.loads(file.content)["account"][0]["platform"] == "slack"


async def test_on_telegram_the_chat_goes_on_while_it_is_made(
    server: TelegramServer, house: House, gate: threading.Event
) -> None:
    await house.start()
    sara = await asks(server)
    await sara.send("/help")
    assert (await sara.next(timeout=HELD)).file is None, "an answer, not the file"

    gate.set()
    assert (await sara.next(timeout=HELD)).file is not None


async def test_on_slack_the_chat_goes_on_while_it_is_made(
    slack: SlackServer, slack_house: SlackHouse, gate: threading.Event
) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    assert await sara.command("/callboard", "export")
    await hears(sara, "comes in a moment")
    assert await sara.command("/callboard", "help")
    await until(lambda: len(sara.messages()) == 2, HELD)
    assert not sent(sara)

    gate.set()
    await until(lambda: sent(sara), HELD)


async def test_who_is_stopped_meanwhile_sends_it_when_it_is_back(
    server: TelegramServer, house: House, gate: threading.Event
) -> None:
    await house.start()
    sara = await asks(server)
    gate.set()
    await house.stop()
    await house.start()

    await until(lambda: [seen for seen in sara.chat if seen.file], HELD)
    await house.stop()
    assert len([seen for seen in sara.chat if seen.file]) == 1


async def test_on_telegram_what_is_too_large_is_said(
    server: TelegramServer, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Telegram, "largest_file", 10)
    await house.start()
    sara = server.user(7, "Sara")
    with capture_logs() as logs:
        await sara.send("/export")
        await sara.next(timeout=HELD)
        refused = await sara.next(timeout=HELD)
        line = await told(logs)

    assert "would be larger than the 0 MB that can be sent here" in (refused.text or "") and not refused.labels
    assert line["file"].startswith("about-") and line["because"] == "the file would be larger than 10 bytes"
    assert not server.faults and "sendDocument" not in [request["method"] for request in server.requests]


async def test_on_slack_what_is_too_large_is_said(
    slack: SlackServer, slack_house: SlackHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workspace, "largest_file", 10)
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    with capture_logs() as logs:
        assert await sara.command("/callboard", "export")
        await hears(sara, "would be larger than")
        await told(logs)

    assert not sent(sara)


async def test_on_telegram_what_could_not_be_made_is_asked_for_again(
    server: TelegramServer, house: House, full: pytest.MonkeyPatch
) -> None:
    await house.start()
    sara = server.user(7, "سارة", language_code="ar")
    with capture_logs() as logs:
        await sara.send("/export")
        await sara.next(timeout=HELD)
        refused = await sara.next(timeout=HELD)
        line = await told(logs)

    assert "تعذّر إعداد الملف" in (refused.text or "")
    assert line["because"] == "it can't be made: No such file or directory" and line["delivery"] and line["person"]
    assert [entry["log_level"] for entry in logs if entry["event"] == "export-again"] == ["warning"] * 4
    full.undo()
    await sara.press("حاول مجدداً")
    await until(lambda: [seen for seen in sara.chat if seen.file], HELD)


async def test_on_slack_what_could_not_be_made_is_asked_for_again(
    slack: SlackServer, slack_house: SlackHouse, full: pytest.MonkeyPatch
) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    with capture_logs() as logs:
        assert await sara.command("/callboard", "export")
        await hears(sara, "can't be made or sent")
        await told(logs)
    full.undo()
    assert sara.last is not None
    assert await sara.tap(sara.last.ts, label="Try again")
    await until(lambda: sent(sara), HELD)


@pytest.mark.parametrize("status", [400, 413])
async def test_what_telegram_will_not_have_is_said(server: TelegramServer, house: House, status: int) -> None:
    server.faults.error("sendDocument", status, "Request Entity Too Large")
    await house.start()
    sara = server.user(7, "Sara")
    await sara.send("/export")
    await sara.next(timeout=HELD)

    assert "can't be made or sent" in ((await sara.next(timeout=HELD)).text or "")


async def test_what_slack_will_not_have_is_said(slack: SlackServer, slack_house: SlackHouse) -> None:
    slack.faults.error("files.getUploadURLExternal", 200, "file_upload_size_restricted")
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    assert await sara.command("/callboard", "export")

    await hears(sara, "can't be made or sent")


async def test_a_pause_that_telegram_asks_for_makes_nothing_anew(
    server: TelegramServer, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    pieces = exports._pieces

    def counted(session: Session, name: str, *rest: Any) -> Generator[bytes, None, None]:
        begun.append(name)
        return pieces(session, name, *rest)

    monkeypatch.setattr(exports, "_pieces", counted)
    server.faults.too_many("sendDocument", 1)
    await house.start()
    sara = server.user(7, "Sara")
    await sara.send("/export")
    await until(lambda: [seen for seen in sara.chat if seen.file], HELD)

    (file,) = [seen.file for seen in sara.chat if seen.file]
    assert len(begun) == 1 and json.loads(file.content)["person"][0]["name"] == "Sara"


async def test_on_telegram_an_upload_without_an_answer_is_not_repeated_for_ever(
    server: TelegramServer, house: House, hasty: None
) -> None:
    server.faults.drop("sendDocument", times=5)
    await house.start()
    sara = await asks(server)
    with capture_logs() as logs:
        refused = await sara.next(timeout=HELD)
        line = await told(logs)

    assert "can't be made or sent" in (refused.text or "") and not server.faults
    assert line["because"].startswith("it can't be sent: ") and line["file"].startswith("about-")
    assert len([entry for entry in logs if entry["event"] == "send-again"]) == 4
    assert [row.state for row in house.rows(Delivery) if row.body.get("file")] == [DeliveryState.REFUSED]
    await sara.press("Try again")
    await until(lambda: [seen for seen in sara.chat if seen.file], HELD)


async def test_on_slack_an_upload_without_an_answer_is_not_repeated_for_ever(
    slack: SlackServer, slack_house: SlackHouse, hasty: None
) -> None:
    slack.faults.drop("files.completeUploadExternal", times=5)
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    with capture_logs() as logs:
        assert await sara.command("/callboard", "export")
        await hears(sara, "can't be made or sent")
        assert (await told(logs))["because"].startswith("it can't be sent: ")

    assert not sent(sara) and not slack.faults and sara.last is not None
    assert await sara.tap(sara.last.ts, label="Try again")
    await until(lambda: sent(sara), HELD)


async def test_an_upload_that_fails_four_times_arrives(server: TelegramServer, house: House, hasty: None) -> None:
    server.faults.error("sendDocument", 502, "Bad Gateway", times=4)
    await house.start()
    sara = await asks(server)

    assert (await sara.next(timeout=HELD)).file is not None


async def test_on_telegram_who_has_left_meanwhile_gets_no_file(
    server: TelegramServer, house: House, gate: threading.Event
) -> None:
    await house.start()
    sara = await asks(server)
    (due,) = [row.id for row in house.rows(Delivery) if row.body.get("file")]
    await sara.send("/forget")
    await sara.next(timeout=HELD)
    await sara.press("Yes, delete everything")
    await sara.next(timeout=HELD)
    with capture_logs() as logs:
        gate.set()
        await until(lambda: [entry for entry in logs if entry.get("delivery") == due], HELD)

    assert not [seen for seen in sara.chat if seen.file]
    assert "sendDocument" not in [request["method"] for request in server.requests]
    assert not [entry for entry in logs if entry["log_level"] in ("warning", "error")]
