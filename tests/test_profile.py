"""What is known of an expert, and every way to change it."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from sqlmodel import select

from bot.chat.event import Tap
from handlers.profile.edit import PARTS
from models.credential import CheckMethod, Credential, CredentialKind, CredentialState
from models.expert import Expert, Seniority
from models.person import Person, Progress
from models.types import PersonId
from tests import make
from tests.chat import Chat, Chatter


def expert_of(chat: Chat, sara: Chatter) -> Expert:
    return make.row(chat, Expert, make.person_id(chat, sara))


def person_of(chat: Chat, sara: Chatter) -> Person:
    return make.row(chat, Person, make.person_id(chat, sara))


def claim(
    chat: Chat, person_id: PersonId, state: CredentialState, claim: str = "diploma.pdf", register_code: str = ""
) -> None:
    with chat.database.transaction() as session:
        session.add(
            Credential(
                person_id=person_id,
                field_code="cardiology",
                kind=CredentialKind.DEGREE,
                method=CheckMethod.DOCUMENT,
                claim=claim,
                register_code=register_code,
                state=state,
                claimed_at=chat.now,
            )
        )


def test_everything_at_a_glance(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", timezone="Asia/Riyadh", quiet=(time(22), time(7)))

    sara.writes("/profile")

    for line in (
        "Name: Sara",
        "Field: Hepatology",
        "Standing: Practising",
        "Least an hour: $20",
        "Quiet hours: 22:00 to 07:00",
        "Time zone: Riyadh",
        "Language: English",
        "listed in a register, until",
    ):
        assert sara.sees(line)


def test_in_arabic(chat: Chat) -> None:
    omar = make.expert(chat, "عمر", language="ar", timezone="Africa/Cairo")

    omar.writes("/profile")

    assert omar.sees("المجال: أمراض الكبد")
    assert omar.sees("المنطقة الزمنية: القاهرة")
    assert omar.sees("مُدرج في سجل رسمي")


def test_credentials_say_how_far_they_are(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    person_id = make.person_id(chat, sara)
    claim(chat, person_id, CredentialState.FAILED)
    claim(chat, person_id, CredentialState.PENDING, claim="")
    claim(chat, person_id, CredentialState.PENDING, claim="7654321", register_code="gmc")
    claim(chat, person_id, CredentialState.WITHDRAWN, claim="secret.pdf")

    sara.writes("/profile")
    assert sara.sees("Diploma or degree (diploma.pdf), Cardiology: not accepted")
    assert sara.sees("Diploma or degree, Cardiology: waiting for you")
    assert sara.sees("Diploma or degree (7654321), Cardiology: with a reviewer")
    assert "secret.pdf" not in sara.last.text

    chat.later(days=4000)
    sara.writes("/profile")
    assert sara.sees("expired, please show it again")


def test_who_has_not_joined_is_shown_the_way(chat: Chat) -> None:
    lina = chat.person("Lina")

    for word in ("/profile", "/pause", "/resume"):
        lina.writes(word)
        assert lina.sees("You haven't joined as an expert yet")
    lina.taps("Start")

    assert lina.sees("Which language shall we use?")


def test_each_particular_can_be_changed(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    sara.writes("/profile")

    sara.taps("Edit: Name").writes("Sara Al-Hariri")
    assert sara.sees("Changed: Name.") and sara.sees("Name: Sara Al-Hariri")
    sara.taps("Edit: Field").writes("heart").taps("Cardiology")
    assert sara.sees("Field: Cardiology")
    sara.taps("Edit: Standing").taps("Senior")
    sara.taps("Edit: Least an hour").writes("١٥٠")
    assert sara.sees("Least an hour: $150")
    sara.taps("Edit: Quiet hours").writes("9pm to 6:30am")
    assert sara.sees("Quiet hours: 21:00 to 06:30")
    sara.taps("Edit: Time zone").writes("Cairo")
    assert sara.sees("Time zone: Cairo")
    sara.taps("Edit: Language").taps("العربية")
    assert sara.sees("تم التغيير: اللغة")

    row = expert_of(chat, sara)
    assert (row.field_code, row.seniority, row.min_rate_minor) == ("cardiology", Seniority.SENIOR, 15000)
    assert (row.quiet_from, row.quiet_to) == (time(21), time(6, 30))
    with chat.database.transaction() as session:
        assert session.exec(select(Progress)).all() == []


@pytest.mark.parametrize(
    ("part", "words", "answer"),
    [
        ("Name", "🎉", "A name needs letters"),
        ("Name", "n" * 5000, "100 is the most"),
        ("Field", "x" * 5000, "500 is the most"),
        ("Standing", "boss", "Please tap one of the buttons"),
        ("Least an hour", "0", "the least is $15"),
        ("Quiet hours", "always", "I couldn't read that as two times"),
        ("Time zone", "Atlantis", "I don't know a place called"),
        ("Language", "Klingon", "I speak English and Arabic"),
    ],
)
def test_what_is_no_answer_changes_nothing(chat: Chat, part: str, words: str, answer: str) -> None:
    sara = make.expert(chat, "Sara")
    sara.writes("/profile")
    before = sara.last.text

    sara.taps(f"Edit: {part}").writes(words)
    assert sara.sees(answer)
    sara.uploads()
    sara.taps("Cancel")
    assert sara.sees("nothing has changed")
    sara.writes("/profile")

    assert sara.last.text == before


def test_changing_the_language_is_no_second_welcome(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")

    sara.writes("/language")

    assert sara.sees("Which language shall we use?")
    assert sara.never_sees("Joining takes about five minutes")


def test_the_words_of_a_button_may_be_typed(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")

    sara.writes("/profile").taps("Edit: Quiet hours").writes("no quiet hours")

    assert sara.sees("Quiet hours: No quiet hours")


def test_a_half_done_change_gives_way_to_the_next(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    sara.writes("/profile").taps("Edit: Name").writes("/profile").taps("Edit: Least an hour")

    sara.writes("45")

    assert sara.has_seen("Least an hour: $45")
    assert sara.sees("What is your name?"), "and what was left open is asked again"


def test_commands_for_language_and_time_zone_serve_anyone(chat: Chat) -> None:
    lina = chat.person("Lina")

    lina.writes("/timezone USA")
    assert lina.sees("That could be one of several")
    lina.writes("/timezone Cairo")
    assert lina.sees("Changed: your time zone is now Cairo · 11:00.")
    assert person_of(chat, lina).timezone == "Africa/Cairo"
    lina.writes("/timezone")
    assert lina.sees("What time is it where you are?")
    lina.writes("Berlin").writes("/language").taps("العربية")

    assert lina.sees("تم التغيير: اللغة")
    assert person_of(chat, lina).timezone == "Europe/Berlin"
    assert len(chat.jobs("menu")) == 1


@pytest.mark.parametrize(
    ("label", "length", "words"),
    [
        ("One day", timedelta(days=1), "Offers are paused until Wed 25 Nov, 09:00"),
        ("One week", timedelta(days=7), "Offers are paused until Tue 1 Dec, 09:00"),
        ("Until I return", timedelta(days=36500), "Offers are paused until you return"),
    ],
)
def test_a_pause_and_its_end(chat: Chat, label: str, length: timedelta, words: str) -> None:
    sara = make.expert(chat, "Sara")

    sara.writes("/pause").taps(label)

    assert sara.sees(words)
    assert expert_of(chat, sara).paused_until == chat.now + length
    sara.writes("/profile")
    assert sara.sees(words)
    sara.taps("Get offers again")
    assert sara.sees("Good to have you back")
    assert expert_of(chat, sara).paused_until is None


def test_a_pause_ends_by_itself(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    sara.writes("/pause").taps("One day")

    chat.later(days=2)
    sara.writes("/profile")

    assert "paused" not in sara.last.text
    assert "Pause offers" in sara.last.labels


def test_every_part_has_a_button(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")

    sara.writes("/profile")

    assert len([label for label in sara.last.labels if label.startswith("Edit")]) == len(PARTS)


def test_the_buttons_of_someone_elses_profile_do_nothing(chat: Chat) -> None:
    sara, eve = make.expert(chat, "Sara"), make.expert(chat, "Eve")
    sara.writes("/profile")

    eve.does(Tap(sara.last.rows[0][0][1]))

    assert eve.sees("This button is from an older message")


def test_all_terms_in_a_row_where_there_is_no_form(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    sara.writes("/profile").taps("Change all my terms")
    for words, awaited in (
        ("95", "When shall I leave you alone?"),
        ("none", "How many hours a week"),
        ("12", "In which languages"),
        ("Arabic, English", "Which country"),
        ("Saudi Arabia", "What kinds of question"),
    ):
        sara.writes(words).sees(awaited)
    assert make.row(chat, Expert, make.person_id(chat, sara)).hours_a_week is None  # nothing is kept half-way

    sara.taps("Leave it: All kinds").sees("Changed")

    expert = make.row(chat, Expert, make.person_id(chat, sara))
    assert (expert.min_rate_minor, expert.hours_a_week, expert.country) == (9500, 12, "SA")
    assert expert.languages == frozenset({"ar", "en"})


def test_terms_are_begun_anew_each_time(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    sara.writes("/profile").taps("Change all my terms").writes("95")
    sara.writes("/profile").taps("Change all my terms").sees("What must an hour pay at least?")
