"""More conditions on a draft: asked only of who wants them, kept to by the count and by the broadcast."""

from __future__ import annotations

from typing import Any

import pytest

from models.client import Client
from models.credential import Level
from models.expert import Expert
from models.task import Task
from tests import make
from tests.chat import Chat, Chatter
from tests.recruiting import broadcasts, describes, recruiter
from tests.unit.test_audience import asked, changed


def sets(chat: Chat, person: Chatter, **terms: Any) -> Chatter:
    """Changes an expert's terms."""

    def change(_: object, expert: Expert) -> None:
        for name, value in terms.items():
            setattr(expert, name, value)

    return changed(chat, person, change)


def task_of(chat: Chat) -> Task:
    return make.rows(chat, Task)[-1]


def test_each_is_asked_by_itself_and_shown_on_the_draft(chat: Chat) -> None:
    rana = describes(recruiter(chat))
    assert "Languages:" not in rana.last.text, "nobody is bothered with what is not usual"

    rana.taps("More conditions")
    assert rana.sees("Project: None") and rana.sees("Who learns of it: Others may see what it would take")
    rana.taps("Languages").writes("French, German")
    assert rana.sees("Languages: French, German")
    rana.taps("Only these").writes("Germany and السعودية")
    rana.taps("Not these").writes("Oman")
    rana.taps("Past answers").writes("-5").writes("2.0")
    assert rana.sees("Please tap one of the buttons below"), "no place in the list"
    rana.taps("At least 80 %")
    rana.taps("Project").writes("  Liver   pilot ")
    rana.taps("Not who has").taps("Liver pilot")
    rana.taps("Not who works").writes("Beta Bio, beta.example")
    rana.taps("Who learns").taps("Only those who match")
    rana.taps("Done")

    for line in ("Only these countries: Germany, Saudi Arabia", "Past answers: At least 80 % accepted"):
        assert rana.sees(line)
    task = task_of(chat)
    assert [sorted(one) for one in (task.languages, task.countries, task.barred_countries)] == [
        ["de", "fr"],
        ["DE", "SA"],
        ["OM"],
    ]
    assert (task.min_quality, task.project, sorted(task.not_after)) == (80, "Liver pilot", ["Liver pilot"])
    assert task.unlisted
    assert make.rows(chat, Client)[-1].barred_employers == "Beta Bio, beta.example"


def test_editing_the_draft_keeps_its_conditions(chat: Chat) -> None:
    rana = describes(recruiter(chat)).taps("More conditions").taps("Languages").taps("Arabic").taps("Done")

    rana.taps("Edit").taps("Edit: Places").writes("5").taps("Yes, show me")

    assert (task_of(chat).places, sorted(task_of(chat).languages)) == (5, ["ar"])


def test_a_condition_can_be_taken_away(chat: Chat) -> None:
    rana = describes(recruiter(chat)).taps("More conditions").taps("Languages").taps("Arabic")

    rana.taps("Languages").taps("None").taps("Done")

    assert task_of(chat).languages == frozenset()


@pytest.mark.parametrize(
    ("which", "words", "answer"),
    [
        ("Languages", "Klingon, French", "I don't know a language called “Klingon”"),
        ("Only these", "x" * 5000, "I don't know a country called"),
        ("Past answers", "85", "Please tap one of the buttons"),
        ("Project", "p" * 41, "40"),
        ("Not who has", "q" * 60, "too long for a project's name"),
        ("Not who works", "🎉", "I need a name with letters"),
    ],
)
def test_what_is_no_condition_is_refused(chat: Chat, which: str, words: str, answer: str) -> None:
    rana = describes(recruiter(chat)).taps("More conditions").taps(which).writes(words)

    assert rana.sees(answer)
    rana.taps("Back").taps("Done")
    assert "Past answers" not in rana.last.text


def test_the_conditions_of_a_task_that_was_sent_stay(chat: Chat) -> None:
    rana = describes(recruiter(chat)).taps("More conditions")
    conditions = rana.last
    rana.writes("/tasks").taps("Liver scans").taps("Broadcast")

    rana.messages.append(conditions)
    rana.taps("Languages")

    assert task_of(chat).languages == frozenset()


