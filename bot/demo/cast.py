"""Who the simulated experts are: names, fields and habits, drawn from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

FIRST_ID = 5001
ON_SLACK = (4, 9, 14)
"""Which of the simulated experts, by their place, are on Slack."""
LOCALES = {"en": "en-GB", "ar": "ar-SA"}
CITIES = {"en": ("London", "Nairobi", "Toronto", "Singapore", "Berlin"), "ar": ("الرياض", "القاهرة", "دبي", "مسقط")}
NAMES = {
    "en": (
        "Amelia Okafor", "Jonas Weber", "Priya Raman", "Daniel Kim", "Grace Mwangi", "Lucas Moreau", "Hannah Novak",
        "Mateo Silva", "Ingrid Dahl", "Samuel Adeyemi", "Elena Rossi", "Tom Gallagher", "Mei Tan", "Victor Hale",
    ),
    "ar": (
        "سارة الحربي", "عمر منصور", "ليلى حداد", "خالد العتيبي", "نور الدين فهمي", "هدى الشامي", "يوسف قاسم",
    ),
}  # fmt: skip
FIELDS = {
    "en": (
        "liver transplants", "liver disease", "heart rhythm", "tax accounting", "contract law", "particle physics",
        "hepatology", "audit", "children's medicine", "organic chemistry",
    ),
    "ar": ("زراعة الكبد", "أمراض القلب", "المحاسبة", "أمراض الكبد", "القانون التجاري"),
}  # fmt: skip
HEPATOLOGY = {"en": "hepatology", "ar": "أمراض الكبد"}
UNIVERSITIES = ("stanford.edu", "ox.ac.uk", "mit.edu", "cam.ac.uk", "ucl.ac.uk")


@dataclass(frozen=True)
class Persona:
    """One simulated expert.

    `pace` is how many seconds pass before they act, `eagerness` the share of fitting offers that they claim,
    `care` the share of claims that they answer (the rest they leave to run out).
    """

    user_id: int
    name: str
    language: str
    city: str
    field: str
    level: str
    rate: str
    proof: str
    address: str
    orcid: str
    pace: float
    eagerness: float
    care: float
    seed: int


def draw(seed: int, count: int = 20) -> list[Persona]:
    """The same people for the same seed; every other one works on livers, so that a broadcast finds some."""
    rng = Random(seed)
    names = [(language, name) for language, several in NAMES.items() for name in several]
    rng.shuffle(names)
    return [_persona(rng, place, *names[place % len(names)]) for place in range(count)]


def _persona(rng: Random, place: int, language: str, name: str) -> Persona:
    return Persona(
        user_id=FIRST_ID + place,
        name=name,
        language=language,
        city=rng.choice(CITIES[language]),
        field=HEPATOLOGY[language] if place % 2 == 0 else rng.choice(FIELDS[language]),
        level=rng.choice(("practising", "senior", "senior")),
        rate=str(rng.choice((60, 75, 90, 100))),
        proof="email" if place % 3 else "orcid",
        address=f"expert{place + 1}@{rng.choice(UNIVERSITIES)}",
        orcid=_orcid(rng),
        pace=rng.uniform(1.5, 9.0),
        eagerness=rng.uniform(0.7, 1.0),
        care=0.0 if place == 6 else rng.uniform(0.85, 1.0),
        seed=rng.randrange(2**32),
    )


def _orcid(rng: Random) -> str:
    """Well formed, with its check digit by ISO 7064 MOD 11-2."""
    digits = "00000002" + "".join(str(rng.randrange(10)) for _ in range(7))
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits + ("X" if check == 10 else str(check))
