"""What is asked for as proof, each refused at once where it can't be one."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.event import Upload
from bot.chat.message import text
from bot.chat.questions import File, Given, Option, Plain, Question, labelled, option
from bot.chat.wire import Json
from bot.checks.academic import Address, academic_address, company_address
from bot.checks.document import expect_name
from bot.checks.npi import read_npi
from bot.checks.orcid import read_orcid
from bot.checks.page import read_link
from models.digits import western
from models.errors import Refused

SKIP = "skip"
SKIPPED = option(SKIP, text("proving-skip"))
"""Passing something over."""


@dataclass(frozen=True)
class Skippable:
    """What a question that can be passed over has in common: a button, and None as its value."""

    @property
    def options(self) -> tuple[Option, ...]:
        return (SKIPPED,)


@dataclass(frozen=True)
class UniversityAddress(Skippable, Question[Address | None]):
    """A university, hospital or laboratory address; refusals as `academic_address`.

    One whose domain only this installation may know is taken: whoever sends the code looks there.
    """

    def read(self, given: Given) -> Address | None:
        if _skips(given):
            return None
        try:
            return academic_address(typed(given))
        except Refused as refused:
            if refused.key != "email-not-academic":
                raise
            return company_address(typed(given))

    def keep(self, value: Address | None) -> Json:
        return None if value is None else list(listed(value))

    def recall(self, stored: Json) -> Address | None:
        return None if stored is None else Address(*stored)


@dataclass(frozen=True)
class CompanyAddress(UniversityAddress):
    """An employer's address; refusals as `company_address`."""

    def read(self, given: Given) -> Address | None:
        return None if _skips(given) else company_address(typed(given))


@dataclass(frozen=True)
class OrcidId(Skippable, Question[str | None]):
    """An ORCID iD; refusals as `read_orcid`."""

    def read(self, given: Given) -> str | None:
        return None if _skips(given) else read_orcid(typed(given))

    def recall(self, stored: Json) -> str | None:
        return None if stored is None else read_orcid(stored)


@dataclass(frozen=True)
class NpiNumber(Skippable, Question[str | None]):
    """A US provider's number; refusals as `read_npi`."""

    def read(self, given: Given) -> str | None:
        return None if _skips(given) else read_npi(typed(given))

    def recall(self, stored: Json) -> str | None:
        return None if stored is None else read_npi(stored)


@dataclass(frozen=True)
class RegisterNumber(Skippable, Question[str | None]):
    """A number in a register, however that writes it; "register-number-none" for what has no digit in it."""

    def read(self, given: Given) -> str | None:
        return None if _skips(given) else self.recall(western(Plain(most=40).read(given)))

    def recall(self, stored: Json) -> str | None:
        if stored is None:
            return None
        number = Plain(most=40).recall(stored)
        if not any(character.isdecimal() for character in number):
            raise Refused("register-number-none", given=number)
        return number


@dataclass(frozen=True)
class PageLink(Skippable, Question[str | None]):
    """A public page; refusals as `read_link`."""

    def read(self, given: Given) -> str | None:
        return None if _skips(given) else read_link(typed(given))

    def recall(self, stored: Json) -> str | None:
        return None if stored is None else read_link(stored)


@dataclass(frozen=True)
class Evidence(Skippable, Question[Upload | None]):
    """A document or photo; what its name already rules out is refused at once, the rest once it has been fetched."""

    def read(self, given: Given) -> Upload | None:
        if _skips(given):
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


def listed(address: Address) -> tuple[str, str, str]:
    """An address as JSON has it."""
    return address.address, address.domain, address.institution


def _skips(given: Given) -> bool:
    return given.chosen == SKIP or labelled(given, (SKIPPED,)) is not None
