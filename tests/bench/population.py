"""Very many experts, made by the database itself: a million in about a minute."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    String,
    and_,
    case,
    cast,
    column,
    insert,
    literal,
    select,
    text,
    type_coerce,
    values,
)
from sqlmodel import Session, SQLModel, col

from bot.database import Database
from bot.storage import schema
from models.credential import CheckMethod, Credential, CredentialKind, CredentialState, Level
from models.expert import Expert, Seniority
from models.field import all_fields, parts
from models.person import Account, Person
from models.prospect import Prospect
from models.types import Codes, UtcDateTime, enum_type
from tests import postgres
from tests.chat import START

CHUNK = 50_000
MILLION = int(os.environ.get("CALLBOARD_BENCH_EXPERTS", "1000000"))
"""How many the bench is about; fewer show whether it runs."""
NARROW = "hepatology"
"""One expert in a hundred is of this field; the others are spread over all of them."""
ZONES = ("Asia/Riyadh", "Europe/London", "America/New_York", "Asia/Kolkata", "UTC")

Row = dict[str, ColumnElement[Any]]
_N: ColumnElement[int] = column("n", BigInteger)
_CODED = tuple(field.code for field in all_fields())
_CODES = (
    values(column("place", Integer), column("code", String), name="codes").data(list(enumerate(_CODED))).cte("codes")
)


def databases(experts: int, field: str = "") -> Iterator[tuple[str, Database]]:
    """One of each kind with so many experts, one after the other, each gone when the next is asked for."""
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        yield from _with_experts("SQLite", f"sqlite:///{folder}/experts.db", experts, field)
    server = postgres.Server()
    try:
        yield from _with_experts("PostgreSQL", server.url, experts, field)
    finally:
        server.close()


def _with_experts(name: str, url: str, experts: int, field: str) -> Iterator[tuple[str, Database]]:
    with closing(Database(url)) as database:
        schema.upgrade(database)
        settle(database, experts, field=field)
        yield name, database


def settle(database: Database, experts: int, at: datetime = START, field: str = "") -> None:
    """Adds so many to an empty database: each with an account and one verified credential, all in one field or in
    all of them."""
    for first in range(1, experts + 1, CHUNK):
        last = min(first + CHUNK - 1, experts)
        with database.transaction() as session:
            for table, row in _ROWS:
                made = row(at)
                if field and "field_code" in made:
                    made["field_code"] = literal(field)
                _fill(session, table, made, first, last)
    _fill_prospects(database)
    with database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT setval(pg_get_serial_sequence('person', 'id'), :last)"), {"last": experts})
        connection.execute(text("ANALYZE"))


def _fill(session: Session, table: type[SQLModel], row: Row, first: int, last: int) -> None:
    numbers = select(literal(first, BigInteger).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < last))
    rows = select(*row.values()).select_from(numbers)
    if "field_code" in row:
        rows = rows.join(_CODES, and_(_CODES.c.place == _N % len(_CODED)))
    session.execute(insert(table).from_select(list(row), rows))


def _fill_prospects(database: Database) -> None:
    """What `models.queries.prospects` derives, a field at a time; `callboard rebuild` finds nothing to mend in it."""
    for field in all_fields():
        rows = (
            select(*_PROSPECT.values())
            .add_columns(literal(field.code))
            .join(Person, col(Person.id) == col(Expert.person_id))
            .join(Credential, col(Credential.person_id) == col(Expert.person_id))
            .where(col(Expert.field_code).in_(parts(field.code)))
            .order_by(col(Expert.person_id))
        )
        with database.transaction() as session:
            session.execute(insert(Prospect).from_select([*_PROSPECT, "field_code"], rows))


def _person(at: datetime) -> Row:
    return {"id": _N, "name": literal("x"), "language": literal("en"), "timezone": _one_of(ZONES, 3),
            "created_at": _moment(at), "consent_version": literal("")}  # fmt: skip


def _account(at: datetime) -> Row:
    number = cast(_N, String)
    return {"person_id": _N, "platform": literal("telegram"), "external_id": number, "chat_id": number,
            "username": literal(""), "last_seen_at": _moment(at - timedelta(days=1))}  # fmt: skip


def _expert(at: datetime) -> Row:
    return {
        "person_id": _N,
        "field_code": _FIELD,
        "seniority": literal(Seniority.SENIOR, enum_type(Seniority)),
        "min_rate_minor": _one_of((2000, 8000, 12500), 7),
        "currency": literal("USD"),
        "joined_at": _moment(at),
        "hours_a_week": _one_of((None, 5, 10), 11, Integer()),
        "languages": _one_of(({"en"}, {"ar"}, {"ar", "en"}), 13, Codes()),
        "country": _one_of(("SA", "DE", "US", ""), 17),
        "kinds": _one_of((set(), set(), {"choice"}), 19, Codes()),
        "employer": literal(""),
        "employer_keys": _one_of((set(), {"betabio"}, {"kfsh"}), 23, Codes()),
        "week_minutes": _N % 300,
        "week_ends_at": _moment(at + timedelta(days=5)),
        "accepted": _N % 53,
        "rejected": _N % 7,
    }


def _credential(at: datetime) -> Row:
    return {
        "person_id": _N,
        "field_code": _FIELD,
        "kind": literal(CredentialKind.AFFILIATION, enum_type(CredentialKind)),
        "method": literal(CheckMethod.EMAIL_CODE, enum_type(CheckMethod)),
        "claim": _one_of(("ksu.edu.sa", "beta.example", "mit.edu"), 29),
        "state": literal(CredentialState.VERIFIED, enum_type(CredentialState)),
        "level": _one_of((int(Level.CONTROLLED), int(Level.CONFIRMED)), 31),
        "source": literal(""),
        "claimed_at": _moment(at),
        "expires_at": _moment(at + timedelta(days=300)),
        "renewal_asked": literal(False),
        "register_code": literal(""),
        "matched_name": literal(""),
    }


def _one_of(among: Sequence[Any], salt: int, type_: Any = None) -> ColumnElement[Any]:
    """Each about as often as the others, and whoever has one has any of another column's."""
    place = (_N * 2654435761 // (97 * salt)) % len(among)
    return case(
        *((place == n, literal(one, type_)) for n, one in enumerate(among[:-1])), else_=literal(among[-1], type_)
    )


def _moment(at: datetime) -> ColumnElement[datetime]:
    return literal(at, UtcDateTime())


_FIELD = case((_N % 100 == 0, NARROW), else_=_CODES.c.code)
_PROSPECT: dict[str, Any] = {
    **{
        name: getattr(Expert, name)
        for name in Prospect.model_fields
        if name in Expert.model_fields.keys() - {"field_code"}
    },
    "timezone": col(Person.timezone),
    "domains": type_coerce(literal(",") + col(Credential.claim) + literal(","), String),
    "reachable": literal(True),
    **{
        f"proven_{int(level)}": case(
            (type_coerce(col(Credential.level), Integer) >= int(level), col(Credential.expires_at))
        )
        for level in Level
        if level > Level.CLAIMED
    },
}
_ROWS: tuple[tuple[type[SQLModel], Callable[[datetime], Row]], ...] = (
    (Person, _person),
    (Account, _account),
    (Expert, _expert),
    (Credential, _credential),
)
