"""Killed between a code that was sent and a code that is typed: what was used up stays used up, and time goes on."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from bot.playground.mail import Mailbox
from bot.playground.telegram import User
from tests.faults import killing
from tests.faults.killing import OneProcess, platform
from tests.faults.scene import ask
from tests.platforms.house import until

STEPS = ("English", "London", "I agree", "Sara Haddad", "hepatology", "Senior", "Code to my address", "sara@ksu.edu.sa")


async def acts(user: User, *steps: str) -> None:
    for step in steps:
        seen = await user.next(timeout=20)
        found = next((label for label in seen.labels if step in label), None)
        await (user.press(found) if found else user.send(step))


def has(user: User, words: str) -> bool:
    return any(words in (message.text or "") for message in user.chat)


@pytest.mark.slow
@pytest.mark.timeout(120)
async def test_a_code_survives_the_kill_with_its_time_and_its_tries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, mailbox = platform(), Mailbox()
    await server.start()
    await mailbox.start()
    monkeypatch.setattr(killing, "SENDING", {**killing.SENDING, "EMAIL__URL": mailbox.url})
    service = OneProcess(server, tmp_path)
    await service.start()
    sara = server.user(7, "Sara Haddad", language_code="en")
    await sara.send("/start")
    await acts(sara, *STEPS)
    await until(lambda: has(sara, "I've sent a code"), 20)
    (code,) = re.findall(r"\b[0-9]{6}\b", (await mailbox.wait_for("sara@ksu.edu.sa", 20)).text)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    await sara.send(wrong)
    await until(lambda: has(sara, "You have 4 more tries"), 20)
    before = ask(tmp_path / "callboard.db", "SELECT expires_at, tries_left FROM email_code")

    await service.strike(Random(1))
    await sara.send(wrong)
    await service.start()

    await until(lambda: has(sara, "You have 3 more tries"), 20)
    ((ends, tries),) = ask(tmp_path / "callboard.db", "SELECT expires_at, tries_left FROM email_code")
    assert (ends, tries) == (before[0][0], 3), "the ten minutes went on, and what was typed meanwhile counted once"
    await sara.send(code)
    await until(lambda: has(sara, "That's right."), 20)
    assert len(mailbox.as_json()) == 1
    await service.stop()
    await mailbox.stop()
    await server.stop()
