"""All that a handler gets."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from random import Random
from typing import Any, TypeVar

from sqlalchemy import bindparam
from sqlmodel import Session, SQLModel, col, select

from bot.chat.event import What
from bot.chat.forms import Reply
from bot.chat.message import Message
from bot.chat.texts import Reader
from handlers.due import moments
from handlers.policy import Policy
from models.audit import AuditEntry
from models.delivery import Delivery, Priority
from models.errors import Refused
from models.expert import Expert
from models.job import Job
from models.membership import Membership, Role
from models.person import Account, Person, Progress
from models.reminder import ReminderKind, set_reminder
from models.types import AccountId, DeliveryId, PersonId, new_trace

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class View:
    """A message that is made when it is sent: the view's name and the id of its subject (or several).

    `replaces` is the delivery whose message it edits in place.
    """

    name: str
    subject: int | list[Any]
    replaces: int | None = None


@dataclass(slots=True)
class Outgoing:
    """Something to store as a delivery. `key` makes storing it twice impossible.

    It goes to the account that was used last, or to the one that is named.
    """

    person_id: PersonId
    message: Message | View
    key: str
    priority: Priority = Priority.REPLY
    not_before: datetime | None = None
    broadcast_id: int | None = None
    trace: str = ""
    account_id: AccountId | None = None
    once: bool = False
    """As `Delivery.once`."""


@dataclass
class Work:
    """A piece of work in one transaction: whatever the clock or a person set off.

    `rng` draws codes and lots; `outgoing` collects what is to be said to anyone, `trace` is what it will be found by.
    """

    session: Session
    now: datetime
    rng: Random
    policy: Policy
    outgoing: list[Outgoing] = field(default_factory=list)
    trace: str = field(default_factory=new_trace)

    @cached_property
    def moments(self) -> dict[str, datetime]:
        """What a statement that says what is due is executed with."""
        return moments(self.now, self.policy)

    def lock(self, table: type[Row], key: Any) -> Row:
        """The row as it is now, locked until the transaction ends. Refused "gone" where there is none."""
        row = self.session.get(table, key, with_for_update=True, populate_existing=True)
        if row is None:
            raise Refused("gone")
        return row

    def get(self, table: type[Row], key: Any) -> Row:
        """The row. Refused "gone" where there is none."""
        row = self.session.get(table, key)
        if row is None:
            raise Refused("gone")
        return row

    @contextmanager
    def reading(self, *tables: type[SQLModel]) -> Iterator[None]:
        """For queries that read these tables alone. What waits to be written to others, by this turn or by one before
        it in the transaction, goes on waiting, so that all of it is written together."""
        waiting = itertools.chain(self.session.new, self.session.dirty, self.session.deleted)
        with nullcontext() if any(isinstance(row, tables) for row in waiting) else self.session.no_autoflush:
            yield

    def tell(
        self,
        person_id: PersonId,
        message: Message | View,
        *,
        key: str,
        priority: Priority = Priority.REPLY,
        not_before: datetime | None = None,
        broadcast_id: int | None = None,
        trace: str = "",
        account_id: AccountId | None = None,
    ) -> Outgoing:
        """Says something to anyone, on the account that they used last if none is named. A key that was used is not
        said again."""
        trace = trace or self.trace
        said = Outgoing(person_id, message, key, priority, not_before, broadcast_id, trace, account_id)
        self.outgoing.append(said)
        return said

    def tell_of_money(
        self,
        person_id: PersonId,
        message: Message,
        *,
        key: str,
        priority: Priority = Priority.REPLY,
        not_before: datetime | None = None,
    ) -> None:
        """Says that something was paid. A second copy would look like a second payment: where it is unclear whether it
        arrived, the operator decides."""
        self.tell(person_id, message, key=key, priority=priority, not_before=not_before).once = True

    def remind(self, person_id: PersonId, kind: ReminderKind, *, at: datetime, about: int = 0) -> None:
        """Sets the one reminder of this kind about this thing, or moves it."""
        set_reminder(self.session, person_id, kind, about, at)

    def forget_reminder(self, person_id: PersonId, kind: ReminderKind, *, about: int = 0) -> None:
        """It has become pointless."""
        set_reminder(self.session, person_id, kind, about, None)

    def note(self, act: str, subject: str, actor: PersonId | None = None) -> None:
        """A line in the audit trail: never a person's words."""
        self.session.add(AuditEntry(at=self.now, actor_id=actor, act=act, subject=subject))


