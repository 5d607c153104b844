"""Messages as JSON and back; tokens that fit."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import token
from bot.chat.message import Button, Labels, Lines, Message, Text
from bot.chat.wire import dump_arg, dump_message, load_arg, load_message
from models.money import Money

PLAIN = st.one_of(
    st.text(),
    st.integers(-(2**53), 2**53),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.builds(Money, st.integers(-(2**60), 2**60), st.sampled_from(["USD", "JOD", "JPY"])),
    st.datetimes(timezones=st.just(UTC)),
    st.timedeltas(-timedelta(days=9), timedelta(days=9)),
    st.builds(Labels, st.fixed_dictionaries({"en": st.text(), "ar": st.text()})),
)
ARGS: Any = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.builds(Lines, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Text, st.text(), st.dictionaries(st.text(), inner, max_size=3)),
    ),
    max_leaves=6,
)
BUTTONS = st.builds(Button, ARGS, st.text(), st.lists(st.integers() | st.text(), max_size=3).map(tuple), st.text())
MESSAGES = st.builds(
    Message,
    st.lists(st.builds(Text, st.text(), st.dictionaries(st.text(), ARGS, max_size=2)), max_size=3).map(tuple),
    st.lists(st.lists(BUTTONS, max_size=2).map(tuple), max_size=2).map(tuple),
    file=st.just("handle"),
    file_kind=st.sampled_from(["photo", "file"]),
)


@given(MESSAGES)
def test_a_message_survives_the_table(message: Message) -> None:
    assert load_message(json.loads(json.dumps(dump_message(message)))) == message


@pytest.mark.parametrize("wrong", [1.5, None, b"x", {"a": 1}, [1], object(), datetime])
def test_what_is_no_variable_is_refused_at_once(wrong: Any) -> None:
    with pytest.raises(TypeError):
        dump_arg(wrong)


@pytest.mark.parametrize("wrong", [1.5, None, [], {}, {"money": [1]}, {"at": "x"}, {"other": 1}])
def test_what_was_never_written_is_not_read(wrong: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # whichever of its kinds
        load_arg(wrong)


def test_decimals_keep_their_places() -> None:
    assert str(load_arg(dump_arg(Decimal("1.50")))) == "1.50"


@given(st.integers(1, 10**15), st.integers(0, 99))
def test_tokens_are_read_as_they_were_made(delivery: int, place: int) -> None:
    made = token.stored(delivery, place)
    assert (token.delivery_of(made), token.place_of(made)) == (delivery, place)
    assert len(made.encode()) <= token.MOST_BYTES


@given(st.integers(1, 10**12), st.lists(st.integers(-(10**9), 10**9), max_size=3))
def test_spelled_tokens_carry_their_arguments(delivery: int, args: list[int]) -> None:
    made = token.spelled(delivery, Button("x", "area.action", tuple(args)))
    assert token.delivery_of(made) == delivery
    assert token.spelled_out(made) == ("area.action", tuple(args))


def test_a_token_that_is_too_long_is_never_sent() -> None:
    with pytest.raises(ValueError, match="too long"):
        token.spelled(1, Button("x", "area.action", ("é" * 30,)))
    token.spelled(1, Button("x", "a", ("é" * 30,)))


@given(st.text(max_size=70))
def test_whatever_comes_back_is_read_or_not(data: str) -> None:
    delivery, place = token.delivery_of(data), token.place_of(data)
    assert delivery is None or 0 <= delivery < 10**18
    assert place is None or 0 <= place < 10**18
    if ":" in data:
        token.spelled_out(data)
