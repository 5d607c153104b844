"""Checks that take a while: a string on a page, a number in a register. What becomes of them comes back as an event."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.chat.event import Finished
from bot.chat.message import Button, Message, Text, say, text
from bot.checks.registers import ORCID, REGISTERS
from handlers.evidence.evidence import offer_more
from handlers.evidence.page_claims import LISTED_VALID, ask_register, fetch_page
from handlers.evidence.public_records import touches, weighed
from handlers.evidence.sealing import of_someone_else
from handlers.help import adding, way
from handlers.questions.task_terms import labels
from handlers.routes import on_finished, on_tap
from handlers.talking import talk
from handlers.turn import Turn
from models.credential import Credential, CredentialState, Level
from models.errors import Refused
from models.field import by_code
from models.job import Job
from models.queries.identities import known_names, likest

PAGE_VALID = timedelta(days=365)
NIGHT = time(2)
AGAIN_AFTER = (timedelta(), timedelta(hours=6), timedelta(hours=12))
"""From one attempt to the next where something can't be reached: the night, the morning, the evening; then it ends."""


@on_tap("page.again")
def look_again(turn: Turn, credential_id: int) -> list[Message]:
    """The string is there now."""
    credential = turn.own(Credential, credential_id, owner="person_id")
    if credential.state is not CredentialState.PENDING:
        return [say("page-over", rows=[[way("profile")]])]
    fetch_page(turn, credential, attempt=0)
    return [say("page-looking")]


@on_finished("fetch-page")
def fetched(turn: Turn, finished: Finished) -> list[Message]:
    """The string was found, or was not, or the page could not be reached."""
    credential = _pending(turn, finished)
    if credential is None or credential.state is not CredentialState.PENDING:
        return []
    if finished.error == "page-away":
        job = _fetch_later(turn, credential, finished)
        key = "page-tonight" if job else "page-given-up"
        return _told(
            turn, credential, text(key, page=credential.claim), first=not finished.result.get("attempt"), last=not job
        )
    if finished.error:
        news = Text(finished.error, finished.result)
        again = Button(text("page-look-again"), "page.again", (credential.id,), style="primary")
        return [Message((text("page-not-found", page=credential.claim), news), ((again,),))]
    if of_someone_else(turn, credential.claim):
        credential.fail("proving-taken", turn.now)
        turn.note("evidence-taken", f"credential:{credential.id}", turn.person.key)
        return [say("proving-taken", rows=[[adding()]])]
    return proven(turn, credential, Level.CONTROLLED, credential.claim, PAGE_VALID)


@on_finished("look-up")
def looked_up(turn: Turn, finished: Finished) -> list[Message]:
    """The register lists the number under a matching name, or another, or none; or it could not be asked."""
    credential = _pending(turn, finished)
    if credential is None or credential.state not in (CredentialState.PENDING, CredentialState.VERIFIED):
        return []
    if finished.error == "register-away":
        return _register_away(turn, credential, finished)
    if finished.error:
        return _refused(turn, credential, Text(finished.error, {"number": credential.claim}))
    found = likest(known_names(turn.session, turn.person, turn.now), [str(one) for one in finished.result["names"]])
    credential.matched_name, credential.name_score = found[0][:200], found[1].score
    if not found[1].match:
        return _refused(turn, credential, text("register-name-differs", reason=text(f"name-{found[1].reason.value}")))
    fields = finished.result["fields"]
    shown = next((code for code in fields if touches(credential.field_code, code)), "")
    if fields and not shown:
        named = labels(by_code(fields[0]))
        return _refused(turn, credential, text("register-field-differs", listed=named))
    register = REGISTERS[finished.result["register"]]
    if register is ORCID and turn.policy.orcid_sign_in and credential.level < Level.CONTROLLED:
        about = finished.result["about"]
        return [Message((text("orcid-record-yours", number=credential.claim, about=about),), ((adding(),),))]
    source = f"{register.source}: {finished.result['about']}".rstrip(": ")
    if register is not ORCID:
        return proven(turn, credential, Level.LISTED, source[:200], LISTED_VALID)
    record = weighed(turn, credential, finished.result)
    shown_there = (text("orcid-record-found", about=finished.result["about"]), *record.told)
    if not record.out:
        bare = text("orcid-record-bare", number=credential.claim, field=labels(by_code(credential.field_code)))
        return [Message((bare, *shown_there), ((adding(),),)), *talk.resume(turn)]
    return proven(turn, credential, Level.LISTED, source[:200], LISTED_VALID, *shown_there)


def tonight(turn: Turn) -> datetime:
    """The next night's quiet hour where the person is, at least two hours away."""
    local = (turn.now + timedelta(hours=2)).astimezone(ZoneInfo(turn.person.timezone))
    night = local.replace(hour=NIGHT.hour, minute=0, second=0, microsecond=0)
    return (night if night >= local else night + timedelta(days=1)).astimezone(UTC)


def _fetch_later(turn: Turn, credential: Credential, finished: Finished) -> Job | None:
    attempt = int(finished.result.get("attempt", 0))
    return (
        _later(turn, fetch_page(turn, credential, attempt=attempt + 1), attempt) if attempt < len(AGAIN_AFTER) else None
    )


def _later(turn: Turn, job: Job, attempt: int) -> Job:
    job.due_at = turn.now + AGAIN_AFTER[attempt] if attempt else tonight(turn)
    return job


def _register_away(turn: Turn, credential: Credential, finished: Finished) -> list[Message]:
    attempt, register = int(finished.result.get("attempt", 0)), str(finished.result["register"])
    again = attempt < len(AGAIN_AFTER)
    if again:
        _later(turn, ask_register(turn, credential, register, attempt=attempt + 1), attempt)
    key = "register-tonight" if again else "register-given-up"
    return _told(turn, credential, text(key, number=credential.claim), first=not attempt, last=not again)


def _told(turn: Turn, credential: Credential, news: Text, *, first: bool, last: bool) -> list[Message]:
    """Said the first time, and when it ends."""
    if last and credential.state is CredentialState.PENDING:
        credential.fail(news.key, turn.now)
    if not (first or last):
        return []
    return [Message((news,), ((adding(),),) if last else ()), *talk.resume(turn)]


def _refused(turn: Turn, credential: Credential, why: Text) -> list[Message]:
    """What was well formed stays so; nothing more is proven, and the person hears why and what else would do."""
    if credential.state is CredentialState.PENDING:
        credential.fail(why.key, turn.now)
    turn.note("credential-failed", f"credential:{credential.id}", turn.person.key)
    return [Message((text("register-refused", number=credential.claim), why), ((adding(),),)), *talk.resume(turn)]


def proven(
    turn: Turn, credential: Credential, level: Level, source: str, valid: timedelta, *found: Text
) -> list[Message]:
    """A machine's verdict in favour, with what was found; who made the claim is told, and offered what it opens."""
    credential.verify(level, source, turn.now, valid)
    turn.note("credential-verified", f"credential:{credential.id}", turn.person.key)
    offer_more(turn)
    field = labels(by_code(credential.field_code))
    until = credential.ends(turn.now, valid)
    news = text(f"proven-{level.name.lower()}", claim=credential.claim, field=field, until=until)
    return [Message((news, *found), ((way("profile"), way("work")),)), *talk.resume(turn)]


def _pending(turn: Turn, finished: Finished) -> Credential | None:
    job = turn.session.get(Job, finished.job_id)
    try:
        return turn.own(Credential, job.about_id, owner="person_id") if job else None
    except Refused:
        return None
