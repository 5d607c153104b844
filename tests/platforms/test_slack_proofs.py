"""Proofs and their reviewers on Slack, and on both platforms: files cross, the reason and the words are one form."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.demo.seat import Seat, Shown, SlackSeat, TelegramSeat
from bot.playground.slack import SlackServer
from bot.playground.telegram import TelegramServer
from models.credential import Credential, CredentialState
from models.file import File
from models.membership import Invitation, Role
from models.person import Account
from models.types import PersonId
from tests import newcomers
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse
from tests.platforms.test_slack_home import joins
from tests.platforms.test_slack_story import Hand

CODE = "ABCDEFGHJKMNPQRS"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


async def test_a_proof_is_rejected_with_words_in_a_form(
    slack: SlackServer, slack_house: SlackHouse, server: TelegramServer
) -> None:
    del server
    service = await slack_house.start()
    service.clock.advance(timedelta(hours=(12 - service.clock.now().hour) % 24))
    sara, lina = slack.user("U1", "Sara"), Hand(slack.user("U2", "Lina"))
    await joins(sara)

    def claim(session: Session) -> None:
        now = service.clock.now()
        session.add(Invitation.issue(CODE, Role.REVIEWER, None, now))
        person_id = session.exec(select(Account.person_id)).first()
        assert person_id is not None
        session.add(newcomers.waiting_licence(PersonId(person_id), now))

    slack_house.within(claim)
    await lina.writes(f"start {CODE}", "documents")
    await lina.sees("Number 7654321")
    await lina.taps("Reject")
    await until(lambda: lina.user.modal is not None)
    reason = {"reason": {"Choice": '"not-listed"'}}
    assert set(await lina.user.submit({**reason, "words": {"Plain": "x" * 501}})) == {"words"}
    assert await lina.user.submit({**reason, "words": {"Plain": "Perhaps one digit is missing?"}}) == {}

    await until(lambda: slack_house.rows(Credential)[0].state == CredentialState.FAILED)
    assert slack_house.rows(Credential)[0].words == "Perhaps one digit is missing?"
    await Hand(sara).sees("The reviewer writes: “Perhaps one digit is missing?”")


async def shows_a_diploma(sara: Seat) -> None:
    """Somebody new sends one as their proof."""
    await sara.start()
    for says in ("English", "London", "I agree", "Sara", "liver transplants", "Senior", "Document or photo", "Diploma"):
        shown = await sara.next(timeout=10)
        label = next((one for one in shown.labels if says in one), None)
        await (sara.tap(shown.handle, label) if label else sara.send(says))
    await sara.next(timeout=10)
    await sara.send_file("diploma.pdf", PDF)


def files_of(lina: SlackSeat | TelegramSeat) -> list[bytes]:
    """What the bot has sent to someone."""
    if isinstance(lina, SlackSeat):
        return [file.content for one in lina.user.messages() for file in one.files]
    return [one.file.content for one in lina.user._chat.messages.values() if one.file]


@pytest.mark.parametrize(("sent_on", "reviewed_on"), [("telegram", "slack"), ("slack", "telegram"), ("slack", "slack")])
async def test_a_document_crosses_to_where_its_reviewer_is(
    slack: SlackServer, slack_house: SlackHouse, server: TelegramServer, sent_on: str, reviewed_on: str
) -> None:
    def seat(platform: str, number: int, name: str) -> SlackSeat | TelegramSeat:
        on_slack = platform == "slack"
        return SlackSeat(slack.user(f"U{number}", name)) if on_slack else TelegramSeat(server.user(number, name))

    async def shown(words: str) -> Shown:
        while words not in (found := await lina.next(timeout=10)).text:
            pass
        return found

    slack_house.changes["telegram"] = {"token": server.token, "base_url": server.url}
    service = await slack_house.start()
    service.clock.advance(timedelta(hours=(12 - service.clock.now().hour) % 24))
    invitation = Invitation.issue(CODE, Role.REVIEWER, None, service.clock.now())
    slack_house.within(lambda session: session.add(invitation))
    sara, lina = seat(sent_on, 11, "Sara"), seat(reviewed_on, 12, "Lina")
    await lina.start(CODE)
    await shown("You are now a reviewer")
    await shows_a_diploma(sara)

    notice = await shown("One document waits")
    await lina.tap(notice.handle, "Look at documents")
    card = await shown("Diploma or degree: diploma.pdf")
    assert files_of(lina) == [PDF]
    await lina.tap(card.handle, next(label for label in card.labels if "24" in label))
    await shown("The file has been deleted")

    assert slack_house.rows(Credential)[0].state == CredentialState.VERIFIED
    assert slack_house.rows(File) == []
