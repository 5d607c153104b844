"""Showing that a claim is true: what is asked for each kind of check, within onboarding and on its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from bot.chat.conversation import Script, ask, do
from bot.chat.event import Upload
from bot.chat.message import Text, text
from bot.chat.questions import Choice, File, Given, Option, Plain, Question, option
from bot.chat.wire import Json, load_text
from bot.checks.academic import Address, academic_address
from bot.checks.document import expect_name
from bot.checks.orcid import read_orcid
from handlers.particulars import label
from models.credential import CredentialKind
from models.field import Discipline

WORDS, CHAPTER = "proving", "proof"
EMAIL, ORCID, DOCUMENT, ENOUGH = "email", "orcid", "document", "enough"
RESEND, OTHER, SKIP = "resend", "other", "skip"
MOST_ROUNDS = 12
MOST_CODES_TYPED = 40
NO_CODE = "······"
NO_FILE: Json = ["file", "", "", 0, ""]
SHOWS = (CredentialKind.DEGREE, CredentialKind.LICENCE, CredentialKind.DOCUMENT)


@dataclass(frozen=True)
class Shown:
    """What became of one check: the news about it, and whether it leaves a claim that counts or may yet count."""

    news: Text
    kept: bool


NOTHING = Shown(text("proving-nothing"), kept=False)


@dataclass(frozen=True)
class Proofs:
    """All checks of one field: how many were shown, and the name of the question that ended them."""

    kept: int
    last: str


def proofs(field: Discipline) -> Script[Proofs]:
    """Any number of checks for one field, one after another, until it is enough.

    The field is part of every name: whoever changes it is asked again, and finds their checks if they change back.
    """
    shown: list[Shown] = []
    step = ""
    for number in range(1, MOST_ROUNDS + 1):
        step = f"proof-{field.code}-{number}"
        news = {"news": shown[-1].news} if shown else {}
        said = "more" if shown else "offer"
        kind = yield from ask(step, _kinds(), of=WORDS, chapter=CHAPTER, text=said, field=label(field), **news)
        if kind == ENOUGH:
            break
        shown.append((yield from check(kind, step, field)))
    return Proofs(sum(one.kept for one in shown), step)


def check(kind: str, step: str, field: Discipline) -> Script[Shown]:
    """One check; the names of its steps begin with `step.`"""
    checks = {EMAIL: _email, ORCID: _orcid, DOCUMENT: _document}
    return (yield from checks[kind](step, field))


def _kinds() -> Choice:
    return Choice(tuple(option(kind, text(f"proving-kind-{kind}")) for kind in (EMAIL, ORCID, DOCUMENT, ENOUGH)))


def _email(step: str, field: Discipline) -> Script[Shown]:
    """An address, a code to it, and other addresses as long as one of them is wished for."""
    said: dict[str, Text] = {}
    for attempt in count(1):
        name = f"{step}.address-{attempt}"
        key = "address-again" if said else "address"
        given = yield from ask(name, UniversityAddress(), of=WORDS, chapter=CHAPTER, text=key, **said)
        if given is None:
            return NOTHING
        sent = yield from do(f"{name}.sent", "send-code", field.code, *_listed(given))
        news = load_text(sent["news"])
        if sent["done"]:
            return Shown(news, kept=True)
        if sent["code"] is not None:
            ended = yield from _code(f"{name}.code", sent["code"], news)
            if isinstance(ended, Shown):
                return ended
            news = text("proving-other-address")
        said = {"news": news}
    raise AssertionError("count() never ends")


def _code(step: str, code: int, news: Text) -> Script[Shown | None]:
    """The code from the mail, tried until it is right; None to try another address."""
    buttons = tuple(option(value, text(f"proving-code-{value}")) for value in (RESEND, OTHER, SKIP))
    for attempt in range(1, MOST_CODES_TYPED + 1):
        name = f"{step}-{attempt}"
        typed = yield from ask(name, Plain(most=60, instead=buttons), of=WORDS, chapter=CHAPTER, text="code", news=news)
        if typed in (SKIP, OTHER):
            yield from do(f"{name}.dropped", "drop-code", code)
            return NOTHING if typed == SKIP else None
        if typed == RESEND:
            result = yield from do(f"{name}.resent", "resend-code", code)
        else:
            result = yield from do(f"{name}.tried", "try-code", code, typed)
        news = load_text(result["news"])
        if result["done"]:
            return Shown(news, kept=result["kept"])
    return None


def _orcid(step: str, field: Discipline) -> Script[Shown]:
    identifier = yield from ask(f"{step}.orcid", OrcidId(), of=WORDS, chapter=CHAPTER, text="orcid")
    if identifier is None:
        return NOTHING
    result = yield from do(f"{step}.kept", "keep-orcid", field.code, identifier)
    return Shown(load_text(result["news"]), kept=result["kept"])


def _document(step: str, field: Discipline) -> Script[Shown]:
    kinds = Choice(tuple(option(kind.value, text(f"credential-kind-{kind.value}")) for kind in SHOWS))
    kind = yield from ask(f"{step}.shows", kinds, of=WORDS, chapter=CHAPTER, text="shows")
    upload = yield from ask(f"{step}.file", Evidence(), of=WORDS, chapter=CHAPTER, text="file")
    if upload is None:
        return NOTHING
    result = yield from do(f"{step}.kept", "keep-file", field.code, kind, File().keep(upload))
    return Shown(load_text(result["news"]), kept=result["kept"])


def without_evidence(answers: dict[str, Json]) -> dict[str, Json]:
    """The same answers without addresses, codes and files that have been taken over: a replay goes the same way.

    A mail's address is on its row from then on, a file's handle on its own, and a code that was compared nowhere.
    """
    return answers | {
        name: value for done, stored in answers.items() for name, value in _emptied(done, stored, answers).items()
    }


def _emptied(done: str, stored: Json, answers: Mapping[str, Json]) -> dict[str, Json]:
    """What an effect that was done leaves of itself and of the answer that it used."""
    base, _, end = done.rpartition(".")
    kept: dict[str, Json]
    args = stored["args"] if isinstance(stored, dict) and "args" in stored else []
    match end, args:
        case "sent", [field, str(address), domain, institution]:
            hidden = masked(address)
            used, kept = [field, hidden, domain, institution], {base: [hidden, domain, institution]}
        case "tried", [code, _]:
            used, kept = [code, NO_CODE], {base: NO_CODE}
        case "kept", [field, kind, [*_]]:
            used, kept = [field, kind, NO_FILE], {f"{base}.file": NO_FILE}
        case _:
            return {}
    return kept | {done: {**stored, "args": used}} if kept.keys() <= answers.keys() else {}


def masked(address: str) -> str:
    """Enough for whoever wrote it to know it again: "s…@ksu.edu.sa"."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"


