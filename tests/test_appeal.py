"""A rejected answer is looked at by somebody else: one button appeals, and silence pays."""

from __future__ import annotations

import pytest

from bot.chat.event import Tap
from handlers.review import silence
from models.appeal import Appeal
from models.audit import AuditEntry
from models.ledger import LedgerEntry
from models.offer import Offer, OfferState
from models.person import Progress
from models.review import Review, Verdict
from models.task import Task
from tests import make
from tests.appealing import expert, rejected, rejects
from tests.chat import Chat
from tests.recruiting import broadcasts, describes, recruiter
from tests.test_exporting import everything_about
from tests.test_review import earned


def test_the_rejection_says_how_to_appeal_and_until_when(chat: Chat) -> None:
    sara = rejected(chat)

    assert sara.has_seen("you can appeal until Tue 1 Dec, 09:04: someone other than this reviewer then decides")
    sara.taps("Appeal")
    assert sara.sees("Why do you think that your answer to Liver scans should count?")
    sara.writes("The <b>second</b> scan shows it.")

    assert sara.sees("someone other than the first reviewer decides, for good. You'll hear by Tue 15 Dec, 09:04")
    (appeal,) = make.rows(chat, Appeal)
    assert (appeal.words, appeal.verdict) == ("The <b>second</b> scan shows it.", None)


@pytest.mark.parametrize("words", ["Send without words", "إرسال بلا كلمات"])
def test_what_the_button_says_is_no_plea_when_it_is_typed(chat: Chat, words: str) -> None:
    sara = rejected(chat)

    sara.taps("Appeal").writes(words)

    (appeal,) = make.rows(chat, Appeal)
    assert appeal.words == ""


def test_it_is_paid_and_counted_exactly_once(chat: Chat) -> None:
    sara, lina = rejected(chat), chat.person("Lina")
    assert (expert(chat).accepted, expert(chat).rejected) == (0, 1)
    sara.taps("Appeal").taps("Send without words")

    lina.taps("Look at appeals").taps("Accept after all")
    lina.taps("Accept after all", again=True)
    chat.later(days=30)
    chat.sweep(silence.sweep, silence.sweep_appeals)

    assert earned(chat, sara) == 4000
    assert sorted(entry.amount_minor for entry in make.rows(chat, LedgerEntry)) == [-4000, 4000]
    assert (expert(chat).accepted, expert(chat).rejected) == (1, 0)
    (task,) = make.rows(chat, Task)
    assert (task.places, task.places_left, task.beyond) == (3, 2, 0)
    sara.writes("/earnings")
    assert sara.sees("✓ Liver scans: $40, accepted, to be paid out")
    (review,) = make.rows(chat, Review)
    assert review.verdict is Verdict.REJECT, "the first decision stays as it was"
    acts = [entry.act for entry in make.rows(chat, AuditEntry) if entry.subject.startswith("offer:")]
    assert acts == ["answer-rejected", "answer-appealed", "appeal-accepted"]


def test_two_taps_make_one_appeal(chat: Chat) -> None:
    sara, lina = rejected(chat), chat.person("Lina")

    sara.taps("Appeal").taps("Appeal", again=True)
    sara.taps("Send without words").taps("Send without words", again=True)
    sara.taps("Appeal")

    assert sara.sees("You have appealed about Liver scans already (09:04), and once is all it takes.")
    assert sara.sees("You'll hear by Tue 15 Dec, 09:04; after that silence counts as a yes")
    assert len(make.rows(chat, Appeal)) == 1 and make.rows(chat, Progress) == []
    assert sum("One appeal waits" in shown.text for shown in lina.messages) == 1


def test_taps_in_one_batch_count_once(chat: Chat) -> None:
    sara, lina = rejected(chat), chat.person("Lina")
    sara.taps("Appeal")
    chat.receive(chat.inbox.handle([sara.tap("Send without words"), sara.tap("Send without words")]))
    lina.taps("Look at appeals")

    chat.receive(chat.inbox.handle([lina.tap("Accept after all"), lina.tap("Stays rejected")]))

    assert len(make.rows(chat, Appeal)) == 1 and make.rows(chat, Progress) == []
    assert make.rows(chat, Appeal)[0].verdict is Verdict.ACCEPT and earned(chat, sara) == 4000


def test_after_a_week_it_is_too_late(chat: Chat) -> None:
    sara = rejected(chat)
    chat.later(days=6, hours=23)
    sara.writes("/earnings")
    assert "Appeal: Liver scans" in sara.last.labels
    sara.taps("Appeal: Liver scans")

    chat.later(hours=1)
    sara.taps("Send without words")
    assert sara.sees("It could be appealed until 09:04. By now the decision stands")
    sara.taps("Appeal")
    assert sara.sees("By now the decision stands")
    sara.writes("/earnings")
    assert sara.last.labels == ["Open tasks", "My profile"]
    assert make.rows(chat, Appeal) == [] and make.rows(chat, Progress) == []


