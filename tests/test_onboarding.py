"""From the first word to the first tasks, in both languages, with everything that people do on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.chat.event import Command, Event, Tap, Words
from bot.chat.wire import load_text
from handlers import broadcast
from models.expert import Expert, Seniority
from models.person import Person, Progress
from models.reminder import Reminder
from tests.chat import START, Chat, Chatter
from tests.recruiting import broadcasts, describes, recruiter

FLOOD = "ab " * 1700
"""More than five thousand characters."""


def joins(person: Chatter, field: str = "liver transplants") -> None:
    """The quickest way through, in English: eleven things done."""
    reaches(person, "quiet", field)
    person.taps("22:00 to 07:00")
    person.taps("That's right")


STEPS: dict[str, Callable[[Chatter, str], Event]] = {
    "language": lambda person, field: person.event(Command("start")),
    "timezone": lambda person, field: person.tap("English"),
    "consent": lambda person, field: person.tap("London"),
    "name": lambda person, field: person.tap("I agree"),
    "field": lambda person, field: person.tap(person.name),
    "level": lambda person, field: person.event(Words(field)),
    "proof": lambda person, field: person.tap("Senior"),
    "rate": lambda person, field: person.tap("Enough for now"),
    "quiet": lambda person, field: person.tap("$125"),
    "summary": lambda person, field: person.tap("22:00 to 07:00"),
}
"""What leads to each question."""


def reaches(person: Chatter, question: str, field: str = "liver transplants") -> None:
    """Answers everything that comes before a question."""
    all_reach([person], question, field)


def all_reach(people: list[Chatter], question: str, field: str = "liver transplants") -> None:
    """The same for many, who answer each question at once."""
    for name, step in STEPS.items():
        people[0].chat.at_once([step(person, field) for person in people])
        if name == question:
            return


def person_of(chat: Chat, name: str) -> Person:
    with chat.database.transaction() as session:
        return session.exec(select(Person).where(Person.name == name)).one()


def expert_of(chat: Chat, name: str) -> Expert | None:
    with chat.database.transaction() as session:
        return session.get(Expert, person_of(chat, name).key)


def test_the_quickest_way_in(chat: Chat) -> None:
    sara = chat.person("Sara", "en-GB")

    joins(sara)

    assert sara.sees("Welcome, Sara.")
    assert sara.sees("You haven't shown a proof yet")
    row = expert_of(chat, "Sara")
    assert row is not None
    assert (row.field_code, row.seniority, row.min_rate_minor) == ("hepatology", Seniority.SENIOR, 12500)
    assert (row.quiet_from, row.quiet_to) == (time(22), time(7))
    assert len(sara.messages) == 2, "taps change the message in place; only what was typed begins a new one"


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


def test_the_language_takes_effect_at_once(chat: Chat) -> None:
    omar = chat.person("Omar", "en")

    omar.writes("/start").taps("العربية")

    assert omar.sees("كم الساعة عندك الآن؟")
    assert any("الرياض" in label for label in omar.last.labels)
    assert len(chat.jobs("menu")) == 1


def test_consent_is_recorded_with_its_version(chat: Chat) -> None:
    sara = chat.person("Sara")

    reaches(sara, "consent")
    assert sara.sees("Version 2026-11")
    sara.taps("I agree")

    person = person_of(chat, "Sara")
    assert (person.consent_version, person.consented_at) == ("2026-11", START)


def test_saying_no_ends_it_and_keeps_nothing(chat: Chat) -> None:
    sara = chat.person("Sara")

    reaches(sara, "consent")
    sara.taps("No")

    assert sara.sees("I have deleted your answers")
    with chat.database.transaction() as session:
        assert session.exec(select(Progress)).all() == []
        assert [reminder.due_at for reminder in session.exec(select(Reminder))] == [None]
    assert person_of(chat, "Sara").consent_version == ""
    sara.taps("Start")
    assert sara.sees("Which language shall we use?")


def test_it_can_be_left_and_taken_up_again(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "name")
    chat.later(days=3)

    sara.writes("/start")

    assert sara.sees("Welcome back.")
    assert sara.sees("Step 4 of 9")
    sara.taps("Sara")
    assert sara.sees("Step 5 of 9")


def test_a_reminder_is_due_a_day_after_the_last_answer(chat: Chat) -> None:
    sara = chat.person("Sara")

    reaches(sara, "timezone")
    chat.later(hours=5)
    sara.taps("London")

    with chat.database.transaction() as session:
        assert session.exec(select(Reminder)).one().due_at == START + timedelta(days=1, hours=5)
    chat.later(hours=1)
    sara.taps("I agree").taps("Sara").writes("hepatology")
    for label in ("Senior", "Enough", "$125", "22:00", "That's right"):
        sara.taps(label)
    with chat.database.transaction() as session:
        assert session.exec(select(Reminder)).one().due_at is None


def test_back_at_the_first_question_stays_there(chat: Chat) -> None:
    sara = chat.person("Sara")

    sara.writes("/start").writes("/back")

    assert sara.sees("Which language shall we use?")
    assert "← Back" not in sara.last.labels


def test_back_asks_again_and_keeps_what_came_before(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "rate")

    sara.writes("/back")
    assert sara.sees("How would you like to show")
    sara.writes("/back")
    assert sara.sees("Where do you stand")
    sara.taps("Graduate").taps("Enough").taps("$60").taps("No quiet hours")

    assert sara.sees("Standing: Graduate")
    assert sara.sees("Name: Sara")


def test_the_summary_edits_one_answer(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "summary")

    sara.taps("Edit: Least an hour")
    sara.writes("99.50")

    assert sara.sees("Least an hour: $99.50")
    sara.taps("Edit: Field")
    sara.writes("cardiology")
    assert sara.sees("How would you like to show that Cardiology")
    sara.taps("Enough").taps("That's right")
    row = expert_of(chat, "Sara")
    assert row is not None and (row.field_code, row.min_rate_minor) == ("cardiology", 9950)


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


def test_double_taps_change_nothing(chat: Chat) -> None:
    sara = chat.person("Sara")
    sara.writes("/start").taps("English")
    sara.taps("London")
    seen = sara.last.text

    sara.taps("London", again=True)

    assert sara.last.text == seen


def test_an_old_button_is_answered_kindly(chat: Chat) -> None:
    sara = chat.person("Sara")
    sara.writes("/start").writes("/start")
    first, second = sara.messages
    sara.taps("English").taps("London")

    old = dict(pair for row in first.rows for pair in row)
    assert second is not first
    sara.does(Tap(old["العربية"]))

    assert sara.sees("That question is behind us")
    assert sara.sees("What I keep")
    assert person_of(chat, "Sara").language == "en"


def test_cancel_asks_once_and_throws_away(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "level")

    sara.taps("Cancel")
    sara.taps("No, go on")
    assert sara.sees("Where do you stand")
    sara.taps("Cancel").taps("Yes, throw it away")

    assert sara.sees("Thrown away")
    sara.writes("/start")
    assert sara.sees("Step 1 of 9")


def test_cancel_asks_nothing_where_nothing_would_be_lost(chat: Chat) -> None:
    sara = chat.person("Sara")
    sara.writes("/start").taps("Cancel")

    assert sara.sees("nothing has changed")


def test_the_second_of_two_quick_taps_is_not_answered(chat: Chat) -> None:
    sara = chat.person("Sara")
    sara.writes("/start").taps("Cancel")
    said = len(sara.messages)

    sara.taps("Cancel", again=True)

    assert sara.sees("nothing has changed")
    assert len(sara.messages) == said


def test_a_repeated_event_is_handled_once(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "field")
    before = len(sara.messages)

    sara.does(Words("hepatology"), event_id="same")
    sara.does(Words("hepatology"), event_id="same")

    assert len(sara.messages) == before + 1


def test_a_task_that_is_open_comes_with_the_welcome(chat: Chat) -> None:
    broadcasts(describes(recruiter(chat), pay="$50"))
    chat.sweep(broadcast.sweep, broadcast.move)
    sara = chat.person("Sara")

    joins(sara)

    assert sara.has_seen("One fits you already: here it comes.")
    assert sara.sees("Liver scans")


def test_a_task_that_asks_for_more_comes_with_the_proof(chat: Chat) -> None:
    broadcasts(describes(recruiter(chat), level="Controls a work", pay="$50"))
    chat.sweep(broadcast.sweep, broadcast.move)
    sara = chat.person("Sara")
    joins(sara)
    assert sara.sees("Nothing fits you just now")

    sara.taps("My profile").taps("Add a proof").taps("Code to my address").writes("sara@ksu.edu.sa")
    sara.writes(str(load_text(chat.jobs("mail")[0]["body"]).variables["code"]))

    assert sara.sees("Liver scans")
