"""What a test shows: more right answers never lower it, and its interval holds what it says."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.item import FIRST_LOOK, Item
from models.scoring import CALIBRATED_FROM, Curve, ability, curve, score, share

CURVES = st.builds(Curve, st.floats(0.3, 2.5), st.floats(-3, 3))
ANSWERS = st.lists(st.tuples(CURVES, st.booleans()), min_size=1, max_size=12)
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@given(ANSWERS, st.data())
@settings(deadline=None)
def test_one_more_right_answer_never_lowers_the_estimate(
    answers: list[tuple[Curve, bool]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(answers) - 1))
    one, _ = answers[place]
    better = [*answers[:place], (one, True), *answers[place + 1 :]]
    worse = [*answers[:place], (one, False), *answers[place + 1 :]]
    assert ability(better)[0] >= ability(worse)[0]
    assert score(better).value >= score(worse).value


@given(st.integers(1, 60), st.data())
def test_one_more_right_answer_never_lowers_the_share(answered: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, answered - 1))
    fewer, more = share(right, answered), share(right + 1, answered)
    assert (fewer.value, fewer.low, fewer.high) < (more.value, more.low, more.high)
    assert 0 <= fewer.low <= fewer.value <= fewer.high <= 1


def test_wilsons_interval_is_the_published_one() -> None:
    """Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    for right, answered, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        found = share(right, answered)
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_nothing_answered_says_nothing() -> None:
    assert (share(0, 0).value, share(0, 0).low, share(0, 0).high) == (0.0, 0.0, 1.0)
    assert score([]).value == 0.0


@pytest.mark.parametrize(
    ("responses", "right", "correlation"),
    [(CALIBRATED_FROM - 1, 20, 0.4), (40, 40, 0.4), (40, 0, 0.4), (40, 20, 0.0), (40, 20, -0.3)],
)
def test_an_item_without_a_curve_leaves_the_plain_share(responses: int, right: int, correlation: float) -> None:
    assert curve(responses, right, correlation) is None
    found = score([(None, True), (Curve(1, 0), False)])
    assert (found.value, found.estimated) == (0.5, False)


def test_a_hard_item_is_placed_above_an_easy_one_and_a_telling_one_is_steeper() -> None:
    easy, hard = curve(100, 85, 0.4), curve(100, 20, 0.4)
    weak, telling = curve(100, 50, 0.2), curve(100, 50, 0.6)
    assert easy and hard and weak and telling
    assert easy.difficulty < 0 < hard.difficulty
    assert weak.discrimination < telling.discrimination
    assert math.isclose(weak.difficulty, 0, abs_tol=1e-9)


def test_the_estimate_finds_the_ability_that_made_the_answers() -> None:
    rng = Random(5)
    items = [Curve(rng.uniform(0.8, 2), rng.uniform(-2, 2)) for _ in range(60)]
    for true in (-1.5, 0.0, 1.5):
        found = [ability([(one, rng.random() < one.chance(true)) for one in items])[0] for _ in range(20)]
        assert abs(sum(found) / len(found) - true) < 0.25


def test_an_item_is_flagged_once_enough_good_experts_failed_it_and_kept_until_twice_as_many_have() -> None:
    item = Item(name="x", field_code="law", level=1, seconds=60, question={}, options=[], right=0, added_at=NOW)
    assert not item.judge(FIRST_LOOK - 1, 0, NOW)
    assert not item.judge(FIRST_LOOK, FIRST_LOOK // 2, NOW)
    assert item.judge(FIRST_LOOK, 1, NOW)
    assert not item.judge(FIRST_LOOK, 1, NOW)
    item.keep(FIRST_LOOK)
    assert item.flagged_at is None
    assert not item.judge(2 * FIRST_LOOK - 1, 0, NOW)
    assert item.judge(2 * FIRST_LOOK, 0, NOW)
    item.retire(NOW)
    assert not item.judge(1000, 0, NOW)
