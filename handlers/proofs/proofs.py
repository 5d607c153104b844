"""Showing that a claim is true: what is asked for each kind of check, within onboarding and on its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count

from bot.chat.conversation import Script, ask, do
from bot.chat.message import Arg, Lines, Text, text
from bot.chat.questions import Choice, Plain, Question, option
from bot.chat.wire import load_text
from bot.checks.academic import Address
from bot.checks.eye_registers import eye_registers
from handlers.proofs.certificates import certificate
from handlers.proofs.identities import identity
from handlers.proofs.questions import (
    SKIP,
    CompanyAddress,
    NpiNumber,
    OrcidId,
    UniversityAddress,
    listed,
)
from handlers.proofs.showing import CHAPTER, NOTHING, THERE, WORDS, Shown, in_register, on_page, with_file
from handlers.proofs.tongues import tongue
from handlers.questions.particulars import label
from models.credential import CredentialKind
from models.field import Discipline

EMAIL, EMPLOYER, ORCID, NPI = "email", "employer", "orcid", "npi"
LICENCE, CERTIFICATE, PAGE, DOCUMENT, ENOUGH = "licence", "certificate", "page", "document", "enough"
IDENTITY, LANGUAGE = "identity", "language"
KINDS = (EMAIL, ORCID, DOCUMENT, LICENCE, CERTIFICATE, NPI, PAGE, EMPLOYER, LANGUAGE, IDENTITY, ENOUGH)
RESEND, OTHER, TYPED = "resend", "other", "typed"
MOST_ROUNDS = 12
MOST_CODES_TYPED = 40
SHOWS = (CredentialKind.DEGREE, CredentialKind.LICENCE, CredentialKind.DOCUMENT)


@dataclass(frozen=True)
class Proofs:
    """All checks of one field: how many were shown here, in how many ways the field is shown by now, and the name of
    the question that ended them."""

    kept: int
    ways: int
    last: str


def proofs(field: Discipline, name: str) -> Script[Proofs]:
    """Any number of checks for one field, one after another, until it is enough; `name` is what they call themselves.

    The field is part of every name: whoever changes it is asked again, and finds their checks if they change back.
    """
    shown: list[Shown] = []
    given: dict[str, Text] = {}
    step = ""
    for number in range(1, MOST_ROUNDS + 1):
        step = f"proof-{field.code}-{number}"
        news = {"news": shown[-1].news} if shown else {}
        given = {way: load_text(line) for way, line in (yield from do(f"{step}.given", "given-proofs", field.code))}
        said = f"{'more' if shown else 'offer'}{'-given' if given else ''}"
        listed = {"given": _listed(given)} if given else {}
        about: dict[str, Arg] = {"field": label(field), **news, **listed}
        kind = yield from ask(step, _kinds(frozenset(given)), of=WORDS, chapter=CHAPTER, text=said, **about)
        if kind == ENOUGH:
            break
        shown.append((yield from check(kind, step, field, name)))
    return Proofs(sum(one.kept for one in shown), len(given), step)


def check(kind: str, step: str, field: Discipline, name: str) -> Script[Shown]:
    """One check; the names of its steps begin with `step.`"""
    if kind == IDENTITY:
        return (yield from identity(step, name))
    if kind == LANGUAGE:
        return (yield from tongue(step))
    checks = {
        EMAIL: _email,
        EMPLOYER: _employer,
        ORCID: _orcid,
        NPI: _npi,
        LICENCE: _licence,
        CERTIFICATE: certificate,
        PAGE: _page,
        DOCUMENT: _document,
    }
    return (yield from checks[kind](step, field))


@cache
def _kinds(given: frozenset[str]) -> Choice:
    """What was shown already is marked; it may be shown once more."""
    return Choice(tuple(option(kind, _way(kind, given)) for kind in KINDS))


def _way(kind: str, given: frozenset[str]) -> Text:
    way = text(f"proving-kind-{kind}")
    return text("proving-kind-given", way=way) if kind in given else way


def _listed(given: Mapping[str, Text]) -> Lines:
    return Lines(tuple(given[way] for way in sorted(given, key=KINDS.index)))


def _email(step: str, field: Discipline) -> Script[Shown]:
    return (yield from _mailed(step, field, UniversityAddress(), "address"))


def _employer(step: str, field: Discipline) -> Script[Shown]:
    return (yield from _mailed(step, field, CompanyAddress(), "employer"))


def _mailed(step: str, field: Discipline, question: Question[Address | None], words: str) -> Script[Shown]:
    """An address, a code to it, and other addresses as long as one of them is wished for."""
    said: dict[str, Text] = {}
    for attempt in count(1):
        name = f"{step}.address-{attempt}"
        key = f"{words}-again" if said else words
        given = yield from ask(name, question, of=WORDS, chapter=CHAPTER, text=key, **said)
        if given is None:
            return NOTHING
        sent = yield from do(f"{name}.sent", "send-code", field.code, *listed(given), words)
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
    begun = yield from do(f"{step}.sign-in", "begin-sign-in", field.code)
    if begun["code"] is not None:
        signed = yield from _signs_in(f"{step}.signed", begun["code"], load_text(begun["news"]))
        if signed is not None:
            return signed
    identifier = yield from ask(f"{step}.orcid", OrcidId(), of=WORDS, chapter=CHAPTER, text="orcid")
    if identifier is None:
        return NOTHING
    result = yield from do(f"{step}.kept", "keep-orcid", field.code, identifier)
    return Shown(load_text(result["news"]), kept=result["kept"])


def _signs_in(step: str, credential: int, link: Text) -> Script[Shown | None]:
    """The way to ORCID, which the person goes in a browser; None for whoever would rather type the iD."""
    buttons = tuple(option(value, text(f"proving-sign-in-{value}")) for value in (THERE, TYPED, SKIP))
    said = yield from ask(step, Choice(buttons), of=WORDS, chapter=CHAPTER, text="sign-in", link=link)
    effect = "after-sign-in" if said == THERE else "drop-sign-in"
    ended = yield from do(f"{step}.ended", effect, credential)
    return None if said == TYPED else Shown(load_text(ended["news"]), kept=ended["kept"])


def _npi(step: str, field: Discipline) -> Script[Shown]:
    number = yield from ask(f"{step}.npi", NpiNumber(), of=WORDS, chapter=CHAPTER, text="npi")
    if number is None:
        return NOTHING
    result = yield from do(f"{step}.kept", "keep-npi", field.code, number)
    return Shown(load_text(result["news"]), kept=result["kept"])


def _licence(step: str, field: Discipline) -> Script[Shown]:
    """A number in a register that a reviewer looks up."""
    return (yield from in_register(step, field, eye_registers(CredentialKind.LICENCE)))


def _page(step: str, field: Discipline) -> Script[Shown]:
    return (yield from on_page(step, field))


def _document(step: str, field: Discipline) -> Script[Shown]:
    kinds = Choice(tuple(option(kind.value, text(f"credential-kind-{kind.value}")) for kind in SHOWS))
    kind = yield from ask(f"{step}.shows", kinds, of=WORDS, chapter=CHAPTER, text="shows")
    return (yield from with_file(step, field.code, kind, "file"))
