"""A recruiter learns why someone did not get a task, of people whom they know, and nothing that is not theirs."""

from __future__ import annotations

from typing import Any

import pytest

from models.credential import Level
from models.task import Task
from models.types import TaskId
from tests import make
from tests.chat import Chat, Chatter
from tests.recruiting import broadcasts, describes, recruiter
from tests.test_conditions import sets
from tests.test_why import asks, bars


def met_before(chat: Chat, person: Chatter, client: str = "Acme Labs") -> None:
    """The client has offered them something once."""
    make.offer(chat, make.task(chat, title="Old", client=client), person, send=False)


def of(chat: Chat, rana: Chatter, name: str) -> Chatter:
    """Asks about the task that was broadcast last."""
    return rana.writes("/tasks").taps("Liver scans").taps("Why not someone?").writes(name)


@pytest.mark.parametrize(
    ("terms", "conditions", "said"),
    [
        ({}, {"min_level": 4}, "Sara: is not proven to the level"),
        ({}, {"languages": frozenset({"fr"})}, "Sara: does not work in the languages"),
        ({}, {"languages": frozenset({"en"}), "min_fluency": 4}, "Sara: has not proven the languages"),
        ({"country": "OM"}, {"countries": frozenset({"DE"})}, "Sara: does not live"),
        ({"rejected": 90}, {"min_quality": 70}, "Sara: too few of their past answers"),
        ({"min_rate_minor": 99900}, {}, "Sara: has reasons of their own"),
        ({"hours_a_week": 0}, {}, "Sara: has reasons of their own"),
        ({}, {}, "Sara: has been offered it"),
    ],
)
def test_what_was_asked_is_named_and_the_rest_is_their_own(
    chat: Chat, terms: dict[str, Any], conditions: dict[str, Any], said: str
) -> None:
    rana = recruiter(chat)
    sara = sets(chat, make.expert(chat, "Sara", level=Level.LISTED), **terms)
    met_before(chat, sara)
    describes(rana)
    task = TaskId(len(make.rows(chat, Task)))
    asks(chat, task, **conditions)
    broadcasts(rana)

    assert of(chat, rana, "sara").sees(said)


def test_whom_someone_works_for_is_not_given_away(chat: Chat) -> None:
    rana = recruiter(chat)
    sara = sets(chat, make.expert(chat, "Sara"), employer="Beta", employer_keys=frozenset({"beta"}))
    met_before(chat, sara)
    broadcasts(describes(rana))
    bars(chat, TaskId(2), "Beta")

    broadcasts(describes(rana, title="Liver scans 2"))

    assert of(chat, rana, "Sara").sees("Sara: has reasons of their own")
    assert "Beta" not in rana.last.text


def test_who_is_a_stranger_to_the_client_is_nobody(chat: Chat) -> None:
    """Whether or not they exist, and whoever else has offered them something."""
    rana = recruiter(chat)
    met_before(chat, make.expert(chat, "Sara"), client="Other Labs")
    sets(chat, make.expert(chat, "Omar"), min_rate_minor=99900)
    broadcasts(describes(rana, pay="$20"))

    for name in ("Omar", "Nobody at all", "%", "__"):
        of(chat, rana, name if len(name) > 1 else "%%")
        assert rana.sees("has been offered a task of yours before")


def test_another_clients_recruiter_does_not_reach_the_task(chat: Chat) -> None:
    rana, eve = recruiter(chat), recruiter(chat, "Eve", client="Other Labs")
    broadcasts(describes(rana))
    rana.writes("/tasks").taps("Liver scans")

    eve.messages.append(rana.last)
    eve.taps("Why not someone?")

    assert "Who did not get it" not in eve.last.text


def test_after_a_name_that_nobody_has_another_is_simply_written(chat: Chat) -> None:
    rana, sara = recruiter(chat), make.expert(chat, "Sara")
    met_before(chat, sara)
    broadcasts(describes(rana))

    of(chat, rana, "Zed")
    assert rana.sees("Nobody called “Zed” has been offered a task of yours before.")
    rana.writes("Sara")

    assert rana.sees("Sara: has been offered it")
