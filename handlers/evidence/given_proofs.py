"""What somebody has shown already, by the way in which it was shown: marked in the list of ways."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.chat.message import Text, text
from bot.chat.wire import Json, dump_text
from handlers.credentials.claim_words import how_far
from handlers.evidence.evidence import own_credentials
from handlers.talking import talk
from handlers.turn import Turn
from models.credential import CheckMethod, Credential, CredentialKind, CredentialState, Level

BY_KIND = {
    CredentialKind.CERTIFICATE: "certificate",
    CredentialKind.LANGUAGE: "language",
    CredentialKind.IDENTITY: "identity",
}
BY_METHOD = {CheckMethod.ORCID: "orcid", CheckMethod.CHALLENGE: "page", CheckMethod.DOCUMENT: "document"}
TELLING = (CredentialState.VERIFIED, CredentialState.PENDING, CredentialState.EXPIRED, CredentialState.DECLARED)
"""From what tells most to what tells least; what failed or was taken back is not said here."""


def given_proofs(turn: Turn, _: int, field_code: str) -> Json:
    """`[[way, a line as text], …]`: of each way the best that there is, for this field or for none."""
    best: dict[str, Credential] = {}
    for held in own_credentials(turn):
        way = _way(held)
        if held.field_code in (field_code, "") and way and _tells(held, turn.now)[0]:
            rivals = (held, best.get(way, held))
            best[way] = max(rivals, key=lambda one: _tells(one, turn.now))
    return [[way, dump_text(_line(held, turn.now))] for way, held in best.items()]


EFFECTS: Mapping[str, talk.Effect] = {"given-proofs": given_proofs}


def _way(held: Credential) -> str:
    """The name of the way by which it was shown; "" where it is none of the list, or only begun."""
    if held.kind in BY_KIND:
        return BY_KIND[held.kind]
    if held.method is CheckMethod.EMAIL_CODE:
        if held.state is CredentialState.PENDING:
            return ""
        return "email" if held.level >= Level.CONTROLLED else "employer"
    if held.method is CheckMethod.REGISTER:
        return "licence" if held.register_code else "npi"
    return BY_METHOD.get(held.method, "") if held.claim or held.evidence_file_id or held.decided_at else ""


def _state(held: Credential, now: datetime) -> CredentialState:
    return CredentialState.EXPIRED if held.lapsed(now) else held.state


def _tells(held: Credential, now: datetime) -> tuple[int, int]:
    state = _state(held, now)
    return (len(TELLING) - TELLING.index(state) if state in TELLING else 0, int(held.level))


def _line(held: Credential, now: datetime) -> Text:
    return text("proving-given", kind=text(f"credential-kind-{held.kind.value}"), how=how_far(held, now))
