"""Words that people use for a field and the taxonomy lacks: suggested by what experts chose, approved by reviewers.

Whoever's words led to no field for sure and who then chose one by a button has said what the words mean. When enough
different people have, a reviewer decides; what is approved counts at once, in every process, because each looks here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, case, col, func, select

from models.errors import Refused
from models.field import by_code
from models.field_words import forms
from models.types import PersonId, UtcDateTime, type_of_id

MAX_CHARACTERS = 60
MAX_WORDS = 6
"""What is longer tells about a person rather than about a field."""

Learned = Mapping[str, frozenset[str]]
"""The fields of each approved text, by its letters in one spelling."""
NOTHING: Learned = {}


class FieldChoice(SQLModel, table=True):
    """What one person meant by some words; the last choice counts. Deleted with the person."""

    __table_args__ = (UniqueConstraint("person_id", "letters"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    person_id: PersonId = Field(foreign_key="person.id", sa_type=type_of_id)
    letters: str = Field(index=True)
    words: str
    field_code: str
    chosen_at: datetime = Field(sa_type=UtcDateTime)


class FieldPhrase(SQLModel, table=True):
    """A reviewer's decision on some words for a field. Removing an approved one is declining it."""

    __table_args__ = (UniqueConstraint("letters", "field_code"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    letters: str
    words: str
    field_code: str
    approved: bool
    decided_by: PersonId | None = Field(default=None, foreign_key="person.id", sa_type=type_of_id)
    decided_at: datetime = Field(sa_type=UtcDateTime)


@dataclass(frozen=True)
class Suggestion:
    """So many people meant this field by these words. `key` is one of their choices, to point at it."""

    key: int
    words: str
    field_code: str
    people: int


def letters_of(words: str) -> str:
    """What two spellings of the same words have in common; "" for what can't become a synonym."""
    plain = forms(words)
    return "".join(plain) if len(words.strip()) <= MAX_CHARACTERS and len(plain) <= MAX_WORDS else ""


def remember(session: Session, person_id: PersonId, words: str, field_code: str, now: datetime) -> int:
    """Keeps what somebody meant by their words; how many people have meant the same. Long ones are not kept: 0."""
    letters = letters_of(words)
    if not letters:
        return 0
    mine = select(FieldChoice).where(FieldChoice.person_id == person_id, FieldChoice.letters == letters)
    choice = session.exec(mine).first()
    if choice is None:
        choice = FieldChoice(
            person_id=person_id, letters=letters, words=words.strip(), field_code=field_code, chosen_at=now
        )
        session.add(choice)
    choice.field_code, choice.chosen_at = field_code, now
    session.flush()
    same = FieldChoice.letters == letters, FieldChoice.field_code == field_code
    return session.exec(select(func.count()).select_from(FieldChoice).where(*same)).one()


def suggestions(session: Session, people: int, limit: int = 20) -> list[Suggestion]:
    """What at least so many different people meant and nobody has decided, the most wanted first."""
    decided = (
        select(FieldPhrase.id)
        .where(FieldPhrase.letters == FieldChoice.letters, FieldPhrase.field_code == FieldChoice.field_code)
        .exists()
    )
    count, words = func.count(), func.min(FieldChoice.words)
    found = (
        select(func.min(col(FieldChoice.id)), words, FieldChoice.field_code, count)
        .where(~decided)
        .group_by(FieldChoice.letters, FieldChoice.field_code)
        .having(count >= people)
        .order_by(count.desc(), func.min(FieldChoice.id))
        .limit(limit)
    )
    return [Suggestion(int(key or 0), said, code, int(number)) for key, said, code, number in session.exec(found)]


def decide(
    session: Session, key: int, *, approved: bool, by: PersonId | None, now: datetime
) -> tuple[FieldPhrase, bool]:
    """Approves or declines what a choice stands for; the decision, and whether it was made now.

    Raises:
        Refused: "gone" where the choice was deleted with its person.
    """
    choice = session.get(FieldChoice, key)
    if choice is None:
        raise Refused("gone")
    same = FieldPhrase.letters == choice.letters, FieldPhrase.field_code == choice.field_code
    before = session.exec(select(FieldPhrase).where(*same).with_for_update()).first()
    if before is not None:
        return before, False
    by_code(choice.field_code)
    made = FieldPhrase(
        letters=choice.letters,
        words=choice.words,
        field_code=choice.field_code,
        approved=approved,
        decided_by=by,
        decided_at=now,
    )
    session.add(made)
    session.flush()
    session.info.pop(_STAMPED, None)
    return made, True


def remove(session: Session, phrase_id: int, by: PersonId | None, now: datetime) -> FieldPhrase:
    """An approved synonym counts no more; removing it twice changes nothing. Refused "gone" where there is none."""
    phrase = session.get(FieldPhrase, phrase_id, with_for_update=True)
    if phrase is None:
        raise Refused("gone")
    if phrase.approved:
        phrase.approved, phrase.decided_by, phrase.decided_at = False, by, now
        session.flush()
        session.info.pop(_STAMPED, None)
    return phrase


def approved(session: Session) -> Sequence[FieldPhrase]:
    """All synonyms that count, the newest first."""
    newest = select(FieldPhrase).where(col(FieldPhrase.approved)).order_by(col(FieldPhrase.id).desc())
    return session.exec(newest).all()


def learned(session: Session) -> Learned:
    """The approved synonyms as of now: one small look at the database where nothing has changed since the last, for all
    whose turns share a transaction."""
    stamp = session.info.get(_STAMPED)
    if stamp is None:
        with session.no_autoflush:  # whoever decides on a synonym writes it down at once
            stamp = session.info[_STAMPED] = tuple(session.exec(_STAMP).one())
    bind = session.get_bind()
    engine = bind if isinstance(bind, Engine) else bind.engine
    known, found = _CACHE.get(engine, (None, NOTHING))
    if known != stamp:
        found = {}
        for phrase in approved(session):
            found[phrase.letters] = found.get(phrase.letters, frozenset()) | {phrase.field_code}
        _CACHE[engine] = (stamp, found)
    return found


_STAMP = select(
    func.count(col(FieldPhrase.id)),
    func.max(FieldPhrase.decided_at),
    func.sum(case((col(FieldPhrase.approved), 1), else_=0)),
)
_STAMPED = "synonyms as of"
"""In the session: it lives as long as the transaction."""
_CACHE: WeakKeyDictionary[Engine, tuple[object, Learned]] = WeakKeyDictionary()
