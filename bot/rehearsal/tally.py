"""What reached the playground, counted as it comes."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass
from typing import Any

from bot.rehearsal.plan import PAY, Plan


class Busiest:
    """The most that fell into any sliding stretch of so many seconds."""

    def __init__(self, seconds: float = 1.0) -> None:
        self._seconds = seconds
        self._window: deque[float] = deque()
        self.most = 0

    def add(self, at: float) -> None:
        """One more; they come in the order of their times."""
        self._window.append(at)
        while self._window[0] <= at - self._seconds:
            self._window.popleft()
        self.most = max(self.most, len(self._window))


class Flow:
    """What went to one platform, and how long people there waited for an answer.

    Args:
        stretch: the seconds over which the platform limits it.
    """

    def __init__(self, stretch: float) -> None:
        self.busiest = Busiest(stretch)
        self._first = self._last = 0.0
        self._sends = self._sends_by_last = 0
        self._waits: list[tuple[float, float]] = []
        self.delivered = 0

    def sent(self, at: float) -> None:
        """Something was sent or edited, whatever came of it."""
        self.busiest.add(at)
        self._sends += bool(self.delivered)

    def card(self, at: float) -> None:
        """A card has come for the first time."""
        self.delivered += 1
        self._first, self._last = self._first or at, at
        self._sends_by_last = self._sends

    def waited(self, acted: float, answered: float) -> None:
        """Someone did something and has the answer to it."""
        self._waits.append((acted, answered - acted))

    @property
    def seconds(self) -> float:
        """From the first card to the last."""
        return self._last - self._first

    @property
    def per_second(self) -> float:
        """All that was sent in that time."""
        return self._sends_by_last / self.seconds if self.seconds else 0.0

    @property
    def reply_ms(self) -> dict[str, float]:
        """What people waited meanwhile; where nobody did anything then, what they waited afterwards."""
        meanwhile = [seconds for acted, seconds in self._waits if self._first <= acted <= self._last]
        waits = sorted(meanwhile or [seconds for _, seconds in self._waits])
        return {"p50": _milliseconds(waits, 0.5), "p99": _milliseconds(waits, 0.99)}


@dataclass(frozen=True)
class OnSlack:
    """How it went there, in the words of `Report`, by the minute."""

    experts: int
    delivered: int
    seconds: float
    sent_per_minute: float
    max_in_any_minute: int
    limit_per_minute: int
    reply_ms: dict[str, float]


@dataclass(frozen=True)
class Report:
    """How it went. `seconds` are from the first card to the last, and `sent_per_second` is of that time; `reply_ms`
    is what experts waited for an answer to what they did meanwhile. From `seconds` on it is of Telegram; `slack` is
    None where nobody is there."""

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
    slack: OnSlack | None = None

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
        if self.slack and self.slack.max_in_any_minute > self.slack.limit_per_minute:
            most, limit = self.slack.max_in_any_minute, self.slack.limit_per_minute
            wrong.append(f"{most} in a minute on Slack, above the limit of {limit}")
        return wrong

    def as_json(self) -> dict[str, Any]:
        """All of it; nothing of Slack where nobody is there."""
        return {key: value for key, value in asdict(self).items() if value is not None}


class Tally:
    """Counts for one plan. A card is known by its expert's place and its task's."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._cards = [bytearray(plan.experts) for _ in range(plan.tasks)]
        self.telegram, self.slack = Flow(1.0), Flow(60.0)
        self.duplicated = 0
        self.claimed = self.answered = self.paid = 0

    @property
    def delivered(self) -> int:
        """Cards that have come, each once."""
        return self.telegram.delivered + self.slack.delivered

    def flow(self, expert: int) -> Flow:
        """That of the platform where the expert is."""
        return self.slack if self._plan.is_on_slack(expert) else self.telegram

    def card(self, task: int, expert: int, at: float) -> bool:
        """A card has come; whether it is the first one."""
        again = self._cards[task][expert]
        self._cards[task][expert] = min(255, again + 1)
        if again:
            self.duplicated += 1
            return False
        self.flow(expert).card(at)
        return True

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
        plan, telegram = self._plan, self.telegram
        return Report(
            experts=plan.experts,
            deliveries=plan.deliveries,
            delivered=self.delivered,
            lost=plan.deliveries - self.delivered + self._unfinished(),
            duplicated=self.duplicated,
            claimed=self.claimed,
            answered=self.answered,
            paid_minor=self.paid * PAY.minor,
            seconds=round(telegram.seconds, 2),
            sent_per_second=round(telegram.per_second, 1),
            max_in_any_second=telegram.busiest.most,
            limit_per_second=plan.per_second,
            reply_ms=telegram.reply_ms,
            rss_mb=round(rss_mb, 1),
            slack=self._on_slack() if plan.on_slack else None,
        )

    def _on_slack(self) -> OnSlack:
        plan, slack = self._plan, self.slack
        return OnSlack(
            experts=plan.on_slack,
            delivered=slack.delivered,
            seconds=round(slack.seconds, 2),
            sent_per_minute=round(slack.per_second * 60, 1),
            max_in_any_minute=slack.busiest.most,
            limit_per_minute=plan.slack_per_minute,
            reply_ms=slack.reply_ms,
        )

    def _unfinished(self) -> int:
        """Of those who have their card and were to claim it."""
        have = sum(
            bool(cards[one]) for cards, them in zip(self._cards, self._plan.claimants, strict=True) for one in them
        )
        return have - self.paid


def _milliseconds(ordered: list[float], share: float) -> float:
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 1) if ordered else 0.0