@dataclass
class Turn(Work):
    """Someone did something: who, on which account, what, and on which of our messages."""

    person: Person = field(kw_only=True)
    account: Account = field(kw_only=True)
    is_new: bool = field(kw_only=True, default=False)
    """Whether the person was never here before: they can't have joined, nor hold a role."""
    what: What = field(kw_only=True)
    event_id: str = field(kw_only=True)
    tapped: Delivery | None = field(kw_only=True, default=None)
    progress: list[Progress] = field(kw_only=True, default_factory=list)
    language_hint: str = field(kw_only=True, default="")
    slash: str = field(kw_only=True, default="/")
    at_once: Reply | None = field(kw_only=True, default=None)
    answered_from: datetime | None = field(init=False, default=None)
    """When what it answers may go out, where that is not at once."""
    has_asked: bool = field(init=False, default=False)
    """Whether it has asked for slow work."""

    @property
    def reader(self) -> Reader:
        """The person as one who reads."""
        return Reader(self.person.language, self.person.timezone, self.now, self.slash)

    @property
    def tapped_id(self) -> DeliveryId | None:
        """The delivery whose button was tapped, to be edited in place; None for anything else."""
        return self.tapped.id if self.tapped else None

    def become(self, person: Person, progress: list[Progress]) -> None:
        """From here on it is this person's turn, on the same account: two have turned out to be one."""
        self.person, self.progress, self.is_new = person, progress, False
        self.account.last_seen_at = self.now
        for known in ("expert", "memberships"):
            self.__dict__.pop(known, None)

    def own(self, table: type[Row], key: Any, *, owner: str = "expert_id") -> Row:
        """A row that is the person's own, locked. Refused "not-yours" for anybody else's, "gone" for none."""
        row = self.lock(table, key)
        if getattr(row, owner) != self.person.key:
            raise Refused("not-yours")
        return row

    @cached_property
    def expert(self) -> Expert | None:
        """The person's professional side, once they have joined."""
        if self.is_new:
            return None
        with self.session.no_autoflush:  # nobody else's turn makes it
            return self.session.scalars(_EXPERT, {"person_id": self.person.key}).first()

    @cached_property
    def memberships(self) -> list[Membership]:
        """The roles that the person holds."""
        if self.is_new:
            return []
        with self.reading(Membership):
            return list(self.session.scalars(_ROLES, {"person_id": self.person.key}))

    def may(self, role: Role) -> bool:
        """Whether the person may do what this role may."""
        return any(membership.role.covers(role) for membership in self.memberships)

    def need(self, role: Role) -> Membership:
        """The membership that lets the person do it. Refused "staff-only" (nothing else is said) without one."""
        for membership in self.memberships:
            if membership.role.covers(role):
                return membership
        raise Refused("staff-only")

    def job(self, kind: str, *, about: int = 0, **payload: Any) -> Job:
        """Asks for slow work of this person's; its end comes back as an event, `about` stays on its row."""
        assert self.account.id is not None, "an account without a row"
        job = Job(
            kind=kind,
            person_id=self.person.key,
            account_id=self.account.id,
            about_id=about,
            payload=payload,
            due_at=self.now,
            trace=self.trace,
        )
        self.session.add(job)
        self.has_asked = True
        return job


_ROLES = select(Membership).where(Membership.person_id == bindparam("person_id")).order_by(col(Membership.id))
_EXPERT = select(Expert).where(Expert.person_id == bindparam("person_id"))
