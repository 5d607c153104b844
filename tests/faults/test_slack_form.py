"""Killed while a form stands open on Slack: what is sent after the restart is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.database import Database
from bot.playground.slack import Limits, SlackServer
from bot.storage import schema
from tests import newcomers
from tests.bench import running
from tests.faults.scene import ask
from tests.platforms.house import until

PATIENCE = 40.0
"""Seconds that a process may take."""
BUSY = 15.0
"""Seconds for what Slack gives three: how quick the service is on a busy machine is not what is tried here."""


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    server = SlackServer(limits=Limits(retries=(0.0, 0.5, 1.0), acknowledge=BUSY, trigger_lifetime=BUSY))
    await server.start()
    yield server
    await server.stop()


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_a_form_that_was_open_when_the_process_was_killed(slack: SlackServer, tmp_path: Path) -> None:
    file = tmp_path / "callboard.db"
    user = slack.user("U3", "Sara")
    _join(file, f"{user.workspace.id}:{user.user_id}", user.direct.id)
    process = await running.callboard(slack, tmp_path)
    try:
        await until(lambda: slack.sockets.connections, PATIENCE)
        await user.send("profile")
        await until(lambda: user.last is not None and "Change all my terms" in user.last.labels, PATIENCE)
        assert await user.press("Change all my terms")
        await until(lambda: user.modal is not None, PATIENCE)
        process.kill()
        await process.wait()

        assert await user.submit({"rate": {"Amount": "95"}}) == {}
        assert user.troubles.pop() and user.modal is not None  # the person sees that it was not taken

        process = await running.callboard(slack, tmp_path)
        await until(lambda: slack.sockets.connections, PATIENCE)
        await user.submit({"hours": {"HoursAWeek": "12"}})
        await until(lambda: user.last is not None and "Least an hour: $95" in user.last.shown, PATIENCE)
    finally:
        await running.stop(process)

    assert user.modal is None and not user.troubles
    assert ask(file, "SELECT min_rate_minor, hours_a_week, country FROM expert") == [(9500, 12, "GB")]
    assert ask(file, "SELECT count(*) FROM progress") == [(0,)]


def _join(file: Path, external_id: str, chat_id: str) -> None:
    """An expert, in the database that the service will find."""
    database = Database(f"sqlite:///{file}")
    schema.upgrade(database)
    now = datetime.now(UTC)
    with database.transaction() as session:
        sara = newcomers.account(session, now, external_id, platform="slack", chat_id=chat_id)
        session.add(newcomers.expert(sara.person_id, now, min_rate_minor=8000, country="GB"))
    database.close()
