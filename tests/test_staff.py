"""Recruiters and reviewers are let in by a link that works once."""

from __future__ import annotations

import re

from models.client import Client
from models.membership import Invitation, Membership, Role
from tests import make
from tests.chat import Chat, Chatter
from tests.recruiting import member, recruiter


def test_an_admin_invites_a_recruiter_for_a_new_client(chat: Chat) -> None:
    ada = member(chat, "Ada", Role.ADMIN)

    ada.writes("/invite").taps("A recruiter").writes("Nova Labs")

    assert ada.sees("Invitation: A recruiter for Nova Labs")
    assert ada.sees("https://t.me/callboard_bot?start=" + code(ada))
    rana = chat.person("Rana")
    rana.writes("/start " + code(ada))
    (membership,) = [row for row in make.rows(chat, Membership) if row.role is Role.RECRUITER]
    (client,) = make.rows(chat, Client)
    assert membership.client_id == client.id
    rana.writes("/tasks")
    assert rana.sees("You have no tasks yet")


def test_an_invitation_works_once(chat: Chat) -> None:
    ada = member(chat, "Ada", Role.ADMIN)
    ada.writes("/invite").taps("A reviewer")

    chat.person("Lina").writes("/start " + code(ada))
    chat.person("Eve").writes("/start " + code(ada))

    assert [row.role for row in make.rows(chat, Membership)] == [Role.ADMIN, Role.REVIEWER]


def test_a_recruiter_invites_colleagues_of_the_same_client_only(chat: Chat) -> None:
    rana = recruiter(chat)

    rana.writes("/invite")

    assert rana.sees("A recruiter for Acme Labs")
    (invitation,) = make.rows(chat, Invitation)
    assert (invitation.role, invitation.client_id) == (Role.RECRUITER, make.rows(chat, Client)[0].id)


def test_a_reviewer_invites_nobody(chat: Chat) -> None:
    lina = member(chat, "Lina", Role.REVIEWER)

    lina.writes("/invite")

    assert lina.sees("That is for recruiters")
    assert make.rows(chat, Invitation) == []


def code(admin: Chatter) -> str:
    """The code in the last message."""
    found = re.search(r"Code: (\w{16})", admin.last.text)
    assert found, admin.last.text
    return found[1]
