"""Another credential, any time after onboarding; and what comes of mails and files that are on their way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlmodel import col, select

from bot.chat.conversation import Script
from bot.chat.event import Finished
from bot.chat.message import Button, Message, Text, say, text
from handlers import help
from handlers.evidence.orcid_sign_in import EFFECTS
from handlers.evidence.proof_traces import without_evidence
from handlers.evidence.signed_documents import evidence_of, weigh
from handlers.onboarding.not_joined import not_joined
from handlers.proofs.proofs import DOCUMENT, check, proofs
from handlers.proofs.showing import FILE_WORDS, with_file
from handlers.routes import on_finished, on_tap
from handlers.talking import talk
from handlers.turn import Turn
from models.credential import Credential, CredentialState
from models.email_code import EmailCode
from models.field import Discipline, by_code
from models.file import File
from models.job import Job


def script(turn: Turn, again: int) -> Callable[[], Script[int]]:
    """Checks for the expert's field; or, for a credential whose document was no good, that document once more."""
    if again:
        failed = turn.own(Credential, again, owner="person_id")
        return lambda: _document_again(failed)
    assert turn.expert is not None, "only experts add credentials"
    own, name = by_code(turn.expert.field_code), turn.person.name
    return lambda: _more(own, name)


def finish(turn: Turn, _: int, kept: int) -> list[Message]:
    """Says how many were added."""
    rows = [[help.way("profile"), help.way("work")]]
    return [say("proving-finished", n=kept, rows=rows).in_place_of(turn.tapped_id)]


PROVING = talk.register(
    talk.Conversation(name="proving", script=script, finish=finish, effects=EFFECTS, tidy=without_evidence)
)


@on_tap("proving.add")
def add(turn: Turn) -> list[Message]:
    """An expert wants to show more."""
    if turn.expert is None:
        return [not_joined(turn)]
    return talk.begin(turn, PROVING)


@on_tap("proving.again")
def again(turn: Turn, credential_id: int) -> list[Message]:
    """Another file for a claim whose first one could not be used."""
    credential = turn.own(Credential, credential_id, owner="person_id")
    return talk.begin(turn, PROVING, subject=credential.id or 0)


@on_finished("mail")
def mailed(turn: Turn, finished: Finished) -> list[Message]:
    """A code's mail has gone out, which needs no words; or it could not be delivered."""
    code = turn.session.get(EmailCode, _about(turn, finished)) if finished.error else None
    if code is None or code.address is None:
        return []
    code.expires_at = min(code.expires_at, turn.now)
    news = text("proving-mail-failed", domain=code.address.rpartition("@")[2])
    return talk.resume(turn, news) or [Message((news,), ((Button(text("profile-add"), "proving.add"),),))]


@on_finished("inspect-file")
def inspected(turn: Turn, finished: Finished) -> list[Message]:
    """A document's content has been looked at: it proves the claim, waits for a reviewer, or is refused with what
    would be right."""
    file = turn.session.get(File, _about(turn, finished))
    credential = _shown_with(turn, file) if file else None
    if file is None or credential is None:
        return []
    if finished.error:
        return _unusable(turn, credential, file, Text(finished.error, finished.result))
    file.mime, file.sha256 = str(finished.result["mime"]), str(finished.result["sha256"])
    file.size = int(finished.result["size"])
    credential.show(evidence_of(file, finished.result), file.id)
    if "score" in finished.result:
        credential.matched_name = str(finished.result["name"])[:200]
        credential.name_score = float(finished.result["score"])
    file.valid_until = date.fromisoformat(finished.result["until"]) if finished.result.get("until") else None
    known = _known_elsewhere(turn, credential)
    if known:
        turn.note("evidence-duplicate", f"credential:{credential.id}", turn.person.key)
    return weigh(turn, credential, file, finished.result, known=known)


def _more(field: Discipline, name: str) -> Script[int]:
    shown = yield from proofs(field, name)
    return shown.kept


def _document_again(failed: Credential) -> Script[int]:
    """What was said of it need not be said again."""
    if failed.title:
        words, said = FILE_WORDS.get(failed.kind, "file"), failed.described()
        shown = yield from with_file("again", failed.field_code, failed.kind.value, words, said)
    else:
        shown = yield from check(DOCUMENT, "again", by_code(failed.field_code), "")
    return int(shown.kept)


def _unusable(turn: Turn, credential: Credential, file: File, why: Text) -> list[Message]:
    credential.fail(why.key, turn.now)
    turn.session.flush()
    turn.session.delete(file)
    retry = Button(text("proving-file-again"), "proving.again", (credential.id,), style="primary")
    return [Message((text("proving-file-failed"), why), ((retry,),)), *talk.resume(turn)]


def _shown_with(turn: Turn, file: File) -> Credential | None:
    held = select(Credential).where(Credential.evidence_file_id == file.id, Credential.state == CredentialState.PENDING)
    return turn.session.exec(held.with_for_update()).first()


def _known_elsewhere(turn: Turn, credential: Credential) -> bool:
    same = select(Credential.id).where(
        Credential.evidence_hash == credential.evidence_hash, col(Credential.person_id) != credential.person_id
    )
    return turn.session.exec(same).first() is not None


def _about(turn: Turn, finished: Finished) -> int:
    job = turn.session.get(Job, finished.job_id)
    return job.about_id if job else 0
