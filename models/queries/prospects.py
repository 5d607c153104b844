"""Keeps what matching reads of an expert: derived anew in the transaction that changes what it is derived from.

The session notes whose rows it writes; whoever writes past it, by a statement of its own, says so with `touch`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import BindParameter, Row, String, bindparam, delete, event, insert, inspect, select, tuple_
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session, SQLModel, col

from models.credential import CheckMethod, Credential, CredentialState
from models.expert import Expert
from models.field import wholes
from models.person import Account, Person
from models.prospect import FOR_EVER, Prospect
from models.types import PersonId, type_of_id

_WATCHED: dict[type[SQLModel], frozenset[str]] = {
    Expert: frozenset(Expert.model_fields),
    Credential: frozenset(Credential.model_fields),
    Account: frozenset({"person_id", "unreachable_since"}),
    Person: frozenset({"timezone"}),
}
_NOTED = "prospects"
Place = tuple[str, PersonId]
"""A field, and an expert of it."""
BEGINNING: Place = ("", PersonId(0))


def touch(session: Session, *people: PersonId) -> None:
    """Something was changed, past the session, that matching reads of these."""
    session.info.setdefault(_NOTED, set()).update(people)


def settle(session: Session) -> None:
    """Derives anew whatever was touched; the transaction does it before it commits."""
    session.flush()
    touched = session.info.pop(_NOTED, None)
    if touched:
        keep(session, sorted(touched))


def keep(session: Session, people: Sequence[PersonId]) -> int:
    """Makes the rows of these people what they should be, and returns of how many experts they were not.

    The experts are locked before anything is read, so that of two who change something at once the later sees both.
    """
    experts = session.execute(_EXPERTS, {"people": people}).all()
    if not experts:
        return 0
    found = [expert.person_id for expert in experts]
    reachable = set(session.execute(_REACHABLE, {"people": found}).scalars())
    proofs = _grouped(session.execute(_PROOFS, {"people": found}))
    stored = _grouped(session.execute(_STORED, {"people": found}))
    changed: dict[PersonId, list[dict[str, Any]]] = {}
    for expert in experts:
        rows = list(_derived(expert, proofs[expert.person_id], expert.person_id in reachable))
        if {tuple(row.values()) for row in rows} != {tuple(row) for row in stored[expert.person_id]}:
            changed[expert.person_id] = rows
    if outdated := [person_id for person_id in changed if stored[person_id]]:
        session.execute(_DELETE, {"people": outdated})
    if changed:
        session.execute(insert(_TABLE), list(chain.from_iterable(changed.values())))
    return len(changed)


def keep_next(session: Session, after: Place, most: int) -> tuple[Place | None, int, int]:
    """The same for the next experts, field by field, as their rows lie.

    Returns:
        the place of the last of them, None where there are no more; how many there were, and of how many the rows
        were wrong.
    """
    field, person_id = after
    places = session.execute(_NEXT, {"field": field, "person": person_id, "most": most}).all()
    last = (places[-1].field_code, places[-1].person_id) if len(places) == most else None
    return last, len(places), keep(session, [place.person_id for place in places]) if places else 0


def _derived(expert: Row[Any], proofs: Sequence[Row[Any]], reachable: bool) -> Iterator[dict[str, Any]]:
    """One for each field whose tasks the expert may answer, with the columns in the table's order."""
    domains = frozenset(proof.claim for proof in proofs if proof.method is CheckMethod.EMAIL_CODE)
    told = {**_EMPTY, **expert._mapping, "domains": domains, "reachable": reachable}
    for field in wholes(expert.field_code):
        row = {**told, "field_code": field}
        for proof in proofs:
            if field in wholes(proof.field_code):
                _prove(row, proof)
        yield row


def _prove(row: dict[str, Any], proof: Row[Any]) -> None:
    until = proof.expires_at or FOR_EVER
    for level in range(1, proof.level + 1):
        name = f"proven_{level}"
        row[name] = max(row[name] or until, until)


def _grouped(rows: Iterable[Row[Any]]) -> dict[PersonId, list[Row[Any]]]:
    groups: dict[PersonId, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        groups[row.person_id].append(row)
    return groups


@event.listens_for(Session, "before_flush")
def _note(session: Session, _context: UOWTransaction, _instances: object) -> None:
    for row in chain(session.new, session.deleted):
        if type(row) in _WATCHED and not isinstance(row, Person):
            touch(session, row.person_id)
    for row in session.dirty:
        changed = inspect(row).committed_state
        if not _WATCHED.get(type(row), frozenset()).isdisjoint(changed):
            owner = "id" if isinstance(row, Person) else "person_id"
            touch(session, *{getattr(row, owner), changed.get(owner) or getattr(row, owner)})


_TABLE = Prospect.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_COLUMNS = tuple(column.name for column in _TABLE.columns)
_AMONG: BindParameter[Any] = bindparam("people", expanding=True)
_EXPERTS = (
    select(
        *(column for column in Expert.__table__.columns if column.name in _COLUMNS),  # type: ignore[attr-defined]
        col(Person.timezone),
    )
    .join(Person, col(Person.id) == col(Expert.person_id))
    .where(col(Expert.person_id).in_(_AMONG))
    .order_by(col(Expert.person_id))
    .with_for_update(of=Expert)
)
_EMPTY = dict.fromkeys(_COLUMNS)
_PLACE = (col(Expert.field_code), col(Expert.person_id))
_NEXT = (
    select(*_PLACE)
    .where(tuple_(*_PLACE) > tuple_(bindparam("field", type_=String()), bindparam("person", type_=type_of_id)))
    .order_by(*_PLACE)
    .limit(bindparam("most"))
)
_REACHABLE = select(col(Account.person_id)).where(
    col(Account.person_id).in_(_AMONG), col(Account.unreachable_since).is_(None)
)
_PROOFS = select(
    col(Credential.person_id),
    col(Credential.field_code),
    col(Credential.method),
    col(Credential.claim),
    col(Credential.level),
    col(Credential.expires_at),
).where(col(Credential.person_id).in_(_AMONG), col(Credential.state) == CredentialState.VERIFIED)
_STORED = select(*_TABLE.columns).where(_TABLE.c.person_id.in_(_AMONG))
_DELETE = delete(_TABLE).where(_TABLE.c.person_id.in_(_AMONG))
