"""A certificate and a language on Slack: described in the chat, sent as a real file, decided by a reviewer there."""

from __future__ import annotations

from sqlmodel import Session

from bot.playground.slack import SlackServer, SlackUser
from bot.playground.telegram import TelegramServer
from models.credential import Credential, CredentialKind, CredentialState, Level
from models.file import File
from models.membership import Invitation, Role
from tests.checks.test_document_text import pdf
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse
from tests.platforms.test_slack_home import joins
from tests.platforms.test_slack_story import Hand

CODE = "BCDEFGHJKMNPQRST"
DIPLOMA = pdf("DALF C1", "This is to certify that Sara", "has passed.", "Valid until 31 March 2028")


LONG = 60.0
"""Seconds: a machine that does other things as well is no fault."""


async def shown(user: SlackUser, words: str) -> None:
    """Until some message of theirs has the words."""
    await until(lambda: any(words in message.shown for message in user.messages()), LONG)


async def writes(user: SlackUser, words: str, then: str) -> None:
    """Says something and waits for what is said to it."""
    await user.send(words)
    await shown(user, then)


async def taps(user: SlackUser, *labels: str) -> None:
    """Taps the newest button of each label, as soon as it is there."""
    for label in labels:
        await until(lambda label=label: _button(user, label), LONG)  # type: ignore[misc]  # the default binds it
        found = _button(user, label)
        assert found is not None
        assert await user.tap(found[0], label=found[1])


def _button(user: SlackUser, label: str) -> tuple[str, str] | None:
    newest = [message for message in reversed(user.messages()) if message.from_bot][:1]
    return next(((one.ts, text) for one in newest for text in one.labels if text.startswith(label)), None)


async def test_a_certificate_and_a_language_are_shown_and_confirmed(
    slack: SlackServer, slack_house: SlackHouse, server: TelegramServer
) -> None:
    slack_house.changes["telegram"] = {"token": server.token, "base_url": server.url}
    service = await slack_house.start_at_noon()

    def invite(session: Session) -> None:
        session.add(Invitation.issue(CODE, Role.REVIEWER, None, service.clock.now()))

    slack_house.within(invite)
    user = slack.user("U1", "Sara")
    await joins(user)
    sara, lina = Hand(user), Hand(slack.user("U2", "Lina"))
    await lina.writes(f"start {CODE}")
    await sara.writes("profile")
    await taps(user, "Add a proof", "Professional certificate")
    await writes(user, "Board certification in hepatology", "Who issued it?")
    await writes(user, "ABIM", "What is its number?")
    await writes(user, "٧٧١٢٣", "Until when is it valid?")
    await writes(user, "2020-01", "That day is past")
    await writes(user, "٣١ مارس ٢٠٢٨", "How would you like to show “Board")
    await taps(user, "Document or photo")
    await user.upload("board.pdf", DIPLOMA)
    await shown(user, "Professional certificate: with a reviewer")
    await taps(user, "A language")
    await writes(user, "Klingon", "I don't know a language called")
    await writes(user, "الفرنسية", "How well do you know French?")
    await writes(user, "fluent", "How would you like to show French, C1?")
    await taps(user, "A certificate", "DELF / DALF", "It has no last day")
    await shown(user, "Please send the certificate now")
    await user.upload("dalf.pdf", DIPLOMA.replace(b"has passed", b"HAS PASSED"))
    await until(lambda: len([one for one in slack_house.rows(File) if one.sha256]) == 2, LONG)

    await lina.user.send("documents")
    await shown(lina.user, "It is to be “Board certification in hepatology”, issued by ABIM.")
    await shown(lina.user, "The document's text has the name")
    await taps(lina.user, "Confirm · until 31 Mar 2028")
    await shown(lina.user, "It is to be DELF / DALF, which shows C1 or better")
    await taps(lina.user, "Confirm · 12 months")

    await until(lambda: {one.state for one in slack_house.rows(Credential)} == {CredentialState.VERIFIED}, LONG)
    kept = {one.kind: one for one in slack_house.rows(Credential)}
    assert kept[CredentialKind.CERTIFICATE].level is Level.CONFIRMED
    assert (kept[CredentialKind.LANGUAGE].language, kept[CredentialKind.LANGUAGE].fluency) == ("fr", 5)
    assert slack_house.rows(File) == []
    await shown(user, "Your document is confirmed")
    await shown(user, "French, C1 is proven until")
