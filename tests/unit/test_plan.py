"""Who does what in a rehearsal."""

from __future__ import annotations

import pytest

from bot.rehearsal.plan import Plan


@pytest.mark.parametrize(("experts", "tasks"), [(300, 3), (300, 10), (25, 10), (1, 1)])
def test_nobody_answers_two_tasks_at_once(experts: int, tasks: int) -> None:
    plan = Plan(experts, tasks, 30)

    assert [len(them) for them in plan.claimants] == [plan.claims] * tasks
    assert len(set().union(*plan.claimants)) == plan.claims * tasks


def test_with_more_tasks_than_that_everyone_has_their_share() -> None:
    plan = Plan(20, 30, 30)

    assert all(len(them) == plan.claims for them in plan.claimants)
    assert set().union(*plan.claimants) == set(range(20))
