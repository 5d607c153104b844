"""Addresses at companies, and at institutions that only this installation knows."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from models.credential import CredentialState, Level
from models.known_domain import KnownDomain
from tests import make
from tests.chat import Chat
from tests.joining import reaches
from tests.proving import asks_for_a_code, code_in_the_mail, credentials


def test_a_companys_address_shows_where_someone_works_and_no_field(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")
    sara.taps("Code to a company address").writes("sara@northwind.example")
    assert sara.sees("I've sent a code to s…@northwind.example")

    sara.writes(code_in_the_mail(chat))

    assert sara.sees("It shows where you work")
    (held,) = credentials(chat)
    assert (held.state, held.level, held.claim) == (CredentialState.VERIFIED, Level.WELL_FORMED, "northwind.example")


@pytest.mark.parametrize("address", ["sara@mailinator.com", "sara@x.mailinator.com", "sara@gmail.com"])
def test_no_house_that_gives_addresses_to_anyone_is_an_employer(chat: Chat, address: str) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")

    sara.taps("Code to a company address").writes(address)

    assert sara.sees("gives an address to anyone")
    assert chat.jobs("mail") == []


@pytest.mark.parametrize("address", ["sara@xn--xford-iye.ac.uk", "sara@сосо.com", "sara@gооgle.com"])
def test_letters_that_look_alike_are_refused_however_they_are_spelled(chat: Chat, address: str) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")

    sara.taps("Code to a company address").writes(address)

    assert sara.sees("look alike")
    assert chat.jobs("mail") == []


def test_a_domain_that_the_operator_added_is_an_institutions(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara, "sara@lab.hospital.example")
    assert sara.sees("I don't know lab.hospital.example")

    def add(session: Session) -> None:
        session.add(KnownDomain(domain="hospital.example", institution="Example Hospital", added_at=chat.now))

    make.within(chat, add)
    sara.writes("sara@lab.hospital.example")
    sara.writes("omar@lab.hospital.example").writes(code_in_the_mail(chat))

    assert sara.sees("Your address at lab.hospital.example is proven")
    assert credentials(chat)[-1].level is Level.CONTROLLED
