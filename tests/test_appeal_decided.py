"""Who decides on an appeal, what they see of it, and what follows for the task and its client."""

from __future__ import annotations

import json

import pytest
from sqlmodel import Session, select

from bot.chat.event import Tap
from handlers.broadcasts import broadcast
from models.appeal import Appeal
from models.membership import Role
from models.review import Review, Verdict
from models.task import Task, TaskState
from models.types import PersonId
from tests import make
from tests.appealing import invites, rejected, rejects
from tests.chat import Chat
from tests.recruiting import broadcasts, describes, member, recruiter
from tests.test_exporting import fetched
from tests.test_review import answers, earned


def test_somebody_else_sees_all_of_it_and_accepts(chat: Chat) -> None:
    sara, lina = rejected(chat, "The second scan is missing."), chat.person("Lina")
    sara.taps("Appeal").writes("It is on page 2.")

    assert lina.sees("One appeal waits for you")
    lina.taps("Look at appeals")
    for words in (
        "someone else rejected this answer. You decide, for good.",
        "1. Is the liver cirrhotic?\nYes",
        "It is wrong.\nThe first reviewer writes: “The second scan is missing.”",
        "The expert writes: “It is on page 2.”",
        "Undecided by Tue 15 Dec, 09:04, it counts as accepted.",
    ):
        assert lina.sees(words)
    assert "Rana" not in lina.last.text
    lina.taps("Accept after all")

    assert lina.sees("✓ Accepted: Sara is paid $40.") and lina.sees("No appeals wait for you.")
    assert sara.has_seen("your answer to Liver scans is accepted after all, and $40 is yours")
    assert sara.has_seen("Accepted: $40 is yours.")  # the card of the task


def test_it_may_stay_rejected_for_good_with_a_reason_and_words(chat: Chat) -> None:
    sara, lina = rejected(chat), chat.person("Lina")
    sara.taps("Appeal").taps("Send without words")

    lina.taps("Look at appeals")
    assert lina.sees("The expert adds no words.")
    lina.taps("Stays rejected")
    assert lina.sees("Why does this answer stay rejected?")
    lina.taps("It is incomplete").writes("x" * 5000)
    assert lina.sees("500 is the most")
    lina.writes("The third scan is missing.")

    assert lina.sees("✗ It stays rejected: Sara has been told why.")
    assert sara.has_seen("it stays not accepted, and that is final.\nReason: It is incomplete.")
    assert sara.has_seen("The reviewer writes: “The third scan is missing.”")
    assert earned(chat, sara) == 0
    sara.taps("Appeal")
    assert sara.sees("it stays not accepted, and that is final")
    sara.writes("/earnings")
    assert sara.sees("not accepted, nor on appeal (09:04): It is incomplete – “The third scan is missing.”")
    assert not any("Appeal" in label for label in sara.last.labels)
    assert make.rows(chat, Task)[0].places_left == 3


def test_who_rejected_it_has_it_in_no_queue(chat: Chat) -> None:
    sara, rana = rejected(chat), chat.person("Rana")
    sara.taps("Appeal").taps("Send without words")

    rana.writes("/review")

    assert rana.sees("No answers wait for a review")
    rana.never_sees("ppeal")


@pytest.mark.parametrize("label", ["Accept after all", "Stays rejected"])
def test_who_rejected_it_decides_nothing_even_with_a_button(chat: Chat, label: str) -> None:
    sara, lina = rejected(chat), chat.person("Lina")
    sara.taps("Appeal").taps("Send without words")
    lina.taps("Look at appeals")
    lina_is_who_rejected(chat, make.person_id(chat, lina))

    lina.taps(label)

    assert lina.sees("You rejected that answer yourself, so someone else has to decide on the appeal.")
    assert make.rows(chat, Appeal)[0].verdict is None and earned(chat, sara) == 0


def test_where_nobody_else_may_decide_everyone_is_told_so(chat: Chat) -> None:
    rana, sara = recruiter(chat), make.expert(chat, "Sara")
    broadcasts(describes(rana))
    answers(chat, sara, "Yes")
    rejects(rana)

    sara.taps("Appeal").taps("Send without words")

    assert sara.sees("nobody but the first reviewer decides for this client, and they may not decide on it again")
    assert sara.sees("If nobody has decided by Tue 15 Dec, 09:04, your answer counts as accepted")
    assert rana.sees("It takes someone other than whoever rejected it, and so far nobody else decides")
    assert rana.last.labels == ["Invite someone"]
    rana.writes("/review")
    assert rana.has_seen("One appeal against an answer that you rejected waits for another reviewer")

    code = invites(rana)
    lina = chat.person("Lina")
    lina.writes(f"/start {code}")
    assert lina.has_seen("One appeal waits for you")
    lina.taps("Look at appeals").taps("Accept after all")
    assert earned(chat, sara) == 4000
    rana.writes("/review")
    assert rana.sees("No answers wait")


