"""What someone claims, in words: for whoever made the claim, and for the reviewer who decides on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from babel.dates import format_date

from bot.chat.message import Arg, Labels, Text, text
from bot.chat.texts import LANGUAGES
from handlers.questions.task_terms import labels
from handlers.questions.vocabulary import languages
from models.credential import Credential, CredentialKind, CredentialState
from models.field import by_code
from models.fluency import Fluency
from models.task import Task


def subject(credential: Credential) -> Arg:
    """What a claim is about: a field, or a name."""
    if credential.kind is CredentialKind.IDENTITY:
        return text("claim-name", name=credential.title)
    if credential.kind is CredentialKind.LANGUAGE:
        return language_at(credential.language, credential.fluency)
    return labels(by_code(credential.field_code))


def language_at(code: str, level: int) -> Text:
    """A language with how well it is known."""
    return text("claim-language", language=languages().label(code), level=fluency_label(level))


def fluency_label(level: int) -> Text:
    """ "B2", or that a language is somebody's own."""
    return text("fluency-level", level=Fluency(level).name) if level < Fluency.NATIVE else text("fluency-native")


def at_least(level: int) -> Text:
    """As a condition of a task: proven to that level or a higher one."""
    return text("fluency-proven", level=fluency_label(level))


def in_languages(task: Task) -> Text:
    """In which languages a task is done, and how well they must have been proven."""
    named = languages().listed(task.languages)
    if not task.min_fluency:
        return text("details-languages", list=named)
    return text("details-languages-proven", list=named, proven=at_least(task.min_fluency))


def named(credential: Credential) -> str:
    """What a claim is called in a list: a certificate's own name, otherwise what was checked."""
    return credential.title or credential.claim


def how_far(held: Credential, now: datetime) -> Text:
    """In which state a claim is and until when, as the one who made it reads it."""
    state = CredentialState.EXPIRED if held.lapsed(now) else held.state
    if state is CredentialState.VERIFIED and held.expires_at is not None:
        return text(f"credential-level-{int(held.level)}", until=held.expires_at)
    waits = state is CredentialState.PENDING and (held.evidence_file_id or held.register_code)
    return text("credential-pending-review" if waits else f"credential-{state.value}")


def shown_day(day: date) -> Labels:
    """A day as it is written in each language: "31 Mar 2028"."""
    return Labels({language: format_date(day, "d MMM y", language) for language in LANGUAGES})


def said_of(credential: Credential, now: datetime) -> tuple[Text, ...]:
    """What the holder of a certificate, also of a language, says that it says; nothing for any other claim."""
    if credential.kind not in (CredentialKind.CERTIFICATE, CredentialKind.LANGUAGE):
        return ()
    if credential.language:
        lines = [text("proof-language", title=credential.title, level=fluency_label(credential.fluency))]
        lines += [text("proof-language-scores")] if credential.language == "en" else []
    else:
        lines = [text("proof-certificate", title=credential.title, issuer=credential.issuer)]
    if credential.number:
        lines.append(text("proof-certificate-number", number=credential.number))
    if credential.stated_until is None:
        lines.append(text("proof-certificate-no-end"))
    else:
        key = "proof-certificate-over" if credential.is_over(now) else "proof-certificate-until"
        lines.append(text(key, until=shown_day(credential.stated_until)))
    return tuple(lines)


def already_claimed(mine: Iterable[Credential], kind: str, said: Mapping[str, str], now: datetime) -> Text | None:
    """That a name or a language is proven, for some time yet, or with a reviewer; None where it may be shown."""
    alive = [held for held in mine if held.kind == kind and held.alive(now) and not held.renewal_asked]
    if kind == CredentialKind.IDENTITY and any(held.title == said["title"] for held in alive):
        return text("identity-known", name=said["title"])
    if kind != CredentialKind.LANGUAGE:
        return None
    code, level = said["language"], int(said["fluency"])
    same = [held for held in alive if held.language == code]
    if any(held.fluency >= level or not held.stands(now) for held in same):
        return text("tongue-known", about=language_at(code, level))
    return None
