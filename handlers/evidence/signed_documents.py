"""What a document's electronic signature is worth: a verdict by itself, or a word about why a reviewer looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.chat.message import Button, Message, Text, text
from handlers.credentials.claim_words import subject
from handlers.credentials.review import announce_credential, let_go, needs_two
from handlers.evidence.lookups import proven
from handlers.talking import talk
from handlers.turn import Turn
from models.credential import Credential, Level, end_of
from models.file import File
from models.signature import Signature, SignatureState, deciding, recalled

SIGNED_VALID = timedelta(days=730)


def evidence_of(file: File, result: Mapping[str, Any]) -> str:
    """By what the evidence is known again: what was signed, where all of it was, since digits around it may be changed
    and say the same; otherwise the file."""
    found = deciding(recalled(result.get("signatures", ())))
    return found.digest if found and found.digest else file.sha256


def weigh(turn: Turn, credential: Credential, file: File, result: Mapping[str, Any], *, known: bool) -> list[Message]:
    """The verdict, if a trusted signature carries it; otherwise a reviewer's, and the person hears what was found.

    Args:
        result: as `Runners.inspect_file` gives it.
        known: whether somebody else has shown the same.
    """
    signatures = recalled(result.get("signatures", ()))
    file.signatures = [one.stored() for one in signatures]
    found = deciding(signatures)
    if found is None or found.state is SignatureState.UNCHECKED or not credential.field_code:
        announce_credential(turn, credential)
        return []
    ends = _ends(turn, credential, file)
    missing = _missing(
        turn, credential, found, result, known=known or min(ends, credential.ends(turn.now, SIGNED_VALID)) <= turn.now
    )
    if missing is None:
        file_id, signer = credential.evidence_file_id, found.signer
        said = proven(turn, credential, Level.CONFIRMED, signer, ends - turn.now, text("signed-found", signer=signer))
        let_go(turn, file_id)
        return said
    announce_credential(turn, credential)
    again = Button(text("proving-file-again"), "proving.again", (credential.id,))
    other = Button(text("profile-add"), "proving.add")
    return [Message((missing, text("signed-waits")), ((again, other),)), *talk.resume(turn)]


def _missing(
    turn: Turn, credential: Credential, found: Signature, result: Mapping[str, Any], *, known: bool
) -> Text | None:
    """Why the signature is not enough; None where it is."""
    signer = found.signer or text("signature-someone")
    if found.state is not SignatureState.TRUSTED:
        return text(f"signed-{found.state.value}", signer=signer)
    if not result.get("holder"):
        return text("signed-no-name", signer=signer)
    if not result.get("claim"):
        return text("signed-no-claim", signer=signer, field=subject(credential))
    if known or needs_two(turn, credential, Level.CONFIRMED):
        return text("signed-looked-at", signer=signer)
    return None


def _ends(turn: Turn, credential: Credential, file: File) -> datetime:
    """Until when the verdict holds: two years, or as long as the document or whoever sent it says."""
    most = credential.ends(turn.now, SIGNED_VALID)
    return min(most, end_of(file.valid_until)) if file.valid_until else most
