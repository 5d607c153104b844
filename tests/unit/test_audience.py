"""Who matches a task: one definition, condition by condition."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from sqlmodel import Session, col, select

from models.client import Client
from models.credential import Credential, Level
from models.expert import Expert
from models.person import Account
from models.prospect import Prospect
from models.queries import audience
from models.rivalry import rivals
from models.task import Task
from tests import make
from tests.chat import START, Chat, Chatter

Change = Callable[[Session, Expert], None]


def test_an_expert_of_the_field_matches(chat: Chat) -> None:
    assert matching(chat, make.expert(chat, "Sara"))


@pytest.mark.parametrize(
    ("held", "wanted", "matches"),
    [
        ("hepatology", "hepatology", True),
        ("hepatology", "gastroenterology", True),
        ("hepatology", "medicine", True),
        ("medicine", "hepatology", False),
        ("cardiology", "hepatology", False),
    ],
)
def test_a_part_of_the_field_covers_it(chat: Chat, held: str, wanted: str, matches: bool) -> None:
    assert matching(chat, make.expert(chat, "Sara", field=held), field=wanted) is matches


@pytest.mark.parametrize(
    ("held", "wanted", "matches"),
    [
        (Level.CLAIMED, Level.CLAIMED, True),
        (Level.CLAIMED, Level.WELL_FORMED, False),
        (Level.LISTED, Level.LISTED, True),
        (Level.LISTED, Level.CONFIRMED, False),
        (Level.CONFIRMED, Level.CONTROLLED, True),
    ],
)
def test_a_higher_level_includes_the_lower_ones(chat: Chat, held: Level, wanted: Level, matches: bool) -> None:
    assert matching(chat, make.expert(chat, "Sara", level=held), min_level=wanted) is matches


def test_a_lapsed_credential_counts_no_longer(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", level=Level.LISTED)
    task = make.task(chat, min_level=Level.LISTED, open_for=timedelta(days=999))

    chat.later(days=364)
    assert asked(chat, task, sara)
    chat.later(days=2)
    assert not asked(chat, task, sara)


def test_a_credential_in_another_field_proves_nothing_here(chat: Chat) -> None:
    def elsewhere(session: Session, expert: Expert) -> None:
        held = session.exec(select(Credential).where(Credential.person_id == expert.person_id)).one()
        held.field_code = "cardiology"

    sara = changed(chat, make.expert(chat, "Sara"), elsewhere)

    assert not matching(chat, sara, min_level=Level.LISTED)
    assert matching(chat, sara, min_level=Level.CLAIMED)


@pytest.mark.parametrize(("minimum", "matches"), [(12000, True), (12001, False)])
def test_the_pay_is_at_least_their_minimum(chat: Chat, minimum: int, matches: bool) -> None:
    sara = make.expert(chat, "Sara", min_rate_minor=minimum)

    assert matching(chat, sara, pay_minor=4000, minutes=20) is matches


def _other_currency(_: Session, expert: Expert) -> None:
    expert.currency = "EUR"


def _paused(_: Session, expert: Expert) -> None:
    expert.paused_until = START + timedelta(hours=1)


def _unreachable(session: Session, expert: Expert) -> None:
    session.exec(select(Account).where(Account.person_id == expert.person_id)).one().unreachable_since = START


@pytest.mark.parametrize("change", [_other_currency, _paused, _unreachable])
def test_what_keeps_an_expert_out(chat: Chat, change: Change) -> None:
    assert not matching(chat, changed(chat, make.expert(chat, "Sara"), change))


def test_a_pause_that_is_over_keeps_nobody_out(chat: Chat) -> None:
    sara = changed(chat, make.expert(chat, "Sara"), _paused)

    chat.later(hours=1)

    assert matching(chat, sara)


def test_one_of_two_accounts_is_enough(chat: Chat) -> None:
    def another(session: Session, expert: Expert) -> None:
        _unreachable(session, expert)
        session.add(
            Account(person_id=expert.person_id, platform="slack", external_id="U1", chat_id="D1", last_seen_at=START)
        )

    sara = changed(chat, make.expert(chat, "Sara"), another)

    assert matching(chat, sara)
    assert counted(chat, make.task(chat)) == (1, 0)


def test_nobody_is_asked_twice_or_by_themselves(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    task = make.task(chat)
    make.offer(chat, task, sara, send=False)
    assert not asked(chat, task, sara)

    own = make.task(chat)

    person_id = make.person_id(chat, sara)

    def by_sara(session: Session) -> None:
        row = session.get(Task, own)
        assert row is not None
        row.created_by = person_id

    make.within(chat, by_sara)
    assert not asked(chat, own, sara)


def test_the_count_tells_who_sleeps(chat: Chat) -> None:
    night = (time(22, 0), time(7, 0))
    make.expert(chat, "Sara", timezone="Europe/London", quiet=night)
    make.expert(chat, "Omar", timezone="America/Los_Angeles", quiet=night)
    make.expert(chat, "Lina", timezone="America/Los_Angeles")
    task = make.task(chat)
    assert counted(chat, task) == (3, 0), "all of them have just been here"

    chat.later(minutes=16)

    assert counted(chat, task) == (2, 1)


def matching(
    chat: Chat,
    expert: Chatter,
    *,
    field: str = "hepatology",
    min_level: Level = Level.CLAIMED,
    pay_minor: int = 4000,
    minutes: int = 20,
) -> bool:
    """Whether an expert matches a new task, by both ways to ask."""
    task = make.task(chat, field=field, min_level=min_level, pay_minor=pay_minor, minutes=minutes)
    alone = asked(chat, task, expert)
    assert (sum(counted(chat, task)) == 1) is alone
    return alone


def asked(chat: Chat, task: int, expert: Chatter) -> bool:
    """By both forms of the conditions, which agree."""
    person_id = make.person_id(chat, expert)

    def ask(session: Session) -> bool:
        wanted, row = wanted_of(session, task), session.get(Expert, person_id)
        assert row is not None
        query = audience.matching(wanted, chat.now).where(col(Prospect.person_id) == person_id)
        found = session.execute(query).first() is not None
        failed = audience.failed(wanted, audience.candidate(session, row), chat.now)
        assert found is (not failed), failed
        return found

    return make.within(chat, ask)


def wanted_of(session: Session, task: int) -> audience.Criteria:
    """What a task asks."""
    row = session.get(Task, task)
    assert row is not None
    client = session.get(Client, row.client_id)
    assert client is not None
    return audience.criteria(row, client, rivals(session))


def counted(chat: Chat, task: int) -> tuple[int, int]:
    """Awake and asleep."""

    def count(session: Session) -> tuple[int, int]:
        found = audience.count(session, wanted_of(session, task), chat.now)
        return found.awake, found.asleep

    return make.within(chat, count)


def changed(chat: Chat, expert: Chatter, change: Change) -> Chatter:
    """The same expert with something about them changed."""
    person_id = make.person_id(chat, expert)

    def apply(session: Session) -> None:
        row = session.get(Expert, person_id)
        assert row is not None
        change(session, row)

    make.within(chat, apply)
    return expert
