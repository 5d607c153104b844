"""Clients that compete: who works for the one is kept from the other, and hears no names."""

from __future__ import annotations

from sqlmodel import Session, select

from models.client import Client
from models.membership import Role
from models.offer import Offer
from models.rivalry import Rivalry, declare
from models.types import ClientId, TaskId
from tests import make
from tests.chat import Chat, Chatter
from tests.recruiting import broadcasts, describes, member, recruiter


def compete(chat: Chat, days: int = 30) -> None:
    """Acme Labs and Beta Bio do."""

    def work(session: Session) -> None:
        ids = [ClientId(id_ or 0) for id_ in session.exec(select(Client.id).order_by("name"))]
        declare(session, ids[0], ids[1], days, chat.now)

    make.within(chat, work)


def worked(chat: Chat) -> tuple[Chatter, TaskId]:
    """Sara has claimed a task of Acme's, and there is one of Beta's."""
    sara = make.expert(chat, "Sara")
    make.offer(chat, make.task(chat, title="Acme's scans", client="Acme Labs"), sara)
    sara.taps("Claim")
    return sara, make.task(chat, title="Beta's scans", client="Beta Bio")


def test_an_admin_names_two_that_compete_and_takes_it_back(chat: Chat) -> None:
    recruiter(chat), recruiter(chat, "Eve", client="Beta Bio")
    ada = member(chat, "Ada", Role.ADMIN)

    ada.writes("/clients")
    assert ada.sees("No clients are known to compete.")
    ada.taps("Name two").writes("acme labs")
    assert ada.sees("Who competes with Acme Labs?")
    assert "Acme Labs" not in ada.last.labels
    ada.writes("Gamma")
    assert ada.sees("No client is called “gamma”")
    ada.taps("Beta Bio").writes("٩٠")
    assert ada.sees("• Acme Labs – Beta Bio: 90 days")
    assert [row.days for row in make.rows(chat, Rivalry)] == [90]
    ada.taps("No longer: Acme Labs – Beta Bio")
    assert ada.sees("No clients are known to compete.")
    assert make.rows(chat, Rivalry) == []


def test_nobody_but_an_admin_sees_who_competes(chat: Chat) -> None:
    rana, sara = recruiter(chat), make.expert(chat, "Sara")

    rana.writes("/clients")
    sara.writes("/clients")

    assert rana.never_sees("compete") and sara.never_sees("compete")


def test_who_works_for_the_one_is_not_offered_the_other(chat: Chat) -> None:
    sara, _ = worked(chat)
    omar = make.expert(chat, "Omar")
    eve = recruiter(chat, "Eve", client="Beta Bio")
    compete(chat)

    describes(eve, title="Beta's hearts")
    assert eve.sees("Fewer than 3 experts match.")
    broadcasts(eve)

    assert omar.has_seen("Beta's hearts")
    assert sara.never_sees("Beta's hearts")


def test_why_says_when_it_opens_and_names_nobody(chat: Chat) -> None:
    sara, _ = worked(chat)
    compete(chat)

    sara.writes("/why")
    assert sara.sees(
        "One task is kept apart from work that you did lately for another client; it opens by itself Thu 24"
    )
    assert sara.never_sees("Beta")
    assert sara.never_sees("Acme Labs")


def test_time_ends_it(chat: Chat) -> None:
    sara, _ = worked(chat)
    compete(chat, days=1)
    eve = recruiter(chat, "Eve", client="Beta Bio")
    chat.later(hours=24)

    sara.writes("/why")
    assert "kept apart" not in sara.last.text
    describes(eve, title="Beta's hearts")
    assert eve.sees("Fewer than 3 experts match.")


def test_a_card_that_was_sent_before_can_not_be_claimed_after(chat: Chat) -> None:
    sara, task = worked(chat)
    offer = make.offer(chat, task, sara)
    compete(chat)

    sara.taps("Claim")

    assert sara.sees(
        "Beta's scans is kept apart from work that you did lately for another client. You can claim it from"
    )
    assert make.row(chat, Offer, offer).claimed_at is None


def test_why_not_tells_a_recruiter_nothing_of_the_other_client(chat: Chat) -> None:
    sara, _ = worked(chat)
    make.offer(chat, make.task(chat, title="Earlier", client="Beta Bio"), sara, send=False)
    eve = recruiter(chat, "Eve", client="Beta Bio")
    compete(chat)

    eve.writes("/tasks").taps("Beta's scans").taps("Why not").writes("Sara")

    assert eve.sees("Sara: has reasons of their own, or can't be reached")
    assert eve.never_sees("Acme")
