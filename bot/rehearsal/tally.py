"""What reached the playground, counted as it comes."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass
from typing import Any

from bot.rehearsal.plan import PAY, Plan


class Second:
    """The most that fell into any sliding second."""

    def __init__(self) -> None:
        self._window: deque[float] = deque()
        self.most = 0

    def add(self, at: float) -> None:
        """One more; they come in the order of their times."""
        self._window.append(at)
        while self._window[0] <= at - 1.0:
            self._window.popleft()
        self.most = max(self.most, len(self._window))


@dataclass(frozen=True)
class Report:
    """How it went. `seconds` are from the first card to the last, and `sent_per_second` is of that time; `reply_ms`
    is what experts waited for an answer to what they did meanwhile."""

    experts: int
    deliveries: int
    delivered: int
    lost: int
    duplicated: int
    claimed: int
    answered: int
    paid_minor: int
    seconds: float
    sent_per_second: float
    max_in_any_second: int
    limit_per_second: int
    reply_ms: dict[str, float]
    rss_mb: float

    @property
    def amiss(self) -> list[str]:
        """What must not be, in words; empty where all is well."""
        wrong = []
        if self.lost:
            wrong.append(f"{self.lost} lost")
        if self.duplicated:
            wrong.append(f"{self.duplicated} came twice")
        if self.max_in_any_second > self.limit_per_second:
            wrong.append(f"{self.max_in_any_second} in a second, above the limit of {self.limit_per_second}")
        return wrong

    def as_json(self) -> dict[str, Any]:
        """All of it."""
        return asdict(self)


class Tally:
    """Counts for one plan. A card is known by its expert's place and its task's."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._cards = [bytearray(plan.experts) for _ in range(plan.tasks)]
        self._second = Second()
        self._first = self._last = 0.0
        self._sends = self._sends_by_last = 0
        self._waits: list[tuple[float, float]] = []
        self.delivered = self.duplicated = 0
        self.claimed = self.answered = self.paid = 0

    def sent(self, at: float) -> None:
        """Something was sent or edited, whatever came of it."""
        self._second.add(at)
        self._sends += bool(self.delivered)

    def card(self, task: int, expert: int, at: float) -> bool:
        """A card has come; whether it is the first one."""
        again = self._cards[task][expert]
        self._cards[task][expert] = min(255, again + 1)
        if again:
            self.duplicated += 1
            return False
        self.delivered += 1
        self._first, self._last = self._first or at, at
        self._sends_by_last = self._sends
        return True

    def waited(self, acted: float, answered: float) -> None:
        """Someone did something and has the answer to it."""
        self._waits.append((acted, answered - acted))

    @property
    def stand(self) -> tuple[int, ...]:
        """Changes as long as anything does."""
        return self.delivered, self.claimed, self.answered, self.paid

    @property
    def whole(self) -> bool:
        """Whether all has come that must."""
        return self.delivered == self._plan.deliveries and self.paid == self._plan.claims * self._plan.tasks

    def report(self, rss_mb: float) -> Report:
        """As it stands now. Whoever claimed and was not paid in the end has lost something on the way."""
        plan, took = self._plan, self._last - self._first
        meanwhile = [seconds for acted, seconds in self._waits if self._first <= acted <= self._last]
        waits = sorted(meanwhile or [seconds for _, seconds in self._waits])
        missing = plan.deliveries - self.delivered
        return Report(
            experts=plan.experts,
            deliveries=plan.deliveries,
            delivered=self.delivered,
            lost=missing + self._unfinished(),
            duplicated=self.duplicated,
            claimed=self.claimed,
            answered=self.answered,
            paid_minor=self.paid * PAY.minor,
            seconds=round(took, 2),
            sent_per_second=round(self._sends_by_last / took, 1) if took else 0.0,
            max_in_any_second=self._second.most,
            limit_per_second=plan.per_second,
            reply_ms={"p50": _milliseconds(waits, 0.5), "p99": _milliseconds(waits, 0.99)},
            rss_mb=round(rss_mb, 1),
        )

    def _unfinished(self) -> int:
        """Of those who have their card and were to claim it."""
        have = sum(
            bool(cards[one]) for cards, them in zip(self._cards, self._plan.claimants, strict=True) for one in them
        )
        return have - self.paid


def _milliseconds(ordered: list[float], share: float) -> float:
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 1) if ordered else 0.0
