"""Evidence is deleted: with the verdict, at the latest after some days; then the data folder holds nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from handlers.evidence import sweep as evidence_sweep
from models.credential import Credential, CredentialState
from models.email_code import EmailCode
from models.file import File
from models.membership import Role
from models.seen import ParkedEvent
from tests import make
from tests.chat import Chat
from tests.joining import reaches
from tests.proving import asks_for_a_code, code_in_the_mail, looked_at
from tests.recruiting import member

ADDRESS = "quarrelsome.zebra@ksu.edu.sa"
NAME = "zirconium-diploma.pdf"


@pytest.fixture
def on_disk(tmp_path: Path) -> Iterator[Chat]:
    """The service on a database in a file."""
    service = Chat(f"sqlite:///{tmp_path / 'callboard.db'}")
    yield service
    service.database.close()


def folder_holds(folder: Path, *secrets: str) -> list[str]:
    """Which of these stand anywhere in the folder's files, as they are or as JSON spells them."""
    files = [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
    assert files and any(files)
    spelled = {secret: {secret.encode(), secret.encode("utf-16-le")} for secret in secrets}
    return [secret for secret, ways in spelled.items() if any(way in held for way in ways for held in files)]


def test_after_the_verdicts_the_data_folder_holds_no_evidence(on_disk: Chat, tmp_path: Path) -> None:
    lina = member(on_disk, "Lina", Role.REVIEWER)
    sara = on_disk.person("Sara")
    asks_for_a_code(sara, ADDRESS)
    code = code_in_the_mail(on_disk)
    assert folder_holds(tmp_path, ADDRESS, code) == [ADDRESS, code]
    sara.writes("000000" if code != "000000" else "111111").writes(code)
    on_disk.finish("mail")
    sara.taps("Document or photo").taps("Diploma").uploads(NAME)
    assert folder_holds(tmp_path, f"handle-{NAME}")
    looked_at(on_disk)
    lina.writes("/documents")
    assert lina.sees(NAME)
    assert lina.last.file == f"handle-{NAME}"

    lina.taps("Confirm · 24")
    on_disk.database.settle()

    assert sara.has_seen("Your document is confirmed")
    assert folder_holds(tmp_path, ADDRESS, "quarrelsome", NAME, "zirconium", f'"{code}"') == []
    sara.writes("/profile").writes("/start")
    assert sara.sees("Would you like to show something else")
    sara.taps("Enough").taps("$125").taps("No quiet")
    assert sara.sees("Proofs: 2 shown")


def test_a_rejected_document_leaves_nothing_either(on_disk: Chat, tmp_path: Path) -> None:
    lina = member(on_disk, "Lina", Role.REVIEWER)
    sara = on_disk.person("Sara")
    reaches(sara, "proof")
    sara.taps("Document or photo").taps("Diploma").uploads(NAME)
    looked_at(on_disk)

    lina.writes("/documents").taps("Reject").taps("It can't be read").taps("No, that's enough")
    on_disk.database.settle()

    assert folder_holds(tmp_path, NAME, "zirconium") == []
    (held,) = make.rows(on_disk, Credential)
    assert (held.state, held.evidence_hash, held.decided_at) == (CredentialState.FAILED, "a" * 64, on_disk.now)
    assert held.decided_by == make.person_id(on_disk, lina)


def test_a_certificates_file_goes_and_what_it_says_of_itself_stays(on_disk: Chat, tmp_path: Path) -> None:
    lina = member(on_disk, "Lina", Role.REVIEWER)
    sara = on_disk.person("Sara")
    reaches(sara, "proof")
    sara.taps("Professional certificate").writes("Board certification").writes("ABIM").taps("It has none")
    sara.writes("2028-03-31").taps("Document or photo").uploads(NAME)
    assert folder_holds(tmp_path, f"handle-{NAME}")
    looked_at(on_disk)

    lina.writes("/documents").taps("Confirm · until")
    on_disk.database.settle()

    assert folder_holds(tmp_path, NAME, "zirconium") == []
    (held,) = make.rows(on_disk, Credential)
    assert (held.state, held.title, held.evidence_hash) == (CredentialState.VERIFIED, "Board certification", "a" * 64)
    sara.taps("Enough").taps("$125").taps("No quiet")
    assert sara.sees("Proofs: 1 shown")


def test_of_an_identity_card_only_the_name_stays(on_disk: Chat, tmp_path: Path) -> None:
    lina, sara = member(on_disk, "Lina", Role.REVIEWER), on_disk.person("Sara")
    reaches(sara, "proof")
    sara.taps("My name").writes("Sara Haddad").taps("Yes: married").uploads(NAME)
    looked_at(on_disk)

    lina.writes("/documents").taps("Confirm · 6 months")
    on_disk.database.settle()

    assert folder_holds(tmp_path, NAME, "zirconium") == []
    (held,) = make.rows(on_disk, Credential)
    assert (held.state, held.title, held.field_code) == (CredentialState.VERIFIED, "Sara Haddad", "")


def test_of_a_languages_certificate_nothing_stays_but_what_was_claimed(on_disk: Chat, tmp_path: Path) -> None:
    lina, sara = member(on_disk, "Lina", Role.REVIEWER), on_disk.person("Sara")
    reaches(sara, "proof")
    sara.taps("A language").taps("French").taps("C1").taps("A certificate").taps("TCF").taps("It has no last day")
    sara.uploads(NAME)
    looked_at(on_disk)

    lina.writes("/documents").taps("Reject").taps("It doesn't show this level").taps("No, that's enough")
    on_disk.database.settle()

    assert folder_holds(tmp_path, NAME, "zirconium") == []
    (held,) = make.rows(on_disk, Credential)
    assert (held.state, held.language, held.title) == (CredentialState.FAILED, "fr", "TCF")


def test_a_document_that_no_reviewer_came_to_is_deleted_and_told(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")
    sara.taps("Document or photo").taps("Diploma").uploads(NAME)
    looked_at(chat)

    chat.later(days=29)
    chat.sweep(evidence_sweep.sweep)
    assert len(make.rows(chat, File)) == 1
    chat.later(days=1)
    chat.sweep(evidence_sweep.sweep)
    chat.sweep(evidence_sweep.sweep)

    assert make.rows(chat, File) == []
    assert sara.sees("waited 30 days and no reviewer came to it")
    assert sum("no reviewer came" in shown.text for shown in sara.messages) == 1
    (held,) = make.rows(chat, Credential)
    assert (held.state, held.reason) == (CredentialState.FAILED, "proving-waited-too-long")


def test_the_days_are_a_setting(chat: Chat) -> None:
    chat.policy = chat.policy.__class__(evidence_days=2)
    sara = chat.person("Sara")
    reaches(sara, "proof")
    sara.taps("Document or photo").taps("Diploma").uploads(NAME)

    chat.later(days=2)
    chat.sweep(evidence_sweep.sweep)

    assert make.rows(chat, File) == []


def test_an_address_whose_code_nobody_typed_is_forgotten_after_a_day(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)
    before = len(sara.messages)

    chat.later(days=1, minutes=11)
    chat.sweep(evidence_sweep.sweep)

    assert make.rows(chat, EmailCode)[0].address is None
    (held,) = make.rows(chat, Credential)
    assert (held.state, held.evidence_hash) == (CredentialState.WITHDRAWN, None)
    assert len(sara.messages) == before, "nothing that anyone waits for"
    sara.taps("Send it again")
    assert sara.sees("I've forgotten that address")


def test_what_could_not_be_handled_is_not_kept_longer_than_evidence(chat: Chat) -> None:
    def park(session: object) -> None:
        session.add(  # type: ignore[attr-defined]  # a Session
            ParkedEvent(platform="telegram", event_id="1", event={"what": ADDRESS}, error="", at=chat.now)
        )

    make.within(chat, park)
    chat.sweep(evidence_sweep.sweep)
    assert len(make.rows(chat, ParkedEvent)) == 1
    chat.later(days=31)
    chat.sweep(evidence_sweep.sweep)

    with chat.database.transaction() as session:
        assert session.exec(select(ParkedEvent)).all() == []
