"""The two forms of "matches", the query and the list of what fails, agree on whoever and whatever there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlmodel import Session, select

from bot.database import Database
from models.client import Client
from models.credential import CheckMethod, Credential, CredentialKind, CredentialState, Level
from models.expert import Expert, Seniority
from models.field import covers
from models.offer import Offer, OfferState
from models.person import Account, Person
from models.prospect import Prospect
from models.queries import audience, prospects
from models.queries.audience import Candidate
from models.queries.openings import openings, ways
from models.rivalry import declare, rivals
from models.tables import metadata
from models.task import Task, TaskState
from models.types import ClientId, PersonId
from tests.chat import START

FIELDS = ("hepatology", "gastroenterology", "medicine", "cardiology", "gone-from-the-taxonomy")
LANGUAGES, COUNTRIES, KINDS = ("en", "ar", "fr"), ("", "SA", "DE"), ("choice", "number", "text")
EMPLOYERS = ("", "Acme Labs, Inc.", "مستشفى الملك فيصل", "Beta; acme.com", "a%b_c")
DOMAINS = ("acme.com", "mail.acme.com", "notacme.com", "ksu.edu.sa")
PROJECTS = ("", "livers", "hearts")
AROUND = tuple(START + timedelta(hours=hours) for hours in (-200, -1, 0, 1, 200))


def some(*among: str, least: int = 0) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(among), min_size=least, max_size=2)


moments = st.none() | st.sampled_from(AROUND)
experts = st.fixed_dictionaries(
    {
        "field_code": st.sampled_from(FIELDS),
        "min_rate_minor": st.sampled_from((1500, 12000, 12001, 50000)),
        "currency": st.sampled_from(("USD", "USD", "USD", "EUR")),
        "paused_until": moments,
        "hours_a_week": st.none() | st.integers(0, 3),
        "week_minutes": st.integers(0, 200),
        "week_ends_at": moments,
        "languages": some(*LANGUAGES),
        "country": st.sampled_from(COUNTRIES),
        "kinds": some(*KINDS),
        "accepted": st.integers(0, 40),
        "rejected": st.integers(0, 10),
    }
)
credentials = st.fixed_dictionaries(
    {
        "field_code": st.sampled_from((*FIELDS, "")),
        "method": st.sampled_from((CheckMethod.EMAIL_CODE, CheckMethod.REGISTER)),
        "claim": st.sampled_from(DOMAINS),
        "language": st.sampled_from(("", *LANGUAGES)),
        "fluency": st.integers(0, 7),
        "state": st.sampled_from(CredentialState),
        "level": st.sampled_from(Level),
        "expires_at": moments,
    }
)
tasks = st.fixed_dictionaries(
    {
        "field_code": st.sampled_from(FIELDS),
        "min_level": st.integers(0, 4),
        "currency": st.just("USD"),
        "minutes": st.sampled_from((1, 20, 60, 61)),
        "pay_minor": st.sampled_from((4000, 1)),
        "languages": some(*LANGUAGES),
        "min_fluency": st.sampled_from((0, 0, 3, 5)),
        "countries": some(*COUNTRIES[1:]),
        "barred_countries": some(*COUNTRIES[1:]),
        "min_quality": st.sampled_from((0, 50, 90, 91)),
        "project": st.sampled_from(PROJECTS),
        "not_after": some(*PROJECTS[1:]),
    }
)
asked = st.fixed_dictionaries(
    {
        "expert": experts,
        "employer": st.sampled_from(EMPLOYERS),
        "credentials": st.lists(credentials, max_size=2),
        "unreachable": st.sampled_from((None, None, None, START)),
        "own": st.sampled_from((False, False, False, True)),
        "offered": st.dictionaries(st.integers(0, 2), st.sampled_from(OfferState), max_size=2),
        "claimed": st.none() | st.sampled_from((*AROUND[:3], START - timedelta(days=1))),
    }
)
worlds = st.fixed_dictionaries(
    {
        "people": st.lists(asked, min_size=1, max_size=3),
        "tasks": st.lists(tasks, min_size=3, max_size=3),
        "kinds": st.lists(some(*KINDS, least=1), min_size=3, max_size=3),
        "compete": st.none() | st.sampled_from((1, 30)),
        "barred": st.lists(st.sampled_from((*EMPLOYERS, "acme.com", "edu.sa, Gamma")), min_size=2, max_size=2),
    }
)


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """One for all cases: each of them empties it."""
    made = Database("sqlite://")
    metadata.create_all(made.engine)
    yield made
    made.close()


@settings(max_examples=200, deadline=None)
@given(world=worlds)
def test_the_query_and_the_explanation_never_disagree(database: Database, world: dict[str, Any]) -> None:
    """Condition by condition, all of them together, and what /why lists."""
    with database.transaction() as session:
        empty(session)
        wanted = populate(session, world)
        people = {expert.person_id: audience.candidate(session, expert) for expert in session.exec(select(Expert))}
        matched: dict[int, set[PersonId]] = {}
        for one in wanted:
            for condition in audience.CONDITIONS:
                clause = condition.clause(one, START)
                met = {id_ for id_, them in of_its_field(one, people).items() if condition.met(one, them, START)}
                query = select(Prospect.person_id).where(Prospect.field_code == one.field_code)
                assert set(session.exec(query if clause is None else query.where(clause))) == met, condition.name
            unfailing = {id_ for id_, candidate in people.items() if not audience.failed(one, candidate, START)}
            matched[one.task_id] = set(session.scalars(audience.matching(one, START)))
            assert matched[one.task_id] == unfailing
        for id_, candidate in people.items():
            explained = openings(session, candidate, START)
            inside = {opening.wanted.task_id for opening in explained if not opening.failed}
            assert inside == {task_id for task_id, found in matched.items() if id_ in found}
            assert not {opening.wanted.task_id for opening in explained} & candidate.offered
            ways(candidate, explained, START)


def of_its_field(wanted: audience.Criteria, people: dict[PersonId, Candidate]) -> dict[PersonId, Candidate]:
    """Those whose field is the task's or a part of it: nobody else is looked at."""
    return {id_: them for id_, them in people.items() if covers(wanted.field_code, them.expert.field_code)}


