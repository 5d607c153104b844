"""Many rows at once, on both databases: each as it was given, in the order in which it was given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.chat.message import say
from bot.queue.mailroom import Due, store
from bot.sending.outcomes import Outcome, record
from handlers.turn import Outgoing
from models.delivery import Delivery, DeliveryState
from models.person import Account, Person
from tests.chat import START, Chat

WORDS = ('"quoted" \\ and {braced}', "عربي 😀", "a line\nand another", "\0 and half of a pair: \ud800", "\\u0000")


def said(chat: Chat, words: Sequence[str]) -> list[Due]:
    """Says these to Sara, all in one go."""
    chat.person("sara").writes("/start")
    with chat.inbox._database.transaction() as session:
        person = session.exec(select(Person)).one()
        account = session.exec(select(Account)).one()
        told = [
            Outgoing(person.key, say("help-line", command="x", does=each), f"key:{n}") for n, each in enumerate(words)
        ]
        return store(session, told, {person.key: (account, person)}, START)


@pytest.mark.parametrize("count", [1, len(WORDS)])
def test_messages_are_stored_as_they_were_said(chat: Chat, count: int) -> None:
    ids = [due.id for due in said(chat, WORDS[:count])]

    assert ids == sorted(ids)
    with chat.inbox._database.reading() as session:
        rows = session.exec(select(Delivery).where(col(Delivery.id).in_(ids)).order_by(col(Delivery.id))).all()
    assert [row.dedupe_key for row in rows] == [f"key:{number}" for number in range(count)]
    assert [row.body["parts"][0][1]["does"] for row in rows] == list(WORDS[:count])
    assert {(row.not_before, row.created_at, row.edits, row.once) for row in rows} == {(START, START, None, False)}


def test_of_two_outcomes_of_one_message_the_last_counts(chat: Chat) -> None:
    one, other = said(chat, ("one", "other"))
    later = START + timedelta(seconds=1)

    with chat.inbox._database.transaction() as session:
        lost = Outcome(one, DeliveryState.RETRYING, START, error='no "answer"')
        record(
            session,
            [lost, Outcome(other, DeliveryState.SENT, START, "7"), Outcome(one, DeliveryState.SENT, later, "8")],
        )

    with chat.inbox._database.reading() as session:
        found = [session.get_one(Delivery, due.id) for due in (one, other)]
    assert [(row.state, row.external_id, row.error, row.sent_at) for row in found] == [
        (DeliveryState.SENT, "8", "", later),
        (DeliveryState.SENT, "7", "", START),
    ]
