"""What is an answer to each question of joining, as people put it, and what is none."""

from __future__ import annotations

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.chat import Chat
from tests.joining import expert_of, person_of, reaches

FLOOD = "ab " * 1700
"""More than five thousand characters."""


def test_in_arabic_with_arabic_digits(chat: Chat) -> None:
    omar = chat.person("عمر", "ar")

    omar.writes("/start")
    assert omar.sees("الخطوة 1 من 9")
    omar.taps("العربية")
    assert omar.sees("كم الساعة عندك الآن؟")
    assert "الرياض · 12:00" in omar.last.labels[0]
    omar.writes("القاهرة")
    assert omar.sees("ما أحتفظ به ولماذا")
    omar.taps("أوافق")
    omar.taps("عمر")
    omar.writes("طبيب كبد")
    assert omar.sees("مجالك: أمراض الكبد.")
    omar.taps("ممارس")
    assert omar.sees("الخطوة 7 من 9")
    omar.taps("يكفي الآن")
    omar.writes("١٢٠")
    assert omar.sees("متى تفضّل ألا أزعجك؟")
    omar.writes("٢١:٣٠-٦")
    assert omar.sees("ساعات الهدوء: من 21:30 إلى 06:00")
    assert omar.sees("المنطقة الزمنية: القاهرة")
    omar.taps("كل شيء صحيح")

    assert omar.sees("أهلًا بك يا عمر")
    row = expert_of(chat, "عمر")
    assert row is not None and row.min_rate_minor == 12000
    assert (row.quiet_from, row.quiet_to) == (time(21, 30), time(6))
    assert person_of(chat, "عمر").timezone == "Africa/Cairo"


def test_an_unclear_field_is_chosen_among_the_likeliest(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "field")

    sara.writes("heart")
    assert sara.sees("Which of these comes closest?")
    sara.taps("None of these")
    assert sara.sees("Let's try other words")
    sara.writes("zzzz qqqq")
    assert sara.sees("Let's try other words")
    sara.writes("heart")
    sara.taps("Cardiology")

    assert sara.sees("Your field: Cardiology")


def test_a_changed_field_forgets_what_was_chosen_for_the_old_one(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "field")
    sara.writes("heart").taps("None of these").writes("hepatology")
    for label in ("Senior", "Enough", "$125", "22:00"):
        sara.taps(label)

    sara.taps("Edit: Field").writes("heart")

    assert sara.sees("Which of these comes closest?")


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Cairo", "Africa/Cairo"),
        ("القاهرة", "Africa/Cairo"),
        ("UTC+3", "Etc/GMT-3"),
        ("utc +٥:٣٠", "Asia/Kolkata"),
        ("new yrok", "America/New_York"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("Germany", "Europe/Berlin"),
        ("السعودية", "Asia/Riyadh"),
    ],
)
def test_a_time_zone_is_a_city_a_country_or_an_offset(chat: Chat, words: str, zone: str) -> None:
    sara = chat.person("Sara")
    reaches(sara, "timezone")

    sara.writes(words)

    assert sara.sees("What I keep")
    assert person_of(chat, "Sara").timezone == zone


@pytest.mark.parametrize(
    ("words", "asked"),
    [("عربي", "كم الساعة"), ("Arabic", "كم الساعة"), ("بالعربية", "كم الساعة"), ("الإنجليزية", "What time is it")],
)
def test_a_language_is_called_as_people_call_it(chat: Chat, words: str, asked: str) -> None:
    sara = chat.person("Sara")
    reaches(sara, "language")

    sara.writes(words)

    assert sara.sees(asked)


@pytest.mark.parametrize("words", ["90 dollars", "90 US dollars", "٩٠ دولارًا", "٩٠ دولار", "90 USD", "$90", "90 $"])
def test_a_rate_may_name_its_currency(chat: Chat, words: str) -> None:
    sara = chat.person("Sara")
    reaches(sara, "rate")

    sara.writes(words)

    assert sara.sees("When shall I leave you alone?")