@pytest.mark.parametrize("ends", ["Broadcast", "Throw away"])
def test_an_open_question_does_not_outlive_the_draft(chat: Chat, ends: str) -> None:
    rana = describes(recruiter(chat))
    card = rana.last
    rana.taps("More conditions").taps("Languages")
    rana.messages.append(card)
    rana.taps(ends)
    if ends == "Throw away":
        rana.taps("Yes, throw")

    rana.writes("French").writes("/cancel").writes("hello")

    assert rana.sees("not waiting for an answer")


def test_another_clients_recruiter_can_not_touch_them(chat: Chat) -> None:
    rana = describes(recruiter(chat))
    eve = recruiter(chat, "Eve", client="Other Labs")

    eve.messages.append(rana.last)
    eve.taps("More conditions")

    assert "More conditions" not in eve.last.text


def test_the_rehearsal_says_who_they_are(chat: Chat) -> None:
    for number in range(3):
        there = make.expert(chat, f"There {number}", timezone="Asia/Riyadh")
        sets(chat, there, languages=frozenset({"ar", "en"} if number else {"ar"}))
        sets(chat, make.expert(chat, f"Here {number}", level=Level.CLAIMED), languages=frozenset({"en"}))
    sets(chat, make.expert(chat, "Lina", level=Level.CLAIMED), languages=frozenset({"en"}))

    rana = describes(recruiter(chat))

    assert rana.sees("Languages: English 6, Arabic 3")
    assert rana.sees("Proof in the field: in a register 3, nothing yet 4")
    assert rana.sees("Time zones: UTC 4, Riyadh 3")


def test_nobody_matches_and_what_would_change_that(chat: Chat) -> None:
    sets(chat, make.expert(chat, "Sara"), languages=frozenset({"en"}), country="OM")

    rana = describes(recruiter(chat)).taps("More conditions").taps("Languages").writes("French").taps("Done")

    assert rana.sees("In whatever language: fewer than 3 experts")


def test_the_broadcast_keeps_to_them(chat: Chat) -> None:
    sara = sets(chat, make.expert(chat, "Sara"), languages=frozenset({"fr"}), country="FR")
    omar = sets(chat, make.expert(chat, "Omar"), languages=frozenset({"en"}), country="FR")
    rana = describes(recruiter(chat)).taps("More conditions").taps("Languages").writes("French").taps("Done")

    broadcasts(rana)

    assert sara.sees("Liver scans")
    assert omar.messages == []
    assert sara.taps("Details").sees("In: French")


def test_who_answers_in_a_project_is_left_out_of_the_next(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    first, second, elsewhere = make.task(chat), make.task(chat), make.task(chat, client="Other Labs")

    def label(session: Any) -> None:
        for task_id in (first, second, elsewhere):
            task = session.get(Task, task_id)
            task.project, task.not_after = "livers", frozenset({"livers"})

    make.within(chat, label)
    make.offer(chat, first, sara)
    assert asked(chat, second, sara), "an offer alone is no answer"
    sara.taps("Claim")

    assert not asked(chat, second, sara)
    assert asked(chat, elsewhere, sara), "another client's project of the same name is another one"
    sara.taps("Hand back").taps("Yes")
    assert asked(chat, second, sara)


def test_who_was_offered_two_of_a_project_answers_one(chat: Chat) -> None:
    """What came to hold since the offer holds for the claim; which condition it is stays the client's."""
    sara = make.expert(chat, "Sara")
    first, second = make.task(chat, title="First"), make.task(chat, title="Second")

    def label(session: Any) -> None:
        for task_id in (first, second):
            task = session.get(Task, task_id)
            task.project, task.not_after = "livers", frozenset({"livers"})

    make.within(chat, label)
    make.offer(chat, first, sara)
    sara.taps("Claim")
    make.offer(chat, second, sara)
    sara.taps("Claim")

    assert sara.sees("A condition of the client's now keeps Second from you")
    assert "livers" not in sara.last.text


@pytest.mark.parametrize(
    ("says", "matches"),
    [("BETA bio inc.", False), ("Gamma", True), ("", True), ("betabiotech", True)],
)
def test_who_works_for_a_competitor_is_left_out(chat: Chat, says: str, matches: bool) -> None:
    sara, task = make.expert(chat, "Sara"), make.task(chat)

    def bar(session: Any) -> None:
        session.get(Client, session.get(Task, task).client_id).barred_employers = "Beta Bio, beta.example"

    make.within(chat, bar)

    assert asked(chat, task, changed(chat, sara, lambda _, expert: expert.work_for(says))) is matches
