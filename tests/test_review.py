"""Answers are decided on, one at a time; experts hear why and are paid."""

from __future__ import annotations

import pytest

from bot.chat.event import Tap
from handlers.broadcasts import broadcast
from handlers.turn import Work
from models.answer import Answer
from models.ledger import balance, expert_account
from models.offer import Offer, OfferState
from models.review import Review, Verdict
from models.task import Task, TaskState
from models.types import OfferId
from tests import make
from tests.chat import Chat, Chatter
from tests.recruiting import broadcasts, describes, recruiter


def test_an_accepted_answer_is_paid_and_the_next_one_shown(chat: Chat) -> None:
    rana, sara, omar = team(chat)
    answers(chat, sara, "Yes")
    answers(chat, omar, "No")

    rana.writes("/review")
    assert rana.sees("Sara · listed in a register · took 4 minutes")
    assert rana.sees("1. Is the liver cirrhotic?\nYes")
    assert rana.sees("One more waits.")
    rana.taps("Accept")

    assert rana.sees("✓ Accepted: Sara is paid $40.")
    assert rana.sees("Omar")
    assert sara.has_seen("has been accepted: $40 is yours")
    assert sara.has_seen("accepted")
    rana.taps("Accept", again=True)
    assert len(make.rows(chat, Review)) == 1
    assert earned(chat, sara) == 4000


def test_two_answers_in_one_batch_bring_one_notice(chat: Chat) -> None:
    rana, sara, omar = team(chat)
    for expert in (sara, omar):
        expert.taps("Claim").taps("Yes")

    chat.receive(chat.inbox.handle([sara.tap("Submit"), omar.tap("Submit")]))

    assert rana.sees("2 answers wait for your review.")
    assert sum("for your review" in shown.text and "Queued" not in shown.text for shown in rana.messages) == 1


def test_a_rejection_gives_the_reason_and_the_words(chat: Chat) -> None:
    rana, sara, _ = team(chat)
    answers(chat, sara, "Yes")

    rana.writes("/review").taps("Reject")
    assert rana.sees("Why is this answer not accepted?")
    rana.taps("It is incomplete")
    assert rana.sees("Do you want to add a few words")
    rana.writes("The <b>scan</b> shows more. " * 100)
    assert rana.sees("500 is the most")
    rana.writes("The second scan is missing.")

    assert rana.sees("Rejected: Sara has been told why, and the place is free again")
    assert sara.has_seen("Reason: It is incomplete.")
    assert sara.has_seen("The reviewer writes: “The second scan is missing.”")
    (review,) = make.rows(chat, Review)
    assert (review.verdict, review.reason) == (Verdict.REJECT, "incomplete")
    assert make.rows(chat, Task)[0].places_left == 3
    assert earned(chat, sara) == 0


def test_a_rejection_without_words(chat: Chat) -> None:
    rana, sara, _ = team(chat)
    answers(chat, sara, "Yes")

    rana.writes("/review").taps("Reject").taps("It is wrong").taps("No, that's enough")

    assert sara.has_seen("Reason: It is wrong.")
    sara.never_sees("The reviewer writes")


def test_of_two_reviewers_one_wins_and_the_other_is_told(chat: Chat) -> None:
    rana, sara, _ = team(chat)
    lina = recruiter(chat, "Lina")
    answers(chat, sara, "Yes")
    rana.writes("/review")
    lina.writes("/review").taps("Reject").taps("It is wrong")

    rana.taps("Accept")
    lina.taps("No, that's enough")

    assert lina.sees("Rana has accepted that answer already.")
    assert [review.verdict for review in make.rows(chat, Review)] == [Verdict.ACCEPT]
    assert earned(chat, sara) == 4000
    sara.never_sees("not accepted")


def test_another_clients_recruiter_decides_nothing(chat: Chat) -> None:
    rana, sara, _ = team(chat)
    eve = recruiter(chat, "Eve", client="Rival Labs")
    answers(chat, sara, "Yes")

    eve.writes("/review")
    assert eve.sees("No answers wait")
    rana.writes("/review")
    accept = next(what for row in rana.last.rows for label, what in row if label == "Accept")
    eve.does(Tap(accept))

    assert eve.sees("does nothing any more")
    assert make.rows(chat, Review) == []


def test_nobody_reviews_their_own_answer(chat: Chat) -> None:
    rana, sara, _ = team(chat)
    recruiter(chat, "Sara")
    answers(chat, sara, "Yes")

    sara.writes("/review")

    assert sara.sees("No answers wait")
    rana.writes("/review")
    assert rana.sees("Sara")


