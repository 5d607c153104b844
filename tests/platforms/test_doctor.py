"""What the doctor finds while the service is running, and after it was stopped."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.cli import second_poller
from bot.cli.doctor import Finding, examine
from bot.playground.mail import Mailbox
from bot.playground.telegram import TelegramServer
from bot.seals import Seals
from bot.sections import CredentialSettings
from bot.vault import new_key
from models.alive import CLOCK, Alive
from models.credential import CheckMethod, Credential, CredentialKind
from models.job import Job
from models.person import Account
from models.types import AccountId, PersonId
from tests.platforms.house import House, until
from tests.signing import university


@pytest.fixture(autouse=True)
def _looks_briefly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else polls here."""
    monkeypatch.setattr(second_poller, "LOOK_SECONDS", 0.1)


async def finding(house: House, check: str) -> Finding:
    return next(one for one in await examine(lambda: house.settings) if one.check == check)


async def test_a_service_that_is_at_work_is_well(house: House) -> None:
    await house.by_webhook()

    findings = {one.check: one for one in await examine(lambda: house.settings)}

    assert [one.number for one in findings.values()] == list(range(1, len(findings) + 1))
    assert findings["service"].ok and findings["service"].found == "at work"
    assert findings["telegram"].ok and "its webhook is set" in findings["telegram"].found
    assert findings["jobs"].ok and findings["backlog"].ok


async def test_roots_that_are_none_are_named(house: House, tmp_path: Path) -> None:
    roots = university()[0].within(tmp_path / "roots")
    settings = house.settings.model_copy(update={"credentials": CredentialSettings(trust_roots=roots)})
    found = {one.check: one for one in await examine(lambda: settings)}["signatures"]
    assert found.ok and found.found == "1 trusted"
    (roots / "odd.pem").write_text("nothing")

    found = {one.check: one for one in await examine(lambda: settings)}["signatures"]

    assert not found.ok and "odd.pem" in found.found and found.mend


async def test_one_that_stopped_is_named_with_the_command_that_starts_it(house: House) -> None:
    await house.start()
    gone = datetime.now(UTC) - timedelta(minutes=10)
    house.within(lambda session: session.merge(Alive(name=CLOCK, at=gone)))
    await house.stop()

    found = await finding(house, "service")

    assert not found.ok and f"{gone:%Y-%m-%d %H:%M}" in found.found
    assert found.mend.startswith("callboard run")


async def test_a_webhook_that_leads_elsewhere_is_found(server: TelegramServer, house: House) -> None:
    await house.by_webhook()
    house.changes["web"]["public_url"] = "https://elsewhere.example.org"

    found = await finding(house, "telegram")

    assert not found.ok and "its webhook leads to 127.0.0.1:" in found.found
    assert "another installation" in found.mend


async def test_a_webhook_that_nobody_answers_is_found(server: TelegramServer, house: House) -> None:
    await house.by_webhook()
    await house.stop()
    await server.user(7, "Sara").send("hello?")
    await until(lambda: server.webhook.last_error is not None)

    found = await finding(house, "telegram")

    assert not found.ok and "1 updates wait" in found.found
    assert "web.public_url" in found.mend


async def test_a_job_that_can_t_be_done_is_shown_with_its_error(
    server: TelegramServer, house: House, mailbox: Mailbox
) -> None:
    await house.start()
    sara = server.user(7, "Sara")
    await sara.send("hello?")
    await sara.next()
    house.within(_late_job)
    await house.stop()

    found = await finding(house, "jobs")

    assert not found.ok
    assert found.found.startswith("1 to do, the oldest since ") and "(tried again: OSError: no route)" in found.found


NO_ROUTE = "OSError: no route"


def _late_job(session: Session) -> None:
    at = datetime.now(UTC) - timedelta(hours=1)
    session.add(
        Job(kind="later", person_id=PersonId(1), account_id=AccountId(1), due_at=at, attempts=2, error=NO_ROUTE)
    )


async def test_without_a_key_it_says_how_to_get_one_and_fails_once_there_is_something_to_protect(
    server: TelegramServer, house: House
) -> None:
    found = await finding(house, "encryption")
    assert found.ok and "no privacy.encryption_key" in found.found and "`callboard encryption-key`" in found.found
    await house.start()
    await server.user(7, "Sara").send("hello?")
    await until(lambda: bool(house.rows(Account)))
    house.within(_an_address_and_a_document)

    found = await finding(house, "encryption")

    assert not found.ok and "what 1 proofs were shown with can be guessed" in found.found
    assert found.mend.startswith("callboard encryption-key makes one")
    await house.stop()
    house.changes["privacy"] = {"encryption_key": new_key()}
    await house.start()
    found = await finding(house, "encryption")
    assert found.ok and found.found == "privacy.encryption_key is set"
    hashes = {row.method: row.evidence_hash for row in house.rows(Credential)}
    assert ":" in hashes[CheckMethod.EMAIL_CODE], "as it was said: the next start has keyed it"


def _an_address_and_a_document(session: Session) -> None:
    session.add(_shown(CheckMethod.EMAIL_CODE, "sara@ksu.edu.sa"))
    session.add(_shown(CheckMethod.DOCUMENT, "a licence"))


def _shown(method: CheckMethod, evidence: str) -> Credential:
    return Credential(
        person_id=PersonId(1),
        kind=CredentialKind.AFFILIATION,
        method=method,
        field_code="hepatology",
        claim="ksu.edu.sa",
        claimed_at=datetime.now(UTC),
        evidence_hash=Seals().seal(evidence),
    )


@pytest.mark.parametrize("check", ["service", "jobs", "backlog"])
async def test_before_the_first_start_there_is_nothing_to_find(house: House, tmp_path: Path, check: str) -> None:
    house.changes["database"] = {"url": f"sqlite:///{tmp_path / 'new.db'}"}

    found = await finding(house, check)

    assert found.ok and found.found == "nothing yet"
    assert "new.db" not in os.listdir(tmp_path), "what root makes by looking could not be written to by the service"
