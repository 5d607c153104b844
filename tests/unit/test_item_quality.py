"""An item's figures are those of the stored answers, and make an attempt's share an estimate in time."""

from __future__ import annotations

import math
from random import Random
from statistics import correlation

from sqlmodel import Session, select

from models.attempt import Attempt, AttemptState, Response
from models.item import Item
from models.person import Person
from models.queries import testing
from models.scoring import CALIBRATED_FROM, Score
from tests import make
from tests.chat import Chat
from tests.examining import answers, bank, begins

PEOPLE = 40


def answered(chat: Chat, session: Session, rng: Random) -> list[tuple[float, list[bool]]]:
    """Attempts at all items by people of different abilities; each one's share and answers."""
    items = session.exec(select(Item).order_by("id")).all()
    made = []
    for _ in range(PEOPLE):
        able = rng.random()
        given = [rng.random() < 0.2 + 0.7 * able for _ in items]
        person = Person(created_at=chat.now)
        session.add(person)
        session.flush()
        attempt = Attempt(
            person_id=person.key, field_code="hepatology", level=1, drawn=[(item.key, [0, 1, 2]) for item in items],
            pay_minor=0, currency="USD", minutes=8, started_at=chat.now,
        )  # fmt: skip
        session.add(attempt)
        session.flush()
        share = sum(given) / len(given)
        attempt.end(Score(share, 0, 1), 70, chat.now)
        for place, (item, right) in enumerate(zip(items, given, strict=True)):
            response = Response(
                attempt_id=attempt.key, person_id=person.key, item_id=item.key, place=place,
                shown_at=chat.now, due_at=chat.now,
            )  # fmt: skip
            response.answer(item, item.right if right else 0, chat.now)
            session.add(response)
        made.append((share, given))
    session.flush()
    return made


def test_counts_and_correlation_are_those_of_the_answers(chat: Chat) -> None:
    bank(chat, items=8)
    with chat.database.transaction() as session:
        made = answered(chat, session, Random(3))
        items = session.exec(select(Item).order_by("id")).all()
        found = testing.quality(session, [item.key for item in items])
    for place, item in enumerate(items):
        rights = [given[place] for _, given in made]
        good = [given[place] for share, given in made if share >= 0.7]
        quality = found[item.key]
        assert (quality.answered, quality.right) == (PEOPLE, sum(rights))
        assert (quality.by_good, quality.right_by_good) == (len(good), sum(good))
        expected = correlation([float(right) for right in rights], [share for share, _ in made])
        assert math.isclose(quality.correlation, expected, abs_tol=1e-9)


def test_a_test_whose_items_are_all_known_is_scored_by_the_estimate(chat: Chat) -> None:
    assert PEOPLE > CALIBRATED_FROM
    bank(chat, items=8)
    with chat.database.transaction() as session:
        answered(chat, session, Random(3))
    sara = begins(make.expert(chat, "Sara"))
    answers(sara, *("Right",) * 8)
    last = make.rows(chat, Attempt)[-1]
    assert last.state is AttemptState.PASSED
    assert last.share is not None and last.low is not None and last.high is not None
    assert 0.7 < last.share < 1
    assert last.low < last.share < last.high
