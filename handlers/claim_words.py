"""What someone claims, in words: for whoever made the claim, and for the reviewer who decides on it."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date

from bot.chat.message import Arg, Labels, Text, text
from bot.chat.texts import LANGUAGES
from handlers.task_terms import labels
from models.credential import Credential, CredentialKind
from models.field import by_code


def subject(credential: Credential) -> Arg:
    """What a claim is about: a field, or a name."""
    if credential.kind is CredentialKind.IDENTITY:
        return text("claim-name", name=credential.title)
    return labels(by_code(credential.field_code))


def named(credential: Credential) -> str:
    """What a claim is called in a list: a certificate's own name, otherwise what was checked."""
    return credential.title or credential.claim


def shown_day(day: date) -> Labels:
    """A day as it is written in each language: "31 Mar 2028"."""
    return Labels({language: format_date(day, "d MMM y", language) for language in LANGUAGES})


def said_of(credential: Credential, now: datetime) -> tuple[Text, ...]:
    """What a certificate's holder says that it says, line by line; nothing for any other claim."""
    if credential.kind is not CredentialKind.CERTIFICATE:
        return ()
    lines = [text("proof-certificate", title=credential.title, issuer=credential.issuer)]
    if credential.number:
        lines.append(text("proof-certificate-number", number=credential.number))
    if credential.stated_until is None:
        lines.append(text("proof-certificate-no-end"))
    else:
        over = credential.stated_until < now.date()
        key = "proof-certificate-over" if over else "proof-certificate-until"
        lines.append(text(key, until=shown_day(credential.stated_until)))
    return tuple(lines)
