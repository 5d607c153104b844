"""Whom someone works for, compared by name and by domain."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from models.client import Client
from models.credential import CheckMethod, Credential
from models.employer import domains, keys, names, within
from models.expert import Expert
from models.task import Task
from tests import make
from tests.chat import Chat
from tests.unit.test_audience import asked, changed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ACME Labs, Inc.", "acme  labs"),
        ("The Beta Company", "beta GmbH"),
        ("مُستشفى الملك فيصل", "مستشفى الملك فيصل"),
        ("Société Générale SA", "societe generale"),
    ],
)
def test_one_employer_however_it_is_written(one: str, other: str) -> None:
    assert keys(one) == keys(other) != frozenset()


@pytest.mark.parametrize("words", ["", " , ;", "🎉", "Inc., Ltd", "%", "n" * 0])
def test_what_is_no_name_is_none(words: str) -> None:
    assert keys(words) == frozenset()


def test_a_list_has_names_and_domains() -> None:
    words = "Beta Bio; beta.example\n@mail.beta.example، غاما"
    assert names(words) == ("Beta Bio", "beta.example", "@mail.beta.example", "غاما")
    assert domains(words) == {"beta.example", "mail.beta.example"}
    assert domains("localhost, a b.example, http://x.example/") == frozenset()


@pytest.mark.parametrize(
    ("domain", "inside"),
    [("beta.example", True), ("mail.beta.example", True), ("notbeta.example", False), ("beta.example.org", False)],
)
def test_a_proven_address_counts_with_all_that_lies_in_its_domain(chat: Chat, domain: str, inside: bool) -> None:
    assert within(domain, "beta.example") is inside

    def prove(session: Session, expert: Expert) -> None:
        held = session.exec(select(Credential).where(Credential.person_id == expert.person_id)).one()
        held.method, held.claim = CheckMethod.EMAIL_CODE, domain

    def bar(session: Session) -> None:
        row = session.get(Task, task)
        client = session.get(Client, row.client_id) if row else None
        assert client is not None
        client.barred_employers = "beta.example"

    sara, task = changed(chat, make.expert(chat, "Sara"), prove), make.task(chat)
    make.within(chat, bar)

    assert asked(chat, task, sara) is not inside
    chat.later(days=366)
    assert asked(chat, make.task(chat), sara), "who has not proven it for a year may have left"
