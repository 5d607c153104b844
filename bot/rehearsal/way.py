"""One expert's way with one task: claims it, answers its questions, and hears that it is paid."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

from bot.chat.message import text
from bot.chat.texts import Reader, plain
from bot.demo import answers
from bot.demo.answers import Answer
from bot.demo.listening import bare, heard, label
from bot.demo.seat import Seat, Shown
from bot.rehearsal.plan import PAY, title
from bot.rehearsal.tally import Flow, Tally

SUBMITTED = "answering-submitted"
HEARD = (*answers.ASKED, SUBMITTED)


class Way:
    """Begins with `claim`; goes on with what it hears. There is a task of asyncio only while it thinks.

    Args:
        task: its place among the tasks.
        pause: seconds before the next thing is done, drawn anew each time.
        flow: counts what is waited for.
        now: the clock by which what is heard is stamped.
    """

    def __init__(
        self,
        task: int,
        language: str,
        seat: Seat,
        rng: Random,
        pause: Callable[[], float],
        tally: Tally,
        flow: Flow,
        now: Callable[[], float],
    ) -> None:
        self._language, self._seat, self._rng, self._pause, self._now = language, seat, rng, pause, now
        self._tally, self._flow = tally, flow
        self._paid = paid(task, language)
        self._come: set[str] = set()
        self._claimed = False
        self._acted: float | None = None
        """When, as long as the answer to it is awaited."""
        self._thinking: asyncio.Task[None] | None = None

    def claim(self, card: Shown) -> None:
        """In a moment."""
        self._think(Answer(label("button-claim", self._language), presses=True), card)

    def hear(self, shown: Shown, at: float, *, new: bool) -> None:
        """Something about the task has come (`new`), or was edited."""
        words = on_a_line(shown.text)
        if new and words in self._come:
            self._tally.duplicated += 1
            return
        self._come.add(words)
        if words == self._paid:
            self._tally.paid += 1
            return
        key = heard(shown.text, HEARD, self._language)
        if key is not None and self._acted is not None:
            self._flow.waited(self._acted, at)
            self._acted = None
            self._go_on(key, shown)

    def close(self) -> None:
        """Nothing more is done."""
        if self._thinking is not None:
            self._thinking.cancel()

    def _go_on(self, key: str, shown: Shown) -> None:
        if not self._claimed:
            self._claimed = True
            self._tally.claimed += 1
        if key == SUBMITTED:
            self._tally.answered += 1
        else:
            self._think(answers.answer(key, shown, self._language, self._rng), shown)

    def _think(self, answer: Answer, shown: Shown) -> None:
        self._thinking = asyncio.create_task(self._act(answer, shown))

    async def _act(self, answer: Answer, shown: Shown) -> None:
        await asyncio.sleep(self._pause())
        self._acted = self._now()
        button = shown.button(answer.words) if answer.presses else None
        if button is not None:
            await self._seat.tap(shown.handle, button)
        else:
            await self._seat.send(answer.words)


def paid(task: int, language: str) -> str:
    """What an expert is told when the answer was accepted; a wrong amount would make it another text."""
    reader = Reader(language, "UTC", datetime.now(UTC))
    return on_a_line(plain(text("review-told-accepted", task=title(task), pay=PAY), reader))


def on_a_line(words: str) -> str:
    """Words as one line: platforms part paragraphs in their own ways."""
    return " ".join(bare(words).split())
