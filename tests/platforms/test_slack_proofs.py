"""A reviewer's verdict on Slack: the reason and the words in one form."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session, select

from bot.playground.slack import SlackServer
from bot.playground.telegram import TelegramServer
from models.credential import CheckMethod, Credential, CredentialKind, CredentialState
from models.membership import Invitation, Role
from models.person import Account
from models.types import PersonId
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse
from tests.platforms.test_slack_home import joins
from tests.platforms.test_slack_story import Hand

CODE = "ABCDEFGHJKMNPQRS"


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
        session.add(
            Credential(
                person_id=PersonId(person_id),
                kind=CredentialKind.LICENCE,
                method=CheckMethod.REGISTER,
                field_code="hepatology",
                claim="7654321",
                register_code="gmc",
                claimed_at=now,
            )
        )

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
