"""A string on a page, a number in a register: asked in the chat, looked up meanwhile, told when it is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from models.credential import CheckMethod, CredentialState, Level
from models.job import Job, JobState
from models.person import Person
from tests import make
from tests.chat import Chat, Chatter
from tests.joining import reaches
from tests.proving import asks_for_a_code, code_in_the_mail, credentials
from tests.unit.test_audience import changed

PAGE = "https://example.org/sara"
NPI = "1234567893"


def names_a_page(chat: Chat, name: str = "Sara") -> Chatter:
    person = chat.person(name)
    reaches(person, "proof")
    return person.taps("A page of mine").writes(PAGE)


def string_on(person: Chatter) -> str:
    return next(word for word in person.last.text.split() if word.startswith("callboard-"))


def test_a_string_on_a_page_proves_it(chat: Chat) -> None:
    sara = names_a_page(chat)
    string = string_on(sara)
    sara.taps("It's there")
    assert sara.sees("I'm looking now")
    assert chat.jobs("fetch-page") == [{"link": PAGE, "string": string, "attempt": 0}]

    chat.finish("fetch-page")

    assert sara.has_seen("Found it.")
    (held,) = credentials(chat)
    assert (held.state, held.level, held.challenge) == (CredentialState.VERIFIED, Level.CONTROLLED, None)
    assert held.expires_at == chat.now + timedelta(days=365)


def test_a_string_that_is_not_there_can_be_looked_for_again(chat: Chat) -> None:
    sara = names_a_page(chat).taps("It's there")
    chat.finish("fetch-page", error="page-string-missing")
    assert sara.has_seen("The string isn't there.")

    sara.taps("Look again")
    assert len(chat.jobs("fetch-page")) == 1
    chat.finish("fetch-page")

    assert sara.has_seen("Found it.")


def test_a_page_that_cannot_be_reached_is_tried_tonight_and_for_a_day(chat: Chat) -> None:
    sara = names_a_page(chat).taps("It's there")
    chat.finish("fetch-page", error="page-away", attempt=0)
    assert sara.has_seen("I'll try again tonight, and you can go on")
    sara.taps("Enough")
    begun = chat.now
    for attempt in (1, 2, 3):
        (due,) = [job for job in make.rows(chat, Job) if job.kind == "fetch-page" and job.state is JobState.DUE]
        assert due.payload["attempt"] == attempt
        assert chat.now < due.due_at <= begun + timedelta(hours=42)
        chat.now = due.due_at
        chat.finish("fetch-page", error="page-away", attempt=attempt)

    assert sum("try again tonight" in shown.text for shown in sara.messages) == 1
    assert sara.has_seen("I tried for a day and couldn't reach")
    (held,) = credentials(chat)
    assert (held.state, held.challenge) == (CredentialState.FAILED, None)


def test_a_page_that_someone_else_has_proven_counts_for_nobody_else(chat: Chat) -> None:
    names_a_page(chat).taps("It's there")
    chat.finish("fetch-page")
    eve = names_a_page(chat, "Eve").taps("It's there")

    chat.finish("fetch-page")

    assert eve.has_seen("I can't count that one")
    assert [held.state for held in credentials(chat)] == [CredentialState.VERIFIED, CredentialState.FAILED]


def test_a_page_left_out_is_forgotten(chat: Chat) -> None:
    sara = names_a_page(chat)

    sara.taps("Leave this out")

    (held,) = credentials(chat)
    assert (held.state, held.evidence_hash, held.challenge) == (CredentialState.WITHDRAWN, None, None)
    assert chat.jobs("fetch-page") == []


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("https://169.254.169.254/latest/meta-data", "not in the public internet"),
        ("https://localhost/me", "not in the public internet"),
        ("http://example.org/me", "Only pages at https://"),
        ("https://sara:secret@example.org/", "isn't the address of a page"),
        ("https://gооgle.com/me", "another alphabet"),
        ("👩‍⚕️", "isn't the address of a page"),
    ],
)
def test_a_link_that_leads_elsewhere_is_refused_and_not_kept(chat: Chat, link: str, words: str) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")

    sara.taps("A page of mine").writes(link)

    assert sara.sees(words)
    assert credentials(chat) == []
    assert chat.jobs("fetch-page") == []


@pytest.fixture
def asking(chat: Chat) -> Chat:
    """With registers that are asked."""
    chat.inbox._policy = replace(chat.policy, registers=frozenset({"npi", "orcid"}))
    return chat


def gives(chat: Chat, number: str = NPI, name: str = "Sara") -> Chatter:
    person = chat.person(name)
    reaches(person, "proof")
    return person.taps("NPI number").writes(number)


def name_of(chat: Chat, person: Chatter) -> str:
    return make.row(chat, Person, make.person_id(chat, person)).name


def test_a_register_that_lists_the_number_under_the_name_proves_it(asking: Chat) -> None:
    sara = gives(asking)
    assert sara.sees("I'm asking the register now")
    assert asking.jobs("look-up") == [{"register": "npi", "number": NPI, "attempt": 0}]
    name = name_of(asking, sara)

    asking.finish("look-up", register="npi", names=["Somebody Else", name], fields=["hepatology"], about="Hepatology")

    assert sara.has_seen("The register lists you")
    (held,) = credentials(asking)
    assert (held.state, held.level, held.method) == (CredentialState.VERIFIED, Level.LISTED, CheckMethod.REGISTER)
    assert (held.matched_name, held.source) == (name, "NPPES: Hepatology")
    assert held.name_score is not None and held.name_score >= 80


def test_another_name_in_the_register_proves_nothing_and_says_why(asking: Chat) -> None:
    sara = gives(asking)

    asking.finish("look-up", register="npi", names=["Boris Ivanov"], fields=["hepatology"], about="")

    assert sara.has_seen("It lists another name than yours here")
    (held,) = credentials(asking)
    assert (held.state, held.level, held.matched_name) == (CredentialState.FAILED, Level.CLAIMED, "Boris Ivanov")


def test_another_field_in_the_register_proves_not_this_one(asking: Chat) -> None:
    sara = gives(asking)

    asking.finish("look-up", register="npi", names=[name_of(asking, sara)], fields=["cardiology"], about="")

    assert sara.has_seen("It lists you for Cardiology, not for this field")
    assert credentials(asking)[0].state is CredentialState.FAILED


def test_a_number_that_nobody_has_is_told(asking: Chat) -> None:
    sara = gives(asking)

    asking.finish("look-up", error="register-not-listed", register="npi")

    assert sara.has_seen("It lists nobody under that number")


def test_a_register_that_is_away_is_asked_tonight(asking: Chat) -> None:
    sara = gives(asking)

    asking.finish("look-up", error="register-away", register="npi", attempt=0)

    assert sara.has_seen("The register can't be reached now")
    (again,) = asking.jobs("look-up")
    assert again["attempt"] == 1
    name = name_of(asking, sara)
    asking.finish("look-up", register="npi", names=[name], fields=[], about="")
    assert sara.has_seen("The register lists you")


def test_without_a_register_a_number_is_only_well_formed(chat: Chat) -> None:
    sara = gives(chat)
    assert sara.sees("the register isn't asked here")
    assert chat.jobs("look-up") == []
    assert credentials(chat)[0].level is Level.WELL_FORMED


def test_a_number_with_a_wrong_digit_is_refused_at_once(chat: Chat) -> None:
    sara = gives(chat, "1234567890")
    assert sara.sees("one of its digits is wrong")
    assert credentials(chat) == []


def test_a_number_belongs_to_one_person(chat: Chat) -> None:
    gives(chat)
    eve = gives(chat, name="Eve")
    assert eve.sees("I can't count that one")
    assert len(credentials(chat)) == 1


def test_an_orcid_record_under_the_name_raises_what_was_well_formed(asking: Chat) -> None:
    sara = asking.person("Sara")
    reaches(sara, "proof")
    sara.taps("ORCID").writes("0000-0002-1825-0097")
    assert credentials(asking)[0].level is Level.WELL_FORMED

    asking.finish(
        "look-up", register="orcid", names=[name_of(asking, sara)], fields=[], about="12 works", works={"hepatology": 2}
    )

    (held,) = credentials(asking)
    assert (held.level, held.source) == (Level.LISTED, "orcid.org: 12 works")


@pytest.mark.parametrize(
    ("shown", "level"),
    [
        ({"works": {"hepatology": 1}}, Level.LISTED),
        ({"works": {"medicine": 1}}, Level.LISTED),
        ({"works": {"law": 9}}, Level.WELL_FORMED),
        ({"works": {}, "places": ["Beta Clinic, Riyadh"]}, Level.LISTED),
        ({"works": {}, "places": ["Gamma Clinic, Riyadh"]}, Level.WELL_FORMED),
        ({"works": {}, "places": ["King Saud University"]}, Level.WELL_FORMED),
        ({}, Level.WELL_FORMED),
    ],
)
def test_a_record_must_bear_out_the_claim(asking: Chat, shown: dict[str, Any], level: Level) -> None:
    """Whoever makes a record today under any name has shown nothing of a field."""
    sara = changed_employer(asking, make.expert(asking, "Sara", level=Level.CLAIMED), "Beta Clinic Riyadh")
    sara.writes("/profile").taps("Add a proof").taps("ORCID").writes("0000-0002-1825-0097")

    asking.finish("look-up", register="orcid", names=["Sara"], fields=[], about="some works", **shown)

    assert credentials(asking)[-1].level is level
    borne = "The register lists you" if level is Level.LISTED else "nothing there bears out Hepatology"
    assert sara.has_seen(borne)


def test_the_institution_of_a_proven_address_bears_it_out(asking: Chat) -> None:
    sara = asking.person("Sara")
    asks_for_a_code(sara)
    sara.writes(code_in_the_mail(asking)).taps("ORCID").writes("0000-0002-1825-0097")

    places = ["King Saud University"]
    names = [name_of(asking, sara)]
    asking.finish("look-up", register="orcid", names=names, fields=[], about="one work", places=places, works={})

    assert credentials(asking)[-1].level is Level.LISTED
    assert sara.has_seen("It lists an institution at which you have proven your address.")


def changed_employer(chat: Chat, person: Chatter, employer: str) -> Chatter:
    return changed(chat, person, lambda _, expert: expert.work_for(employer))


def test_an_orcid_record_of_another_name_stays_well_formed(asking: Chat) -> None:
    sara = asking.person("Sara")
    reaches(sara, "proof")
    sara.taps("ORCID").writes("0000-0002-1825-0097")

    asking.finish("look-up", register="orcid", names=["Josiah Carberry"], fields=[], about="")

    (held,) = credentials(asking)
    assert (held.state, held.level) == (CredentialState.VERIFIED, Level.WELL_FORMED)
    assert sara.has_seen("It lists another name")


def test_a_typed_orcid_stays_at_level_1_where_people_can_sign_in_there(chat: Chat) -> None:
    chat.inbox._policy = replace(chat.policy, registers=frozenset({"orcid"}), orcid_sign_in="https://x.example/sign-in")
    sara = chat.person("Sara Haddad")
    reaches(sara, "proof")
    sara.taps("ORCID iD")
    assert sara.sees("https://x.example/sign-in?state=")
    sara.taps("I'd rather type my iD").writes("0000-0002-1825-0097")

    chat.finish("look-up", register="orcid", names=["Sara Haddad"], fields=[], about="King Saud University; 3 works")

    assert sara.has_seen("The public record of 0000-0002-1825-0097 has your name (King Saud University; 3 works).")
    signed, typed = credentials(chat)
    assert (signed.state, typed.level) == (CredentialState.WITHDRAWN, Level.WELL_FORMED)
