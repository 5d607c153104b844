"""The first thing that anyone writes."""

from __future__ import annotations

import pytest
from sqlmodel import select

from models.client import Client
from models.membership import Invitation, Membership, Role
from models.person import Person
from tests import make
from tests.chat import Chat

CODE = "ABCDEFGHJKMNPQRS"


def invite(chat: Chat, role: Role, code: str = CODE) -> None:
    with chat.database.transaction() as session:
        client = None
        if role is Role.RECRUITER:
            client = Client(name="Athena Labs", created_at=chat.now)
            session.add(client)
            session.flush()
        session.add(Invitation.issue(code, role, client.id if client else None, chat.now))


def roles(chat: Chat, name: str) -> list[Role]:
    with chat.database.transaction() as session:
        person = session.exec(select(Person).where(Person.name == name)).one()
        return [held.role for held in session.exec(select(Membership).where(Membership.person_id == person.key))]


@pytest.mark.parametrize(
    ("role", "welcome"),
    [
        (Role.RECRUITER, "You are now a recruiter for Athena Labs."),
        (Role.REVIEWER, "You are now a reviewer"),
        (Role.ADMIN, "You are now an admin"),
    ],
)
def test_an_invitation_gives_its_role_and_shows_the_next_step(chat: Chat, role: Role, welcome: str) -> None:
    invite(chat, role)
    rami = chat.person("Rami")

    rami.writes(f"/start {CODE}")

    assert rami.sees(welcome)
    assert roles(chat, "Rami") == [role]
    assert len(chat.jobs("menu")) == 1, "the menu of commands grows with the role"


def test_opening_the_link_twice_changes_nothing(chat: Chat) -> None:
    invite(chat, Role.REVIEWER)
    rami = chat.person("Rami")

    rami.writes(f"/start {CODE}").writes(f"/start {CODE.lower()}")

    assert rami.sees("This is what you can do here")
    assert roles(chat, "Rami") == [Role.REVIEWER]


def test_a_second_invitation_to_the_same_role_stays_unused(chat: Chat) -> None:
    invite(chat, Role.REVIEWER)
    invite(chat, Role.REVIEWER, "ZZZZEFGHJKMNPQRS")
    rami, lina = chat.person("Rami"), chat.person("Lina")

    rami.writes(f"/start {CODE}").writes("/start ZZZZEFGHJKMNPQRS")
    lina.writes("/start ZZZZEFGHJKMNPQRS")

    assert roles(chat, "Rami") == roles(chat, "Lina") == [Role.REVIEWER]


def test_an_invitation_works_once_and_for_a_week(chat: Chat) -> None:
    invite(chat, Role.REVIEWER)
    invite(chat, Role.ADMIN, "ZZZZEFGHJKMNPQRS")
    chat.person("Rami").writes(f"/start {CODE}")
    lina = chat.person("Lina")

    lina.writes(f"/start {CODE}")
    assert lina.sees("That invitation has been used already")
    chat.later(days=8)
    lina.writes("/start ZZZZEFGHJKMNPQRS")
    assert lina.sees("That invitation has expired")
    assert roles(chat, "Lina") == []
    lina.taps("Join as an expert")
    assert lina.sees("Which language shall we use?")


def test_codes_can_not_be_tried_out(chat: Chat) -> None:
    invite(chat, Role.ADMIN)
    eve = chat.person("Eve")

    for letter in "ABCDE":
        eve.writes(f"/start {letter * 16}")
        assert eve.sees("I don't know that invitation code")
    eve.writes(f"/start {CODE}")
    assert eve.sees("too many wrong codes")
    assert roles(chat, "Eve") == []

    chat.later(minutes=61)
    eve.writes(f"/start {CODE}")
    assert eve.sees("You are now an admin")


def test_a_code_is_read_however_it_was_copied(chat: Chat) -> None:
    invite(chat, Role.REVIEWER)
    rami = chat.person("Rami")

    rami.writes(f"/start {CODE[:8].lower()}-{CODE[8:]}")

    assert rami.sees("You are now a reviewer")


@pytest.mark.parametrize("code", ["🎉", "x" * 5000, "' OR 1=1 --", "٠٠٠٠"])
def test_nonsense_for_a_code_is_answered_kindly(chat: Chat, code: str) -> None:
    eve = chat.person("Eve")

    eve.writes(f"/start {code}")

    assert eve.sees("I don't know that invitation code")


def test_an_invitation_does_not_lose_a_half_done_onboarding(chat: Chat) -> None:
    invite(chat, Role.REVIEWER)
    rami = chat.person("Rami")
    rami.writes("/start").taps("English")

    rami.writes(f"/start {CODE}")
    assert rami.sees("You are now a reviewer")
    rami.writes("/start")

    assert rami.sees("Welcome back.")
    assert rami.sees("Step 2 of 9")


def test_staff_see_their_ways_and_may_join_as_experts(chat: Chat) -> None:
    invite(chat, Role.RECRUITER)
    rami = chat.person("Rami")
    rami.writes(f"/start {CODE}")

    rami.writes("/start")
    assert rami.sees("This is what you can do here")
    assert "New task" in rami.last.labels
    rami.taps("Join as an expert too")

    assert rami.sees("Which language shall we use?")


def test_an_expert_is_shown_what_they_can_do(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")

    sara.writes("/start")

    assert sara.sees("Hello Sara.")
    assert {"Open tasks", "My profile", "Earnings"} <= set(sara.last.labels)
    sara.taps("My profile")
    assert sara.sees("Your profile")
