"""A professional certificate: what it is called, who issued it, its number and its last day, and how it is shown."""

from __future__ import annotations

from bot.chat.conversation import Script, ask
from bot.chat.days import NONE, LastDay
from bot.chat.message import text
from bot.chat.questions import Plain, option
from bot.checks.eye_registers import eye_registers
from handlers.proofs.questions import SKIP, SKIPPED
from handlers.proofs.showing import CHAPTER, NOTHING, Shown, in_register, on_page, ways, with_file
from models.credential import CredentialKind
from models.field import Discipline

BY_FILE, BY_PAGE, BY_REGISTER = "file", "page", "register"
LONGEST, LONGEST_NUMBER = 120, 40
OF = "certificate"
KIND = CredentialKind.CERTIFICATE.value
TITLE = Plain(least=2, most=LONGEST, instead=(SKIPPED,))
NUMBER = Plain(most=LONGEST_NUMBER, instead=(option(NONE, text("certificate-number-none")),))
UNTIL = LastDay(option(NONE, text("certificate-until-none")))


def certificate(step: str, field: Discipline) -> Script[Shown]:
    """What it says of itself, in four short questions, and then one of three ways to show it."""
    title = yield from ask(f"{step}.title", TITLE, of=OF, chapter=CHAPTER, text="title")
    if title == SKIP:
        return NOTHING
    issuer = yield from ask(f"{step}.issuer", Plain(least=2, most=LONGEST), of=OF, chapter=CHAPTER, text="issuer")
    number = yield from ask(f"{step}.its-number", NUMBER, of=OF, chapter=CHAPTER, text="number")
    until = yield from ask(f"{step}.until", UNTIL, of=OF, chapter=CHAPTER, text="until")
    said = {"title": title, "issuer": issuer, "number": number, "stated_until": UNTIL.keep(until)}
    shown = ways(OF, BY_FILE, BY_PAGE, BY_REGISTER)
    how = yield from ask(f"{step}.how", shown, of=OF, chapter=CHAPTER, text="how", title=title)
    if how == BY_PAGE:
        return (yield from on_page(step, field, KIND, said))
    if how == BY_REGISTER:
        registers = eye_registers(CredentialKind.CERTIFICATE)
        return (yield from in_register(step, field, registers, KIND, said, number=number))
    return (yield from with_file(step, field.code, KIND, "file", said)) if how == BY_FILE else NOTHING
