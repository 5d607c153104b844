"""The card of a task in a room: what it says, and what becomes of whoever presses it."""

from __future__ import annotations

from sqlmodel import Session

from bot.chat.event import Tap
from handlers.broadcasts import broadcast
from handlers.offers import holds
from models.credential import Level
from models.delivery import Delivery, DeliveryState
from models.offer import Offer
from models.posting import Posting
from models.task import Task
from tests import make
from tests.chat import Chat, Chatter
from tests.posting import liver, marked, newcomer, posts, rana
from tests.recruiting import broadcasts, describes, recruiter

__all__ = ["liver", "rana"]


def test_posting_twice_is_harmless(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    posts(rana, liver)
    rana.taps("Post in #liver", again=True)

    assert rana.sees("stands in #liver already")
    assert len(liver.messages) == 1 and len(make.rows(chat, Posting)) == 1


def test_a_draft_is_posted_when_it_is_broadcast(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    describes(rana).taps("Post in a channel").taps("Post in #liver")
    assert rana.sees("when you broadcast it") and liver.messages == []

    rana.taps("Show the task").taps("Broadcast")
    assert "Liver scans" in liver.last.text


def test_a_draft_that_was_to_be_posted_may_be_thrown_away(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    describes(rana).taps("Post in a channel").taps("Post in #liver").taps("Show the task")
    rana.taps("Throw away").taps("Yes")

    assert make.rows(chat, Posting) == [] and liver.messages == []


def test_one_tap_is_a_place_and_the_first_question(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    sara = newcomer(chat, rana, liver)
    sara.presses("Claim", liver)

    assert [("It's yours until" in one.text, "Is the liver cirrhotic?" in one.text) for one in sara.messages] == [
        (True, False),
        (False, True),
    ]
    assert liver.messages[0].labels == ["Claim", "Details"]
    sara.taps("No").taps("Submit")
    assert sara.has_seen("You've answered") and sara.never_sees("It's yours until")


def test_who_has_the_card_already_claims_by_either(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    sara = make.expert(chat, "sara")
    posts(rana, liver)
    assert sara.sees("Liver scans")
    sara.presses("Claim", liver)

    assert sara.has_seen("It's yours until") and sara.has_seen("Is the liver cirrhotic?")
    assert len(make.rows(chat, Offer)) == 1
    sara.presses("Claim", liver)
    assert sara.sees("is yours already")
    assert make.row(chat, Task, 1).places_left == 2


def test_a_double_tap_holds_one_place(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    sara = newcomer(chat, rana, liver)
    taps = [sara.event(Tap(liver._button("Claim"))) for _ in range(2)]
    for tap in taps:
        chat.receive(chat.inbox.handle([tap]))
    chat.receive(chat.inbox.handle([taps[0]]))  # and the platform repeats one

    assert sara.sees("is yours already")
    assert make.row(chat, Task, 1).places_left == 2 and len(make.rows(chat, Offer)) == 1


def test_two_on_the_last_place_never_both_win(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    posts(rana, liver, places="1")
    sara, omar = make.expert(chat, "sara"), make.expert(chat, "omar")
    press = liver._button("Claim")
    chat.receive(chat.inbox.handle([sara.event(Tap(press)), omar.event(Tap(press))]))

    assert sara.has_seen("Is the liver cirrhotic?")
    assert omar.sees("has just gone") and omar.never_sees("Is the liver cirrhotic?")
    assert make.row(chat, Task, 1).places_left == 0


def test_the_card_says_when_it_is_full_and_when_a_place_is_free_again(
    chat: Chat, rana: Chatter, liver: Chatter
) -> None:
    posts(rana, liver, places="1")
    sara = make.expert(chat, "sara").presses("Claim", liver)
    chat.sweep(broadcast.sweep, broadcast.move)
    assert "All places are taken" in liver.last.text and liver.last.labels == ["Details"]

    chat.later(minutes=40)
    chat.sweep(holds.expire_holds)
    chat.sweep(broadcast.sweep, broadcast.move)
    assert "1 place left" in liver.last.text and liver.last.labels == ["Claim", "Details"]
    assert len(liver.messages) == 1 and sara.has_seen("Your time ran out")


def test_fewer_places_are_shown_after_a_while(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    posts(rana, liver)
    for name in ("sara", "omar"):
        make.expert(chat, name).presses("Claim", liver)
        chat.sweep(broadcast.sweep, broadcast.move)
    assert "3 places left" in liver.last.text

    chat.later(seconds=11)
    chat.sweep(broadcast.sweep, broadcast.move)
    assert "1 place left" in liver.last.text
    edits = len(make.rows(chat, Delivery))
    chat.sweep(broadcast.sweep, broadcast.move)
    assert len(make.rows(chat, Delivery)) == edits


def test_a_closed_task_says_so_and_can_not_be_claimed(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    posts(rana, liver)
    old = liver._button("Claim")
    sara = make.expert(chat, "sara")
    rana.writes("/tasks").taps("Liver scans").taps("Close").taps("Yes")
    sara.does(Tap(old))
    assert sara.sees("has closed")
    stranger = chat.person("Nour")
    stranger.does(Tap(old))
    assert stranger.sees("has closed") and stranger.last.labels == ["Join as an expert"]

    chat.sweep(broadcast.sweep, broadcast.move)
    assert "This task has closed." in liver.last.text and liver.last.labels == []
    chat.sweep(broadcast.sweep, broadcast.move)
    rana.taps("Post in #liver")
    assert rana.sees("has closed") and len(liver.messages) == 1


def test_who_does_not_match_hears_why_and_what_would_open_it(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    sara = make.expert(chat, "sara", level=Level.CLAIMED)
    posts(rana, liver, level="Listed in a register")
    sara.presses("Claim", liver)

    assert sara.sees("can't be offered to you as things stand") and sara.sees("worth $40")
    assert "Add a proof" in " ".join(sara.last.labels)
    sara.presses("Details", liver)
    assert sara.sees("can't be offered") and sara.never_sees("Is the liver cirrhotic?")
    assert make.rows(chat, Offer) == []


def test_details_are_for_whoever_may_claim(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    sara = newcomer(chat, rana, liver)
    sara.presses("Details", liver)
    assert sara.sees("Is the liver cirrhotic?") and "Claim" in sara.last.labels
    sara.presses("Details", liver)
    sara.taps("Claim")
    assert sara.has_seen("It's yours until")

    rana.writes("/tasks").taps("Liver scans").taps("Close").taps("Yes")
    assert sara.has_seen("This task has closed")


def test_a_stranger_is_welcomed_and_offered_it_after_joining(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    posts(rana, liver, pay="$50")
    nour = chat.person("Nour")
    nour.presses("Claim", liver)

    assert nour.sees("Liver scans is paid work for specialists who have joined")
    assert nour.sees("if you match then and a place is free") and nour.sees("Which language")
    nour.taps("English").taps("London").taps("I agree").taps("Nour").writes("hepatology")
    for label in ("Senior", "Enough", "$125", "22:00", "That's right"):
        nour.taps(label)
    assert any("Claim" in one.labels and "Liver scans" in one.text for one in nour.messages)
    assert len(liver.messages) == 1  # nothing of it was said in the channel


def test_the_recruiter_presses_their_own_card(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    posts(rana, liver)
    for label in ("Claim", "Details"):
        rana.presses(label, liver)
        assert rana.sees("your own task")
    assert make.rows(chat, Offer) == []


def test_a_card_that_never_came_is_posted_anew(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    posts(rana, liver)
    marked(chat, "posting:1:1", DeliveryState.UNREACHABLE)
    rana.taps("Post in #liver")
    assert rana.sees("is posted in #liver") and len(liver.messages) == 2


def test_a_card_that_somebody_deleted_is_left_alone(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    posts(rana, liver, places="1")
    make.expert(chat, "sara").presses("Claim", liver)
    chat.sweep(broadcast.sweep, broadcast.move)
    marked(chat, "posting:1:1:1", DeliveryState.REFUSED)
    rana.writes("/tasks").taps("Liver scans").taps("Close").taps("Yes")
    before = len(make.rows(chat, Delivery))
    chat.sweep(broadcast.sweep, broadcast.move)
    assert not [d for d in make.rows(chat, Delivery)[before:] if d.dedupe_key.startswith("posting")]


def test_an_unlisted_task_is_not_posted(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    describes(rana).taps("Post in a channel").taps("Post in #liver")

    def hide(session: Session) -> None:
        session.get_one(Task, 1).unlisted = True

    make.within(chat, hide)
    rana.taps("Post in #liver")
    assert rana.sees("not to be seen by those who don't match")
    rana.taps("Show the task").taps("Broadcast")
    assert liver.messages == []


def test_what_others_may_not_press_stays_closed(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    """A button of somebody's own, pressed by another; and a card's token with another room's posting."""
    sara = make.expert(chat, "sara")
    posts(rana, liver)
    omar = make.expert(chat, "omar")
    omar.does(Tap(sara._button("Claim")))
    assert omar.sees("button") and make.row(chat, Task, 1).places_left == 3

    kidney = chat.room("#kidney")
    rana.brings_the_bot_into(kidney)
    broadcasts(describes(rana, title="Kidneys", field="nephrology")).taps("Post in a channel").taps("Post in #kidney")
    number = liver._button("Claim").partition(":")[0]
    omar.does(Tap(f"{number}:room.claim:2"))
    assert omar.sees("no longer exists")
    omar.does(Tap(f"{number}:broadcast.cancelled:1"))
    assert omar.sees("button")


def test_the_card_speaks_the_posters_language(chat: Chat, liver: Chatter, rana: Chatter) -> None:
    noura = recruiter(chat, "نورة", language="ar")
    posts(rana, liver)
    task = make.row(chat, Task, 1)
    noura.writes("/broadcast")
    noura.taps(task.title).taps("النشر في قناة").taps("النشر في")
    assert noura.sees("منشورة في")
