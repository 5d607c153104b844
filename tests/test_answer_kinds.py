"""Every kind of answer: an expert taps or writes it, in either language."""

from __future__ import annotations

from typing import Any

from models.answer import Answer
from models.types import OfferId
from tests import make
from tests.chat import Chat, Chatter

FRUIT = ["Apple", "Banana", "Cherry", "Date"]


def asked(chat: Chat, kind: str, rule: dict[str, Any], language: str = "en") -> tuple[Chatter, OfferId]:
    """An expert in front of a task's only question."""
    expert = make.expert(chat, f"Sara {len(chat.people)}", language=language)
    task = make.task(chat, questions=[{"kind": kind, "text": "Which?", "rule": rule}], minutes=16)
    offer = make.offer(chat, task, expert)
    expert.taps("Claim" if language == "en" else "احجزها")
    return expert, offer


def given(chat: Chat, offer: OfferId) -> Any:
    return make.row(chat, Answer, offer).given[0]


def test_several_choices_are_tapped_on_and_off(chat: Chat) -> None:
    sara, offer = asked(chat, "choices", {"options": FRUIT})

    assert sara.sees("Choose any number of them")
    assert sara.last.labels[:5] == ["☐ Apple", "☐ Banana", "☐ Cherry", "☐ Date", "Done"]
    sara.taps("Cherry").taps("Apple").taps("Date").taps("Date")
    assert sara.last.labels[:4] == ["☑ Apple", "☐ Banana", "☑ Cherry", "☐ Date"]
    sara.taps("Done")
    assert sara.sees("→ Apple · Cherry")
    sara.taps("Submit")

    assert given(chat, offer) == ["Apple", "Cherry"]


def test_a_double_tap_on_a_choice_leaves_it_chosen(chat: Chat) -> None:
    sara, _ = asked(chat, "choices", {"options": FRUIT})

    sara.taps("Cherry").taps("Cherry", again=True)

    assert sara.last.labels[2] == "☑ Cherry"
    assert len(sara.messages) == 2


def test_too_few_and_too_many_choices_say_what_would_be_right(chat: Chat) -> None:
    sara, offer = asked(chat, "choices", {"options": FRUIT, "min": 2, "max": 2})

    assert sara.sees("Choose 2: tap each of them")
    sara.taps("Cherry").taps("Done")
    assert sara.sees("Please choose at least 2.")
    sara.taps("Date").taps("Apple")
    assert sara.sees("Please choose at most 2.")
    assert sara.last.labels[:4] == ["☐ Apple", "☐ Banana", "☑ Cherry", "☑ Date"]
    sara.writes("plum")
    assert sara.sees("“plum” is none of the options")
    sara.writes("done").taps("Submit")

    assert given(chat, offer) == ["Cherry", "Date"]


def test_going_back_to_choices_begins_them_anew(chat: Chat) -> None:
    sara, _ = asked(chat, "choices", {"options": FRUIT})

    sara.taps("Cherry").taps("Done").taps("Edit: Question 1")

    assert sara.last.labels[:4] == ["☐ Apple", "☐ Banana", "☐ Cherry", "☐ Date"]


def test_what_is_only_half_chosen_is_no_answer(chat: Chat) -> None:
    sara, _ = asked(chat, "choices", {"options": FRUIT})

    sara.taps("Cherry").taps("Hand back")

    assert sara.sees("Your place goes to someone else.")
    assert sara.never_sees("answer goes with it") and sara.never_sees("answers go with it")


def test_a_ranking_is_tapped_in_order_and_undone(chat: Chat) -> None:
    sara, offer = asked(chat, "ranking", {"options": FRUIT})

    assert "Undo the last one" not in sara.last.labels
    sara.taps("Banana").taps("Banana", again=True).taps("Apple").taps("Undo").taps("Undo", again=True).taps("Date")
    assert sara.last.labels[:5] == ["Apple", "1 · Banana", "Cherry", "2 · Date", "Undo the last one"]
    sara.taps("Banana")
    assert sara.last.labels[3] == "2 · Date"
    sara.taps("Cherry")
    assert sara.sees("→ 1. Banana · 2. Date · 3. Cherry · 4. Apple")
    sara.taps("Submit")

    assert given(chat, offer) == ["Banana", "Date", "Cherry", "Apple"]


def test_a_ranking_in_writing(chat: Chat) -> None:
    sara, offer = asked(chat, "ranking", {"options": FRUIT})

    sara.writes("Date > Apple")
    assert sara.sees("Please name all 4, each once, the best first.")
    sara.taps("Date").writes("undo the last one")
    assert sara.last.labels[3] == "Date"
    sara.writes("٤، ١، ٢، ٣").taps("Submit")

    assert given(chat, offer) == ["Date", "Apple", "Banana", "Cherry"]


def test_a_rating_has_a_button_for_each_place(chat: Chat) -> None:
    sara, offer = asked(chat, "rating", {"from": 1, "to": 5})

    assert [label for label, _ in sara.last.rows[0]] == ["1", "2", "3", "4", "5"]
    sara.writes("6")
    assert sara.sees("6 is too large: 5 is the most")
    sara.writes("4.5")
    assert sara.sees("4.5")
    sara.writes("٣")
    assert sara.sees("→ 3 (from 1 to 5)")
    sara.taps("Edit: Question 1").taps("4").taps("Submit")

    assert given(chat, offer) == 4


