"""A code that somebody else used: whoever gave it out hears of it at once, and parts the accounts again."""

from __future__ import annotations

from sqlmodel import col, select

from models.delivery import Delivery, DeliveryState
from models.person import Account
from tests import make
from tests.chat import Chat, Chatter
from tests.joining import reaches
from tests.test_linking import code_of, people_with_accounts

NOTICE = "Your code was just used on Slack"


def linked(chat: Chat) -> tuple[Chatter, Chatter]:
    """An expert on Telegram, and somebody on Slack who has used her code."""
    sara = make.expert(chat, "Sara")
    code = code_of(sara)
    return sara, chat.person("Eve", platform="slack").writes(f"/link {code}")


def test_the_account_that_gave_out_the_code_hears_where_it_was_used(chat: Chat) -> None:
    sara, there = linked(chat)

    assert sara.sees(NOTICE) and sara.sees("If that wasn't you")
    assert sara.last.labels == ["That wasn't me: part them"]
    assert there.never_sees(NOTICE) and there.has_seen("Your accounts are joined")


def test_a_code_that_could_not_be_used_is_no_news(chat: Chat) -> None:
    sara, omar = make.expert(chat, "Sara"), make.expert(chat, "Omar")
    omar.writes(f"/link {code_of(sara)}")
    assert sara.never_sees("was just used")


def test_parted_the_other_account_has_nothing_and_everything_stays(chat: Chat) -> None:
    sara, there = linked(chat)

    sara.taps("That wasn't me")

    assert sara.sees("The account on Slack is somebody else's again")
    assert sara.writes("/profile").sees("Name: Sara")
    assert "Sara" not in there.writes("/profile").last.text
    assert people_with_accounts(chat) == 2


def test_what_is_on_its_way_to_the_parted_account_goes_to_its_owner(chat: Chat) -> None:
    sara, there = linked(chat)
    there.writes("/profile")
    with chat.database.transaction() as session:
        shown = session.exec(
            select(Delivery).where(col(Delivery.channel).startswith("slack")).order_by(col(Delivery.id).desc())
        )
        late = shown.first()
        assert late is not None
        late.state, late_id = DeliveryState.RETRYING, late.id
    sara.taps("That wasn't me")

    with chat.database.transaction() as session:
        late = session.get_one(Delivery, late_id)
        assert session.get_one(Account, late.account_id).platform == late.channel == "telegram"


def test_the_parted_account_can_press_none_of_the_buttons_that_it_was_sent(chat: Chat) -> None:
    sara, there = linked(chat)
    there.writes("/profile")
    sara.taps("That wasn't me")

    there.taps("Edit: Name")

    assert there.sees("This button is from an older message")


def test_where_the_one_who_typed_it_had_more_the_one_who_gave_it_out_leaves(chat: Chat) -> None:
    """A newcomer's code in the hands of an expert: the newcomer has become the expert, and leaves."""
    sara = chat.person("Sara", platform="slack")
    reaches(sara, "field")
    omar = make.expert(chat, "Omar")
    omar.writes(f"/link {code_of(sara)}")
    assert sara.sees("Your code was just used on Telegram")

    sara.taps("That wasn't me")

    assert sara.sees("This account is its own again")
    assert omar.writes("/profile").sees("Name: Omar")
    assert sara.writes("/start").sees("Which language shall we use?")


def test_parted_twice_and_somebody_elses(chat: Chat) -> None:
    sara, _ = linked(chat)
    sara.taps("That wasn't me").taps("", again=True)
    assert sara.sees("not joined any more")
    assert people_with_accounts(chat) == 2


def test_it_is_said_in_arabic(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", language="ar")
    chat.person("Eve", platform="slack").writes(f"/link {code_of(sara)}")
    assert sara.sees("استُخدم رمزك قبل لحظات في") and sara.sees("سلاك")
