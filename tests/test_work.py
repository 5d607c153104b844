"""/work: what is held, and what else is open."""

from __future__ import annotations

from tests import make
from tests.chat import Chat


def test_work_shows_what_is_held_first(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    make.offer(chat, make.task(chat, title="Livers"), sara)
    make.offer(chat, make.task(chat, title="Kidneys"), sara)
    sara.taps("Claim")

    sara.writes("/work")

    assert sara.sees("Yours to answer\n• Kidneys: until 09:31 (in 31 minutes)")
    assert sara.sees("Open for you\n• Livers: $40")
    assert sara.last.labels == ["Go on: Kidneys", "Livers · $40"]
    sara.taps("Go on: Kidneys")
    assert sara.sees("Question 1 of 1")


def test_work_counts_what_it_does_not_show(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    for number in range(10):
        make.offer(chat, make.task(chat, title=f"Task {number}"), sara, send=False)

    sara.writes("/work")

    assert sara.sees("… and 2 more.")
    assert len(sara.last.labels) == 8


def test_work_tells_a_stranger_how_to_join(chat: Chat) -> None:
    omar = chat.person("Omar")

    omar.writes("/work")

    assert omar.sees("To be offered tasks, join first")
