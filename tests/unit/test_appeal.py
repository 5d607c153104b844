"""When an answer may be appealed, who decides, and that it is decided once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.appeal import APPEAL_WITHIN, Appeal, appeal_until
from models.errors import Refused
from models.offer import REVIEW_WITHIN, Offer, OfferState
from models.review import RejectReason, Review, Verdict
from models.task import Task
from models.types import PersonId
from tests.unit.test_offer import NOW, a_task, an_offer

EXPERT, RANA, LINA = PersonId(1), PersonId(8), PersonId(9)


def rejected() -> tuple[Task, Offer, Review]:
    task, offer = a_task(), an_offer()
    offer.claim(task, NOW)
    offer.submit(task, NOW)
    return task, offer, Review.reject(offer, task, RANA, RejectReason.WRONG, "", NOW)


def test_it_may_be_made_until_the_last_moment_of_a_week() -> None:
    _, offer, review = rejected()
    assert appeal_until(review) == NOW + APPEAL_WITHIN == NOW + timedelta(days=7)

    appeal = Appeal.make(offer, review, "", NOW + APPEAL_WITHIN - timedelta(microseconds=1))
    assert appeal.decided_by == appeal.made_at + REVIEW_WITHIN
    with pytest.raises(Refused, match="appeal-late"):
        Appeal.make(offer, review, "", NOW + APPEAL_WITHIN)


def test_only_a_rejection_can_be_appealed() -> None:
    task, offer = a_task(), an_offer()
    offer.claim(task, NOW)
    offer.submit(task, NOW)
    with pytest.raises(Refused, match="appeal-not-rejected"):
        Appeal.make(offer, None, "", NOW)
    review = Review.accept(offer, RANA, NOW)
    with pytest.raises(Refused, match="appeal-not-rejected"):
        Appeal.make(offer, review, "", NOW)
    with pytest.raises(Refused, match="appeal-not-rejected"):
        an_offer().accept_after_all(task, NOW)


@pytest.mark.parametrize(("who", "why"), [(RANA, "appeal-own-rejection"), (EXPERT, "review-own")])
def test_neither_who_rejected_nor_the_expert_decides(who: PersonId, why: str) -> None:
    task, offer, review = rejected()
    appeal = Appeal.make(offer, review, "", NOW)

    with pytest.raises(Refused, match=why):
        appeal.accept(offer, task, review, who, NOW)
    with pytest.raises(Refused, match=why):
        appeal.uphold(review, who, RejectReason.WRONG, "", NOW)

    assert (appeal.verdict, offer.state, task.places_left) == (None, OfferState.REJECTED, 1)


def test_it_is_decided_once() -> None:
    task, offer, review = rejected()
    appeal = Appeal.make(offer, review, "", NOW)
    appeal.uphold(review, LINA, RejectReason.COPIED, "From a textbook.", NOW)

    with pytest.raises(Refused, match="appeal-decided"):
        appeal.accept(offer, task, review, PersonId(10), NOW)
    assert not appeal.lapse(offer, task, NOW + timedelta(days=99))
    assert (appeal.verdict, appeal.reason, appeal.reviewer_id) == (Verdict.REJECT, "copied", LINA)
    assert offer.state is OfferState.REJECTED


def test_silence_counts_from_its_deadline_on() -> None:
    task, offer, review = rejected()
    appeal = Appeal.make(offer, review, "", NOW + timedelta(days=2))

    assert not appeal.lapse(offer, task, appeal.decided_by - timedelta(microseconds=1))
    assert appeal.lapse(offer, task, appeal.decided_by)
    assert not appeal.lapse(offer, task, appeal.decided_by)
    assert (appeal.verdict, appeal.reviewer_id, offer.state) == (Verdict.ACCEPT, None, OfferState.ACCEPTED)


def test_a_place_beyond_those_there_are_comes_back_to_nobody() -> None:
    """One place, two accepted answers: what the third hands back is not given out again."""
    task, offer, review = rejected()
    other = an_offer(2)
    other.claim(task, NOW)

    Appeal.make(offer, review, "", NOW).accept(offer, task, review, LINA, NOW)
    assert (task.places_left, task.beyond) == (0, 1)
    other.hand_back(task, NOW)

    assert (task.places_left, task.beyond) == (0, 0)
