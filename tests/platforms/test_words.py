"""People's words where they stand beside each other: cards in channels, the Home tab, forms, on both platforms."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.channel import Key
from bot.chat.forms import Sheet, Slot
from bot.chat.message import Message, say
from bot.chat.texts import Reader, compose, plain
from bot.platforms.slack import blocks, modals
from bot.playground.slack.kit.reading import mentions, read
from bot.playground.slack.message import SlackMessage
from bot.playground.slack.mrkdwn import plain as seen
from bot.playground.telegram.html import parse
from handlers.cards.room_card import shown
from models.client import Client
from models.posting import Posting
from models.task import Task, TaskState
from models.types import ClientId, PersonId, PostingId, RoomId, TaskId
from tests.platforms.post import now
from tests.platforms.test_people import DIRECTING
from tests.platforms.test_slack_blocks import HOSTILE

SHORT = HOSTILE.map(lambda words: words[:60])
LANGUAGES = st.sampled_from(["en", "ar"])


def card(title: str, client: str) -> Message:
    """As it stands in a channel."""
    task = Task(
        id=TaskId(1), client_id=ClientId(1), created_by=PersonId(1), title=title, questions=[], field_code="hepatology",
        pay_minor=5000, currency="USD", minutes=20, places=3, places_left=3, deadline=now() + timedelta(hours=4),
        state=TaskState.OPEN, created_at=now(),
    )  # fmt: skip
    posting = Posting(id=PostingId(1), task_id=TaskId(1), room_id=RoomId(1), posted_by=PersonId(1), shown_at=now())
    return shown(posting, task, Client(name="Secret", pseudonym=client, created_at=now()), now())


def on_slack(message: Message, reader: Reader) -> SlackMessage:
    markup = compose(message, reader)
    keys = tuple(tuple(Key(plain(one.label, reader), "1.0") for one in row) for row in message.rows)
    content = tuple(blocks.message(markup, keys))
    return SlackMessage("1.0", "C1", "T1", "U0", True, text=blocks.fallback(markup), blocks=content)


@settings(max_examples=80, deadline=None)
@given(SHORT, SHORT.filter(bool), LANGUAGES)
@example("<!channel> &lt;!here&gt; *b* `c`", "<@U1> \u202e</b>", "ar")
def test_a_card_in_a_channel_says_what_was_typed_and_calls_nobody(title: str, client: str, language: str) -> None:
    reader = Reader(language, "UTC", now())
    sent = on_slack(card(title, client), reader)

    for words in (title, client):
        assert words.translate(DIRECTING) in sent.shown
        assert words.translate(DIRECTING) in html.unescape(sent.text)
    assert sent.notified == [] and "<" not in sent.text
    markup = compose(card(title, client), reader)
    told, entities = parse(markup)
    assert title.translate(DIRECTING) in told and {one["type"] for one in entities} <= {"bold"}


@settings(max_examples=80, deadline=None)
@given(SHORT, LANGUAGES)
@example("&lt;!channel&gt; <!here> *b* ~s~", "en")
def test_the_home_tab_says_what_was_typed(name: str, language: str) -> None:
    reader = Reader(language, "UTC", now(), "/callboard ")
    page = say("home-expert", name=name, field=name, standing=name)
    view = blocks.message(compose(page, reader), ((Key(plain(name, reader), "1.0"),),))

    assert name.translate(DIRECTING) in read(view, {})
    assert mentions(view) == []


@settings(max_examples=80, deadline=None)
@given(SHORT.filter(bool))
@example("&lt;!channel&gt;")
@example("&" * 60)
def test_a_form_says_what_was_typed(words: str) -> None:
    slot = Slot(name="client", shape="Choice", label=words, hint=words, options=((1, words),))
    view: Any = modals.view(Sheet(token="1", title="T", submit="S", cancel="C", failed="", slots=(slot,)))
    (block,) = view["blocks"]

    assert seen(block["label"]["text"], emoji=False) == words
    assert seen(block["hint"]["text"], emoji=False) == words
    option = seen(block["element"]["options"][0]["text"]["text"], emoji=False)
    assert words.startswith(option.rstrip("…")) and len(block["element"]["options"][0]["text"]["text"]) <= 75
