"""Why a task was not offered, and the shortest way to it; never more of a client than that it has a condition."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from models.client import Client
from models.credential import Level
from models.task import Task
from models.types import TaskId
from tests import make
from tests.chat import Chat
from tests.recruiting import broadcasts, describes, recruiter
from tests.test_conditions import sets


def asks(chat: Chat, task_id: TaskId, **conditions: Any) -> TaskId:
    """Gives a task more conditions."""

    def change(session: Session) -> None:
        task = session.get(Task, task_id)
        assert task is not None
        for name, value in conditions.items():
            setattr(task, name, value)

    make.within(chat, change)
    return task_id


def bars(chat: Chat, task_id: TaskId, employers: str) -> None:
    """Has the task's client keep out whoever works for these."""

    def change(session: Session) -> None:
        task = session.get(Task, task_id)
        client = session.get(Client, task.client_id) if task else None
        assert client is not None
        client.barred_employers = employers

    make.within(chat, change)


@contextmanager
def counting(chat: Chat) -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    said: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        said.append(statement)

    event.listen(chat.database.engine, "before_cursor_execute", note)
    yield said
    event.remove(chat.database.engine, "before_cursor_execute", note)


def timed(work: Callable[[], object]) -> float:
    """The seconds that it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def test_nothing_is_open(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")

    sara.writes("/why")

    assert sara.sees("There is no open task that you haven't been offered")


def test_who_has_not_joined_is_shown_the_way(chat: Chat) -> None:
    lina = chat.person("Lina")

    lina.writes("/why")

    assert lina.sees("You haven't joined as an expert yet")


def test_the_shortest_way_stands_first_with_what_it_opens(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", level=Level.CLAIMED, min_rate_minor=13000)
    for _ in range(2):
        make.task(chat, min_level=Level.LISTED, pay_minor=6000)
    make.task(chat, pay_minor=4000)
    make.task(chat, pay_minor=4100, min_level=Level.CONTROLLED)

    sara.writes("/why")

    lines = [line for line in sara.last.text.splitlines() if line.startswith("•")]
    assert lines == [
        "• Lower your least an hour from $130 to $120: about 1 minute, opens one task worth $40",
        "• Show that a register lists you in Hepatology, or your licence, certificate or diploma: about 3 minutes, "
        "opens 2 tasks worth $120",
        "• Lower your least an hour from $130 to $123 + Prove a university or work address for Hepatology: "
        "about 4 minutes, opens one task worth $41",
    ]
    assert sara.last.labels == ["Edit: Least an hour", "Add a proof"]


def test_the_buttons_lead_there(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", level=Level.CLAIMED)
    make.task(chat, min_level=Level.CONTROLLED)
    sara.writes("/why").taps("Add a proof")
    assert sara.sees("Hepatology")
    sara.taps("Enough")

    sets(chat, sara, min_rate_minor=20000)
    make.task(chat)
    sara.writes("/why").taps("Edit: Least an hour")
    assert sara.sees("What must an hour pay at least?")


@pytest.mark.parametrize(
    ("terms", "conditions", "said", "label"),
    [
        ({"paused_until": "later"}, {}, "End your pause: one tap", "Get offers again"),
        ({"kinds": frozenset({"text"})}, {}, "Add to the kinds of question that you like", "Edit: Kinds of question"),
        ({"languages": frozenset({"en"})}, {"languages": frozenset({"fr", "en"})}, "French", "Edit: Working languages"),
        (
            {},
            {"languages": frozenset({"en"}), "min_fluency": 4},
            "Show a reviewer a certificate, B2 or better, of: English: about 3 minutes",
            "Add a proof",
        ),
        ({}, {"countries": frozenset({"DE"})}, "Say which country you live in", "Edit: Country"),
        ({"hours_a_week": 1}, {"minutes": 61, "pay_minor": 9000}, "Make room for 61 minutes", "Edit: Hours a week"),
    ],
)
def test_each_condition_in_words(
    chat: Chat, terms: dict[str, Any], conditions: dict[str, Any], said: str, label: str
) -> None:
    if "paused_until" in terms:
        terms = {"paused_until": chat.now + timedelta(days=1)}
    sara = sets(chat, make.expert(chat, "Sara"), **terms)
    asks(chat, make.task(chat), **conditions)

    sara.writes("/why")

    assert sara.sees(said) and sara.sees("opens one task worth")
    assert label in sara.last.labels


def test_what_nothing_opens_now_is_said_without_a_button(chat: Chat) -> None:
    sara = sets(chat, make.expert(chat, "Sara"), country="OM", accepted=10, rejected=10)
    asks(chat, make.task(chat), countries=frozenset({"DE"}))
    asks(chat, make.task(chat), min_quality=90)

    sara.writes("/why")

    assert sara.sees("One task is not open to those who live here: Oman")
    assert sara.sees("asks for 90 % of past answers accepted; yours count as 63 %")
    assert not any(label.startswith("Edit") for label in sara.last.labels)


def test_a_clients_own_condition_is_all_that_anyone_learns(chat: Chat) -> None:
    """Neither that there is a conflict of interest, nor whose, nor that a project leaves them out."""
    sara = sets(chat, make.expert(chat, "Sara"), employer="Beta Bio", employer_keys=frozenset({"betabio"}))
    bars(chat, make.task(chat, title="Secret livers", client="Acme Labs"), "Beta Bio")

    sara.writes("/why")

    assert sara.sees("One task: a condition of the client's")
    for word in ("Beta", "Acme", "Secret", "European", "employer", "Employer"):
        assert word not in sara.last.text
    assert not any(label.startswith("Edit") for label in sara.last.labels)


def test_a_task_that_is_kept_secret_is_not_hinted_at(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", min_rate_minor=20000)
    asks(chat, make.task(chat), unlisted=True)
    asks(chat, make.task(chat, field="cardiology"), unlisted=True)

    sara.writes("/why")

    assert sara.sees("There is no open task that you haven't been offered")


def test_other_fields_are_counted_and_named(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    for field in ("cardiology", "cardiology", "tax-law"):
        make.task(chat, field=field)

    sara.writes("/why")

    assert sara.sees("3 tasks are in other fields than Hepatology")
    assert sara.sees("Cardiology: 2")
    assert "Edit: Field" in sara.last.labels


def test_what_was_offered_closed_or_is_full_is_left_out(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", min_rate_minor=20000)
    make.offer(chat, make.task(chat), sara)
    asks(chat, make.task(chat), places_left=0)
    make.task(chat, open_for=timedelta(minutes=5))
    chat.later(minutes=6)

    sara.writes("/why")

    assert sara.sees("There is no open task that you haven't been offered")


def test_what_matches_is_on_its_way(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    make.task(chat)

    sara.writes("/why")

    assert sara.sees("One matches you: its card is on its way")


def test_the_way_leads_to_the_card(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", min_rate_minor=20000)
    broadcasts(describes(recruiter(chat)))

    sara.writes("/why").taps("Edit: Least an hour").writes("100")

    assert sara.has_seen("Liver scans")


def test_in_arabic(chat: Chat) -> None:
    omar = make.expert(chat, "عمر", language="ar", level=Level.CLAIMED)
    for _ in range(3):
        make.task(chat, min_level=Level.CONTROLLED)

    omar.writes("/why")

    assert omar.sees("أثبت عنوان جامعة أو عمل في أمراض الكبد: نحو 3 دقائق، يفتح 3 مهامّ بأجر $120")


def test_five_hundred_tasks_are_explained_at_once(chat: Chat) -> None:
    """However many there are, the same few queries; the time is printed, and only a wild one fails."""
    sara = make.expert(chat, "Sara", level=Level.CLAIMED, min_rate_minor=13000)
    make.task(chat, min_level=Level.LISTED)
    with counting(chat) as few:
        sara.writes("/why")
    fields = ("hepatology", "medicine", "cardiology", "tax-law", "gastroenterology")
    for n in range(500):
        make.task(chat, field=fields[n % 5], min_level=Level(n % 5), pay_minor=3000 + 10 * n, minutes=20 + n % 40)

    with counting(chat) as many:
        sara.writes("/why")
    fastest = min(timed(lambda: sara.writes("/why")) for _ in range(5))

    print(f"\n/why against 500 open tasks, from the event to the words: {fastest * 1000:.1f} ms")
    assert len(many) == len(few)
    assert fastest < 0.5