def test_a_long_scale_is_written(chat: Chat) -> None:
    sara, offer = asked(chat, "rating", {"from": 0, "to": 100})

    assert sara.last.labels == ["Cancel"]
    sara.writes("85").taps("Submit")

    assert given(chat, offer) == 85


def test_the_better_of_two(chat: Chat) -> None:
    sara, offer = asked(chat, "pair", {"options": ["Answer A", "Answer B"], "tie": True})

    assert [[label for label, _ in row] for row in sara.last.rows[:2]] == [
        ["Answer A", "Answer B"],
        ["Both equally good"],
    ]
    sara.writes("neither")
    assert sara.sees("“neither” is none of the options")
    sara.taps("Both equally")
    assert sara.sees("→ Both equally good")
    sara.taps("Edit: Question 1").taps("Answer B").taps("Submit")

    assert given(chat, offer) == "Answer B"


def test_a_chemical_formula(chat: Chat) -> None:
    sara, offer = asked(chat, "formula", {})

    sara.writes("water")
    assert sara.sees("I can't read “water” as a chemical formula")
    sara.writes("CH₃COOH")
    assert sara.sees("→ C2H4O2")
    sara.taps("Submit")

    assert given(chat, offer) == "C2H4O2"


def test_a_photo_is_no_answer_to_any_kind(chat: Chat) -> None:
    for kind, rule in (("choices", {"options": FRUIT}), ("ranking", {"options": FRUIT}), ("rating", {})):
        sara, _ = asked(chat, kind, rule)
        sara.uploads("scan.jpg", kind="photo")
        assert sara.sees("Which?")
        assert len(sara.last.text.split("\n\n")) > 2, "why not, before the question"


def test_long_options_are_listed_and_ticked_by_their_numbers(chat: Chat) -> None:
    options = ["Surveillance every six months with ultrasound", "Liver transplant listing at the next meeting"]
    sara, offer = asked(chat, "choices", {"options": options})

    assert sara.sees(f"1. {options[0]}\n2. {options[1]}")
    sara.taps("☐ 2.").taps("Done").taps("Submit")

    assert given(chat, offer) == [options[1]]


def test_in_arabic(chat: Chat) -> None:
    omar, offer = asked(chat, "choices", {"options": ["تفاح", "موز", "تمر"], "min": 1, "max": 2}, "ar")

    assert omar.sees("اختر من 1 إلى 2: اضغط كل خيار تريده ثم «تم»")
    omar.taps("تمر").taps("موز").taps("تفاح")
    assert omar.sees("من فضلك اختر اثنين على الأكثر.")
    omar.writes("تم")
    assert omar.sees("← موز · تمر")
    omar.taps("أرسل")

    assert given(chat, offer) == ["موز", "تمر"]


def test_an_expression_is_read_beside_the_conversation(chat: Chat) -> None:
    sara, offer = asked(chat, "math", {})

    sara.writes("(x-1)(x+1)")
    assert sara.sees("One moment: your expression is being worked out.")
    assert chat.jobs("read-math") == [{"name": "q1", "words": "(x-1)(x+1)"}]
    sara.writes("hello?")
    assert sara.sees("That is still being worked out.")
    chat.finish("read-math", name="q1", words="(x-1)(x+1)", value="(x - 1)*(x + 1)")
    assert sara.sees("→ (x - 1)*(x + 1)")
    sara.taps("Submit")

    assert given(chat, offer) == "(x - 1)*(x + 1)"


def test_an_expression_that_can_not_be_read_is_asked_for_again(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    math = {"kind": "math", "text": "Factor it.", "rule": {}}
    offer = make.offer(chat, make.task(chat, questions=[math, make.WORDS], minutes=16), sara)
    sara.taps("Claim").writes("((x")
    assert sara.sees("Question 2 of 2")

    chat.finish("read-math", error="math-unreadable", name="q1", words="((x", given="((x")
    assert sara.sees("Question 1:\n\nI can't read “((x” as an expression.")
    assert sara.sees("I'll ask you again once you have answered the other questions.")
    sara.writes("Because it is so")
    assert sara.sees("Question 1 of 2")
    sara.writes("((y")
    assert sara.sees("One moment")
    chat.finish("read-math", error="math-too-slow", name="q1.1", words="((y")
    assert sara.sees("That expression takes too long to work out. Please simplify it.")
    assert sara.sees("Question 1 of 2")
    sara.writes("x+1")
    chat.finish("read-math", name="q1.2", words="x+1", value="x + 1")
    assert sara.sees("→ x + 1")
    sara.taps("Submit")

    assert make.row(chat, Answer, offer).given == ["x + 1", "Because it is so"]


def test_a_reading_of_what_was_retyped_meanwhile_changes_nothing(chat: Chat) -> None:
    sara, offer = asked(chat, "math", {})

    sara.writes("x+1").taps("Back").writes("x+2")
    chat.finish("read-math", name="q1", words="x+1", value="x + 1")
    assert sara.sees("One moment")
    chat.finish("read-math", name="q1", words="x+2", value="x + 2")
    sara.taps("Submit")

    assert given(chat, offer) == "x + 2"


def test_an_expression_that_nobody_could_work_out_counts_as_typed(chat: Chat) -> None:
    sara, offer = asked(chat, "math", {})

    sara.writes("x+1")
    chat.finish("read-math", error="read-math-failed")
    sara.taps("Submit")

    assert given(chat, offer) == "x+1"
