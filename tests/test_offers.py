"""An offer's card, and what an expert can do with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.chat.event import Event, Sender, Tap
from handlers.reminders import reminders
from models.client import Client
from models.offer import Offer, OfferState
from models.task import Task
from tests import make
from tests.chat import Chat, Chatter


def test_the_card_says_what_whose_how_much_and_until_when(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", timezone="Africa/Cairo")
    make.offer(chat, make.task(chat, places=3), sara)

    assert sara.sees("Liver scans")
    assert sara.sees("Hepatology · for A European laboratory")
    assert sara.sees("$40 an answer ($120 an hour) · about 20 minutes · 1 question")
    assert sara.sees("3 places left · open until 19:00 (for another 8 hours)")
    assert sara.last.labels == ["Claim", "Details", "Later", "Not for me"]


@pytest.mark.parametrize(
    ("pseudonym", "language", "shown"),
    [
        ("client-medical-laboratory", "en", "for a medical AI laboratory"),
        ("client-medical-laboratory", "ar", "لصالح مختبر للذكاء الاصطناعي الطبي"),
        ("", "en", "for client no. 1"),
        ("", "ar", "لصالح العميل رقم 1"),
        ("A <b>European</b> laboratory", "ar", "لصالح A <b>European</b> laboratory"),
        ("card-accepted", "en", "for card-accepted"),
    ],
)
def test_a_pseudonym_of_ours_is_in_the_readers_language_and_others_as_they_were_written(
    chat: Chat, pseudonym: str, language: str, shown: str
) -> None:
    sara = make.expert(chat, "Sara", language=language)
    task = make.task(chat)

    def rename(session: Session) -> None:
        session.exec(select(Client)).one().pseudonym = pseudonym

    make.within(chat, rename)
    make.offer(chat, task, sara)

    assert sara.sees(shown)


def test_a_double_tap_holds_one_place(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    task = make.task(chat, places=2)
    offer = make.offer(chat, task, sara)

    sara.taps("Claim")
    sara.taps("Claim", again=True)

    assert sara.has_seen("It's yours until 09:31 (in 31 minutes). One more place is left.")
    assert sara.has_seen("Question 1 of 1")
    assert len(sara.messages) == 2
    assert make.row(chat, Task, task).places_left == 1
    assert make.row(chat, Offer, offer).state is OfferState.CLAIMED


def test_two_experts_race_for_the_last_place(chat: Chat) -> None:
    sara, omar = make.expert(chat, "Sara"), make.expert(chat, "Omar")
    task = make.task(chat, places=1)
    make.offer(chat, task, sara)
    make.offer(chat, task, omar)

    sara.taps("Claim")
    omar.taps("Claim")

    assert sara.has_seen("It's yours until 09:31 (in 31 minutes). It was the last place.")
    assert omar.sees("The last place in Liver scans has just gone.")
    assert omar.has_seen("All places are taken at the moment")
    assert make.row(chat, Task, task).places_left == 0


def test_the_last_place_in_one_batch_has_one_winner(chat: Chat) -> None:
    sara, omar = make.expert(chat, "Sara"), make.expert(chat, "Omar")
    task = make.task(chat, places=1)
    make.offer(chat, task, sara)
    make.offer(chat, task, omar)

    taps = [Event(f"tap-{who.name}", sender(who), Tap(who.last.rows[0][0][1])) for who in (sara, omar)]
    chat.receive(chat.inbox.handle(taps))

    assert sara.sees("Question 1 of 1")
    assert omar.sees("The last place in Liver scans has just gone.")


def test_a_fourth_claim_names_the_three_that_are_held(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    for title in ("First", "Second", "Third", "Fourth"):
        make.offer(chat, make.task(chat, title=title), sara)
        sara.taps("Claim")

    assert sara.sees("You hold 3 tasks already, which is the most.")
    assert sara.sees("• First\n• Second\n• Third")


def test_details_say_what_is_asked_and_how_it_is_paid(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    make.offer(chat, make.task(chat, questions=[make.CHOICE, make.NUMBER, make.WORDS]), sara)

    sara.taps("Details")

    assert sara.sees("1. Is the liver cirrhotic?\nChoose one of 3 options.")
    assert sara.sees("2. What is the bilirubin?\nAnswer with a number in mg/dL.")
    assert sara.sees("3. Why?\nAnswer in your own words, 5 to 200 characters.")
    assert sara.sees("you have 31 minutes to answer")
    assert sara.sees("within 21 days at most")
    assert sara.last.labels == ["Claim", "← Back to the card"]
    sara.taps("Back to the card")
    assert sara.last.labels == ["Claim", "Details", "Later", "Not for me"]
    assert len(sara.messages) == 1


def test_not_for_me_keeps_the_reason_and_can_be_undone(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    offer = make.offer(chat, make.task(chat), sara)

    sara.taps("Not for me").taps("The pay is too low")

    assert sara.sees("Not for you: I've noted why")
    assert make.row(chat, Offer, offer).declined_because == "pay-too-low"
    sara.writes("/work")
    assert sara.sees("There is no open task for you just now")
    sara.taps("Show it again")
    assert make.row(chat, Offer, offer).declined_because == ""
    sara.writes("/work")
    assert sara.sees("• Liver scans: $40, about 20 minutes, until 17:00")


def test_a_card_declined_by_mistake_can_still_be_claimed_elsewhere(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    offer = make.offer(chat, make.task(chat), sara)
    sara.writes("/work").taps("Liver scans")
    older, newer = sara.messages[0], sara.last

    sara.does(Tap(older.rows[2][1][1]))
    sara.taps("No time")
    sara.does(Tap(newer.rows[0][0][1]))

    assert make.row(chat, Offer, offer).state is OfferState.CLAIMED
    assert make.row(chat, Offer, offer).declined_because == ""


def test_later_comes_back_and_once_more_before_the_offer_closes(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    make.offer(chat, make.task(chat, open_for=timedelta(hours=8)), sara)

    sara.taps("Later")
    assert sara.last.labels == ["In 1 hour (10:00)", "In 3 hours (12:00)", "← Back to the card"]
    sara.taps("In 1 hour")
    assert sara.sees("I'll remind you at 10:00.")

    chat.later(minutes=59)
    chat.sweep(reminders.sweep)
    assert len(sara.messages) == 1
    chat.later(minutes=1)
    chat.sweep(reminders.sweep)
    assert sara.sees("You asked me to remind you of Liver scans ($40). 3 places are left, and it is open until 17:00.")
    chat.later(hours=6)
    chat.sweep(reminders.sweep)
    assert sara.sees("Liver scans ($40) closes at 17:00, in 1 hour. 3 places are left.")


def test_later_offers_this_evening_in_the_experts_own_time(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", timezone="Africa/Cairo")
    make.offer(chat, make.task(chat, open_for=timedelta(days=2)), sara)

    sara.taps("Later").taps("This evening (19:00)")

    chat.later(hours=8)
    chat.sweep(reminders.sweep)
    assert sara.sees("You asked me to remind you of Liver scans")


def test_later_is_no_use_shortly_before_the_deadline(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    make.offer(chat, make.task(chat, open_for=timedelta(minutes=30)), sara)

    sara.taps("Later")

    assert sara.sees("It closes before a reminder would help")
    assert "Claim" in sara.last.labels


def test_a_card_is_not_sent_for_a_task_that_has_closed_meanwhile(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    task = make.task(chat)
    chat.later(hours=9)
    make.offer(chat, task, sara)

    assert sara.messages == []


def test_a_card_of_someone_elses_offer_does_nothing(chat: Chat) -> None:
    sara, omar = make.expert(chat, "Sara"), make.expert(chat, "Omar")
    offer = make.offer(chat, make.task(chat), sara)
    other = make.offer(chat, make.task(chat, title="Kidneys"), omar)

    omar.does(Tap(omar.last.rows[0][0][1].replace(f":{other}", f":{offer}")))

    assert omar.sees("That is someone else's and works only for them.")
    assert make.row(chat, Offer, offer).state is OfferState.OFFERED


def test_the_card_in_arabic(chat: Chat) -> None:
    sara = make.expert(chat, "سارة", language="ar", timezone="Asia/Riyadh")
    make.offer(chat, make.task(chat, places=2, questions=[make.CHOICE, make.NUMBER]), sara)

    assert sara.sees("أمراض الكبد")
    assert sara.sees("نحو 20 دقيقة · سؤالان")
    assert sara.sees("بقي مكانان · متاحة حتى 20:00 (المدة المتبقية: 8 ساعات)")
    sara.taps("احجزها")
    assert sara.has_seen("هي لك حتى 12:31 (المدة المتبقية: 31 دقيقة). بقي مكان واحد آخر.")
    assert sara.sees("السؤال 1 من 2 · لك حتى 12:31")


def sender(who: Chatter) -> Sender:
    return Sender("telegram", who.external_id, who.external_id, who.name, who.name.lower(), who.language)
