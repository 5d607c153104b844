"""Pictures of how tasks fill: what stands in them, and that nobody's words are anything but words."""

from __future__ import annotations

import json
import struct
from typing import Any

import pytest
from sqlmodel import Session

from bot.channel import Rejected
from bot.chat.texts import Reader
from bot.children import pictures
from bot.database import Database
from models.ledger import book, expert_account
from models.money import Money
from models.offer import Offer, OfferState
from models.queries.filling import Filling
from models.task import Task, TaskState
from models.types import PersonId
from tests.chat import START
from tests.exporting import filled, made

READERS = {language: Reader(language, "UTC", START) for language in ("en", "ar")}


def told(database: Database, monkeypatch: pytest.MonkeyPatch, name: str, language: str = "en") -> dict[str, Any]:
    """What would stand in it."""
    said: list[dict[str, Any]] = []

    def draw(told: dict[str, Any]) -> bytes:
        said.append(told)
        return b""

    monkeypatch.setattr(pictures, "_drawn", draw)
    pictures.picture(database, name, READERS[language])
    return dict(json.loads(json.dumps(said[0])))


def under_way(database: Database, **changes: Any) -> None:
    """Of four who were offered task 1, one has only that, one has claimed, and one of two answers was accepted."""
    filled(database, 4)
    with database.transaction() as session:
        task = session.get_one(Task, 1)
        task.sqlmodel_update({"state": TaskState.OPEN, "places": 4, "places_left": 1, **changes})
        for number in (2, 3, 4):
            offer = session.get_one(Offer, number)
            offer.tapped_at = offer.claimed_at = START
            offer.submitted_at = START if number > 2 else None
        _state(session, 1, OfferState.OFFERED)
        _state(session, 2, OfferState.CLAIMED)
        _state(session, 4, OfferState.ACCEPTED)
        pay = {"client:1": Money(-4000, "USD"), expert_account(PersonId(4)): Money(4000, "USD")}
        book(session, "offer:4:accepted", pay, START, offer_id=session.get_one(Offer, 4).key)


def _state(session: Session, number: int, state: OfferState) -> None:
    session.get_one(Offer, number).state = state


def test_it_shows_how_far_each_task_has_come(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    under_way(database)

    drawn = told(database, monkeypatch, "stats-1-99.png")

    assert drawn["steps"] == ["Offered", "Claimed", "Answered", "Accepted", "Paid"]
    assert [(row["title"], row["note"]) for row in drawn["rows"]] == [("Liver", "open: 1 of 4 left")]
    assert drawn["rows"][0]["cells"] == [["4", None], ["3", 0.75], ["2", 0.5], ["1", 0.25], ["$40", 0.25]]
    assert drawn["right_to_left"] is False


def test_in_arabic_it_reads_from_the_right(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    under_way(database, state=TaskState.CLOSED)

    drawn = told(database, monkeypatch, "stats-1.png", "ar")

    assert drawn["right_to_left"] is True and drawn["steps"][0] == "عُرضت"
    assert drawn["rows"][0]["note"] == "مغلقة: 4 أماكن"


@pytest.mark.parametrize("name", ["stats-99.png", "stats-.png", "stats.png", "stats-1-x.png", "other-1.png"])
async def test_nothing_to_draw_is_no_picture(database: Database, name: str) -> None:
    filled(database, 1)

    with pytest.raises(Rejected):
        await made(database, f"export:{name}")


TITLES = (
    "$x_1$ \\frac{1}{2} ^_^ $",
    "كبد $\\alpha$ MRI 😀\u202e",
    "x" * 5000,
    "肝臓 \n\n\t\x00",
    "$",
    "%s {0}",
    "😀",
    "",
)


@pytest.mark.parametrize("language", READERS)
def test_nobodys_words_are_a_formula_or_too_long(language: str) -> None:
    much = Money(12_345_678_901_234, "KWD")
    rows = [Filling(title, TaskState.OPEN, 3, 1, 10**9, 4, 2, 1, much, much) for title in TITLES]

    content = pictures._drawn(pictures._told(rows, READERS[language]))

    assert _size(content) == (1280, (160 + 160 * len(TITLES)) * 8 // 5)


async def test_it_is_a_file_that_is_made(database: Database) -> None:
    under_way(database)

    assert _size(await made(database, "export:stats-1.png")) == (1280, 512)


def _size(content: bytes) -> tuple[int, int]:
    """Of a PNG."""
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    return width, height


async def test_what_was_not_drawn_is_tried_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    under_way(database)
    monkeypatch.setattr("bot.sending.exports.FIRST_PAUSE", 0.01)
    monkeypatch.setattr(pictures, "SECONDS", 0.01)

    with pytest.raises(Rejected, match="not drawn within"):
        await made(database, "export:stats-1.png")