def test_skipping_goes_round(chat: Chat) -> None:
    rana, sara, omar = team(chat)
    answers(chat, sara, "Yes")
    answers(chat, omar, "No")

    rana.writes("/review").taps("Skip")
    assert rana.sees("Omar")
    rana.taps("Skip")
    assert rana.sees("Sara")
    rana.taps("Accept")
    rana.taps("Accept")

    assert rana.sees("No answers wait for a review")


def test_one_notice_is_edited_while_answers_come_in(chat: Chat) -> None:
    rana, sara, omar = team(chat)

    answers(chat, sara, "Yes")
    assert rana.sees("One answer waits for your review.")
    answers(chat, omar, "No")

    assert rana.sees("2 answers wait for your review.")
    assert len([m for m in rana.messages if "for your review." in m.text and "Queued" not in m.text]) == 1
    rana.taps("Review answers").taps("Accept").taps("Accept")
    assert len([m for m in rana.messages if "No answers wait" in m.text]) == 1


def test_the_last_place_accepted_closes_the_task(chat: Chat) -> None:
    rana = recruiter(chat)
    sara, omar = make.expert(chat, "Sara"), make.expert(chat, "Omar")
    broadcasts(describes(rana, places="1"))
    answers(chat, sara, "Yes")

    rana.writes("/review").taps("Accept")

    assert rana.has_seen("is complete: every place has an accepted answer")
    assert rana.has_seen("One answer came in, 1 of 1 places accepted. Paid: $40.")
    assert make.rows(chat, Task)[0].state is TaskState.CLOSED
    chat.later(seconds=5)
    chat.sweep(broadcast.sweep, broadcast.move)
    assert omar.sees("This task has closed")


def test_a_long_answer_is_cut_and_can_be_had_whole(chat: Chat) -> None:
    rana, sara, _ = team(chat)
    offer_id = answers(chat, sara, "Yes")

    def longer(work: Work) -> None:
        work.get(Answer, offer_id).given = ["word " * 500 + "end"]

    chat.sweep(longer)
    rana.writes("/review")

    assert "end" not in rana.last.text
    assert len(rana.last.text) < 4000
    rana.taps("Show all of it")
    assert rana.sees("end")


def test_the_picture_counts_answers_and_pay(chat: Chat) -> None:
    rana, sara, _ = team(chat)
    answers(chat, sara, "Yes")
    chat.later(seconds=5)
    chat.sweep(broadcast.sweep, broadcast.move)
    assert rana.has_seen("One answer waits for your review.")

    rana.taps("Review answers").taps("Accept")
    chat.later(seconds=5)
    chat.sweep(broadcast.sweep, broadcast.move)

    assert rana.has_seen("Answered: 1\nAccepted: 1 of 3\nPaid: $40")


def test_in_arabic(chat: Chat) -> None:
    _, sara, _ = team(chat)
    huda = recruiter(chat, "هدى", language="ar")
    answers(chat, sara, "Yes")

    huda.writes("/review")
    assert huda.sees("مسجّل في سجل رسمي")
    huda.taps("رفض").taps("غير مكتملة").taps("لا، هذا يكفي")

    assert huda.sees("رُفضت: أُبلغ Sara بالسبب")


def team(chat: Chat) -> tuple[Chatter, Chatter, Chatter]:
    """A recruiter whose task is out with two experts."""
    rana = recruiter(chat)
    sara, omar = make.expert(chat, "Sara"), make.expert(chat, "Omar")
    broadcasts(describes(rana))
    return rana, sara, omar


def answers(chat: Chat, expert: Chatter, answer: str) -> OfferId:
    """The expert claims, works four minutes and submits."""
    person_id = make.person_id(chat, expert)
    (offer_id,) = [offer.key for offer in make.rows(chat, Offer) if offer.expert_id == person_id]
    expert.taps("Claim")
    chat.later(minutes=4)
    expert.taps(answer)
    expert.taps("Submit")
    assert make.row(chat, Offer, offer_id).state is OfferState.SUBMITTED
    return offer_id


def earned(chat: Chat, expert: Chatter) -> int:
    """In cents."""
    account = expert_account(make.person_id(chat, expert))
    return sum(money.minor for money in make.within(chat, lambda session: balance(session, account)))


@pytest.mark.parametrize("words", ["no", "No thanks", "لا", "No, that’s enough"])
def test_a_no_that_is_typed_is_no_reason(chat: Chat, words: str) -> None:
    rana, sara, _ = team(chat)
    answers(chat, sara, "Yes")

    rana.writes("/review").taps("Reject").taps("It is wrong").writes(words)

    assert sara.has_seen("Reason: It is wrong.")
    sara.never_sees("The reviewer writes")
