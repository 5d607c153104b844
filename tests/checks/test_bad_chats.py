"""What is refused in the chat is said to be, and is kept nowhere; so many people type it at once as a batch holds."""

from __future__ import annotations

from random import Random

import pytest

from bot.chat.event import Upload, Words
from bot.checks.academic import academic_address, company_address
from bot.checks.npi import read_npi
from bot.checks.orcid import read_orcid
from bot.checks.page import read_link
from models.credential import Credential, CredentialState
from models.email_code import EmailCode
from models.file import File
from tests import make
from tests.chat import Chat, Chatter
from tests.checks.cases import CASES
from tests.joining import all_reach
from tests.proving import code_in_the_mail
from tests.unit.test_checks import refused_as

AT_ONCE = 50
READS = {
    "Code to my address": academic_address,
    "Code to a company": company_address,
    "ORCID iD": read_orcid,
    "NPI number": read_npi,
    "A page of mine": read_link,
}
PIECES = {
    "Code to my address": (
        "sara",
        "@",
        ".",
        "gmail.com",
        "mailinator.com",
        "оx.ac.uk",
        "xn--x-7sb.ac.uk",
        "🙂",
        "\u202e",
    ),
    "Code to a company": ("root", "@", "yopmail.com", "сосо.com", "127.0.0.1", "info", "..", "alumni.", "٣", "<", ">"),
    "ORCID iD": ("0000-0002-", "1825-0098", "0", "X", "https://orcid.org/", "evil.example/", "٠٠٠٠", " ", "-"),
    "NPI number": ("12345", "67890", "٠١٢٣", "NPI", " ", "x", "-", "9" * 40),
    "A page of mine": (
        "https://",
        "localhost",
        "[::1]",
        "2852039166",
        "gopher://",
        "//",
        "\u202e",
        "@",
        "169.254.",
        ":81/",
    ),
}
"""What each kind of nonsense is put together from."""


def at_proof(chat: Chat, number: int = AT_ONCE) -> list[Chatter]:
    people = [chat.person(f"Sara {place}") for place in range(number)]
    all_reach(people, "proof")
    return people


def nonsense(kind: str, rng: Random) -> str:
    """Something that this check refuses."""
    while True:
        words = "".join(rng.choice(PIECES[kind]) for _ in range(rng.randint(1, 6)))
        if words.strip() and not words.startswith("/") and refused_as(READS[kind], words) is not None:
            return words


@pytest.mark.parametrize("kind", READS)
def test_what_is_refused_is_kept_nowhere(chat: Chat, kind: str) -> None:
    rng, people = Random(3), at_proof(chat)
    chat.at_once([person.tap(kind) for person in people])
    for _ in range(max(2, CASES // len(READS) // AT_ONCE)):
        chat.at_once([person.event(Words(nonsense(kind, rng))) for person in people])

    assert all("Leave this out" in person.last.labels for person in people), "each is asked again, and can pass"
    assert [make.rows(chat, table) for table in (Credential, EmailCode, File)] == [[], [], []]
    assert [chat.jobs(one) for one in ("mail", "fetch-page", "look-up", "inspect-file")] == [[], [], [], []]
    people[0].taps("Leave this out")
    assert people[0].sees("Left out, and forgotten.")


def test_a_file_of_another_kind_is_kept_nowhere(chat: Chat) -> None:
    people = at_proof(chat)
    for label in ("Document", "Licence"):
        chat.at_once([person.tap(label) for person in people])
    for ending in ("zip", "EXE", "docm", "pdf.js", "html "):
        upload = Upload("file", "handle", f"diploma.{ending}", 2048, "application/pdf")
        chat.at_once([person.event(upload) for person in people])

    assert all(person.sees("Please send a PDF or a photo") for person in people)
    assert [make.rows(chat, table) for table in (Credential, File)] == [[], []]
    assert chat.jobs("inspect-file") == []


def test_an_address_that_another_has_proven_is_told_to_neither_however_it_is_written(chat: Chat) -> None:
    holder, *others = at_proof(chat, 9)
    holder.taps("Code to my address").writes("sara@ksu.edu.sa")
    holder.writes(code_in_the_mail(chat))
    seen = len(holder.messages), holder.last.text
    spellings = ("sara@ksu.edu.sa", "SARA@KSU.EDU.SA.", "sara+2@ksu.edu.sa", "Sara <sara@ksu.edu.sa>")
    replies = set()
    for person, spelled in zip(others, spellings * 2, strict=True):
        person.taps("Code to my address").writes(spelled)
        replies.add(person.last.text)
        person.writes(code_in_the_mail(chat))
        assert person.sees("I can't count that one.")

    assert len(replies) == 1 and "I've sent a code to s…@ksu.edu.sa" in replies.pop()
    assert (len(holder.messages), holder.last.text) == seen
    states = [held.state for held in make.rows(chat, Credential)]
    assert states == [CredentialState.VERIFIED] + [CredentialState.FAILED] * 8


def test_a_code_typed_again_proves_nothing_more(chat: Chat) -> None:
    sara, eve = at_proof(chat, 2)
    sara.taps("Code to my address").writes("sara@ksu.edu.sa")
    code = code_in_the_mail(chat)
    sara.writes(code)
    sara.taps("Code to my address").writes("sara@ox.ac.uk")
    sara.writes(code)
    eve.taps("Code to my address").writes("eve@ksu.edu.sa")
    eve.writes(code)

    assert sara.sees("more tries") and eve.sees("more tries")
    states = [held.state for held in make.rows(chat, Credential)]
    assert states == [CredentialState.VERIFIED, CredentialState.PENDING, CredentialState.PENDING]