@pytest.mark.parametrize("form", ["%H:%M", "%I:%M %p", "%I.%M%p", "%I:%M"])
@pytest.mark.parametrize(("zone", "off"), [("America/New_York", 0), ("Europe/London", 6), ("America/Los_Angeles", -3)])
def test_a_time_zone_is_the_time_that_it_is_there(chat: Chat, zone: str, off: int, form: str) -> None:
    sara = chat.person("Sara")
    reaches(sara, "timezone")

    sara.writes((chat.now.astimezone(ZoneInfo(zone)) + timedelta(minutes=off)).strftime(form))

    assert sara.sees("What I keep")
    assert person_of(chat, "Sara").timezone == zone


def test_a_time_that_it_is_in_several_cities_is_asked_about(chat: Chat) -> None:
    omar = chat.person("عمر", language="ar")
    reaches(omar, "timezone")

    tokyo = f"{chat.now.astimezone(ZoneInfo('Asia/Tokyo')):%H:%M}"
    omar.writes(tokyo.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))
    assert omar.sees("Tokyo")
    omar.writes("طوكيو")

    assert person_of(chat, "عمر").timezone == "Asia/Tokyo"


def test_a_country_of_many_zones_is_asked_about(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "timezone")

    sara.writes("USA")
    assert sara.sees("That could be one of several")
    assert sara.sees("Chicago")
    sara.writes("chicago")

    assert person_of(chat, "Sara").timezone == "America/Chicago"


@pytest.mark.parametrize(
    ("question", "words", "answer"),
    [
        ("language", "🎉", "I speak English and Arabic"),
        ("timezone", "🎉🎉", "I don't know a place called"),
        ("timezone", FLOOD, "I don't know a place called"),
        ("timezone", "UTC+77", "I don't know a place called"),
        ("timezone", "16", "I don't know a place called"),
        ("timezone", "99:99", "I don't know a place called"),
        ("consent", "maybe", "Please tap one of the buttons"),
        ("name", "😀", "A name needs letters"),
        ("name", FLOOD, "100 is the most"),
        ("field", FLOOD, "500 is the most"),
        ("field", "   ", "Please write something"),
        ("level", "king", "Please tap one of the buttons"),
        ("proof", "none at all", "Please tap one of the buttons"),
        ("rate", "😀", "I can't read “😀” as a number"),
        ("rate", "90 euros", "as a number"),
        ("rate", "1", "the least is $15"),
        ("rate", "-50", "the least is $15"),
        ("rate", "999999", "the most is $2,000"),
        ("rate", FLOOD, "as a number"),
        ("quiet", "whenever", "I couldn't read that as two times"),
        ("quiet", "25-7", "I couldn't read that as two times"),
        ("quiet", "7-7", "Beginning and end are the same"),
        ("quiet", FLOOD, "I couldn't read that as two times"),
        ("summary", "maybe", "tap the first button or write “yes”"),
    ],
)
def test_what_is_no_answer_gets_a_sentence_and_the_question_again(
    chat: Chat, question: str, words: str, answer: str
) -> None:
    sara = chat.person("Sara")
    reaches(sara, question)
    asked = sara.last.text

    sara.writes(words)

    assert sara.sees(answer)
    assert sara.last.text.endswith(asked[-40:]), "the question stands again under what was wrong"


@pytest.mark.parametrize(
    "question", ["language", "timezone", "consent", "name", "field", "level", "proof", "rate", "quiet", "summary"]
)
def test_a_photo_is_no_answer_to_any_question(chat: Chat, question: str) -> None:
    sara = chat.person("Sara")
    reaches(sara, question)
    asked = sara.last.text

    sara.uploads("me.jpg", kind="photo", mime="image/jpeg")

    assert sara.last.text.endswith(asked[-40:]) and sara.last.text != asked
