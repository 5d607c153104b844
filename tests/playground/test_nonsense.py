"""Whatever a bot sends, it gets an answer in Telegram's form, and the server goes on."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.telegram import User
from bot.playground.telegram.methods import METHODS
from bot.playground.wire import decode, encode

from .conftest import Raw

VALUES: list[Any] = [
    None, True, -1, 0, 7, 2**70, 0.5, "", "x", "7", "9" * 5000, "\ud800", "{", "attach://x", [], [1], [[]], [[1]], {},
    {"type": "chat"}, {"type": "chat", "chat_id": []}, {"type": []}, {"message_id": "x"}, {"inline_keyboard": 5},
    {"inline_keyboard": [[5]]}, {"inline_keyboard": [[{"text": "x", "url": 5}]]}, {"keyboard": 5},
    {"inline_keyboard": [[{"text": "x", "callback_data": 5}]]}, [{"command": 5}], [{"offset": -1, "length": 9}],
    [{"type": "bold", "offset": 0, "length": 10**9}], {"inline_keyboard": [[{"text": "x", "copy_text": 5}]]},
]  # fmt: skip
COMPLETE: dict[str, Any] = {"chat_id": 7, "text": "<b>x</b>", "parse_mode": "HTML", "action": "typing", "message_id": 2}


@pytest.mark.parametrize("method", sorted(set(METHODS) - {"setWebhook"}))
async def test_any_value_in_any_parameter(raw: Raw, sara: User, method: str) -> None:
    await raw.result("sendMessage", chat_id=7, text="x")
    for name in METHODS[method].parameters:
        for value in VALUES:
            params = {key: given for key, given in COMPLETE.items() if key in METHODS[method].parameters}
            params |= {name: value} | ({"timeout": 0} if method == "getUpdates" else {})
            if (method, name) != ("getUpdates", "timeout"):
                status, body = await raw.call(method, **params)
                assert status in (200, 400, 403, 404, 429), (name, value, body)
                assert body["ok"] is (status == 200)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_json_comes_back_as_it_went(value: Any) -> None:
    assert decode(encode(value)) == value
