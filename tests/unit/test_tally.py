"""What a rehearsal counts, from what the playground received."""

from __future__ import annotations

import pytest

from bot.rehearsal.plan import Plan
from bot.rehearsal.tally import Report, Tally

PLAN = Plan(experts=10, tasks=2, per_second=30)


def received(tally: Tally, *cards: tuple[int, int, float]) -> Report:
    for task, expert, at in cards:
        tally.flow(expert).sent(at)
        tally.card(task, expert, at)
    return tally.report(rss_mb=100)


def everything() -> list[tuple[int, int, float]]:
    return [(n // 10, n % 10, 1000.0 + n / 10) for n in range(20)]


def paid(tally: Tally) -> Tally:
    tally.claimed = tally.answered = tally.paid = PLAN.claims * PLAN.tasks
    return tally


def test_all_that_must_come_has_come() -> None:
    tally = paid(Tally(PLAN))
    report = received(tally, *everything())
    assert tally.whole
    assert report.amiss == []
    assert (report.delivered, report.seconds, report.max_in_any_second) == (20, 1.9, 10)
    assert report.paid_minor == 2 * 2500


def test_a_card_that_never_comes_is_lost() -> None:
    tally = paid(Tally(PLAN))
    assert received(tally, *everything()[1:]).lost == 1
    assert not tally.whole


def test_a_claim_that_is_never_paid_is_lost() -> None:
    tally = paid(Tally(PLAN))
    tally.paid -= 1
    assert received(tally, *everything()).amiss == ["1 lost"]
    assert not tally.whole


def test_a_card_that_comes_twice_is_one_delivery() -> None:
    report = received(paid(Tally(PLAN)), *everything(), (0, 0, 1003.0))
    assert (report.delivered, report.duplicated, report.lost) == (20, 1, 0)
    assert report.amiss == ["1 came twice"]


def test_a_second_is_any_sliding_one() -> None:
    """Thirty-one within a second that begins in the middle of one by the clock."""
    tally = paid(Tally(PLAN))
    for n in range(31):
        tally.telegram.sent(1000.5 + n / 32)
    assert received(tally, *((task, expert, at + 60) for task, expert, at in everything())).max_in_any_second == 31
    assert tally.report(100).amiss == ["31 in a second, above the limit of 30"]


def test_replies_count_while_cards_go_out() -> None:
    tally = paid(Tally(PLAN))
    tally.telegram.waited(1000.5, 1000.6)
    tally.telegram.waited(1900.0, 1909.0)
    assert received(tally, *everything()).reply_ms == {"p50": 100.0, "p99": 100.0}


def test_each_platform_has_its_own_pace() -> None:
    plan = Plan(experts=10, tasks=2, per_second=30, slack=0.5, slack_per_minute=9)
    tally = Tally(plan)
    tally.claimed = tally.answered = tally.paid = plan.claims * plan.tasks
    tally.slack.waited(1000.5, 1001.5)
    report = received(tally, *everything())

    assert [place for place in range(10) if plan.is_on_slack(place)] == [0, 2, 4, 6, 8]
    assert (report.delivered, report.max_in_any_second) == (20, 5)
    assert report.slack is not None
    assert (report.slack.experts, report.slack.delivered, report.slack.max_in_any_minute) == (5, 10, 10)
    assert (report.reply_ms["p50"], report.slack.reply_ms["p50"]) == (0.0, 1000.0)
    assert report.amiss == ["10 in a minute on Slack, above the limit of 9"]


@pytest.mark.parametrize(("experts", "share"), [(1, 1.0), (7, 0.3), (10, 0.25), (999, 0.2), (40, 0.0), (40, 1.0)])
def test_the_share_is_as_many_as_it_says(experts: int, share: float) -> None:
    plan = Plan(experts=experts, tasks=1, per_second=30, slack=share)
    assert sum(plan.is_on_slack(place) for place in range(experts)) == plan.on_slack
    assert abs(plan.on_slack - experts * share) <= 0.5
