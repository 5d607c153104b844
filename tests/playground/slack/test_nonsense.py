"""Whatever an app sends, it gets an answer in Slack's words."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack import SlackServer, SlackUser
from bot.playground.slack.kit import reading
from bot.playground.slack.kit.blocks import BLOCKS, problems_of_message, problems_of_view
from bot.playground.slack.kit.elements import ELEMENTS
from bot.playground.slack.methods import METHODS

from .conftest import refusal

NAMES = (
    "text", "type", "elements", "element", "options", "option_groups", "value", "label", "fields", "accessory",
    "alt_text", "image_url", "action_id", "block_id", "initial_option", "emoji", "title", "blocks", "colour",
)  # fmt: skip
WORDS = st.sampled_from([*BLOCKS, *ELEMENTS, "plain_text", "mrkdwn", "", "x", "modal", "home"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=15,
)
WORDY = st.fixed_dictionaries({"type": st.sampled_from(["plain_text", "mrkdwn"]), "text": WORDS})
BLOCK = st.dictionaries(st.sampled_from(NAMES), ANYTHING | WORDY).flatmap(
    lambda found: st.sampled_from(list(BLOCKS)).map(lambda kind: {**found, "type": kind})
)


@given(st.lists(BLOCK, max_size=3) | ANYTHING)
def test_blocks_are_judged_and_the_good_ones_can_be_read(blocks: Any) -> None:
    if not problems_of_message(blocks):
        given_ids = reading.with_ids(blocks)
        reading.read(given_ids)
        reading.mentions(given_ids)
        list(reading.elements(given_ids))


@given(ANYTHING | st.fixed_dictionaries({"type": WORDS, "blocks": st.lists(BLOCK), "title": WORDY, "submit": WORDY}))
def test_views_are_judged(view: Any) -> None:
    problems_of_view(view, "modal")


async def test_a_field_that_is_null_is_not_there(slack: AsyncWebClient, sara: SlackUser) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x", "verbatim": None}, "accessory": None}]
    await slack.api_call("chat.postMessage", json={"channel": "U1", "text": None, "blocks": blocks})
    assert sara.messages()[0].shown == "x"


async def test_every_method_with_nothing_and_with_nonsense(server: SlackServer, slack: AsyncWebClient) -> None:
    for name, method in METHODS.items():
        token = {"app": server.app_token, "bot": server.bot_token, "nobody": ""}[method.caller]
        if method.needs:
            assert await refusal(slack.api_call(name, json={"token": token})) == "invalid_arguments"
        if method.takes:
            nonsense: dict[str, Any] = dict.fromkeys(method.takes, "?")
            await refusal(slack.api_call(name, json=nonsense))
        assert await refusal(slack.api_call(name, json={"token": token, "colour": 1})) != ""