def empty(session: Session) -> None:
    """Nothing is left of the case before."""
    for table in reversed(metadata.sorted_tables):
        session.execute(delete(table))
    session.expunge_all()


def populate(session: Session, world: dict[str, Any]) -> list[audience.Criteria]:
    """Two clients, three tasks of theirs, and people with what they have shown and been offered."""
    clients = [
        Client(name=f"Client {n}", barred_employers=barred, created_at=START)
        for n, barred in enumerate(world["barred"])
    ]
    recruiter = Person(name="Rana", created_at=START)
    session.add_all([*clients, recruiter])
    session.flush()
    if world["compete"] is not None:
        declare(session, ClientId(clients[1].id or 0), ClientId(clients[0].id or 0), world["compete"], START)
    tasks_ = [
        make_task(clients[n % 2], recruiter.key, told, kinds)
        for n, (told, kinds) in enumerate(zip(world["tasks"], world["kinds"], strict=True))
    ]
    session.add_all(tasks_)
    session.flush()
    for person in world["people"]:
        make_person(session, person, tasks_)
    prospects.settle(session)
    return [audience.criteria(task, clients[n % 2], rivals(session)) for n, task in enumerate(tasks_)]


def make_task(client: Client, author: PersonId, told: dict[str, Any], kinds: frozenset[str]) -> Task:
    assert client.id is not None
    return Task(
        client_id=client.id,
        created_by=author,
        title="Livers",
        questions=[{"kind": kind, "text": "?", "rule": {}} for kind in sorted(kinds)],
        places=3,
        places_left=3,
        deadline=START + timedelta(days=1),
        state=TaskState.OPEN,
        created_at=START,
        **told,
    )


def make_person(session: Session, told: dict[str, Any], tasks_: list[Task]) -> None:
    person = Person(name="Sara", created_at=START)
    session.add(person)
    session.flush()
    expert = Expert(person_id=person.key, seniority=Seniority.SENIOR, joined_at=START, **told["expert"])
    expert.work_for(told["employer"])
    session.add(expert)
    session.add(
        Account(
            person_id=person.key,
            platform="telegram",
            external_id=str(person.key),
            chat_id="1",
            last_seen_at=START,
            unreachable_since=told["unreachable"],
        )
    )
    for held in told["credentials"]:
        kind = CredentialKind.AFFILIATION
        session.add(Credential(person_id=person.key, kind=kind, claimed_at=START, **held))
    for n, state in told["offered"].items():
        offer = Offer(task_id=tasks_[n].key, expert_id=person.key, state=state, offered_at=START)
        offer.claimed_at = told["claimed"]
        session.add(offer)
    if told["own"]:
        tasks_[0].created_by = person.key
