"""The doctor says since when the oldest appeal waits, and whether somebody may decide on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.database import Database
from models.appeal import Appeal
from tests import make
from tests.appealing import rejects
from tests.chat import Chat
from tests.edges.test_doctor_figures import doctor
from tests.recruiting import broadcasts, describes, recruiter
from tests.test_review import answers


@pytest.mark.parametrize(("days", "judges", "ok"), [(2, 1, True), (15, 1, False), (2, 0, False)])
def test_the_oldest_appeal_is_told(database: Database, days: int, judges: int, ok: bool) -> None:
    chat = Chat(database)
    chat.now = datetime.now(UTC) - timedelta(days=days)
    rana, sara = recruiter(chat), make.expert(chat, "Sara")
    for name in ["Lina"][:judges]:
        recruiter(chat, name)
    broadcasts(describes(rana))
    answers(chat, sara, "Yes")
    rejects(rana)
    sara.taps("Appeal").taps("Send without words")

    _, found = doctor()

    check, made = found["appeals"], make.rows(chat, Appeal)[0].made_at
    assert check["ok"] is ok
    assert check["figures"] == {"waiting": 1, "nobody_may_decide": 1 - judges, "oldest_made": made.isoformat()}
    assert f"1 to decide, the oldest since {made:%Y-%m-%d %H:%M}" in check["found"]
    assert ("callboard invite --role recruiter" in check["mend"]) is (judges == 0)
    assert ("/review shows them" in check["mend"]) is (days == 15)


def test_where_none_waits_that_is_said(database: Database) -> None:
    _, found = doctor()

    assert found["appeals"]["found"] == "none wait" and found["appeals"]["ok"]
