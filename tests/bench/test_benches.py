"""Benches as small as can be: what a new name breaks is seen here, and not by whoever measures next."""

from __future__ import annotations

import importlib
from types import SimpleNamespace

import pytest

from tests import postgres
from tests.bench import checks, costs, matching, million, names, population, rivals, turns
from tests.bench.__main__ import PARTS


@pytest.mark.parametrize("part", PARTS)
def test_each_part_that_can_be_asked_for_is_there(part: str) -> None:
    assert callable(importlib.import_module(f"tests.bench.{part}").run)


@pytest.mark.slow
def test_a_few_people_have_turns_and_each_part_of_them_is_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PEOPLE", 4)
    with turns.side(rivals.callboard, halts=True) as one:
        one.spread()
        stretch = one.live(0.2)
        shown = "\n".join(one.costed(0.2))

    assert stretch.turns >= 4 and stretch.lost == 0
    timed = ("in SQL", "inbox.handle", "arrivals.load", "told.responded", "render.compose")
    assert [name for name in timed if name not in shown] == []


def test_what_is_timed_is_as_before_when_the_clocks_are_taken_out() -> None:
    def there() -> list[object]:
        modules = [importlib.import_module(module) for module, _, _ in costs.PARTS]
        owners = [
            getattr(module, owner) if owner else module
            for module, (_, owner, _) in zip(modules, costs.PARTS, strict=True)
        ]
        return [getattr(owner, name) for owner, (_, _, name) in zip(owners, costs.PARTS, strict=True)]

    before = there()
    costs.begin()
    timed = there()
    costs.end()

    assert there() == before
    assert all(one is not other for one, other in zip(before, timed, strict=True))


@pytest.mark.postgres
def test_an_audience_and_a_broadcast_among_a_few_hundred(
    postgres_server: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    lent = SimpleNamespace(Server=lambda: SimpleNamespace(url=postgres_server.emptied(), close=lambda: None))
    monkeypatch.setattr(population, "postgres", lent)
    monkeypatch.setattr(population, "MILLION", 300)

    assert len({figure.name for figure in matching.run()}) > 1
    assert any(figure.name.endswith("cards queued") for figure in million.run())


def test_what_runs_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "ROUNDS", 1)
    for bench in (names, checks):
        bench.run()
