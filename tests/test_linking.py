"""One person on two platforms: a code given out on one and typed on the other."""

from __future__ import annotations

import re

import pytest
from sqlmodel import select
from structlog.testing import capture_logs

from models.expert import Expert
from models.link import LinkCode
from models.membership import Membership
from models.person import Account, Person
from tests import make
from tests.chat import Chat, Chatter
from tests.joining import joins, reaches
from tests.recruiting import describes, recruiter


def code_of(sara: Chatter) -> str:
    """Asks for a code and reads it."""
    found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", sara.writes("/link").last.text)
    assert found is not None
    return found[0]


def people_with_accounts(chat: Chat) -> int:
    with chat.database.transaction() as session:
        return len(set(session.exec(select(Account.person_id)).all()))


def test_an_expert_goes_on_on_the_other_platform(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    code = code_of(sara)
    there = chat.person("Sara", platform="slack")

    there.writes(f"/link {code}")

    assert there.has_seen("Your accounts are joined")
    assert there.writes("/profile").sees("Name: Sara")
    assert people_with_accounts(chat) == 1


def test_a_half_done_conversation_goes_on_on_the_other_platform(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "field")
    asked = sara.last.text
    code = code_of(sara)
    there = chat.person("Sara", platform="slack")

    there.writes(f"/link {code}")

    assert there.sees("Your accounts are joined")
    assert there.sees(asked)
    there.writes("hepatology")
    assert asked not in there.last.text  # answered here, though it was asked there


def test_a_room_goes_with_whoever_brought_the_bot(chat: Chat) -> None:
    rana = recruiter(chat, "Rana")
    describes(rana)
    there = chat.person("Rana", platform="slack").brings_the_bot_into(chat.room())
    code = code_of(rana)
    there.writes(f"/link {code}")
    assert there.has_seen("Your accounts are joined")

    there.writes("/tasks").taps("Liver scans").taps("Post in a channel")
    assert there.last.labels == ["Post in #liver"]


def test_it_does_not_matter_on_which_side_the_code_was_asked_for(chat: Chat) -> None:
    there = chat.person("Sara", platform="slack").writes("/help")
    code = code_of(there)
    sara = make.expert(chat, "Sara")

    sara.writes(f"/link {code}")

    assert sara.has_seen("Your accounts are joined")
    assert there.writes("/profile").sees("Name: Sara")
    with chat.database.transaction() as session:
        assert len(session.exec(select(Expert)).all()) == 1


def test_old_buttons_work_after_it(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    there = chat.person("Sara", platform="slack").writes("what?")
    there.writes(f"/link {code_of(sara)}")

    there.taps("Help")

    assert there.sees("What you can do")


@pytest.mark.parametrize("spelled", ["lower", "bare", "spaced"])
def test_a_code_may_be_spelled_freely(chat: Chat, spelled: str) -> None:
    code = code_of(make.expert(chat, "Sara"))
    forms = {"lower": code.lower(), "bare": code.replace("-", ""), "spaced": code.replace("-", " ")}

    there = chat.person("Sara", platform="slack").writes(f"/link {forms[spelled]}")

    assert there.has_seen("Your accounts are joined")


def test_only_its_hash_is_kept(chat: Chat) -> None:
    code = code_of(make.expert(chat, "Sara"))

    with chat.database.transaction() as session:
        (kept,) = session.exec(select(LinkCode)).all()
        assert code.replace("-", "") not in repr(kept)


def test_it_is_good_for_ten_minutes(chat: Chat) -> None:
    code = code_of(make.expert(chat, "Sara"))
    chat.later(minutes=10)

    there = chat.person("Sara", platform="slack").writes(f"/link {code}")

    assert there.sees("ten minutes, which have passed")
    assert people_with_accounts(chat) == 2


def test_it_works_once(chat: Chat) -> None:
    code = code_of(make.expert(chat, "Sara"))
    chat.person("Sara", platform="slack").writes(f"/link {code}").writes(f"/link {code}").sees("joined already")

    omar = chat.person("Omar", platform="slack").writes(f"/link {code}")

    assert omar.sees("has been used")
    assert people_with_accounts(chat) == 2


def test_a_new_code_makes_the_earlier_one_void(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    first, second = code_of(sara), code_of(sara)
    there = chat.person("Sara", platform="slack").writes(f"/link {first}")

    assert there.sees("no code of ours")
    assert there.writes(f"/link {second}").has_seen("Your accounts are joined")


def test_after_five_wrong_codes_even_the_right_one_is_refused(chat: Chat) -> None:
    code = code_of(make.expert(chat, "Sara"))
    eve = chat.person("Eve", platform="slack")
    for _ in range(5):
        assert eve.writes("/link AAAA-AAAA").sees("no code of ours")

    assert eve.writes(f"/link {code}").sees("too many wrong codes")

    chat.later(minutes=61)
    assert eve.writes("/link AAAA-AAAA").sees("no code of ours")


def test_the_fifth_try_may_still_be_right(chat: Chat) -> None:
    code = code_of(make.expert(chat, "Sara"))
    there = chat.person("Sara", platform="slack")
    for _ in range(4):
        there.writes("/link AAAA-AAAA")

    assert there.writes(f"/link {code}").has_seen("Your accounts are joined")


def test_a_code_has_eight_characters_and_is_good_until_the_last_minute(chat: Chat) -> None:
    code = code_of(make.expert(chat, "Sara"))
    assert len(code.replace("-", "")) == 8
    chat.later(minutes=9)
    there = chat.person("Sara", platform="slack")

    assert there.writes(f"/link {code[:-1]}").sees("no code of ours")
    assert there.writes(f"/link {code}").has_seen("Your accounts are joined")


@pytest.mark.parametrize("why", ["void", "expired", "used", "same platform", "two histories"])
def test_someone_elses_code_that_is_refused_says_nothing_of_whose_it_is(chat: Chat, why: str) -> None:
    sara = make.expert(chat, "Sara")
    code = code_of(sara)
    eve = chat.person("Eve", platform="telegram" if why == "same platform" else "slack")
    match why:
        case "void":
            code_of(sara)
        case "expired":
            chat.later(minutes=11)
        case "used":
            chat.person("Saroona", platform="slack").writes(f"/link {code}")
        case "two histories":
            joins(eve)

    with capture_logs() as lines:
        eve.writes(f"/link {code}")

    assert [line["event"] for line in lines] == ["link-refused"] and code not in str(lines)
    assert people_with_accounts(chat) == 2
    assert not any(word in eve.last.text for word in ("Sara", "Saroona", "Hepatology"))
    assert "Sara" not in eve.writes("/profile").last.text
    assert sara.never_sees("Eve")


def test_ones_own_code_is_not_for_the_same_account(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")

    assert sara.writes(f"/link {code_of(sara)}").sees("from this very account")


def test_two_accounts_on_one_platform_stay_two(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")

    omar = chat.person("Omar").writes(f"/link {code_of(sara)}")

    assert omar.sees("on the same platform")
    assert people_with_accounts(chat) == 2


def test_two_histories_stay_two(chat: Chat) -> None:
    code = code_of(make.expert(chat, "Sara"))
    there = chat.person("Sara", platform="slack")
    joins(there)

    there.writes(f"/link {code}")

    assert there.sees("Both accounts have a history here")
    assert people_with_accounts(chat) == 2
    assert there.writes("/profile").sees("Name")


def test_who_has_joined_need_not_join_again(chat: Chat) -> None:
    code = code_of(make.expert(chat, "Sara"))
    there = chat.person("Sara", platform="slack")
    reaches(there, "rate")

    there.writes(f"/link {code}")

    assert there.sees("Your accounts are joined")
    assert there.writes("/start").sees("You're all set")


def test_a_role_moves_with_its_account(chat: Chat) -> None:
    code = code_of(recruiter(chat))
    there = chat.person("Rana", platform="slack")
    reaches(there, "consent")  # she is in the middle of something there, and nothing but a role here

    there.writes(f"/link {code}")

    assert there.has_seen("Your accounts are joined")
    assert there.writes("/tasks").never_sees("staff")
    with chat.database.transaction() as session:
        (held,) = session.exec(select(Membership)).all()
        assert held.person_id in session.exec(select(Account.person_id)).all()


def test_who_goes_leaves_no_name(chat: Chat) -> None:
    code = code_of(make.expert(chat, "Sara"))
    chat.person("Saroona", platform="slack").writes(f"/link {code}")

    with chat.database.transaction() as session:
        assert "Saroona" not in [person.name for person in session.exec(select(Person)).all()]


def test_in_arabic(chat: Chat) -> None:
    sara = chat.person("سارة", language="ar").writes("/link")

    assert sara.sees("رمزك")
    assert sara.writes("/link AAAA-AAAA").sees("ليس هذا رمزًا من عندنا")
