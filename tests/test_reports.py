"""A recruiter's tasks in figures, and whom each would reach."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from models.membership import Role
from models.task import Task
from tests import make
from tests.chat import Chat, Chatter, Shown
from tests.recruiting import broadcasts, describes, member, recruiter


def test_all_tasks_together(chat: Chat) -> None:
    rana = recruiter(chat)
    sara, omar = make.expert(chat, "Sara"), make.expert(chat, "Omar")
    broadcasts(describes(rana))
    sara.taps("Claim").taps("Yes").taps("Submit")
    omar.taps("Claim")
    describes(rana, title="Kept for later").taps("Save as draft")

    assert "Tasks: 1 open, 1 draft, 0 closed" in figures(rana).text
    assert "Places in open tasks: 2 of 3 taken, 1 of them being worked on" in figures(rana).text
    assert "Answers: 1, of which 0 accepted, 0 not accepted and 1 waiting for a review" in figures(rana).text
    assert "Paid" not in figures(rana).text
    rana.taps("Review answers").taps("Accept")
    omar.taps("No").taps("Submit")
    rana.writes("/review").taps("Reject").taps("It is wrong").taps("No, that's enough")
    assert "Answers: 2, of which 1 accepted, 1 not accepted and 0 waiting" in figures(rana).text
    assert "Paid to experts: $40" in figures(rana).text
    assert figures(rana).labels == ["My tasks", "New task"]


def test_a_picture_of_the_newest_tasks_follows_the_figures(chat: Chat) -> None:
    rana, eve = recruiter(chat), recruiter(chat, "Eve", client="Other Labs")
    make.expert(chat, "Sara")
    for number in range(8):
        broadcasts(describes(rana, title=f"Task {number}"))
    broadcasts(describes(eve, title="Of others"))
    describes(rana, title="A draft").taps("Save as draft")
    describes(rana, title="For nobody", field="tax law")
    broadcasts(rana)
    closes(chat, 8)

    rana.writes("/stats")

    assert rana.sees("How your newest tasks fill") and rana.last.file == "export:stats-7-6-5-4-3-2.png"
    assert rana.messages[-2].labels == ["My tasks", "New task"]
    chat.later(days=31)
    closes(chat, *range(1, 8))
    rana.writes("/stats")
    assert rana.last.file == "export:stats-7-6-5-4-3-2.png", "the eighth was closed too long ago"


def test_without_anything_to_draw_the_figures_come_alone(chat: Chat) -> None:
    rana = recruiter(chat)
    describes(rana).taps("Broadcast")

    rana.writes("/stats")

    assert rana.sees("Tasks: 1 open") and rana.last.file == "" and rana.last.labels == ["My tasks", "New task"]


def closes(chat: Chat, *tasks: int) -> None:
    def close(session: Session) -> None:
        for one in tasks:
            session.get_one(Task, one).close(chat.now)

    make.within(chat, close)


def figures(rana: Chatter) -> Shown:
    """What `/stats` says, above its picture."""
    rana.writes("/stats")
    return next(shown for shown in reversed(rana.messages) if "How it is going" in shown.text)


@pytest.mark.parametrize("command", ["/stats", "/audience"])
def test_another_clients_tasks_count_for_nothing(chat: Chat, command: str) -> None:
    describes(recruiter(chat))
    eve = recruiter(chat, "Eve", client="Other Labs")

    eve.writes(command)

    assert "Liver scans" not in eve.last.text and eve.last.labels == ["New task"]


def test_the_only_task_is_the_one_whose_audience_is_meant(chat: Chat) -> None:
    rana = recruiter(chat)
    for number in range(3):
        make.expert(chat, f"Expert {number}")
    describes(rana)

    rana.writes("/audience")

    assert rana.sees("Liver scans") and rana.sees("3 experts match: 3 awake now, 0 asleep.")
    assert rana.sees("Languages: English 3")
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
