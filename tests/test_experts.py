"""How many experts there are and of what kinds, for recruiters: numbers, and never names."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from models.credential import Level
from models.expert import Expert
from models.membership import Membership
from models.person import Account
from models.queries import experts
from tests import make
from tests.chat import Chat, Chatter
from tests.recruiting import recruiter

WHERE = "https://t.me/callboard_bot"


def test_all_of_them_in_figures(chat: Chat) -> None:
    rana = recruiter(chat)
    for number in range(4):
        make.expert(chat, f"Liver {number}", level=Level.LISTED)
    for number in range(3):
        make.expert(chat, f"Tax {number}", field="tax-law", level=Level.CONTROLLED)
    for name in ("Omar", "Lina", "Noor"):
        pauses(chat, make.expert(chat, name, field="hepatology"))
    is_lost(chat, make.expert(chat, "Sara", field="hepatology"))

    asks(rana)

    assert rana.sees("More than 10 experts have joined.")
    assert rana.sees("Can be offered tasks now: 7")
    assert rana.sees("Taking a break: 3. Out of reach: fewer than 3")
    assert rana.sees("Proof in the field: in a register 4, control proven 3")
    assert rana.sees("Write from: Telegram 10")
    assert rana.sees("• Hepatology: 8\n• Tax law: 3")
    assert not any(name in rana.last.text for name in ("Omar", "Liver 1", "Sara"))


def test_a_field_is_found_by_words(chat: Chat) -> None:
    rana = recruiter(chat)
    for number, rate in enumerate((2000, 5000, 8000, 12550)):
        make.expert(chat, f"Expert {number}", min_rate_minor=rate, level=Level.LISTED)
    make.expert(chat, "Lina", min_rate_minor=9000, language="ar", quiet=(time(8), time(12)))
    make.expert(chat, "Noor", field="physics")
    chat.later(minutes=30)

    asks(rana, "liver diseases")

    assert rana.sees("Hepatology\n5 experts can be offered tasks now.")
    assert rana.sees("Most of them are awake.")
    assert rana.sees("Proof in the field: in a register 5")
    assert rana.sees("Pay for an hour: half of them take $80 or less, three quarters $90 or less")
    assert "Arabic" not in rana.last.text and "$125.50" not in rana.last.text
    assert "Gastroenterology" in rana.last.labels


def test_in_arabic(chat: Chat) -> None:
    huda = recruiter(chat, "Huda", language="ar")
    for number in range(3):
        make.expert(chat, f"Expert {number}")

    asks(huda, "أمراض الكبد")

    assert huda.sees("3 خبراء يمكن أن تُعرض عليهم المهام الآن.") and huda.sees("في سجل رسمي 3")
    asks(huda)
    assert huda.sees("انضم 3 خبراء.") and huda.sees("تيليجرام 3")


@pytest.mark.parametrize("there", [1, 2])
def test_one_or_two_are_not_described(chat: Chat, there: int) -> None:
    rana = recruiter(chat)
    for number in range(there):
        make.expert(chat, f"Expert {number}")

    asks(rana)
    assert rana.sees("Only one or two experts have joined so far.") and rana.sees(WHERE)
    asks(rana, "hepatology")
    assert rana.sees("only one or two experts can be offered tasks now")
    assert "$" not in rana.last.text and "register" not in rana.last.text


def test_where_there_are_none_the_next_step_is_to_invite_some(chat: Chat) -> None:
    rana = recruiter(chat)

    asks(rana)
    assert rana.sees("No expert has joined yet.") and rana.sees(WHERE) and rana.last.labels == ["New task"]
    asks(rana, "hepatology")
    assert rana.sees("Hepatology: nobody can be offered tasks now.") and rana.sees(WHERE)
    assert rana.last.labels == ["Gastroenterology", "All experts", "New task"]


def test_who_pauses_or_cannot_be_reached_is_not_offered_anything(chat: Chat) -> None:
    rana = recruiter(chat)
    sara, omar, *_ = [make.expert(chat, name) for name in ("Sara", "Omar", "Lina", "Noor", "Amal")]
    pauses(chat, sara)
    is_lost(chat, omar)

    asks(rana, "hepatology")

    assert rana.sees("3 experts can be offered tasks now.")


def test_of_several_fields_one_is_chosen_as_often_as_one_likes(chat: Chat) -> None:
    rana = recruiter(chat)
    rana.writes("/experts scan")
    assert rana.sees("That may mean several fields.")
    label = rana.last.labels[0]

    rana.taps(label)
    rana.taps(label, again=True)
    finishes(chat)
    finishes(chat)

    assert len([shown for shown in rana.messages if "nobody can be offered" in shown.text]) == 2


@pytest.mark.parametrize("words", ["qqqqqq", "x" * 5000, "$_{^}", "٤٠", "👍"])
def test_words_that_mean_no_field(chat: Chat, words: str) -> None:
    rana = recruiter(chat)

    rana.writes(f"/experts {words}")

    assert rana.sees("I don't know a field called") and rana.last.labels == ["All experts"]
    asks(rana.taps("All experts"), tapped=True)
    assert rana.sees("No expert has joined yet.")


def test_whoever_is_no_recruiter_any_more_hears_nothing(chat: Chat) -> None:
    rana = recruiter(chat)
    rana.writes("/experts")

    def dismiss(session: Session) -> None:
        for held in session.exec(select(Membership)):
            session.delete(held)

    make.within(chat, dismiss)
    finishes(chat)

    assert rana.sees("That is for recruiters.")


def test_what_could_not_be_counted_can_be_asked_again(chat: Chat) -> None:
    rana = recruiter(chat)
    rana.writes("/experts")

    chat.finish("count-experts", error="count-experts-failed")

    assert rana.sees("couldn't be counted") and rana.last.labels == ["All experts"]


@pytest.mark.parametrize(
    ("counted", "shown", "others"),
    [
        ({"a": 12, "b": 7}, {"a": 12, "b": 7}, 0),
        ({"a": 12, "b": 7, "c": 2, "d": 1}, {"a": 12, "b": 7}, 3),
        ({"a": 12, "b": 7, "c": 1}, {"a": 12}, 8),
        ({"a": 2, "b": 2}, {}, 4),
        ({"a": 1}, {}, 1),
        ({"a": 3, "b": 0}, {"a": 3}, 0),
        ({}, {}, 0),
    ],
)
def test_a_few_are_never_told_apart(counted: dict[str, int], shown: dict[str, int], others: int) -> None:
    assert experts.together(counted) == (shown, others)


def asks(rana: Chatter, words: str = "", *, tapped: bool = False) -> None:
    """Asks, unless a button was tapped, and waits until they are counted."""
    if not tapped:
        rana.writes(f"/experts {words}")
    assert "الأرقام" in rana.last.text or rana.sees("I'm counting the experts.")
    finishes(rana.chat)


def finishes(chat: Chat) -> None:
    code = str(chat.jobs("count-experts")[0]["field"])

    def count(session: Session) -> dict[str, Any]:
        return experts.of_field(session, code, chat.now) if code else experts.of_all(session, chat.now)

    chat.finish("count-experts", **make.within(chat, count))


def pauses(chat: Chat, chatter: Chatter) -> None:
    person_id = make.person_id(chat, chatter)

    def pause(session: Session) -> None:
        session.get_one(Expert, person_id).paused_until = chat.now + timedelta(days=1)

    make.within(chat, pause)


def is_lost(chat: Chat, chatter: Chatter) -> None:
    """The platform has said that no message arrives there."""

    def lose(session: Session) -> None:
        account = session.exec(select(Account).where(Account.external_id == chatter.external_id)).one()
        account.unreachable_since = chat.now

    make.within(chat, lose)
