"""What a rehearsal counts, from what the playground received."""

from __future__ import annotations

from bot.rehearsal.plan import Plan
from bot.rehearsal.tally import Report, Tally

PLAN = Plan(experts=10, tasks=2, per_second=30)


def received(tally: Tally, *cards: tuple[int, int, float]) -> Report:
    for task, expert, at in cards:
        tally.sent(at)
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
        tally.sent(1000.5 + n / 32)
    assert received(tally, *((task, expert, at + 60) for task, expert, at in everything())).max_in_any_second == 31
    assert tally.report(100).amiss == ["31 in a second, above the limit of 30"]


def test_replies_count_while_cards_go_out() -> None:
    tally = paid(Tally(PLAN))
    tally.waited(1000.5, 1000.6)
    tally.waited(1900.0, 1909.0)
    assert received(tally, *everything()).reply_ms == {"p50": 100.0, "p99": 100.0}
