"""What a person reads of a text, whom it notifies, and what typing makes of words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack import SlackServer, SlackUser
from bot.playground.slack.mrkdwn import escape, mentions, plain, shown
from bot.playground.slack.typed import typed

from .conftest import section


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("*bold* _it_ ~gone~ `code` ```more\n*code*```", "bold it gone code more\n*code*"),
        ("2*3*4 snake_case_name a * b * c", "2*3*4 snake_case_name a * b * c"),
        ("&lt;b&gt; &amp;lt; &quot;", "<b> &lt; &quot;"),
        ("<@U1> in <#C1> of <https://x.org|x & y>", "@Sara in #general of x & y"),
        ("<https://x.org> <mailto:a@b.org> <@U9> <!channel> <#C1|named>", "https://x.org a@b.org @U9 @channel named"),
        ("> quoted\n&gt; too\nnot > here", "quoted\ntoo\nnot > here"),
        (":tada: :unknown_one:", "🎉 :unknown_one:"),
    ],
)
def test_what_is_read_of_mrkdwn(text: str, read: str) -> None:
    assert shown(text, {"U1": "Sara", "C1": "general"}) == read


def test_who_is_notified() -> None:
    assert mentions("<!channel> <@U1> <@W2|x> <!subteam^S1|@all> <!here|here> <!date^1^x|y> <#C1>") == [
        "channel", "U1", "W2", "S1", "here",
    ]  # fmt: skip
    assert mentions("@channel a@here.org") == []
    assert mentions("@channel a@here.org", typed=True) == ["channel"]


@given(st.text())
def test_escaped_words_notify_nobody_and_plain_text_shows_them(words: str) -> None:
    assert mentions(escape(words)) == []
    assert plain(escape(words), emoji=False) == words


@given(st.text(alphabet="ab<>&!@#|*_~`: \n"))
def test_nothing_breaks_the_reader(words: str) -> None:
    shown(words)
    assert mentions(escape(words)) == []


@pytest.mark.parametrize(
    ("words", "sent"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("write to sara@clinic.example", "write to <mailto:sara@clinic.example|sara@clinic.example>"),
        ("see https://x.org/a?b=1&c=2", "see <https://x.org/a?b=1&amp;c=2>"),
        ("harvard.edu or 3.5 or e.g. this", "<http://harvard.edu|harvard.edu> or 3.5 or e.g. this"),
        ("<!channel>", "&lt;!channel&gt;"),
    ],
)
def test_what_typing_makes_of_words(words: str, sent: str) -> None:
    assert typed(words) == sent
    assert shown(typed(words)) == words


async def test_the_server_keeps_who_was_notified(server: SlackServer, slack: AsyncWebClient, sara: SlackUser) -> None:
    words = "<!channel> & *you* @here"
    blocks: list[dict[str, Any]] = [
        {"type": "section", "text": {"type": "plain_text", "text": escape(words), "emoji": False}},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "safe @here", "verbatim": True}]},
    ]
    posted = await slack.chat_postMessage(channel="U1", text=escape(words), blocks=blocks)
    (message,) = sara.messages()
    assert message.shown == f"{words}\nsafe @here"
    assert not server.notified
    await slack.chat_update(channel="D1", ts=posted["ts"], text="x", blocks=[section(words)])
    assert server.notified[0].whom == ("channel", "here")
    await slack.chat_postMessage(channel="U1", text="@everyone", link_names=True)
    await slack.chat_postMessage(channel="U1", text="@everyone")
    await slack.chat_postMessage(channel="U1", text="*not bold*", mrkdwn=False)
    assert [each.whom for each in server.notified] == [("channel", "here"), ("everyone",)]
    assert sara.messages()[-1].shown == "*not bold*"


async def test_rich_text_and_markdown_are_read(slack: AsyncWebClient, sara: SlackUser, server: SlackServer) -> None:
    elements = [{"type": "text", "text": "a < b "}, {"type": "user", "user_id": "U1"}]
    blocks: list[dict[str, Any]] = [
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]},
        {"type": "markdown", "text": "**x**"},
    ]
    await slack.chat_postMessage(channel="U1", text="x", blocks=blocks)
    assert sara.messages()[0].shown == "a < b @Sara Haddad\n**x**"
    ts = await sara.send("as *typed* :tada: <!channel>")
    assert sara.messages()[-1].shown == "as *typed* :tada: <!channel>"
    assert sara.messages()[-1].ts == ts
    assert server.notified[0].whom == ("U1",)
