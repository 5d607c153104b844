"""A recruiter has a broadcast start later: it can be changed, sent at once or called off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from models.broadcast import Broadcast
from models.credential import Level
from models.offer import Offer
from models.task import Task
from tests import make
from tests.chat import Chat
from tests.recruiting import describes, recruiter
from tests.scheduling import RUNS, WAITS, WEDNESDAY_NINE, clock, is_a_draft, later, of_cairo, states


def test_it_goes_out_at_its_time_to_who_matches_then(chat: Chat) -> None:
    make.expert(chat, "Omar", min_rate_minor=50_000)
    rana = of_cairo(chat, recruiter(chat))
    sara = make.expert(chat, "Sara")
    describes(rana, deadline="In 3 days").taps("Send later")
    assert rana.sees("Fri 27 Nov, 10:40 at the latest")
    assert rana.sees("Time zone: Cairo")
    rana.writes("tomorrow 9:00")

    assert rana.sees("goes out by itself: Wed 25 Nov, 09:00 (Cairo)")
    assert rana.sees("Fewer than 3 experts match.") and rana.sees("It costs at most $120.")
    assert states(chat) == WAITS
    clock(chat, WEDNESDAY_NINE - timedelta(seconds=1))
    assert (sara.messages, make.rows(chat, Offer)) == ([], [])
    lina = make.expert(chat, "Lina", level=Level.CONFIRMED)
    clock(chat, WEDNESDAY_NINE)

    assert sara.sees("Liver scans") and lina.sees("Liver scans")
    assert rana.has_seen("is on its way")
    assert rana.has_seen("Sent: 2")
    assert states(chat) == RUNS
    clock(chat, WEDNESDAY_NINE + timedelta(hours=1))
    assert len(make.rows(chat, Offer)) == 2


@pytest.mark.parametrize(
    ("label", "hour"),
    [
        ("In an hour: 12:00", datetime(2026, 11, 24, 10, 0, tzinfo=UTC)),
        ("This evening: 18:00", datetime(2026, 11, 24, 16, 0, tzinfo=UTC)),
        ("Tomorrow: Wed 25 Nov, 09:00", WEDNESDAY_NINE),
        ("Next week: Mon 30 Nov, 09:00", datetime(2026, 11, 30, 7, 0, tzinfo=UTC)),
    ],
)
def test_the_buttons_mean_the_recruiters_own_clock(chat: Chat, label: str, hour: datetime) -> None:
    rana = of_cairo(chat, recruiter(chat))
    describes(rana, deadline="In 7 days").taps("Send later").taps(label)

    assert [one.scheduled_for for one in make.rows(chat, Broadcast)] == [hour]


def test_only_times_before_the_deadline_are_offered(chat: Chat) -> None:
    rana = of_cairo(chat, recruiter(chat))
    describes(rana, deadline="In 4 hours").taps("Send later")

    assert [label for label in rana.last.labels if ": " in label] == ["In an hour: 12:00"]


def test_who_has_no_time_zone_yet_is_asked_for_it(chat: Chat) -> None:
    rana = recruiter(chat)
    describes(rana, deadline="In 3 days").taps("Send later")
    assert rana.sees("So that I send it when you mean: What time is it where you are?")
    rana.writes("Cairo")
    assert rana.sees("Time zone: Cairo")
    rana.writes("tomorrow 9:00")

    assert rana.sees("Wed 25 Nov, 09:00 (Cairo)")
    assert [one.scheduled_for for one in make.rows(chat, Broadcast)] == [WEDNESDAY_NINE]
    rana.taps("Another time")
    assert rana.sees("When shall Liver scans go out?")


def test_whose_clock_is_utc_goes_on_with_that(chat: Chat) -> None:
    rana = recruiter(chat)
    describes(rana, deadline="In 3 days").taps("Send later").writes("UTC")
    assert rana.sees("Time zone: UTC")
    rana.writes("at 10")

    assert rana.sees("goes out by itself: 10:00 (UTC)")


def test_an_old_button_means_the_time_that_it_says(chat: Chat) -> None:
    rana = of_cairo(chat, recruiter(chat))
    describes(rana, deadline="In 3 days").taps("Send later")
    chat.later(hours=2)
    rana.taps("In an hour: 12:00")

    assert rana.sees("That is 12:00, which has already passed. Please send a time to come.")
    assert states(chat) == []


def test_what_will_not_do_says_what_would_be_right(chat: Chat) -> None:
    rana = of_cairo(chat, recruiter(chat))
    describes(rana, deadline="In 24 hours").taps("Send later")

    rana.writes("whenever it suits them")
    assert rana.sees("I couldn't read that as a time. Write for example “tomorrow 17:00”")
    rana.writes("yesterday 9:00")
    assert rana.sees("That is Mon 23 Nov, 09:00, which has already passed.")
    rana.writes("tomorrow 10:50")
    assert rana.sees("That is Wed 25 Nov, 10:50, too late for a task whose deadline is Wed 25 Nov, 11:00")
    assert rana.sees("the latest is Wed 25 Nov, 10:40")
    rana.writes("tomorrow 10:40")
    assert rana.sees("goes out by itself: Wed 25 Nov, 10:40")
    assert len(make.rows(chat, Broadcast)) == 1


def test_a_task_that_is_nearly_over_can_not_wait(chat: Chat) -> None:
    rana = of_cairo(chat, recruiter(chat))
    describes(rana, deadline="In 1 hour")
    chat.later(minutes=45)
    rana.taps("Send later")

    assert rana.sees("closes at 12:00, which leaves no time to send it later.")
    assert is_a_draft(chat)


def test_arabic_words_and_digits(chat: Chat) -> None:
    rana = later(chat)
    rana.taps("Call off").taps("Yes, call it off")
    rana.language = "ar"
    of_cairo(chat, rana)
    rana.writes("/tasks").taps("Liver scans").taps("إرسال لاحقًا")
    assert rana.sees("متى نرسل Liver scans؟")
    rana.writes("يوم الخميس الساعة ٩:٣٠ صباحًا")

    assert rana.sees("تُرسل Liver scans تلقائيًا")
    assert rana.sees("(القاهرة)")
    assert [one.scheduled_for for one in make.rows(chat, Broadcast)] == [datetime(2026, 11, 26, 7, 30, tzinfo=UTC)]


def test_the_lists_show_it_and_lead_to_it(chat: Chat) -> None:
    rana = later(chat)

    rana.writes("/tasks")
    assert rana.sees("Liver scans – goes out later: Wed 25 Nov, 09:00")
    rana.writes("/broadcast").taps("Set for later: Liver scans")

    assert rana.sees("This is the card as experts will see it")
    assert rana.sees("goes out by itself: Wed 25 Nov, 09:00")
    assert {"Send now", "Another time", "Call off"} <= set(rana.last.labels)
    assert not {"Broadcast", "Throw away"} & set(rana.last.labels)


def test_another_time(chat: Chat) -> None:
    rana, sara = later(chat), make.expert(chat, "Sara")
    rana.taps("Another time").writes("tomorrow 11:00")

    assert rana.sees("Wed 25 Nov, 11:00")
    clock(chat, WEDNESDAY_NINE)
    assert sara.messages == []
    clock(chat, WEDNESDAY_NINE + timedelta(hours=2))
    assert sara.sees("Liver scans")
    assert states(chat) == RUNS


def test_sent_now_it_asks_first_and_does_not_go_twice(chat: Chat) -> None:
    rana, sara = later(chat), make.expert(chat, "Sara")
    rana.taps("Send now")
    assert rana.sees("What is out can't be taken back")
    assert sara.messages == []
    rana.taps("No, leave it")
    assert rana.sees("goes out by itself")
    rana.taps("Send now").taps("Yes, send it now")
    rana.taps("Yes, send it now", again=True)

    assert rana.sees("goes to nobody twice")
    clock(chat, WEDNESDAY_NINE)
    assert len(sara.messages) == 1
    assert states(chat) == RUNS


def test_called_off_it_asks_first_and_is_a_draft_again(chat: Chat) -> None:
    rana, sara = later(chat), make.expert(chat, "Sara")
    rana.taps("Call off")
    assert rana.sees("It stays a draft")
    rana.taps("No, leave it")
    assert states(chat) == WAITS
    rana.taps("Call off").taps("Yes, call it off")
    assert is_a_draft(chat)
    before = len(rana.messages)
    rana.taps("Yes, call it off", again=True)

    assert len(rana.messages) == before, "the same message, edited to say the same"
    assert rana.sees("won't go out by itself")
    clock(chat, WEDNESDAY_NINE)
    assert sara.messages == []
    rana.writes("/tasks").taps("Liver scans").taps("Send later").taps("Tomorrow")
    assert states(chat) == WAITS


def test_double_taps_schedule_it_once(chat: Chat) -> None:
    rana = of_cairo(chat, recruiter(chat))
    describes(rana, deadline="In 3 days")
    rana.taps("Send later").taps("Send later", again=True)
    rana.taps("Tomorrow").taps("Tomorrow", again=True)

    assert rana.sees("goes out by itself")
    assert states(chat) == WAITS


def test_buttons_of_one_that_has_gone_out_say_so(chat: Chat) -> None:
    rana = later(chat)
    rana.taps("Call off")
    clock(chat, WEDNESDAY_NINE)
    rana.taps("Yes, call it off")

    assert rana.sees("has been sent already")
    assert states(chat) == RUNS


def test_a_draft_thrown_away_takes_it_along(chat: Chat) -> None:
    rana = of_cairo(chat, recruiter(chat))
    describes(rana, deadline="In 3 days")
    rana.taps("Throw away")
    away = rana.tap("Yes, throw it away")
    rana.taps("No, keep it").taps("Send later").taps("Tomorrow")
    chat.receive(chat.inbox.handle([away]))

    assert (make.rows(chat, Task), make.rows(chat, Broadcast)) == ([], [])
    clock(chat, WEDNESDAY_NINE)
    rana.taps("Call off")
    assert rana.never_sees("is on its way")


def test_two_recruiters_of_one_client(chat: Chat) -> None:
    rana, sara = later(chat), make.expert(chat, "Sara")
    robin = of_cairo(chat, recruiter(chat, "Robin"))
    robin.writes("/broadcast").taps("Set for later").taps("Another time").writes("tomorrow 8:00")
    assert rana.sees("Robin has set another time for Liver scans")
    rana.taps("Show the task").taps("Call off")
    call_off = rana.tap("Yes, call it off")
    rana.taps("No, leave it").taps("Send now")
    send = rana.tap("Yes, send it now")
    chat.receive(chat.inbox.handle([call_off]))
    chat.receive(chat.inbox.handle([send]))

    assert robin.has_seen("Rana has called off Liver scans")
    assert sara.sees("Liver scans"), "what was asked was whether to send it"
    clock(chat, WEDNESDAY_NINE)
    assert len(sara.messages) == 1


def test_another_client_learns_nothing_of_it(chat: Chat) -> None:
    rana = later(chat)
    other = of_cairo(chat, recruiter(chat, "Robin", client="Other Labs"))
    other.writes("/broadcast")
    assert "Liver scans" not in str(other.last.labels)
    rana.taps("Call off")
    stolen = rana.tap("Yes, call it off")
    chat.receive(chat.inbox.handle([other.event(stolen.what)]))

    assert states(chat) == WAITS
