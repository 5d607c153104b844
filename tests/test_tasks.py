"""A recruiter describes a task, keeps or changes it, and sees how it goes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.chat.event import Tap
from handlers.broadcasts import broadcast
from models.client import Client
from models.membership import Role
from models.offer import Offer, OfferState
from models.task import Task, TaskState
from tests import make
from tests.chat import Chat
from tests.recruiting import broadcasts, describes, member, recruiter


def test_a_task_is_described_shown_and_kept_as_a_draft(chat: Chat) -> None:
    rana = recruiter(chat)
    make.expert(chat, "Sara")

    describes(rana)

    assert rana.sees("This is the card as experts will see it")
    assert rana.sees("$40 an answer ($120 an hour)")
    assert rana.sees("Fewer than 3 experts match.") and rana.sees("It costs at most $120.")
    rana.taps("Save as draft")
    assert rana.sees("is kept as a draft")
    rana.writes("/tasks")
    assert rana.sees("Liver scans – draft, not sent yet")
    rana.taps("Liver scans")
    assert rana.sees("Fewer than 3 experts match.")


@pytest.mark.parametrize(
    ("language", "where", "said"),
    [("en", "Cairo", "Your time zone: Cairo; /timezone changes it."), ("ar", "القاهرة", "منطقتك الزمنية: القاهرة")],
)
def test_the_deadline_is_asked_for_with_the_time_zone_that_it_is_read_in(
    chat: Chat, language: str, where: str, said: str
) -> None:
    rana = recruiter(chat, language=language)
    rana.writes(f"/language {language}").writes(f"/timezone {where}")
    rana.writes("/newtask").writes("Liver").writes("Is it cirrhotic?").writes("8").writes("5").writes("1")

    rana.writes("hepatology").writes("1").writes("20").writes("40").writes("3")

    assert rana.sees(said)


def test_a_clock_that_was_never_confirmed_is_named_and_changed_with_a_tap(chat: Chat) -> None:
    rana = recruiter(chat)
    rana.writes("/newtask").writes("Liver").writes("Is it cirrhotic?").writes("8").writes("5").writes("1")
    rana.writes("hepatology").writes("1").writes("20").writes("40").writes("3")

    rana.taps("Another time zone than UTC")
    assert rana.sees("What time is it where you are?")
    rana.writes("Riyadh")

    assert rana.has_seen("Changed: your time zone is now Riyadh · 12:00.") and rana.sees(
        "Your time zone: Riyadh; /timezone changes it."
    )
    rana.writes("tomorrow 17:00")
    assert rana.sees("Deadline: Wed 25 Nov, 17:00 (Riyadh time)")
    assert "Another time zone than Riyadh" not in rana.last.labels


def test_a_clock_that_was_never_confirmed_can_be_changed_from_the_summary_too(chat: Chat) -> None:
    rana = recruiter(chat)
    rana.writes("/newtask").writes("Liver").writes("Is it cirrhotic?").writes("8").writes("5").writes("1")
    rana.writes("hepatology").writes("1").writes("20").writes("40").writes("3").writes("tomorrow 17:00")

    assert rana.sees("Deadline: Wed 25 Nov, 17:00 (UTC time)")
    rana.taps("Another time zone than UTC").writes("القاهرة")

    assert rana.sees("Deadline: Wed 25 Nov, 19:00 (Cairo time)")
    rana.taps("Another time zone than UTC")
    assert rana.sees("What time is it where you are?")


@pytest.mark.parametrize(
    "words", ["/newtask", "/tasks", "/broadcast", "/audience", "/experts", "/stats", "/review", "/invite", "/documents"]
)
def test_an_expert_is_no_recruiter(chat: Chat, words: str) -> None:
    sara = make.expert(chat, "Sara")

    sara.writes(words)

    assert sara.sees("That is for recruiters")


def test_another_clients_recruiter_sees_and_touches_nothing(chat: Chat) -> None:
    rana, eve = recruiter(chat), recruiter(chat, "Eve", client="Rival Labs")
    describes(rana)
    (task,) = make.rows(chat, Task)

    eve.writes("/tasks")

    assert eve.sees("You have no tasks yet")
    describes(eve, title="My own")
    eve.writes("/broadcast")
    assert eve.last.labels == ["Send: My own"]
    assert make.row(chat, Task, task.id).state is TaskState.DRAFT
    eve.writes("/review")
    assert eve.sees("No answers wait")


def test_too_little_pay_is_refused_with_the_least_that_would_do(chat: Chat) -> None:
    rana = recruiter(chat)
    rana.writes("/newtask").writes("Liver scans").writes("Cirrhotic?").taps("A number").taps("No unit")
    rana.taps("That's all").writes("hepatology").taps("Nothing needs").writes("٢٥")

    assert rana.sees("For 25 minutes, $6.25 is the least")
    rana.writes("$4")
    assert rana.sees("$4 would be $9.60 an hour, and $15 is the least we allow")
    assert rana.sees("at least $6.25")
    rana.writes("٦٫٢٥")
    assert rana.sees("That pays $15 an hour")


def test_nonsense_gets_a_sentence_that_helps(chat: Chat) -> None:
    rana = recruiter(chat)

    rana.writes("/newtask").writes("ab")
    assert rana.sees("at least 3 characters")
    rana.writes("Liver scans").writes("x" * 5000)
    assert rana.sees("That is 5,000 characters; 1,500 is the most")
    rana.writes("Cirrhotic?").taps("One of several").writes("Yes")
    assert rana.sees("That is only one option. Please send 2 to 10")
    rana.writes("Yes, yes")
    assert rana.sees("“yes” is there twice")
    rana.writes(",".join(str(n) for n in range(11)))
    assert rana.sees("That makes 11 options")
    rana.writes("نعم، لا، لا أعلم").taps("That's all").writes("qwxyz")
    assert rana.sees("I don't know a field called “qwxyz”")
    rana.writes("hepatology").taps("Nothing needs").writes("🕐")
    assert rana.sees("Write it with digits, for example 12 or ١٢.")
    assert rana.last.text.count("Step") == 1
    rana.writes("20").writes("$40").writes("0")
    assert rana.sees("0 is too small: 1 is the least")
    rana.writes("3").writes("yesterday")
    assert rana.sees("already passed")
    rana.writes("in 10 minutes")
    assert rana.sees("leaves too little time for the work itself")
    rana.writes("in 2 hours")
    assert rana.sees("Is this right?")
    assert rana.sees("one of نعم · لا · لا أعلم")


def test_up_to_five_questions(chat: Chat) -> None:
    rana = recruiter(chat)
    rana.writes("/newtask").writes("Five things")

    for n in range(1, 6):
        rana.writes(f"Thing {n}?").taps("A short text").taps("300")
        if n < 5:
            assert rana.sees("5 are the most")
            rana.taps("Add another question")
    rana.taps("Choose from a list").taps("Law").taps("All of Law").taps("Confirmed by")
    rana.writes("20").writes("40").writes("2").taps("In 4 hours").taps("Yes, show me")

    (task,) = make.rows(chat, Task)
    assert [spec["text"] for spec in task.questions] == [f"Thing {n}?" for n in range(1, 6)]
    assert task.field_code == "law"
    assert task.min_level == 4
    assert task.places_left == 2


def test_a_draft_is_edited_line_by_line(chat: Chat) -> None:
    rana = recruiter(chat)
    describes(rana)

    rana.taps("Edit")
    assert rana.sees("Is this right?")
    rana.taps("Edit: Answer 1").taps("A number").writes("mg/dL")
    rana.taps("Edit: Field").writes("heart doctor")
    rana.taps("Edit: Pay").writes("50")
    rana.taps("Edit: More questions").taps("Add another").writes("Why?").taps("A short text").taps("100").taps(
        "That's all"
    )
    rana.taps("Yes, show me")

    (task,) = make.rows(chat, Task)
    assert [spec["kind"] for spec in task.questions] == ["number", "text"]
    assert task.questions[0]["rule"] == {"unit": "mg/dL"}
    assert (task.field_code, task.pay_minor) == ("cardiology", 5000)


def test_the_field_that_was_found_is_named_at_once(chat: Chat) -> None:
    rana = recruiter(chat)
    rana.writes("/newtask").writes("Liver").writes("Is it cirrhotic?").writes("8").writes("5").writes("1")

    rana.writes("liver transplants")

    assert rana.sees("How far must their knowledge be proven in Hepatology?")


def test_one_field_that_may_be_meant_is_not_called_several(chat: Chat) -> None:
    rana = recruiter(chat)
    rana.writes("/newtask").writes("Liver").writes("Is it cirrhotic?").writes("8").writes("5").writes("1")

    rana.writes("A B C")

    assert rana.sees("Is this the field that you mean?")


def test_throwing_a_draft_away_asks_once(chat: Chat) -> None:
    rana = recruiter(chat)
    describes(rana)

    rana.taps("Throw away")
    assert rana.sees("This can't be undone")
    rana.taps("Yes, throw it away")

    assert make.rows(chat, Task) == []
    rana.taps("Yes, throw it away", again=True)
    assert rana.sees("no longer exists") and rana.last.labels == ["Help"]


def test_a_button_of_a_draft_that_is_gone_leads_to_no_later_one(chat: Chat) -> None:
    rana = recruiter(chat)
    describes(rana)
    old = rana.tap("Broadcast")
    rana.taps("Throw away").taps("Yes, throw it away")
    describes(rana, title="Kidney scans")

    chat.receive(chat.inbox.handle([old]))

    assert rana.sees("no longer exists")
    assert [task.state for task in make.rows(chat, Task)] == [TaskState.DRAFT]


def test_a_draft_whose_deadline_passed_says_how_to_mend_it(chat: Chat) -> None:
    rana = recruiter(chat)
    describes(rana)

    chat.later(hours=5)
    rana.taps("Broadcast")
    assert rana.sees("has passed")
    rana.taps("Edit").taps("Edit: Deadline").taps("In 4 hours").taps("Yes, show me").taps("Broadcast")

    assert make.rows(chat, Task)[0].state is TaskState.OPEN


def test_closing_asks_once_and_pays_the_time_held(chat: Chat) -> None:
    rana, sara, omar = recruiter(chat), make.expert(chat, "Sara"), make.expert(chat, "Omar")
    broadcasts(describes(rana))
    sara.taps("Claim")
    chat.later(minutes=5)

    rana.writes("/tasks").taps("Liver scans").taps("Close the task")
    assert rana.sees("One expert is at work on it: the time so far is paid")
    rana.taps("Yes, close it")

    assert rana.sees("Liver scans is closed")
    assert rana.sees("Paid: $10")
    assert sara.has_seen("You held it for 5 minutes, and that time is paid: $10")
    offers = {offer.expert_id: offer.state for offer in make.rows(chat, Offer)}
    assert offers[make.person_id(chat, sara)] is OfferState.CLOSED
    rana.taps("Yes, close it", again=True)
    assert rana.sees("Paid: $10")
    chat.sweep(broadcast.sweep, broadcast.move)
    assert omar.sees("This task has closed")


def test_the_empty_states_show_the_way_on(chat: Chat) -> None:
    rana = recruiter(chat)

    rana.writes("/broadcast")
    assert rana.sees("nothing to send yet")
    assert rana.last.labels == ["New task"]
    rana.writes("/tasks")
    assert rana.sees("no tasks yet")
    rana.taps("New task")
    assert rana.sees("A new task.")


def test_in_arabic(chat: Chat) -> None:
    rana = recruiter(chat, language="ar")

    rana.writes("/newtask").writes("صور الكبد").writes("هل الكبد متليف؟").taps("اختيار واحد").writes("نعم\nلا")
    rana.taps("هذا كل شيء").writes("زراعة الكبد").taps("لا يلزم").writes("٢٠").writes("٤٠").writes("٣").taps("خلال 4")
    rana.taps("نعم، أرني")

    assert rana.sees("هذه هي البطاقة كما سيراها الخبراء")
    assert rana.sees("لا أحد يستوفي الشروط")
    assert make.rows(chat, Task)[0].deadline == chat.now + timedelta(hours=4)


def test_an_admin_without_a_client_recruits_for_the_house_and_sees_all(chat: Chat) -> None:
    rana, ada = recruiter(chat), member(chat, "Ada", Role.ADMIN)
    describes(rana)

    describes(ada, title="The house's own")

    assert {client.name for client in make.rows(chat, Client)} == {"Acme Labs", "House"}
    ada.writes("/tasks")
    assert ada.last.labels == ["The house's own", "Liver scans"]
    rana.writes("/tasks")
    assert rana.last.labels == ["Liver scans"]


def test_who_recruits_for_two_clients_chooses(chat: Chat) -> None:
    rana = recruiter(chat)
    recruiter(chat, "Rana", client="Nova Labs")
    rana.writes("/newtask")

    assert rana.sees("For which client is this task?")
    rana.taps("Nova Labs")
    assert rana.sees("A new task.")


def test_half_described_is_taken_up_again(chat: Chat) -> None:
    rana = recruiter(chat)
    rana.writes("/newtask").writes("Liver scans").writes("/tasks")

    rana.writes("/newtask")

    assert rana.sees("Question 1.")


def test_an_open_task_is_changed_no_more(chat: Chat) -> None:
    rana = recruiter(chat)
    describes(rana).taps("Edit")
    assert rana.sees("Is this right?")
    done = next(what for row in rana.last.rows for label, what in row if label.startswith("Yes"))
    rana.taps("Broadcast")

    rana.does(Tap(done))

    assert rana.sees("has been sent already, so it can't be changed any more")
    rana.writes("hello")
    assert rana.sees("I'm not waiting for an answer")


def test_closing_may_be_thought_over(chat: Chat) -> None:
    rana = recruiter(chat)
    broadcasts(describes(rana))

    rana.writes("/tasks").taps("Liver scans").taps("Close the task").taps("No, keep it open")

    assert rana.last.labels == ["Pause", "Stop sending", "Post in a channel", "Why not someone?", "Close the task"]
    assert make.rows(chat, Task)[0].state is TaskState.OPEN