def test_an_expert_who_recruits_for_the_client_is_not_the_other_reviewer(chat: Chat) -> None:
    rana, sara = recruiter(chat), make.expert(chat, "Sara")
    broadcasts(describes(rana))
    answers(chat, sara, "Yes")
    rejects(rana)
    recruiter(chat, "Sara")

    sara.taps("Appeal").taps("Send without words")

    assert sara.sees("nobody but the first reviewer decides")
    sara.writes("/review")
    assert sara.sees("No answers wait")
    assert rana.sees("It takes someone other")


def test_another_clients_recruiter_never_learns_of_it_and_an_admin_does(chat: Chat) -> None:
    sara, lina = rejected(chat), chat.person("Lina")
    eve, ada = recruiter(chat, "Eve", client="Rival Labs"), member(chat, "Ada", Role.ADMIN)
    sara.taps("Appeal").taps("Send without words")
    lina.taps("Look at appeals")

    eve.writes("/review")
    assert eve.sees("No answers wait")
    eve.never_sees("appeal")
    accept = next(what for row in lina.last.rows for label, what in row if label == "Accept after all")
    eve.does(Tap(accept))
    assert eve.sees("does nothing any more") and earned(chat, sara) == 0
    assert ada.sees("One appeal waits for you")


def test_of_two_reviewers_one_wins_and_the_other_is_told(chat: Chat) -> None:
    sara, lina, omar = rejected(chat), chat.person("Lina"), recruiter(chat, "Omar")
    sara.taps("Appeal").taps("Send without words")
    lina.taps("Look at appeals")
    omar.taps("Look at appeals").taps("Stays rejected").taps("It is wrong")

    lina.taps("Accept after all")
    omar.taps("No, that's enough")

    assert omar.sees("Lina has accepted that answer already.")
    assert make.rows(chat, Appeal)[0].verdict is Verdict.ACCEPT and earned(chat, sara) == 4000


def test_a_place_that_has_gone_to_another_stays_theirs(chat: Chat) -> None:
    sara, lina = rejected(chat, places="1"), chat.person("Lina")
    omar = make.expert(chat, "Omar")
    make.offer(chat, make.rows(chat, Task)[0].key, omar)
    omar.taps("Claim")
    sara.taps("Appeal").taps("Send without words")

    lina.taps("Look at appeals").taps("Accept after all")

    assert lina.sees("Every place had gone to others meanwhile, so this is paid beside them.")
    (task,) = make.rows(chat, Task)
    assert (task.places_left, task.beyond, task.state) == (0, 1, TaskState.CLOSED)
    omar.taps("Yes").taps("Submit")
    chat.person("Rana").writes("/review").taps("Accept")
    assert (earned(chat, sara), earned(chat, omar)) == (4000, 4000)


def test_the_picture_of_a_broadcast_that_is_over_is_made_true(chat: Chat) -> None:
    sara, rana, lina = rejected(chat), chat.person("Rana"), chat.person("Lina")
    chat.later(hours=5)
    for _ in range(4):
        chat.later(seconds=5)
        chat.sweep(broadcast.sweep, broadcast.move)
    assert rana.has_seen("Accepted: 0 of 3")

    sara.taps("Appeal").taps("Send without words")
    lina.taps("Look at appeals").taps("Accept after all")
    for _ in range(3):
        chat.later(seconds=5)
        chat.sweep(broadcast.sweep, broadcast.move)

    assert rana.has_seen("Accepted: 1 of 3\nPaid: $40")


def test_the_tasks_export_says_what_came_of_it(chat: Chat) -> None:
    sara, lina = rejected(chat), chat.person("Lina")
    sara.taps("Appeal").taps("Send without words")
    lina.writes("/export").taps("Liver scans").taps("JSON")
    line = json.loads(fetched(chat, lina))
    assert (line["state"], line["appealed_at"][:16], line["appeal"]) == ("rejected", "2026-11-24T09:04", "")

    lina.taps("Look at appeals").taps("Accept after all")
    lina.writes("/export").taps("Liver scans").taps("JSON")

    line = json.loads(fetched(chat, lina))
    assert (line["state"], line["reason"], line["appeal"]) == ("accepted", "wrong", "accept")


def test_answers_and_appeals_are_chosen_between_and_skipping_goes_round(chat: Chat) -> None:
    sara, lina = rejected(chat), chat.person("Lina")
    omar = make.expert(chat, "Omar")
    make.offer(chat, make.rows(chat, Task)[0].key, omar)
    answers(chat, omar, "No")
    sara.taps("Appeal").taps("Send without words")

    lina.writes("/review")
    assert lina.sees("Several things wait. Which first?")
    assert lina.last.labels == ["One answer", "One appeal"]
    lina.taps("One appeal").taps("Skip")

    assert lina.sees("someone else rejected this answer")


def lina_is_who_rejected(chat: Chat, lina: PersonId) -> None:
    """As if two accounts had turned out to be hers."""

    def change(session: Session) -> None:
        session.exec(select(Review)).one().reviewer_id = lina

    make.within(chat, change)