def test_silence_pays_once(chat: Chat) -> None:
    sara, lina = rejected(chat), chat.person("Lina")
    chat.later(days=3)
    sara.taps("Appeal").taps("Send without words")
    lina.taps("Look at appeals")
    chat.later(days=20, hours=23)
    chat.sweep(silence.sweep_appeals)
    assert earned(chat, sara) == 0

    chat.later(hours=1)
    chat.sweep(silence.sweep_appeals)
    chat.sweep(silence.sweep_appeals)

    assert sara.has_seen("Nobody decided on your appeal about Liver scans within 21 days")
    assert earned(chat, sara) == 4000 and (expert(chat).accepted, expert(chat).rejected) == (1, 0)
    lina.taps("Stays rejected")
    assert lina.sees("Nobody decided on that appeal in time, so the answer counts as accepted.")
    assert make.rows(chat, Offer)[0].state is OfferState.ACCEPTED


def test_somebody_elses_answer_is_not_theirs_to_appeal(chat: Chat) -> None:
    sara, omar = rejected(chat), make.expert(chat, "Omar")
    omar.writes("/help")
    delivery = omar.last.delivery_id

    omar.does(Tap(f"{delivery}:appeal.begin:[1]"))

    assert not any("Why do you think" in shown.text for shown in omar.messages)
    assert make.rows(chat, Appeal) == [] and sara.messages


def test_going_away_sends_nothing_and_leaves_the_way_open(chat: Chat) -> None:
    sara = rejected(chat)
    sara.taps("Appeal").uploads()
    assert make.rows(chat, Appeal) == []

    sara.taps("Cancel")
    assert sara.sees("Nothing has been sent. You can still appeal about Liver scans until Tue 1 Dec, 09:04.")
    sara.taps("Appeal").taps("Send without words")

    assert len(make.rows(chat, Appeal)) == 1


def test_what_waits_is_under_review_in_earnings(chat: Chat) -> None:
    sara = rejected(chat)
    sara.taps("Appeal").taps("Send without words")

    sara.writes("/earnings")

    assert sara.sees("Under review: $40 (1 answer)")
    assert sara.sees("⚖ Liver scans: $40, not accepted, but your appeal is being looked at; you'll hear by Tue 15 Dec")


def test_export_hands_it_over_and_forget_takes_the_words(chat: Chat) -> None:
    sara, lina = rejected(chat), chat.person("Lina")
    sara.taps("Appeal").writes("Page two, please.")
    lina.taps("Look at appeals").taps("Stays rejected").taps("It is wrong").taps("No, that's enough")

    (row,) = everything_about(chat, sara)["appeal"]
    assert (row["words"], row["verdict"]) == ("Page two, please.", "reject") and "reviewer_id" not in row
    lina.writes("/export").taps("What is stored about me")
    sara.writes("/forget").taps("Yes, delete everything")

    (appeal,) = make.rows(chat, Appeal)
    assert (appeal.words, appeal.verdict) == ("", Verdict.REJECT)


def test_who_leaves_takes_what_is_undecided_along(chat: Chat) -> None:
    sara, lina = rejected(chat), chat.person("Lina")
    sara.taps("Appeal").writes("Page two, please.")
    lina.taps("Look at appeals")

    sara.writes("/forget")
    assert sara.sees("1 answer of yours is under review and would not be paid.")
    sara.taps("Yes, delete everything")

    lina.taps("Accept after all")
    assert lina.sees("That answer waits no longer.")
    assert make.rows(chat, Appeal) == [] and make.rows(chat, LedgerEntry) == []


def test_in_arabic(chat: Chat) -> None:
    rana, huda = recruiter(chat), recruiter(chat, "هدى", language="ar")
    sara = make.expert(chat, "سارة", language="ar")
    broadcasts(describes(rana))
    sara.taps("احجز")
    chat.later(minutes=4)
    sara.taps("Yes").taps("أرسل")
    rejects(rana)

    sara.taps("اعتراض").writes("الصفحة ٢")
    assert sara.sees("يبتّ فيه نهائيًا شخص غير المراجع الأول")
    huda.taps("عرض الاعتراضات")
    assert huda.sees("كتب الخبير: «الصفحة ٢»")
    huda.taps("قبولها في النهاية")

    assert sara.has_seen("قُبلت إجابتك عن Liver scans في النهاية، ولك $40")
