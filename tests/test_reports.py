"""A recruiter's tasks in figures, and whom each would reach."""

from __future__ import annotations

import pytest

from models.membership import Role
from tests import make
from tests.chat import Chat
from tests.recruiting import broadcasts, describes, member, recruiter


def test_all_tasks_together(chat: Chat) -> None:
    rana = recruiter(chat)
    sara, omar = make.expert(chat, "Sara"), make.expert(chat, "Omar")
    broadcasts(describes(rana))
    sara.taps("Claim").taps("Yes").taps("Submit")
    omar.taps("Claim")
    describes(rana, title="Kept for later").taps("Save as draft")

    rana.writes("/stats")

    assert rana.sees("Tasks: 1 open, 1 draft, 0 closed")
    assert rana.sees("Places in open tasks: 2 of 3 taken, 1 of them being worked on")
    assert rana.sees("Answers: 1, of which 0 accepted, 0 not accepted and 1 waiting for a review")
    assert "Paid" not in rana.last.text
    rana.taps("Review answers").taps("Accept")
    omar.taps("No").taps("Submit")
    rana.writes("/review").taps("Reject").taps("It is wrong").taps("No, that's enough")
    rana.writes("/stats")
    assert rana.sees("Answers: 2, of which 1 accepted, 1 not accepted and 0 waiting")
    assert rana.sees("Paid to experts: $40")
    assert rana.last.labels == ["My tasks", "New task"]


@pytest.mark.parametrize("command", ["/stats", "/audience"])
def test_another_clients_tasks_count_for_nothing(chat: Chat, command: str) -> None:
    describes(recruiter(chat))
    eve = recruiter(chat, "Eve", client="Other Labs")

    eve.writes(command)

    assert "Liver scans" not in eve.last.text and eve.last.labels == ["New task"]


def test_the_only_task_is_the_one_whose_audience_is_meant(chat: Chat) -> None:
    rana = recruiter(chat)
    make.expert(chat, "Sara")
    describes(rana)

    rana.writes("/audience")

    assert rana.sees("Liver scans") and rana.sees("One expert matches: 1 awake now, 0 asleep.")
    assert rana.sees("Languages: English 1")
    rana.taps("Show the task")
    assert rana.sees("This is the card as experts will see it")


def test_of_several_one_is_chosen(chat: Chat) -> None:
    rana = recruiter(chat)
    describes(rana).taps("Save as draft")
    describes(rana, title="Tax cases", field="tax law").taps("Save as draft")

    rana.writes("/audience")
    assert rana.last.labels == ["Tax cases", "Liver scans"]
    rana.taps("Tax cases")

    assert rana.sees("Nobody matches at the moment.")


def test_an_admin_has_the_figures_of_the_whole_house(chat: Chat) -> None:
    describes(recruiter(chat))
    adam = member(chat, "Adam", Role.ADMIN)

    adam.writes("/stats")

    assert adam.sees("0 open, 1 draft, 0 closed")
