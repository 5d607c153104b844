"""Around an appeal: whoever may decide is reminded, and whoever rejected the answer hears that it counts after all."""

from __future__ import annotations

from datetime import time

from sqlmodel import Session, select

from handlers.reminders import reminders
from handlers.review import silence
from models.appeal import Appeal
from models.membership import Membership
from models.reminder import Reminder, ReminderKind
from models.task import Task
from tests import make
from tests.appealing import invites, rejected, rejects
from tests.chat import Chat, Chatter
from tests.recruiting import broadcasts, describes, recruiter
from tests.test_review import answers

WORD = "that you had not accepted was looked at once more"


def reminded(whom: Chatter) -> int:
    return sum("waiting for your decision since" in shown.text for shown in whom.messages)


def test_whoever_rejected_it_hears_that_it_counts_and_why(chat: Chat) -> None:
    sara, lina, rana = rejected(chat, "The second scan is missing."), chat.person("Lina"), chat.person("Rana")
    sara.taps("Appeal").writes("It is on page 2.")

    lina.taps("Look at appeals").taps("Accept after all")
    lina.taps("Accept after all", again=True)

    assert rana.sees("An answer to Liver scans that you had not accepted was looked at once more")
    assert rana.sees("Your reason was: It is wrong. You wrote: “The second scan is missing.”")
    assert rana.sees("The expert had written: “It is on page 2.”") and rana.sees("nothing is held against you")
    assert "Lina" not in rana.last.text and rana.last.labels == ["Review answers"]
    assert sum(WORD in shown.text for shown in rana.messages) == 1


def test_where_silence_overrules_that_is_the_reason(chat: Chat) -> None:
    sara, rana = rejected(chat), chat.person("Rana")
    sara.taps("Appeal").taps("Send without words")

    chat.later(days=21)
    chat.sweep(silence.sweep_appeals, silence.sweep_appeals)

    assert rana.sees(
        "counts after all, and is paid: its expert appealed, and nobody else decided on that within 21 days."
    )
    assert rana.sees("The expert adds no words.")


def test_what_stays_rejected_or_is_no_business_of_theirs_any_more_is_not_told(chat: Chat) -> None:
    sara, lina, rana = rejected(chat), chat.person("Lina"), chat.person("Rana")
    omar = make.expert(chat, "Omar")
    make.offer(chat, make.rows(chat, Task)[0].key, omar)
    answers(chat, omar, "No")
    rejects(rana)
    for expert in (sara, omar):
        expert.taps("Appeal").taps("Send without words")
    lina.taps("Look at appeals").taps("Stays rejected").taps("It is wrong").taps("No, that's enough")
    leaves(chat, rana)

    lina.taps("Accept after all")

    rana.never_sees(WORD)
    assert [appeal.verdict for appeal in make.rows(chat, Appeal)].count(None) == 0


def test_a_reviewer_who_sleeps_hears_of_it_in_the_morning(chat: Chat) -> None:
    make.expert(chat, "Rana", quiet=(time(9), time(14)))
    sara, lina, rana = rejected(chat), chat.person("Lina"), chat.person("Rana")
    chat.later(minutes=16)
    sara.taps("Appeal").taps("Send without words")

    lina.taps("Look at appeals").taps("Accept after all")

    rana.never_sees(WORD)
    chat.later(hours=5)
    chat.arrive()
    assert rana.sees(WORD)


def test_whoever_may_decide_is_reminded_once_after_a_week(chat: Chat) -> None:
    sara, lina, rana = rejected(chat), chat.person("Lina"), chat.person("Rana")
    sara.taps("Appeal").taps("Send without words")

    chat.later(days=6, hours=23)
    chat.sweep(reminders.sweep)
    assert reminded(lina) == 0
    chat.later(hours=1)
    chat.sweep(reminders.sweep)

    assert lina.sees("An appeal has been waiting for your decision since Tue 24 Nov, 09:04.")
    assert lina.sees("Undecided by Tue 15 Dec, 09:04, it counts as accepted and is paid.")
    assert lina.last.labels == ["Look at appeals", "Again in 24 hours", "Again in 7 days", "Stop these"]
    for _ in range(3):
        chat.later(days=4)
        chat.sweep(reminders.sweep)
    assert reminded(lina) == 1
    assert (reminded(rana), reminded(sara)) == (0, 0)
    lina.taps("Look at appeals")
    assert lina.sees("someone else rejected this answer")


