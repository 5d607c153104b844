"""The rules of an offer and its task's places, in any order of events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import Refused
from models.offer import DeclineReason, Offer, OfferState
from models.task import Task, TaskState
from models.types import ClientId, OfferId, PersonId, TaskId

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TAKES_A_PLACE = (OfferState.CLAIMED, OfferState.SUBMITTED, OfferState.ACCEPTED)
ACTS = ("claim", "more time", "hand back", "expire", "submit", "accept", "reject", "decline", "close", "overturn")


def a_task(places: int = 1, minutes: int = 16) -> Task:
    return Task(
        id=TaskId(1),
        client_id=ClientId(1),
        created_by=PersonId(1),
        title="Liver scans",
        questions=[],
        field_code="hepatology",
        pay_minor=4000,
        currency="USD",
        minutes=minutes,
        places=places,
        places_left=places,
        deadline=NOW + timedelta(hours=8),
        state=TaskState.OPEN,
        created_at=NOW,
    )


def an_offer(number: int = 1) -> Offer:
    return Offer(id=OfferId(number), task_id=TaskId(1), expert_id=PersonId(number), offered_at=NOW)


def test_a_claim_holds_a_place_for_the_time_limit() -> None:
    task, offer = a_task(), an_offer()

    offer.claim(task, NOW)
    offer.claim(task, NOW + timedelta(minutes=1))

    assert offer.held_until == NOW + timedelta(minutes=2 + 16 + 2 * 4)
    assert task.places_left == 0


def test_a_claim_is_held_to_the_deadline_at_most() -> None:
    task, offer = a_task(), an_offer()

    offer.claim(task, task.deadline - timedelta(minutes=5))
    offer.more_time(task)

    assert offer.held_until == task.deadline


def test_the_second_on_the_last_place_is_refused() -> None:
    task, first, second = a_task(), an_offer(1), an_offer(2)
    first.claim(task, NOW)

    with pytest.raises(Refused, match="offer-full"):
        second.claim(task, NOW)

    assert second.state is OfferState.OFFERED


def test_closing_pays_for_the_time_held_once() -> None:
    task, offer = a_task(), an_offer()
    offer.claim(task, NOW)

    assert offer.close(task, NOW + timedelta(minutes=7)) == timedelta(minutes=7)
    assert offer.close(task, NOW + timedelta(minutes=9)) == timedelta()
    assert (offer.state, task.places_left) == (OfferState.CLOSED, 1)


def test_closing_leaves_an_answer_as_it_is() -> None:
    task, offer = a_task(), an_offer()
    offer.claim(task, NOW)
    offer.submit(task, NOW)

    assert offer.close(task, NOW) == timedelta()
    assert offer.state is OfferState.SUBMITTED


def test_what_is_held_can_not_be_declined() -> None:
    task, offer = a_task(), an_offer()
    offer.claim(task, NOW)

    with pytest.raises(Refused, match="offer-not-open"):
        offer.decline(DeclineReason.NO_TIME, NOW)


@settings(max_examples=300, deadline=None)
@given(
    places=st.integers(1, 3),
    acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 3), st.integers(0, 20)), max_size=60),
)
def test_places_add_up_in_any_order(places: int, acts: list[tuple[str, int, int]]) -> None:
    task, offers, now = a_task(places), [an_offer(number) for number in range(1, 5)], NOW

    for act, which, minutes in acts:
        now += timedelta(minutes=minutes)
        before = [(offer.state, offer.held_until) for offer in offers]
        try:
            do(act, offers[which], task, now)
            do(act, offers[which], task, now)
        except Refused:
            if act != "more time":
                changed = sum(old != (offer.state, offer.held_until) for old, offer in zip(before, offers, strict=True))
                assert changed <= 1
        taken = sum(offer.state in TAKES_A_PLACE for offer in offers)
        assert task.places_left - task.beyond == places - taken
        assert 0 <= task.places_left <= places and task.beyond >= 0
        assert not (task.beyond and task.places_left)
        assert all((offer.held_until is not None) == (offer.state is OfferState.CLAIMED) for offer in offers)


def do(act: str, offer: Offer, task: Task, now: datetime) -> None:
    match act:
        case "claim":
            offer.claim(task, now)
        case "more time":
            offer.more_time(task)
        case "hand back":
            offer.hand_back(task, now)
        case "expire":
            offer.expire(task, now)
        case "submit":
            offer.submit(task, now)
        case "accept":
            offer.accept(now)
        case "reject":
            offer.reject(task, now)
        case "decline":
            offer.decline(DeclineReason.OTHER, now)
        case "close":
            offer.close(task, now)
        case "overturn":
            offer.accept_after_all(task, now)
