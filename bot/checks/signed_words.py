"""Whether a signed document's text says of its own accord what is claimed: whose it is, and that the field was awarded.

No reviewer reads it, so that what is not plain counts as not said: enrolment, a draft, a name that is an official's.
"""

from __future__ import annotations

from bot.checks.document_words import find_name
from models.credential import CredentialKind
from models.field import by_code, parts
from models.field_words import forms
from models.names import NameReason

MOST_BETWEEN = 5
"""So many words may stand between "degree" and the field."""


def _forms(words: str) -> frozenset[str]:
    return frozenset(form for word in words.split() for form in forms(word))


_AWARDED = {
    CredentialKind.DEGREE: _forms(
        "conferred confers confer awarded awards award granted grants admitted graduated completed"
        " منح منحت حصل حصلت تخرج"
    ),
    CredentialKind.LICENCE: _forms("licensed registered certified authorised authorized entitled مرخص مسجل ترخيص"),
    CredentialKind.CERTIFICATE: _forms(
        "certified certifies awarded awards granted passed fulfilled منح منحت معتمد اجتاز"
    ),
}
_TITLES = {
    CredentialKind.DEGREE: _forms(
        "degree diploma bachelor master doctor doctorate درجة بكالوريوس ماجستير دكتوراه دبلوم"
    ),
    CredentialKind.LICENCE: _forms(
        "licence license practise practice specialist registered licensed ترخيص مزاولة مرخص"
    ),
    CredentialKind.CERTIFICATE: _forms(
        "certified certification certificate board diplomate examination شهادة اعتماد معتمد"
    ),
}
_NOT_YET = _forms(
    "enrolled enrolment enrollment student candidate provisional pending expected specimen sample void revoked"
    " withdrawn suspended lapsed expired application applied attendance attended honorary not"
    " قيد طالب طالبة ملغى موقوف حضور نموذج"
)
_PLACES = _forms("faculty department school college university institute committee كلية قسم جامعة معهد")
_OFFICES = _forms(
    "dean rector president chancellor registrar provost principal director chair chairman secretary supervisor examiner"
    " signed signatory عميد رئيس مدير مسجل مشرف أمين"
)


def shows_claim(text: str, field_code: str, kind: str) -> bool:
    """Whether it says that a degree, licence or certificate of this field, or of a part of it, was given."""
    if kind not in _AWARDED or not field_code:
        return False
    said = [form for line in text.splitlines() for form in forms(line)]
    if not _AWARDED[CredentialKind(kind)] & set(said) or _NOT_YET & set(said):
        return False
    phrases = {tuple(forms(phrase)) for code in parts(field_code) for phrase in by_code(code).phrases}
    titles = [at for at, form in enumerate(said) if form in _TITLES[CredentialKind(kind)]]
    return any(_leads_to(said[at + 1 :], phrases) for at in titles)


def shows_holder(text: str, name: str) -> bool:
    """Whether the whole name stands there, where no official's does."""
    lines = text.splitlines()
    offices = {at for at, line in enumerate(lines) if _OFFICES & set(forms(line))}
    others = [line for at, line in enumerate(lines) if not offices & {at - 1, at, at + 1}]
    found = find_name("\n".join(others), name) if len(name.split()) > 1 else None
    return found is not None and found[1].match and found[1].reason is not NameReason.INITIALS


def _leads_to(said: list[str], phrases: set[tuple[str, ...]]) -> bool:
    """Whether one of the phrases begins within a few words, and before a place is named."""
    for at, form in enumerate(said[: MOST_BETWEEN + 1]):
        if any(phrase and tuple(said[at : at + len(phrase)]) == phrase for phrase in phrases):
            return True
        if form in _PLACES:
            return False
    return False
