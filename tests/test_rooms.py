"""Rooms: who brings the bot into one, whose it is, and when it is lost."""

from __future__ import annotations

import pytest

from bot.chat.event import Reach, Renamed, Tap
from handlers import sweeps
from handlers.broadcasts import broadcast
from handlers.rooms import rooms
from models.membership import Role
from models.person import Account, Person
from models.posting import Posting
from models.room import Room
from models.task import Task
from tests import make
from tests.chat import Chat, Chatter
from tests.posting import liver, posts, rana
from tests.recruiting import broadcasts, describes, member, recruiter

__all__ = ["liver", "rana"]


def test_a_task_is_posted_where_the_recruiter_brought_the_bot(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    assert rana.sees("I'm in #liver now")
    posts(rana, liver)

    assert rana.has_seen("is posted in #liver")
    (card,) = liver.messages
    assert "Liver scans" in card.text and "$40 an answer" in card.text and "3 places left" in card.text
    assert "open until 13:00 (UTC)" in card.text
    assert card.labels == ["Claim", "Details"]


def test_without_a_room_it_says_how_there_comes_to_be_one(chat: Chat, rana: Chatter) -> None:
    broadcasts(describes(rana))
    rana.taps("Post in a channel")

    assert rana.sees("/invite @Callboard")
    room = chat.room()
    rana.brings_the_bot_into(room).taps("Look again")
    assert rana.last.labels == ["Post in #liver"]


def test_a_client_never_learns_of_anothers_rooms(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    colleague, rival = recruiter(chat, "Colleague"), recruiter(chat, "Rival", client="Globex")
    posts(rana, liver)
    place = rana._button("Post in #liver")
    broadcasts(describes(colleague, title="Ours")).taps("Post in a channel")
    assert colleague.last.labels == ["Post in #liver"]

    broadcasts(describes(rival, title="Theirs")).taps("Post in a channel")
    assert rival.sees("I'm in no channel yet") and rival.never_sees("#liver")
    rival.does(Tap(place))
    assert len(liver.messages) == 1
    theirs = next(task for task in make.rows(chat, Task) if task.title == "Theirs")
    with pytest.raises(AssertionError):
        rival.taps("Post in #liver")
    assert [one.task_id for one in make.rows(chat, Posting)] != [theirs.id]


def test_a_room_that_another_client_brought_the_bot_into_is_lost_to_the_first(chat: Chat, rana: Chatter) -> None:
    rival, room = recruiter(chat, "Rival", client="Globex"), chat.room()
    rival.brings_the_bot_into(room)
    broadcasts(describes(rival, title="Theirs")).taps("Post in a channel")
    rana.brings_the_bot_into(room)

    rival.taps("Post in #liver")
    assert rival.sees("no longer exists") and room.messages == [] and make.rows(chat, Posting) == []


def test_the_room_of_someone_with_two_clients_is_bound_by_the_first_task(chat: Chat) -> None:
    rana = recruiter(chat)
    member(chat, "Rana", Role.RECRUITER, client="Globex")
    other = recruiter(chat, "Other", client="Globex")
    room = chat.room()
    rana.brings_the_bot_into(room)
    assert make.rows(chat, Room)[0].client_id is None
    broadcasts(describes(other)).taps("Post in a channel")
    assert other.sees("in no channel yet")

    rana.writes("/newtask").taps("Globex")
    rana.writes("Scans").writes("How many?").taps("A short text").taps("100").taps("That's all")
    rana.writes("hepatology").taps("Nothing needs")
    rana.writes("20").writes("$40").writes("3").taps("In 4 hours").taps("Yes, show me").taps("Broadcast")
    rana.taps("Post in a channel").taps("Post in #liver")
    assert "Scans" in room.last.text
    other.taps("Look again")
    assert other.last.labels == ["Post in #liver"]


def test_who_is_no_recruiter_brings_it_for_nobody(chat: Chat, rana: Chatter) -> None:
    room = chat.room()
    nour = chat.person("Nour").brings_the_bot_into(room)
    assert nour.sees("Only recruiters")
    broadcasts(describes(rana)).taps("Post in a channel")
    assert rana.sees("in no channel yet")

    rana.brings_the_bot_into(room)  # taken out and invited again
    rana.taps("Look again")
    assert rana.last.labels == ["Post in #liver"] and len(make.rows(chat, Room)) == 1


def test_a_room_that_the_bot_was_taken_out_of(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    posts(rana, liver)
    liver.does(Reach(False))
    for sweep in sweeps.SWEEPS:
        chat.sweep(sweep)
    chat.sweep(rooms.sweep)

    told = [one for one in rana.messages if "I was taken out of #liver" in one.text]
    assert len(told) == 1
    assert [a.unreachable_since for a in make.rows(chat, Account) if a.external_id == rana.external_id] == [None]
    rana.taps("Post in #liver")
    assert rana.sees("I'm no longer in #liver")
    rana.writes("/tasks").taps("Liver scans").taps("Close").taps("Yes")
    chat.sweep(broadcast.sweep, broadcast.move)  # ends, though the card can't be put right

    rana.brings_the_bot_into(liver)
    broadcasts(describes(rana, title="Next")).taps("Post in a channel").taps("Post in #liver")
    assert "Next" in liver.last.text


def test_a_room_has_another_name(chat: Chat, rana: Chatter, liver: Chatter) -> None:
    liver.does(Renamed("#hepatology <!channel>"))
    broadcasts(describes(rana)).taps("Post in a channel")
    assert rana.last.labels == ["Post in #hepatology <!channel>"]


def test_news_of_unknown_rooms_leaves_nothing_behind(chat: Chat) -> None:
    room = chat.room()
    room.does(Renamed("#x"))
    room.does(Reach(False))
    assert make.rows(chat, Person) == [] and make.rows(chat, Account) == []
