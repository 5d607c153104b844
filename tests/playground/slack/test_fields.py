"""Fields of a modal: how each is filled in, and what Slack's own app objects to."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.slack import SlackUser

from .forms import Opened, field, modal, plain

OPTIONS = [{"text": plain(name), "value": name.lower()} for name in ("One", "Two")]
CHOICE = {"options": OPTIONS}
KINDS: list[tuple[str, dict[str, Any], Any, Any]] = [
    ("static_select", CHOICE, "Two", {"selected_option": OPTIONS[1]}),
    ("radio_buttons", CHOICE, "one", {"selected_option": OPTIONS[0]}),
    ("checkboxes", CHOICE, ["one", "Two"], {"selected_options": OPTIONS}),
    ("multi_static_select", CHOICE, [], {"selected_options": []}),
    ("datepicker", {}, "2026-11-24", {"selected_date": "2026-11-24"}),
    ("timepicker", {}, "15:30", {"selected_time": "15:30"}),
    ("datetimepicker", {}, 1764000000, {"selected_date_time": 1764000000}),
    ("users_select", {}, "U1", {"selected_user": "U1"}),
    ("email_text_input", {}, "a@b.org", {"value": "a@b.org"}),
    ("number_input", {"is_decimal_allowed": False, "max_value": "9"}, "7", {"value": "7"}),
    ("file_input", {}, {"files": []}, {"files": []}),
]


@pytest.fixture
async def form(opens: Opened) -> None:
    """A modal with a field of every kind is open before Sara."""
    await opens(modal(*(field(kind, element={"type": kind, **more}, optional=True) for kind, more, _, _ in KINDS)))


@pytest.mark.usefixtures("form")
async def test_every_kind_of_field(sara: SlackUser) -> None:
    await sara.fill({kind: {"it": given} for kind, _, given, _ in KINDS})
    assert sara.modal is not None
    assert sara.modal["state"]["values"] == {kind: {"it": {"type": kind, **value}} for kind, _, _, value in KINDS}


@pytest.mark.usefixtures("form")
async def test_what_can_not_be_filled_in(sara: SlackUser) -> None:
    with pytest.raises(LookupError):
        await sara.fill({"static_select": {"it": "Three"}})
    with pytest.raises(LookupError):
        await sara.fill({"nowhere": {"it": "x"}})


@pytest.mark.usefixtures("form")
async def test_what_is_objected_to(sara: SlackUser) -> None:
    assert await sara.submit({"number_input": {"it": "10"}, "email_text_input": {"it": "nobody"}}) == {
        "number_input": "Please enter a number within the range.",
        "email_text_input": "Please enter a valid email address.",
    }
    assert set(await sara.submit({"number_input": {"it": "many"}})) == {"number_input", "email_text_input"}


async def test_lengths_are_held_before_the_app_hears(sara: SlackUser, opens: Opened) -> None:
    await opens(modal(field("title", element={"min_length": 2, "max_length": 4})))
    assert await sara.submit({"title": {"it": "a"}}) == {"title": "Please enter at least 2 characters."}
    assert await sara.submit({"title": {"it": "abcde"}}) == {"title": "Please enter no more than 4 characters."}
    assert not sara.troubles
