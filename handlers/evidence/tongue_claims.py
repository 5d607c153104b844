"""What somebody says of a language in their own word: shown as such, and counted by no task that asks for proof."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.message import text
from bot.chat.wire import Json
from handlers.credentials.claim_words import language_at, subject
from handlers.evidence.evidence import claim_of, offer_more, own_credentials, result
from handlers.talking import talk
from handlers.turn import Turn
from models.credential import CheckMethod, Credential, CredentialKind, CredentialState


def declare_language(turn: Turn, _: int, code: str, level: int) -> Json:
    """Said again, it is the same claim with another level. An expert works in it from then on."""
    mine = own_credentials(turn)
    if any(_covers(held, code, level) and held.stands(turn.now) for held in mine):
        return result(text("tongue-known", about=language_at(code, level)))
    said = {"language": code, "fluency": str(level)}
    declared = next((held for held in mine if _is_declared(held, code)), None)
    if declared is None:
        declared = claim_of(turn, "", CredentialKind.LANGUAGE, CheckMethod.DECLARATION, "", said)
        declared.state = CredentialState.DECLARED
    declared.describe(said)
    key = "tongue-declared"
    if turn.expert is not None and code not in turn.expert.languages:
        turn.expert.languages |= {code}
        key = "tongue-declared-works"
        offer_more(turn)
    return result(text(key, about=subject(declared)), kept=True)


EFFECTS: Mapping[str, talk.Effect] = {"declare-language": declare_language}


def _covers(held: Credential, code: str, level: int) -> bool:
    return held.language == code and held.fluency >= level


def _is_declared(held: Credential, code: str) -> bool:
    return held.language == code and held.state is CredentialState.DECLARED