def _listed(address: Address) -> tuple[str, str, str]:
    return address.address, address.domain, address.institution


@dataclass(frozen=True)
class Skippable:
    """What a question that can be passed over has in common: a button, and None as its value."""

    @property
    def options(self) -> tuple[Option, ...]:
        return (option(SKIP, text("proving-skip")),)


@dataclass(frozen=True)
class UniversityAddress(Skippable, Question[Address | None]):
    """A university, hospital or laboratory address; refusals as `academic_address`."""

    def read(self, given: Given) -> Address | None:
        return None if given.chosen == SKIP else academic_address(typed(given))

    def keep(self, value: Address | None) -> Json:
        return None if value is None else list(_listed(value))

    def recall(self, stored: Json) -> Address | None:
        return None if stored is None else Address(*stored)


@dataclass(frozen=True)
class OrcidId(Skippable, Question[str | None]):
    """An ORCID iD; refusals as `read_orcid`."""

    def read(self, given: Given) -> str | None:
        return None if given.chosen == SKIP else read_orcid(typed(given))

    def recall(self, stored: Json) -> str | None:
        return None if stored is None else read_orcid(stored)


@dataclass(frozen=True)
class Evidence(Skippable, Question[Upload | None]):
    """A document or photo; what its name already rules out is refused at once, the rest once it has been fetched."""

    def read(self, given: Given) -> Upload | None:
        if given.chosen == SKIP:
            return None
        upload = File().read(given)
        expect_name(upload.name)
        return upload

    def keep(self, value: Upload | None) -> Json:
        return None if value is None else File().keep(value)

    def recall(self, stored: Json) -> Upload | None:
        return None if stored is None else File().recall(stored)


def typed(given: Given) -> str:
    """What was written; "answer-not-words" for anything else."""
    return Plain(most=400).read(given)
