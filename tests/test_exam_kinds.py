"""Items of a test that are answered in other ways than by one choice."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session

from models.answer import AnswerKind
from models.attempt import Response
from models.credential import Level
from models.item import Item
from models.membership import Role
from tests import make
from tests.chat import Chat, Chatter
from tests.examining import begins
from tests.recruiting import member

METALS = [{"en": "Iron", "ar": "حديد"}, {"en": "Gold", "ar": "ذهب"}, {"en": "Oxygen", "ar": "أكسجين"}]
NAMES = ("Iron", "Gold", "Oxygen")


def taking(
    chat: Chat, kind: AnswerKind, *, rule: dict[str, Any], options: Any = (), language: str = "en", name: str = "Sara"
) -> Chatter:
    """Someone at the first of four such items."""

    def add(session: Session) -> None:
        for number in range(4):
            session.add(
                Item(
                    name=f"{kind.value}-{number}",
                    field_code="hepatology",
                    level=1,
                    seconds=60,
                    question={"en": "Well?", "ar": "ماذا؟"},
                    options=list(options),
                    right=0,
                    kind=kind,
                    rule=rule,
                    added_at=chat.now,
                )
            )

    if not make.rows(chat, Item):
        make.within(chat, add)
    expert = make.expert(chat, name, language=language, level=Level.CLAIMED)
    if language == "en":
        return begins(expert)
    return expert.writes("/profile").taps("خُض اختبارًا").taps("ابدأ")


def marks(chat: Chat) -> list[bool | None]:
    return [one.right for one in make.rows(chat, Response)]


def test_all_that_apply(chat: Chat) -> None:
    sara = taking(chat, AnswerKind.CHOICES, rule={"right": [0, 1]}, options=METALS)

    assert sara.sees("Question 1 of 4 · 60 seconds")
    assert sara.sees("Tap all that apply, then Done.")
    sara.taps("Gold").taps("Iron").taps("Done")
    sara.taps("Gold").taps("Done")
    sara.writes("gold, oxygen")
    sara.writes("iron and gold")

    assert marks(chat) == [True, False, False, True]
    assert sorted(make.rows(chat, Response)[0].given) == [0, 1]
    assert sara.sees("2 of 4 right")


def test_a_clock_runs_through_all_the_taps(chat: Chat) -> None:
    sara = taking(chat, AnswerKind.CHOICES, rule={"right": [0, 1]}, options=METALS)

    sara.taps("Gold")
    chat.later(seconds=40)
    sara.taps("Iron")
    assert sara.sees("Question 1 of 4 · 20 seconds")
    chat.later(seconds=30)
    sara.taps("Done")

    assert sara.sees("Time is up for question 1 of 4")
    assert marks(chat) == [False]
    assert make.rows(chat, Response)[0].ran_out


def test_a_ranking_in_the_order_that_is_right(chat: Chat) -> None:
    layla = taking(chat, AnswerKind.RANKING, rule={"right": [2, 0, 1]}, options=METALS, language="ar")

    layla.taps("أكسجين").taps("حديد")
    layla.writes("ذهب، حديد، أكسجين")

    assert marks(chat)[:2] == [True, False]


@pytest.mark.parametrize(
    ("kind", "rule", "right", "wrong", "refused", "says"),
    [
        ("number", {"unit": "mg/dL", "expected": "5", "tolerance": "0.1"}, "٥٫٠٥ mg/dL", "5.2", "five", "as a number"),
        ("formula", {"expected": "C2H4O2"}, "CH3COOH", "CH4", "vinegar", "as a chemical formula"),
        ("rating", {"from": 1, "to": 5, "expected": "4", "tolerance": "1"}, "3", "2", "9", "5 is the most"),
    ],
)
def test_what_is_written_is_compared(
    chat: Chat, kind: str, rule: dict[str, Any], right: str, wrong: str, refused: str, says: str
) -> None:
    sara = taking(chat, AnswerKind(kind), rule=rule)

    sara.writes(refused)
    assert sara.sees(says)
    sara.writes(right).writes(wrong)

    assert marks(chat)[:2] == [True, False]
    assert sara.sees("Question 3 of 4")


def test_a_reviewer_sees_what_the_bank_takes_for_right(chat: Chat) -> None:
    rim = member(chat, "Rim", Role.REVIEWER)
    for number in range(8):
        sara = taking(chat, AnswerKind.CHOICES, rule={"right": [0, 1]}, options=METALS, name=f"Expert {number}")
        for _ in range(4):
            item = make.row(chat, Item, make.rows(chat, Response)[-1].item_id)
            sara.writes("oxygen" if item.name == "choices-2" else "iron, gold")

    rim.taps("Have a look")

    assert rim.sees("choices-2 · Hepatology")
    assert rim.sees("Right by the bank: • Iron\n• Gold")
