"""What a session has read is not asked for again."""

from __future__ import annotations

from sqlalchemy import event

from models.loaded import loaded
from models.person import Person
from tests.chat import START, Chat


def test_a_row_that_was_read_takes_no_statement(chat: Chat) -> None:
    with chat.database.transaction() as session:
        session.add(person := Person(name="Sara", created_at=START))
        session.flush()
        key = person.key
    statements: list[str] = []
    event.listen(chat.database.engine, "before_cursor_execute", lambda *said: statements.append(said[2]))

    with chat.database.reading() as session:
        first = loaded(session, Person, key)
        asked = len(statements)
        again = loaded(session, Person, key)

        assert first is not None and first is again
        assert asked == len(statements) and statements[-1].startswith("SELECT")
        assert loaded(session, Person, key + 1) is None
