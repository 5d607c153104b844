"""What matching reads of an expert follows whatever changes them, in the transaction that does.

That it is right is checked at the end of each chat; here it is seen to change.
"""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlmodel import Session, col, select

from bot.queue.mailroom import Due
from bot.sending.outcomes import Outcome, record
from handlers.turn import Work
from models.credential import Credential, Level
from models.delivery import Delivery, DeliveryState
from models.errors import Refused
from models.expert import Expert
from models.person import Account, Person
from models.prospect import Prospect
from tests import make
from tests.chat import Chat, Chatter
from tests.test_linking import code_of


def prospects(chat: Chat) -> dict[str, Prospect]:
    """By their fields."""
    return {row.field_code: row for row in make.rows(chat, Prospect)}


def test_an_expert_is_there_for_each_field_around_their_own(chat: Chat) -> None:
    make.expert(chat, "Sara", level=Level.LISTED)

    found = prospects(chat)

    assert set(found) == {"hepatology", "gastroenterology", "internal-medicine", "medicine", "health"}
    assert all(row.proven_3 is not None and row.proven_4 is None for row in found.values())


def test_a_new_field_and_a_lost_proof_are_seen_at_once(chat: Chat) -> None:
    make.expert(chat, "Sara", level=Level.LISTED)

    def change(session: Session) -> None:
        session.exec(select(Expert)).one().field_code = "law"
        session.exec(select(Credential)).one().withdraw(chat.now)

    make.within(chat, change)

    assert set(prospects(chat)) == {"law"}
    assert prospects(chat)["law"].proven_1 is None


def test_who_is_lost_to_a_platform_is_reachable_again_by_another_account(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    make.offer(chat, make.task(chat), sara)
    code = code_of(sara)
    make.within(chat, lambda session: record(session, [unreachable(session, sara, chat.now)]))
    assert not prospects(chat)["hepatology"].reachable

    chat.person("Sara", platform="slack").writes(f"/link {code}")

    assert prospects(chat)["hepatology"].reachable


def test_another_time_zone_moves_their_nights(chat: Chat) -> None:
    make.expert(chat, "Sara")

    def move(session: Session) -> None:
        session.exec(select(Person).where(Person.name == "Sara")).one().timezone = "Asia/Tokyo"

    make.within(chat, move)

    assert prospects(chat)["hepatology"].timezone == "Asia/Tokyo"


def test_nothing_stays_of_what_was_refused_or_of_who_has_left(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")

    def refused(work: Work) -> None:
        work.session.exec(select(Expert)).one().field_code = "law"
        work.session.flush()
        raise Refused("gone")

    with pytest.raises(Refused):
        chat.sweep(refused)
    assert "hepatology" in prospects(chat)

    sara.writes("/forget").taps("Yes, delete everything")
    assert not prospects(chat)


def unreachable(session: Session, who: Chatter, now: datetime) -> Outcome:
    """What the sender notes when the platform says that they are gone."""
    account = session.exec(select(Account).where(Account.external_id == who.external_id)).one()
    row = session.exec(select(Delivery).where(Delivery.account_id == account.key).order_by(col(Delivery.id))).first()
    assert row is not None and row.id is not None and account.id is not None
    due = Due(
        row.id, row.channel, account.id, account.person_id, "1", "en", "UTC", 0, row.not_before, row.body, None, "", 0
    )
    return Outcome(due, DeliveryState.UNREACHABLE, now)