def test_nobody_is_reminded_of_what_is_decided(chat: Chat) -> None:
    sara, lina = rejected(chat), chat.person("Lina")
    sara.taps("Appeal").taps("Send without words")
    lina.taps("Look at appeals").taps("Accept after all")

    chat.later(days=8)
    chat.sweep(reminders.sweep)

    assert reminded(lina) == 0
    assert [row.due_at for row in make.rows(chat, Reminder) if row.kind is ReminderKind.APPEAL_WAITS] == [None]


def test_quiet_hours_hold_it_back(chat: Chat) -> None:
    make.expert(chat, "Lina", quiet=(time(9), time(14)))
    sara, lina = rejected(chat), chat.person("Lina")
    sara.taps("Appeal").taps("Send without words")

    chat.later(days=7)
    chat.sweep(reminders.sweep)
    assert reminded(lina) == 0
    chat.later(hours=5)
    chat.sweep(reminders.sweep)

    assert reminded(lina) == 1


def test_several_appeals_are_one_reminder(chat: Chat) -> None:
    sara, lina, rana = rejected(chat), chat.person("Lina"), chat.person("Rana")
    omar = make.expert(chat, "Omar")
    make.offer(chat, make.rows(chat, Task)[0].key, omar)
    answers(chat, omar, "No")
    rejects(rana)
    for expert in (sara, omar):
        expert.taps("Appeal").taps("Send without words")

    chat.later(days=7)
    chat.sweep(reminders.sweep)

    assert lina.sees("2 appeals wait for your decision, the oldest since")
    assert lina.last.labels[0] == "Look at appeals" and lina.last.labels.count("Look at appeals") == 1


def test_who_is_let_in_later_is_reminded_in_what_time_is_left(chat: Chat) -> None:
    rana, sara = recruiter(chat), make.expert(chat, "Sara")
    broadcasts(describes(rana))
    answers(chat, sara, "Yes")
    rejects(rana)
    sara.taps("Appeal").taps("Send without words")
    chat.later(days=15)
    lina = chat.person("Lina")
    lina.writes(f"/start {invites(rana)}")

    chat.later(days=1, hours=23)
    chat.sweep(reminders.sweep)
    assert reminded(lina) == 0
    chat.later(hours=2)
    chat.sweep(reminders.sweep)

    assert reminded(lina) == 1


def test_it_is_switched_like_other_reminders_and_only_by_whoever_could_have_it(chat: Chat) -> None:
    sara, lina = rejected(chat), chat.person("Lina")
    sara.writes("/reminders")
    lina.writes("/reminders")
    assert "appeal" not in sara.last.text and lina.sees("✓ When an appeal waits long for my decision")
    lina.taps("Off: When an appeal waits long for my decision")
    sara.taps("Appeal").taps("Send without words")

    chat.later(days=7)
    chat.sweep(reminders.sweep)

    assert reminded(lina) == 0


def test_in_arabic(chat: Chat) -> None:
    rana, huda = recruiter(chat), recruiter(chat, "هدى", language="ar")
    rim, sara = recruiter(chat, "ريم", language="ar"), make.expert(chat, "Sara")
    broadcasts(describes(rana))
    answers(chat, sara, "Yes")
    rim.writes("/review").taps("رفض").taps("غير صحيحة").taps("لا، هذا يكفي")
    sara.taps("Appeal").writes("Page 2.")
    chat.later(days=7)
    chat.sweep(reminders.sweep)
    assert huda.sees("اعتراض واحد ينتظر قرارك منذ")

    huda.taps("عرض الاعتراضات").taps("قبولها في النهاية")

    assert rim.sees("أُعيد النظر في إجابة عن Liver scans لم تقبلها") and rim.sees("وكان الخبير قد كتب: «Page 2.»")


def leaves(chat: Chat, rana: Chatter) -> None:
    """She recruits for nobody any more."""
    whose = make.person_id(chat, rana)

    def change(session: Session) -> None:
        for held in session.exec(select(Membership).where(Membership.person_id == whose)):
            session.delete(held)

    make.within(chat, change)
