"""A language: which, how well, and whether a certificate shows it or the person's word has to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.conversation import Script, ask, do
from bot.chat.message import text
from bot.chat.questions import Given, Option, Plain, Question, option
from bot.chat.wire import Json, load_text
from handlers.credentials.claim_words import language_at
from handlers.proofs.certificates import UNTIL
from handlers.proofs.questions import SKIP, SKIPPED
from handlers.proofs.showing import CHAPTER, FILE_WORDS, NOTHING, Shown, ways, with_file
from handlers.questions.several import One
from handlers.questions.vocabulary import languages
from models.credential import CredentialKind
from models.errors import Refused
from models.fluency import CLAIMABLE, Fluency, read_fluency

OF = "tongue"
KIND = CredentialKind.LANGUAGE.value
BY_FILE, DECLARED = "file", "declare"
LIKELY = ("ar", "en", "fr", "de", "es")
TESTS = {
    "en": ("IELTS", "TOEFL iBT", "Cambridge C1 / C2"),
    "fr": ("DELF / DALF", "TCF"),
    "de": ("Goethe-Zertifikat", "TestDaF", "telc"),
    "es": ("DELE", "SIELE"),
    "it": ("CILS", "CELI"),
    "zh": ("HSK",),
    "ja": ("JLPT",),
}
"""The certificates that most people have, by language; any other is written."""


@dataclass(frozen=True)
class Tongue(One):
    """A language among the likely ones or typed, or none of them."""

    @property
    def options(self) -> Sequence[Option]:
        return (*super().options, SKIPPED)

    def recall(self, stored: Json) -> str:
        return SKIP if stored == SKIP else super().recall(stored)


@dataclass(frozen=True)
class HowWell(Question[Fluency]):
    """A level of the Common European Framework or mother tongue, tapped or in many words for it."""

    columns: int = 2

    @property
    def options(self) -> Sequence[Option]:
        return tuple(option(int(level), text(f"tongue-level-{int(level)}")) for level in CLAIMABLE)

    def read(self, given: Given) -> Fluency:
        """Refused "tongue-level-unclear" (given) for words that mean none of them."""
        if given.words is None:
            return self.recall(given.chosen)
        level = read_fluency(given.words)
        if level is None:
            raise Refused("tongue-level-unclear", given=given.words.strip()[:60])
        return level

    def keep(self, value: Fluency) -> Json:
        return int(value)

    def recall(self, stored: Json) -> Fluency:
        if not isinstance(stored, int) or stored not in CLAIMABLE:
            raise Refused("answer-not-offered")
        return Fluency(stored)


def tongue(step: str) -> Script[Shown]:
    """Which language and how well; then a certificate for a reviewer, or nothing but the person's word."""
    code = yield from ask(f"{step}.language", Tongue(languages(), LIKELY), of=OF, chapter=CHAPTER, text="which")
    if code == SKIP:
        return NOTHING
    name = languages().label(code)
    level = yield from ask(f"{step}.level", HowWell(), of=OF, chapter=CHAPTER, text="level", language=name)
    said = {"language": code, "fluency": str(int(level))}
    about = language_at(code, level)
    how = yield from ask(f"{step}.how", ways(OF, BY_FILE, DECLARED), of=OF, chapter=CHAPTER, text="how", about=about)
    if how == DECLARED:
        result = yield from do(f"{step}.declared", "declare-language", code, int(level))
        return Shown(load_text(result["news"]), kept=result["kept"])
    return (yield from _certified(step, code, said)) if how == BY_FILE else NOTHING


def _certified(step: str, code: str, said: dict[str, str]) -> Script[Shown]:
    among = tuple(option(one, one) for one in TESTS.get(code, ()))
    which = Plain(least=2, most=120, instead=among)
    title = yield from ask(f"{step}.title", which, of=OF, chapter=CHAPTER, text="certificate")
    until = yield from ask(f"{step}.until", UNTIL, of="certificate", chapter=CHAPTER, text="until")
    said |= {"title": title, "stated_until": UNTIL.keep(until)}
    return (yield from with_file(step, "", KIND, FILE_WORDS[CredentialKind.LANGUAGE], said))
