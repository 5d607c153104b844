"""What is due, what is under review, and what became of each answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from handlers.review import silence
from handlers.turn import Work
from models.ledger import book, expert_account, pay_for, pay_for_time_held
from models.money import Money
from models.offer import Offer
from models.payday import Payday
from models.review import Review, Verdict
from models.task import Task
from models.types import OfferId
from tests import make
from tests.chat import Chat, Chatter


def test_who_has_earned_nothing_is_shown_the_way_to_work(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")

    sara.writes("/earnings")

    assert sara.sees("You haven't earned anything yet.")
    assert sara.last.labels == ["Open tasks"]


def test_each_answer_with_its_state(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    submitted(chat, sara, "Ears")
    accepted, rejected, closed = (submitted(chat, sara, title) for title in ("Livers", "Eyes", "Teeth"))
    decide(chat, accepted, accept)
    decide(chat, rejected, reject)
    decide(chat, closed, book_time)

    sara.writes("/earnings")

    assert sara.sees("Due to you: $60")
    assert sara.sees("Under review: $80 (2 answers)")
    assert sara.sees("⏳ Ears: $40, under review; you'll hear by Tue 15 Dec, 09:00")
    assert sara.sees("✓ Livers: $40, accepted, to be paid out (earned 09:00)")
    assert sara.sees("✗ Eyes: $40, not accepted (09:00)")
    assert sara.sees("✓ Teeth: $20 for the time you held it, accepted, to be paid out (earned 09:00)")


def test_payouts_settle_the_oldest_first(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    for title in ("Livers", "Eyes"):
        decide(chat, submitted(chat, sara, title), accept)
        chat.later(minutes=1)
    account = expert_account(make.person_id(chat, sara))

    def pay_out(work: Work) -> None:
        book(work.session, "payout:1", {account: Money(-4000, "USD"), "bank": Money(4000, "USD")}, work.now)

    chat.sweep(pay_out)
    sara.writes("/earnings")

    assert sara.sees("Due to you: $40")
    assert sara.sees("→ Paid out to you: $40")
    assert sara.sees("✓ Eyes: $40, accepted, to be paid out")
    assert sara.sees("✓ Livers: $40, paid out")


def test_the_day_that_is_promised_is_said_and_not_hidden_when_it_has_passed(chat: Chat) -> None:
    chat.inbox._policy = replace(chat.policy, payday=Payday("friday"))
    sara = make.expert(chat, "Sara")
    decide(chat, submitted(chat, sara, "Livers"), accept)

    sara.writes("/earnings")
    assert sara.sees("Due to you: $40") and sara.sees("The next payout is on 27 Nov 2026.")
    assert sara.sees("✓ Livers: $40, accepted, to be paid out on 27 Nov 2026 (earned 09:00)")

    chat.later(days=3)
    sara.writes("/earnings")
    assert sara.sees("The next payout is on 27 Nov 2026.")
    chat.later(days=1)
    sara.writes("/earnings")
    assert sara.sees("The next payout is on 4 Dec 2026.") and sara.sees("accepted, was to be paid out on 27 Nov 2026")

    account = expert_account(make.person_id(chat, sara))
    books = {account: Money(-4000, "USD"), "bank": Money(4000, "USD")}
    chat.sweep(lambda work: book(work.session, "payout:1", books, work.now) and None)
    sara.writes("/earnings")
    assert sara.sees("Due to you: $0") and sara.sees("✓ Livers: $40, paid out")
    assert "next payout" not in sara.last.text


def test_what_is_earned_on_a_payday_is_promised_for_the_next_one(chat: Chat) -> None:
    chat.inbox._policy = replace(chat.policy, payday=Payday("tuesday"))
    sara = make.expert(chat, "Sara")
    decide(chat, submitted(chat, sara, "Livers"), accept)

    sara.writes("/earnings")

    assert sara.sees("The next payout is on 1 Dec 2026.") and sara.sees("to be paid out on 1 Dec 2026")


def test_what_is_for_no_answer_and_no_test_is_a_credit(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    account = expert_account(make.person_id(chat, sara))

    def credit(work: Work) -> None:
        book(work.session, "credit:1", {account: Money(500, "USD"), "bank": Money(-500, "USD")}, work.now)

    chat.sweep(credit)
    sara.writes("/earnings")

    assert sara.sees("✓ Credited to you: $5, accepted, to be paid out")


def test_more_than_ten_are_paged(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    for number in range(12):
        decide(chat, submitted(chat, sara, f"Task {number:02}"), accept)
        chat.later(minutes=1)

    sara.writes("/earnings")
    assert "Task 11" in sara.last.text and "Task 02" in sara.last.text and "Task 01" not in sara.last.text
    sara.taps("Older")
    assert "Task 01" in sara.last.text and "Task 02" not in sara.last.text
    assert sara.last.labels == ["← Newer", "Open tasks", "My profile"]
    sara.taps("Newer")
    assert "Task 11" in sara.last.text


def test_silence_for_21_days_pays_once(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    submitted(chat, sara, "Livers")
    chat.later(days=20, hours=23)
    chat.sweep(silence.sweep)
    assert sara.messages == []

    chat.later(hours=1)
    chat.sweep(silence.sweep)
    chat.sweep(silence.sweep)

    assert sara.sees("Nobody decided on your answer to Livers within 21 days, so it counts as accepted: $40 is yours.")
    sara.writes("/earnings")
    assert sara.sees("Due to you: $40")


def test_earnings_in_arabic(chat: Chat) -> None:
    sara = make.expert(chat, "سارة", language="ar")
    submitted(chat, sara, "Livers")
    submitted(chat, sara, "Eyes")

    sara.writes("/earnings")

    assert sara.sees("المستحق لك: $0")
    assert sara.sees("قيد المراجعة: $80 (إجابتان)")


def submitted(chat: Chat, expert: Chatter, title: str) -> OfferId:
    """An answer of the expert's that waits for its review."""
    offer_id = make.offer(chat, make.task(chat, title=title), expert, send=False)

    def answer(work: Work) -> None:
        offer = work.lock(Offer, offer_id)
        task = work.lock(Task, offer.task_id)
        offer.claim(task, work.now)
        offer.submit(task, work.now)

    chat.sweep(answer)
    return offer_id


def decide(chat: Chat, offer_id: OfferId, how: Callable[[Work, Offer, Task], None]) -> None:
    def work(work: Work) -> None:
        offer = work.lock(Offer, offer_id)
        how(work, offer, work.lock(Task, offer.task_id))

    chat.sweep(work)


def accept(work: Work, offer: Offer, task: Task) -> None:
    offer.accept(work.now)
    pay_for(work.session, offer, task, work.now)
    pay_for(work.session, offer, task, work.now)


def reject(work: Work, offer: Offer, task: Task) -> None:
    offer.reject(task, work.now)
    work.session.add(
        Review(offer_id=offer.key, reviewer_id=task.created_by, verdict=Verdict.REJECT, decided_at=work.now)
    )


def book_time(work: Work, offer: Offer, task: Task) -> None:
    pay_for_time_held(work.session, offer, task, timedelta(minutes=10), work.now)
