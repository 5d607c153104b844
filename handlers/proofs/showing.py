"""What several kinds of check have in common: how one ends, a page of the person's own, a register that needs eyes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.chat.conversation import Script, ask, do
from bot.chat.message import Labels, Text, text
from bot.chat.questions import Choice, Plain, Question, option
from bot.chat.wire import Json, load_text
from bot.checks.eye_registers import EyeRegister
from handlers.proofs.questions import SKIP, SKIPPED, Evidence, PageLink, RegisterNumber
from models.credential import CredentialKind
from models.field import Discipline

WORDS, CHAPTER = "proving", "proof"
THERE = "there"
FILE_WORDS = {CredentialKind.IDENTITY: "identity-file", CredentialKind.LANGUAGE: "language-file"}
"""How a file is asked for where it is to show no field."""


@dataclass(frozen=True)
class Shown:
    """What became of one check: the news about it, and whether it leaves a claim that counts or may yet count."""

    news: Text
    kept: bool


NOTHING = Shown(text("proving-nothing"), kept=False)


def ways(of: str, *names: str) -> Choice:
    """How something is to be shown: a button for each, by its text `<of>-how-<name>`, and one that passes it over."""
    return Choice((*(option(name, text(f"{of}-how-{name}")) for name in names), SKIPPED))


def on_page(step: str, field: Discipline, *said: Json) -> Script[Shown]:
    """A page, a string to put there, and a look at it when it is said to be there.

    Args:
        said: what the effect is to know besides: a kind of claim and what is said of it.
    """
    link = yield from ask(f"{step}.page", PageLink(), of=WORDS, chapter=CHAPTER, text="page")
    if link is None:
        return NOTHING
    asked = yield from do(f"{step}.string", "ask-page", field.code, link, *said)
    if asked["done"]:
        return Shown(load_text(asked["news"]), kept=asked["kept"])
    buttons = Choice((option(THERE, text("proving-page-there")), option(SKIP, text("proving-code-skip"))))
    news = load_text(asked["news"])
    placed = yield from ask(f"{step}.placed", buttons, of=WORDS, chapter=CHAPTER, text="page-placed", news=news)
    effect = "look-at-page" if placed == THERE else "drop-page"
    ended = yield from do(f"{step}.looked", effect, asked["code"])
    return Shown(load_text(ended["news"]), kept=ended["kept"])


def in_register(
    step: str, field: Discipline, registers: Mapping[str, EyeRegister], *said: Json, number: str | None = None
) -> Script[Shown]:
    """A number in one of these registers, which a reviewer looks up; asked for where it is not known yet."""
    which = (*(option(one.code, Labels(one.name)) for one in registers.values()), SKIPPED)
    register = yield from ask(f"{step}.register", Choice(which), of=WORDS, chapter=CHAPTER, text="register")
    if register == SKIP:
        return NOTHING
    if not number:
        name = Labels(registers[register].name)
        # Certificates may be listed by name alone.
        question: Question[Any] = Plain(most=40) if said else RegisterNumber()
        number = yield from ask(f"{step}.number", question, of=WORDS, chapter=CHAPTER, text="number", register=name)
        if number is None:
            return NOTHING
    result = yield from do(f"{step}.kept", "keep-licence", field.code, register, number, *said)
    return Shown(load_text(result["news"]), kept=result["kept"])


def with_file(step: str, field_code: str, kind: str, words: str, *said: Json) -> Script[Shown]:
    """A document or photo for a reviewer; `words` is the question's text."""
    upload = yield from ask(f"{step}.file", Evidence(), of=WORDS, chapter=CHAPTER, text=words)
    if upload is None:
        return NOTHING
    result = yield from do(f"{step}.kept", "keep-file", field_code, kind, Evidence().keep(upload), *said)
    return Shown(load_text(result["news"]), kept=result["kept"])
